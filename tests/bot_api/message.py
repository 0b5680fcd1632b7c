"""What a test looks at: users, and messages as they stand in a chat."""

from dataclasses import dataclass, field
from typing import Any

from tests.bot_api.entities import cut
from tests.bot_api.wire import Upload

JSON = dict[str, Any]


@dataclass(frozen=True, slots=True)
class User:
    """A person, or the bot itself."""

    id: int
    first_name: str
    language: str = ""
    username: str = ""
    is_bot: bool = False

    def json(self) -> JSON:
        """The user as the Bot API tells it."""
        told: JSON = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        if self.username:
            told["username"] = self.username
        if self.language:
            told["language_code"] = self.language
        return told


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message: its text and what it does."""

    text: str
    data: str = ""
    url: str = ""
    json: JSON = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it stood at one moment; edits make new ones.

    `json` is the Message object of the Bot API, `markup` the reply_markup of any kind that it was sent with,
    `uploads` the files that came with it.
    """

    json: JSON = field(repr=False)
    markup: JSON | None = field(default=None, repr=False)
    uploads: tuple[Upload, ...] = ()
    by_bot: bool = False

    def __repr__(self) -> str:
        words = [f"#{self.id}", self.kind, repr(self.text)]
        words += [f"[{' | '.join(self.labels)}]"] if self.labels else []
        return f"<{' '.join(words)}{' edited' if self.edited else ''}>"

    @property
    def id(self) -> int:
        """message_id."""
        return int(self.json["message_id"])

    @property
    def text(self) -> str:
        """The text or caption, without markup."""
        return str(self.json.get("text", self.json.get("caption", "")))

    @property
    def entities(self) -> list[JSON]:
        """The entities of the text or caption."""
        return [*self.json.get("entities", []), *self.json.get("caption_entities", [])]

    @property
    def kind(self) -> str:
        """What the message holds: text, photo, document, voice, …"""
        known = ("photo", "document", "voice", "sticker", "location", "contact", "video", "audio", "text")
        return next((kind for kind in known if kind in self.json), "service")

    @property
    def rows(self) -> list[list[Button]]:
        """The buttons under the message, or of the keyboard it brought, row by row."""
        markup = self.markup or {}
        rows = markup.get("inline_keyboard") or markup.get("keyboard") or []
        return [[_button(button) for button in row] for row in rows]

    @property
    def buttons(self) -> list[Button]:
        """All buttons in one row."""
        return [button for row in self.rows for button in row]

    @property
    def labels(self) -> list[str]:
        """What stands on the buttons."""
        return [button.text for button in self.buttons]

    @property
    def file(self) -> Upload:
        """The file of the message. Raises LookupError where it has none."""
        return self.uploads[0]

    @property
    def edited(self) -> bool:
        """Whether the message was edited."""
        return "edit_date" in self.json

    @property
    def reply_to(self) -> int:
        """The id of the message that this one replies to, 0 where there is none."""
        return int(self.json.get("reply_to_message", {}).get("message_id", 0))

    def quoted(self) -> JSON:
        """The message as it stands in a reply to it: without what it replies to itself."""
        return {name: value for name, value in self.json.items() if name != "reply_to_message"}

    def marked(self, kind: str) -> list[str]:
        """The parts of the text that are marked as `kind`: bold, code, blockquote, …"""
        return [cut(self.text, e["offset"], e["length"]) for e in self.entities if e["type"] == kind]


def _button(button: JSON | str) -> Button:
    if isinstance(button, str):
        return Button(button)
    return Button(button["text"], button.get("callback_data", ""), button.get("url", ""), button)
