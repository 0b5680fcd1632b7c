"""Replying: values as JSON, and what does not change with an ETag, so that it is sent once (RFC 9110, RFC 9111)."""

import hashlib
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


def not_modified(request: Request, plan_id: str) -> Response | None:
    """Return 304 where the client has what depends on the plan and the address alone; else None."""
    known = [text.strip().removeprefix("W/") for text in request.headers.get("if-none-match", "").split(",")]
    same = _kept(plan_id)
    return Response(status_code=304, headers=same) if same["ETag"] in known or known == ["*"] else None


def unchanging(plan_id: str, body: bytes, media_type: str = JSON) -> Response:
    """Return what depends on the plan and the address alone, so that the client need not fetch it twice."""
    return Response(body, headers=_kept(plan_id), media_type=media_type)


def _kept(plan_id: str) -> dict[str, str]:
    return {"ETag": f'"{edition(plan_id)}"', "Cache-Control": FRESH}
