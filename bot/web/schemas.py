"""Schemas: JSON Schema (2020-12) of the records that the API answers with, made from their types."""

from dataclasses import fields, is_dataclass
from types import NoneType, UnionType
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from bot.answer import STATUSES
from bot.web.shapes import ELSEWHERE

PLAIN: dict[Any, str] = {str: "string", int: "integer", float: "number", bool: "boolean"}
CHOICES = {
    "status": list(STATUSES),
    "kind": ["paragraph", "table"],
    "meaning": ["amount", "rate", "total", "target"],
}


def component(record: type[Any]) -> dict[str, Any]:
    """Return the schema of a record; records in it are referred to by name."""
    hints = get_type_hints(record, include_extras=True)
    properties = {f.name: _property(record, f.name, hints[f.name]) for f in fields(record)}
    return {
        "type": "object",
        "description": " ".join(str(record.__doc__).split()),
        "required": list(properties),
        "properties": properties,
    }


def components(records: tuple[type[Any], ...]) -> dict[str, dict[str, Any]]:
    """Return the schemas of records, and of all that stand in them, by name."""
    found: dict[str, dict[str, Any]] = {}
    waiting = list(records)
    while waiting:
        record = waiting.pop(0)
        if record.__name__ not in found:
            found[record.__name__] = component(record)
            hints = get_type_hints(record, include_extras=True)
            waiting += [inner for hint in hints.values() for inner in _records_in(hint)]
    return dict(sorted(found.items()))


def reference(record: type[Any]) -> dict[str, str]:
    """Return the reference to a record's schema."""
    return {"$ref": f"#/components/schemas/{record.__name__}"}


def _property(record: type[Any], name: str, hint: Any) -> dict[str, Any]:  # noqa: ANN401  (any type)
    schema = of(hint)
    for cls in record.__mro__:
        help_ = ELSEWHERE.get(cls, {}).get(name)
        if help_:
            schema["description"] = help_
            break
    known = record.__name__ in ("Answer", "Reply", "Citation", "Hit", "Cell")
    if known and name in CHOICES:
        schema["enum"] = CHOICES[name]
    return schema


def of(hint: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return the schema of a type; a record is referred to by its name."""
    if get_origin(hint) is Annotated:
        inner, help_ = get_args(hint)
        return {**of(inner), "description": help_}
    if isinstance(hint, UnionType):
        return _nullable(next(arg for arg in get_args(hint) if arg is not NoneType))
    if get_origin(hint) is tuple:
        return {"type": "array", "items": of(get_args(hint)[0])}
    return {"type": PLAIN[hint]} if hint in PLAIN else dict(reference(hint))


def _nullable(hint: Any) -> dict[str, Any]:  # noqa: ANN401
    schema = of(hint)
    return {"anyOf": [schema, {"type": "null"}]} if "$ref" in schema else {**schema, "type": [schema["type"], "null"]}


def _records_in(hint: Any) -> list[type[Any]]:  # noqa: ANN401
    found = [inner for arg in get_args(hint) for inner in _records_in(arg)]
    return [hint, *found] if isinstance(hint, type) and is_dataclass(hint) else found
