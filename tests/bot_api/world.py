"""What Telegram knows: the bot, its people and chats, and all that passes between them."""

import threading
import time
from collections.abc import Sequence
from typing import Any

from tests.bot_api.chat import Chat
from tests.bot_api.message import User
from tests.bot_api.queries import CallbackQuery, InlineQuery
from tests.bot_api.updates import Updates, Webhook
from tests.bot_api.wire import Upload

JSON = dict[str, Any]

BOT = User(7_000_000_001, "规划通", username="planbot_test_bot", is_bot=True)
FIRST_GROUP = -1_001_000_000_001
FIRST_QUERY = 5_000_000_000_000_000_001


class World:
    """People, chats and questions, from the side of the people; safe for use from several threads.

    `privacy`: groups deliver only what is meant for the bot. `query_lifetime`: seconds in which the bot may answer a
    press or an inline query. `chat_interval`: seconds that must pass between two messages to one chat, 0 for no limit.
    """

    def __init__(self) -> None:
        """Begin with a bot that nobody has written to."""
        self.lock = threading.RLock()
        self.changed = threading.Condition(self.lock)
        self.updates = Updates(self.wake)
        self.webhook = Webhook()
        self.me = BOT
        self.privacy = True
        self.query_lifetime = 60.0
        self.chat_interval = 0.0
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, Upload] = {}
        self.commands: dict[tuple[str, str], list[JSON]] = {}
        self.about: dict[str, dict[str, str]] = {
            "name": {"": BOT.first_name},
            "description": {},
            "short_description": {},
        }
        self.menu_buttons: dict[int, JSON] = {}
        self.callbacks: dict[str, CallbackQuery] = {}
        self.inlines: dict[str, InlineQuery] = {}
        self.logged_out = False
        self._routes: dict[str, str] = {}

    def wake(self) -> None:
        """Tell whoever delivers updates that there are some."""

    def user(self, id: int, first_name: str = "王", language: str = "zh-hans", username: str = "") -> User:  # noqa: A002
        """A person."""
        return User(id, first_name, language, username)

    def private(self, user: User, *, started: bool = True) -> Chat:
        """The private chat with a person; one that has not `started` does not let the bot write first."""
        json: JSON = {"id": user.id, "type": "private", "first_name": user.first_name}
        if user.username:
            json["username"] = user.username
        return self._chat(json, [user], "member" if started else "left")

    def group(self, title: str, members: Sequence[User], *, bot_status: str = "member") -> Chat:
        """A group (a supergroup, as all are by now) in which the bot is "member", "administrator" or "left"."""
        with self.lock:
            return self._chat({"id": self._group_id(), "type": "supergroup", "title": title}, members, bot_status)

    def channel(self, title: str) -> Chat:
        """A channel of which the bot is an administrator."""
        with self.lock:
            return self._chat({"id": self._group_id(), "type": "channel", "title": title}, [], "administrator")

    def _group_id(self) -> int:
        return FIRST_GROUP - sum(chat < 0 for chat in self.chats)

    def _chat(self, json: JSON, members: Sequence[User], status: str) -> Chat:
        with self.lock:
            chat = self.chats.get(json["id"])
            if chat is None:
                chat = self.chats[json["id"]] = Chat(self, json, members)
                chat.bot_status = status
            return chat

    def block(self, user: User) -> None:
        """A person blocks the bot: it is told so, and can write there no more."""
        self.bot_becomes(self.private(user), "kicked", user)

    def unblock(self, user: User) -> None:
        """A person lets the bot write again."""
        self.bot_becomes(self.private(user), "member", user)

    def bot_becomes(self, chat: Chat, status: str, by: User) -> None:
        """Someone makes the bot a "member", "administrator", "left" or "kicked" of a chat: a my_chat_member update."""
        with self.lock:
            old, chat.bot_status = chat.bot_status, status
            change = {
                "chat": chat.json,
                "from": by.json(),
                "date": int(time.time()),
                "old_chat_member": membership(self.me, old),
                "new_chat_member": membership(self.me, status),
            }
            self.updates.add("my_chat_member", change)

    def call_back(self, user: User, message: JSON, data: str) -> CallbackQuery:
        """A person presses a button; see `Chat.press`."""
        with self.lock:
            query = CallbackQuery(str(FIRST_QUERY + len(self.callbacks)), user, self, data=data)
            self.callbacks[query.id] = query
            instance = str(message["chat"]["id"])
            told = {"id": query.id, "from": user.json(), "message": message, "chat_instance": instance, "data": data}
            self.updates.add("callback_query", told)
            return query

    def inline(self, user: User, query: str, *, offset: str = "", chat_type: str = "private") -> InlineQuery:
        """A person types `@bot query` in some chat."""
        with self.lock:
            asked = InlineQuery(str(FIRST_QUERY + len(self.inlines)), user, self, text=query)
            self.inlines[asked.id] = asked
            told = {"id": asked.id, "from": user.json(), "query": query, "offset": offset, "chat_type": chat_type}
            self.updates.add("inline_query", told)
            return asked

    @property
    def answered_callbacks(self) -> tuple[CallbackQuery, ...]:
        """The presses that the bot has answered."""
        with self.lock:
            return tuple(query for query in self.callbacks.values() if query.answer is not None)

    @property
    def inline_answers(self) -> tuple[JSON, ...]:
        """What the bot has answered to inline queries."""
        with self.lock:
            return tuple(query.answer for query in self.inlines.values() if query.answer is not None)

    @property
    def description(self) -> str:
        """What people see before they start the bot, without a language."""
        return self.about["description"].get("", "")

    @property
    def short_description(self) -> str:
        """What stands on the page of the bot, without a language."""
        return self.about["short_description"].get("", "")

    def proxy(self, public: str, local: str) -> None:
        """Deliver what goes to webhooks below the address `public` to `local`, as a reverse proxy does."""
        self._routes[public] = local

    def route(self, url: str) -> str:
        """Where a webhook really is."""
        for public, local in self._routes.items():
            if url.startswith(public):
                return local + url.removeprefix(public)
        return url


def membership(user: User, status: str) -> JSON:
    """The ChatMember object of a status."""
    told: JSON = {"user": user.json(), "status": status}
    if status == "kicked":
        told["until_date"] = 0
    if status == "administrator":
        told |= dict.fromkeys(RIGHTS, True) | {"can_be_edited": False, "is_anonymous": False}
    return told


RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_post_messages",
    "can_edit_messages",
    "can_pin_messages",
)
