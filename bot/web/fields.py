"""Fields: what a request may say, in one form for query, path and body; reads values and makes their JSON Schema."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from bot.web import words
from bot.web.problems import Problem, shown
from knowledge.patterns import regex

TYPES: dict[str, type] = {"string": str, "integer": int, "boolean": bool}
DIGITS = regex(r"-?[0-9]{1,9}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Field:
    """A value of a request: its name, type and bounds; `least` and `most` bound an integer or a text's characters."""

    name: str
    kind: str
    help: str
    example: Any
    required: bool = False
    nullable: bool = False
    default: Any = None
    least: int | None = None
    most: int | None = None
    choices: tuple[str, ...] = ()
    pattern: str = ""

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema (2020-12) of the value."""
        schema: dict[str, Any] = {"type": [self.kind, "null"] if self.nullable else self.kind}
        bounds = ("minLength", "maxLength") if self.kind == "string" else ("minimum", "maximum")
        given = zip((*bounds, "pattern"), (self.least, self.most, self.pattern or None), strict=True)
        schema |= {name: value for name, value in given if value is not None}
        if self.choices:
            schema["enum"] = list(self.choices)
        if self.default is not None:
            schema["default"] = self.default
        return schema

    @property
    def wanted(self) -> str:
        """Return in Chinese what the value may be."""
        if self.choices:
            return "、".join(self.choices)
        bounds = ""
        if self.least is not None and self.most is not None:
            bounds = f"（{self.least}到{self.most}{'个字' if self.kind == 'string' else ''}）"
        return f"{words.KINDS[self.kind]}{bounds}"

    def checked(self, value: object, place: str) -> Any:  # noqa: ANN401  (of the type that `kind` names)
        """Return a value that fits; raises Problem."""
        if value is None and self.nullable:
            return self.default
        wanted = TYPES[self.kind]
        if not isinstance(value, wanted) or (isinstance(value, bool) and wanted is not bool) or not self._fits(value):
            gaps = {"place": place, "name": self.name, "found": shown(value), "wanted": self.wanted}
            raise Problem("wrong-value", gaps)
        return value

    def _fits(self, value: Any) -> bool:  # noqa: ANN401
        if self.choices and value not in self.choices:
            return False
        if self.pattern and not re.fullmatch(self.pattern, value, re.ASCII):
            return False
        size = len(value) if isinstance(value, str) else value
        return (self.least is None or size >= self.least) and (self.most is None or size <= self.most)

    def from_text(self, text: str, place: str) -> Any:  # noqa: ANN401
        """Return the value of a text in a URL; raises Problem."""
        if self.kind == "integer" and DIGITS.fullmatch(text):
            return self.checked(int(text), place)
        return self.checked(text, place)


def from_query(request: Request, fields: Sequence[Field]) -> dict[str, Any]:
    """Return every field's value from a query, which has nothing else and nothing twice; raises Problem."""
    given: dict[str, str] = {}
    for name, text in query_pairs(request):
        if name in given:
            raise Problem("repeated", {"name": shortened(name)})
        given[name] = text
    _only_known(given, fields, words.QUERY)
    return {
        f.name: f.from_text(given[f.name], words.QUERY) if f.name in given else absent(f, words.QUERY) for f in fields
    }


def query_pairs(request: Request) -> list[tuple[str, str]]:
    """Return the names and texts of a query; raises Problem where it is not UTF-8."""
    from urllib.parse import parse_qsl

    try:
        return parse_qsl(request.scope["query_string"].decode("ascii"), keep_blank_values=True, errors="strict")
    except ValueError:  # UnicodeDecodeError is one
        raise Problem("query-not-utf8") from None


def from_members(members: Mapping[str, Any], fields: Sequence[Field]) -> dict[str, Any]:
    """Return every field's value from a JSON object, which has nothing else; raises Problem."""
    _only_known(members, fields, words.BODY)
    return {
        f.name: f.checked(members[f.name], words.BODY) if f.name in members else absent(f, words.BODY) for f in fields
    }


def absent(field: Field, place: str) -> Any:  # noqa: ANN401
    """Return what holds where a field is not given; raises Problem where it must be."""
    if field.required:
        raise Problem("missing", {"place": place, "name": field.name, "wanted": field.wanted})
    return field.default


def _only_known(given: Mapping[str, Any], fields: Sequence[Field], place: str) -> None:
    known = [field.name for field in fields]
    for name in given:
        if name not in known:
            gaps = {"place": place, "name": shortened(name), "known": "、".join(known) or "（没有）"}
            raise Problem("unknown", gaps)


def shortened(text: str) -> str:
    """Return a text as a message shows it."""
    return shown(text).strip("“”")
