"""Bodies: a request's body as a JSON object, read strictly (RFC 8259, and I-JSON's unique names)."""

import json
from typing import Any, NoReturn

from starlette.requests import Request

from bot.web.fields import shortened
from bot.web.problems import Problem, shown

JSON = "application/json"


async def read_object(request: Request) -> dict[str, Any]:
    """Return the body's JSON object; raises Problem."""
    _check_type(request)
    return parse_object(await request.body())


def _check_type(request: Request) -> None:
    given = request.headers.get("content-type", "")
    kind, _, parameters = given.partition(";")
    charset = parameters.strip().lower().removeprefix("charset=").strip('"')
    encoded = request.headers.get("content-encoding", "identity").strip().lower() != "identity"
    if kind.strip().lower() != JSON or charset not in ("", "utf-8", "utf8") or encoded:
        found = f"{given}（Content-Encoding: {request.headers['content-encoding']}）" if encoded else given
        raise Problem("wrong-media-type", {"found": shown(found), "wanted": f" {JSON} "})


def parse_object(body: bytes) -> dict[str, Any]:
    """Return the JSON object of a body: UTF-8, no member twice, no NaN, no lone surrogate; raises Problem."""
    try:
        text = body.decode()
    except UnicodeDecodeError as error:
        raise Problem("not-utf8", {"byte": error.start + 1}) from None
    try:
        value = json.loads(text, object_pairs_hook=_unique, parse_constant=_refuse)
    except RecursionError:
        raise Problem("not-json", {"why": "嵌套太深"}) from None
    except json.JSONDecodeError as error:
        raise Problem("not-json", {"why": f"第{error.lineno}行第{error.colno}个字符处：{error.msg}"}) from None
    except ValueError as error:  # a number of thousands of digits
        raise Problem("not-json", {"why": shortened(str(error))}) from None
    if not isinstance(value, dict):
        raise Problem("not-object", {"found": shown(value)})
    _check_texts(text, value)
    return value


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members: dict[str, Any] = {}
    for name, value in pairs:
        if name in members:
            raise Problem("duplicate-member", {"name": shortened(name)})
        members[name] = value
    return members


def _refuse(constant: str) -> NoReturn:
    raise Problem("not-json", {"why": f"{constant} 不是 JSON 的数"})


def _check_texts(text: str, value: dict[str, Any]) -> None:
    if "\\u" not in text:
        return
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise Problem("surrogate") from None
