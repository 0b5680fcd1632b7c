"""The parameters of a call: text on the wire, read by each method as what it needs."""

import json
from collections.abc import Mapping
from typing import Any

from tests.bot_api.wire import Upload, bad_request


class Parameters:
    """The fields and files of one call. Numbers that are none count as 0, as with Telegram."""

    def __init__(self, fields: Mapping[str, str], files: Mapping[str, Upload]) -> None:
        self.fields = fields
        self.files = files

    def text(self, name: str) -> str:
        """A field as it came; empty where it did not."""
        return self.fields.get(name, "")

    def integer(self, name: str, default: int = 0) -> int:
        """A field as a number."""
        value = self.text(name).strip()
        return int(value) if value.lstrip("-").isdecimal() else 0 if value else default

    def flag(self, name: str) -> bool:
        """A field as a truth value."""
        return self.text(name).strip().lower() in {"true", "yes", "1"}

    def data(self, name: str, expected: type, default: Any = None) -> Any:
        """A field as JSON. Raises ApiError 400 where it is none, or not of the expected type, UnicodeError."""
        if not self.text(name):
            return default
        try:
            value = json.loads(self.text(name))
        except ValueError:
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from None
        if not isinstance(value, expected):
            raise bad_request(f"{'object' if expected is dict else 'array'} expected as {name.replace('_', ' ')}")
        json.dumps(value, ensure_ascii=False).encode()  # half a surrogate pair is a UnicodeError
        return value

    def upload(self, name: str, value: str = "") -> Upload | None:
        """The file sent as field `name`, or the one that `value` (or the field's text) points to: attach://part."""
        value = value or self.text(name)
        if value.startswith("attach://"):
            return self.files.get(value.removeprefix("attach://"))
        return self.files.get(name)

    def decoded(self) -> dict[str, Any]:
        """All fields for a test to look at: objects and arrays as such, all else as text."""
        return {name: _decoded(value) for name, value in self.fields.items()}


def _decoded(value: str) -> Any:
    if value[:1] not in {"{", "["}:
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value
