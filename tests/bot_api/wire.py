"""HTTP/1.1 as far as the Bot API needs it: requests with their three kinds of body, answers, and one POST outwards."""

import asyncio
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

JSON = dict[str, Any]

LARGEST = 50 * 1024 * 1024  # bytes of a request
NAMED = re.compile(r'(?:^|[;\s])(name|filename)="([^"]*)"')
NO_UTF8 = "strings must be encoded in UTF-8"
PHRASES = {int(status): status.phrase for status in HTTPStatus}
QUOTED = {"%22": '"', "%0D": "\r", "%0A": "\n"}


class ApiError(Exception):
    """What a method answers when it fails: an HTTP status, a description and sometimes parameters."""

    def __init__(self, status: int, description: str, parameters: JSON | None = None) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters

    def json(self) -> JSON:
        """The answer as it goes over the wire."""
        more = {"parameters": self.parameters} if self.parameters else {}
        return {"ok": False, "error_code": self.status, "description": self.description, **more}


def bad_request(description: str) -> ApiError:
    """An ApiError 400, told the way Telegram tells it."""
    return ApiError(HTTPStatus.BAD_REQUEST, f"Bad Request: {description}")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a request."""

    name: str
    content: bytes
    type: str = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Request:
    """A request: method, path, the fields of query and body as text, and the files."""

    method: str
    path: str
    fields: dict[str, str] = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)


async def read_request(reader: asyncio.StreamReader) -> Request:
    """Read the next request of a connection.

    Raises asyncio.IncompleteReadError when the client hangs up, ApiError when the request is unreadable.
    """
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.split("\r\n")
    try:
        method, target, _ = first.split(" ")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        size = int(headers.get("content-length", "0"))
    except ValueError:
        raise bad_request("the request is no HTTP") from None
    if size > LARGEST:
        raise ApiError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "Request Entity Too Large")
    chunked = headers.get("transfer-encoding", "").lower() == "chunked"
    body = await _chunks(reader) if chunked else await reader.readexactly(size)
    url = urlsplit(target)
    try:
        fields, files = _body(headers.get("content-type", ""), body)
    except UnicodeError:
        raise bad_request(NO_UTF8) from None
    return Request(method, unquote(url.path), {**dict(parse_qsl(url.query, keep_blank_values=True)), **fields}, files)


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    body = b""
    while size := int((await reader.readuntil(b"\r\n")).split(b";")[0], 16):
        body += (await reader.readexactly(size + 2))[:-2]
    await reader.readuntil(b"\r\n")
    return body


def _body(kind: str, body: bytes) -> tuple[dict[str, str], dict[str, Upload]]:
    if kind.startswith("multipart/form-data"):
        return _multipart(kind.partition("boundary=")[2].strip('"'), body)
    if kind.startswith("application/json"):
        return _json(body), {}
    if kind.startswith("application/x-www-form-urlencoded"):
        return dict(parse_qsl(body.decode(), keep_blank_values=True)), {}
    return {}, {}


def _json(body: bytes) -> dict[str, str]:
    try:
        values = json.loads(body)
    except json.JSONDecodeError:
        raise bad_request("can't parse JSON") from None
    if not isinstance(values, dict):
        raise bad_request("expected a JSON object")
    json.dumps(values, ensure_ascii=False).encode()  # half a surrogate pair is a UnicodeError
    return {
        name: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        for name, value in values.items()
        if value is not None
    }


def _multipart(boundary: str, body: bytes) -> tuple[dict[str, str], dict[str, Upload]]:
    fields: dict[str, str] = {}
    files: dict[str, Upload] = {}
    for part in (b"\r\n" + body).split(b"\r\n--" + boundary.encode())[1:-1]:
        head, _, content = part.partition(b"\r\n\r\n")
        text = head.decode()
        names = {key: re.sub("%22|%0D|%0A", lambda m: QUOTED[m[0]], value) for key, value in NAMED.findall(text)}
        if "filename" in names:
            kind = re.search(r"(?im)^content-type:\s*(\S+)", text)
            files[names["name"]] = Upload(names["filename"], content, *([kind[1]] if kind else []))
        else:
            fields[names["name"]] = content.decode()
    return fields, files


def response(status: int, body: bytes, kind: str = "application/json") -> bytes:
    """An answer that keeps the connection open."""
    head = f"HTTP/1.1 {status} {reason(status)}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def reason(status: int) -> str:
    """The phrase of a status."""
    return PHRASES.get(status, "Unknown")


async def post(url: str, payload: JSON, headers: Mapping[str, str]) -> tuple[int, bytes]:
    """POST a JSON object to an http:// address; return status and body. Raises OSError where nobody answers."""
    address = urlsplit(url)
    reader, writer = await asyncio.open_connection(address.hostname, address.port or 80)
    try:
        body = json.dumps(payload).encode()
        lines = [
            f"POST {address.path or '/'}{'?' * bool(address.query)}{address.query} HTTP/1.1",
            f"Host: {address.netloc}",
            "Content-Type: application/json",
            f"Content-Length: {len(body)}",
            "Connection: close",
            *(f"{name}: {value}" for name, value in headers.items()),
        ]
        writer.write("\r\n".join([*lines, "", ""]).encode() + body)
        await writer.drain()
        head, _, rest = (await reader.read()).partition(b"\r\n\r\n")
        status = re.match(rb"HTTP/1\.[01] (\d{3})", head)
        if status is None:
            raise ConnectionError(f"no HTTP answer from {url}")
        return int(status[1]), rest
    finally:
        writer.close()
