"""Replying: values as JSON, and what does not change with an ETag, so that it is sent once (RFC 9110, RFC 9111)."""

import hashlib
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from bot.render import json_line
from index.fingerprint import fingerprint

JSON = "application/json"
FRESH = "public, max-age=300"  # then it is asked whether it is still the same
BOT = Path(__file__).parent.parent


def json_bytes(value: Any) -> bytes:  # noqa: ANN401  (anything that JSON has)
    """Return a value as JSON in UTF-8; an unpaired surrogate, which has no UTF-8, as JSON's own escape."""
    return json_line(value).encode("utf-8", "backslashreplace")


def json_response(value: Any) -> Response:  # noqa: ANN401
    """Return a value as the JSON of an answer that nobody keeps."""
    return Response(json_bytes(value), headers={"Cache-Control": "no-store"}, media_type=JSON)


@cache
def edition(plan_id: str) -> str:
    """Return a digest that changes with the plan's files, planbot's version and its code."""
    digest = hashlib.blake2b(f"{fingerprint(plan_id)} {version('planbot')}".encode(), digest_size=12)
    for path in sorted(BOT.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def unchanging(request: Request, plan_id: str, body: Callable[[], bytes], media_type: str = JSON) -> Response:
    """Return what depends on the plan and the address alone; 304, without making it, where the client has it."""
    tag = f'"{edition(plan_id)}"'
    headers = {"ETag": tag, "Cache-Control": FRESH}
    known = [text.strip().removeprefix("W/") for text in request.headers.get("if-none-match", "").split(",")]
    if tag in known or known == ["*"]:
        return Response(status_code=304, headers=headers)
    return Response(body(), headers=headers, media_type=media_type)


def json_of(value: Callable[[], Any]) -> Callable[[], bytes]:
    """Return what makes the JSON of a value when it is needed."""
    return lambda: json_bytes(value())
