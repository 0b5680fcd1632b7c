"""A chat from the side of its people: what they say and press, and what they see of the bot."""

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from tests.bot_api.entities import cut, detect
from tests.bot_api.log import Log
from tests.bot_api.message import Message, User
from tests.bot_api.queries import CallbackQuery
from tests.bot_api.wire import Upload

if TYPE_CHECKING:
    from tests.bot_api.world import World

JSON = dict[str, Any]
Seen = Message | int

FILE = {"file_id": "incoming", "file_unique_id": "incoming"}
# What a person sends other than text; a test may give any field of the message anew.
CONTENTS: dict[str, Any] = {
    "photo": [{**FILE, "width": 90, "height": 60}, {**FILE, "width": 1280, "height": 853}],
    "document": {**FILE, "file_name": "文件.pdf", "mime_type": "application/pdf", "file_size": 1024},
    "voice": {**FILE, "duration": 3, "mime_type": "audio/ogg"},
    "video": {**FILE, "width": 640, "height": 360, "duration": 3},
    "sticker": {**FILE, "type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False},
    "location": {"latitude": 31.0, "longitude": 121.1},
    "contact": {"phone_number": "+8612345678901", "first_name": "王"},
}


class Chat:
    """A private chat, group or channel; `World.private`, `World.group` and `World.channel` make them.

    `keyboard` is the reply keyboard that people see, `actions` are the chat actions (typing, …) of the bot.
    """

    def __init__(self, world: "World", json: JSON, members: Sequence[User]) -> None:
        """Take the world, the Chat object and the people."""
        self.json = json
        self.id: int = json["id"]
        self.type: str = json["type"]
        self.bot_status = "member"
        self.people = {user.id: user for user in members}
        self.keyboard: JSON | None = None
        self.actions: list[str] = []
        self.log = Log(world.lock)
        self.free_at = 0.0  # when the bot may write again, on the monotonic clock
        self._world = world

    def say(
        self, user: User | None, text: str, *, reply_to: Seen = 0, date: int | None = None, **fields: Any
    ) -> Message:
        """A person writes; None: the channel itself. Telegram finds the entities; `date` is in Unix seconds."""
        return self._arrive(user, {"text": text, "entities": detect(text), **fields}, reply_to, date)

    def send(self, user: User | None, kind: str, *, caption: str = "", reply_to: Seen = 0, **fields: Any) -> Message:
        """A person sends a photo, document, voice, video, sticker, location or contact."""
        captioned = {"caption": caption, "caption_entities": detect(caption)} if caption else {}
        return self._arrive(user, {kind: CONTENTS[kind], **captioned, **fields}, reply_to, None)

    def edit(self, message: Seen, text: str) -> Message:
        """A person edits what they wrote."""
        with self._world.lock:
            old = self.log.messages[_id(message)]
            json = {**old.json, "text": text, "entities": detect(text), "edit_date": int(time.time())}
            edited = self.log.keep(Message(json))
            self._deliver("edited_channel_post" if self.type == "channel" else "edited_message", json)
            return edited

    def delete(self, message: Seen) -> None:
        """A person deletes a message, theirs or the bot's, for all; the bot is told nothing."""
        with self._world.lock:
            self.log.drop(self.log.messages[_id(message)])

    def press(self, message: Seen, button: str, user: User | None = None) -> CallbackQuery:
        """A person presses the button with this text or data; in a private chat, its person where none is named.

        The button is looked for on the message as it stands now, then on `message` as given: who looks at an old
        screen can press it still. Raises LookupError where there is no such button.
        """
        with self._world.lock:
            now = self.log.messages.get(_id(message))
            shown = [*(now.buttons if now else []), *(message.buttons if isinstance(message, Message) else [])]
            for found in shown:
                if found.data and button in {found.text, found.data}:
                    return self.forge(message, found.data, user)
            raise LookupError(f"no button {button!r} to press; there are: {[(b.text, b.data) for b in shown]}")

    def forge(self, message: Seen, data: str, user: User | None = None) -> CallbackQuery:
        """A person with a changed client sends callback data that no button has."""
        with self._world.lock:
            now = self.log.messages.get(_id(message))
            inaccessible = {"chat": self.json, "message_id": _id(message), "date": 0}
            return self._world.call_back(user or self._person(), now.json if now else inaccessible, data)

    def tap(self, key: str, user: User | None = None) -> Message:
        """A person taps a key of the reply keyboard, which says what stands on it."""
        keys = Message({}, self.keyboard).labels
        if key not in keys:
            raise LookupError(f"no key {key!r} on the keyboard; there are: {keys}")
        return self.say(user or self._person(), key)

    def ask(self, user: User, text: str, timeout: float = 5.0) -> Message:
        """A person writes; return the first message that the bot sends after that. Raises NotSeen."""
        with self._world.lock:
            before = len(self.log.sent)
            self.say(user, text)
        self.log.wait(lambda _: self._since(before), f"an answer to {text!r}", timeout)
        return self._since(before)[0]

    @property
    def messages(self) -> tuple[Message, ...]:
        """What the bot has sent and not deleted, oldest first, each as it stands now."""
        return self.log.of_bot()

    @property
    def history(self) -> tuple[Message, ...]:
        """All messages, the people's as well."""
        with self._world.lock:
            return tuple(self.log.messages.values())

    @property
    def last(self) -> Message:
        """The newest message of the bot. Raises IndexError where there is none."""
        return self.messages[-1]

    def wait(self, wanted: int | Callable[[Sequence[Message]], Any] = 1, timeout: float = 5.0) -> tuple[Message, ...]:
        """Wait until the bot has `wanted` messages here, or until `wanted(messages)` holds; return the messages.

        `timeout` is in seconds. Raises NotSeen, which lists what was sent, when it is over.
        """
        if isinstance(wanted, int):
            number = wanted
            return self.log.wait(lambda messages: len(messages) >= number, f"message {number} of the bot", timeout)
        return self.log.wait(wanted, "what was waited for", timeout)

    # The bot's side, for the methods

    def post(self, fields: JSON, markup: JSON | None, uploads: tuple[Upload, ...] = ()) -> Message:
        """The bot sends a message; `fields` is all of it but id, date, chat and sender."""
        json = {"message_id": self.log.next_id(), "date": int(time.time()), "chat": self.json, **fields}
        if self.type == "channel":
            json["sender_chat"] = self.json
        else:
            json["from"] = self._world.me.json()
        if markup and "inline_keyboard" in markup:
            json["reply_markup"] = markup
        elif markup:
            self.keyboard = markup if "keyboard" in markup else None
        return self.log.keep(Message(json, markup, uploads, by_bot=True))

    def _arrive(self, user: User | None, content: JSON, reply_to: Seen, date: int | None) -> Message:
        with self._world.lock:
            if user and self.type == "private" and self.bot_status != "member":
                self._start(user)
            json: JSON = {
                "message_id": self.log.next_id(),
                "date": int(time.time()) if date is None else date,
                "chat": self.json,
                **({"from": user.json()} if user else {"sender_chat": self.json}),
                **content,
            }
            if not json.get("entities", True):
                del json["entities"]
            if answered := self.log.messages.get(_id(reply_to)):
                json["reply_to_message"] = answered.quoted()
            message = self.log.keep(Message(json))
            self._deliver("channel_post" if self.type == "channel" else "message", json)
            return message

    def _start(self, user: User) -> None:
        """Who writes to the bot lets it write back."""
        if self.bot_status == "kicked":
            self._world.unblock(user)
        self.bot_status = "member"

    def _deliver(self, kind: str, json: JSON) -> None:
        if self.bot_status not in {"left", "kicked"} and (self.type == "private" or self._meant_for_bot(json)):
            self._world.updates.add(kind, json)

    def _meant_for_bot(self, json: JSON) -> bool:
        """Whether privacy mode lets a message of a group through to the bot."""
        if not self._world.privacy or self.type == "channel" or self.bot_status == "administrator":
            return True
        me = self._world.me
        if json.get("via_bot") == me.json():
            return True
        if json.get("reply_to_message", {}).get("from", {}).get("id") == me.id:
            return True
        message = Message(json)
        for entity in message.entities:
            part = cut(message.text, entity["offset"], entity["length"]).lower()
            _, at, name = part.partition("@")
            if entity["type"] in {"mention", "bot_command"} and (name == me.username.lower() or not at):
                return True
        return False

    def _since(self, number: int) -> list[Message]:
        with self._world.lock:
            return [self.log.messages[at] for at in self.log.sent[number:] if at in self.log.messages]

    def _person(self) -> User:
        if len(self.people) != 1:
            raise LookupError(f"who does it? Name one of {list(self.people.values())}")
        return next(iter(self.people.values()))


def _id(message: Seen) -> int:
    return message if isinstance(message, int) else message.id
