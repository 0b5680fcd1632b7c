"""A bare client, for calls that no library would let through."""

import http.client
import json
import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from tests.bot_api.chat import Chat
from tests.bot_api.server import BotApi

TERMINATED = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


@dataclass(frozen=True, slots=True)
class Answer:
    """Status and body of an answer."""

    status: int
    json: dict[str, Any]

    @property
    def result(self) -> Any:
        """What a method returned. Raises AssertionError, with the description, where it failed."""
        assert self.status == 200, self.json["description"]
        return self.json["result"]

    @property
    def description(self) -> str:
        """What a method said when it failed; empty where it did not."""
        return str(self.json.get("description", ""))


def request(server: BotApi, path: str, body: bytes = b"", kind: str = "", verb: str = "POST") -> Answer:
    """Send one request. Raises http.client.HTTPException or OSError where no answer comes."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    try:
        connection.request(verb, path, body, {"Content-Type": kind} if kind else {})
        response = connection.getresponse()
        return Answer(response.status, json.loads(response.read()))
    finally:
        connection.close()


def call(server: BotApi, method: str, **parameters: Any) -> Answer:
    """Call a method with JSON; parameters that are bytes go as files, in a form of several parts."""
    path = f"/bot{server.token}/{method}"
    files = {name: value for name, value in parameters.items() if isinstance(value, bytes)}
    if not files:
        return request(server, path, json.dumps(parameters).encode(), "application/json")
    parts = []
    for name, value in parameters.items():
        if isinstance(value, bytes):
            parts.append(f'name="{name}"; filename="{name}.bin"\r\nContent-Type: image/png\r\n\r\n'.encode() + value)
        else:
            text = value if isinstance(value, str) else json.dumps(value)
            parts.append(f'name="{name}"\r\n\r\n{text}'.encode())
    body = b"".join(b"--planbot\r\nContent-Disposition: form-data; " + part + b"\r\n" for part in parts)
    return request(server, path, body + b"--planbot--\r\n", "multipart/form-data; boundary=planbot")


def updates(server: BotApi, **parameters: Any) -> list[dict[str, Any]]:
    """Fetch the updates that wait."""
    found: list[dict[str, Any]] = call(server, "getUpdates", **parameters).result
    return found


def say(server: BotApi, chat: Chat, text: str = "答", **parameters: Any) -> Answer:
    """Let the bot write to a chat."""
    return call(server, "sendMessage", chat_id=chat.id, text=text, **parameters)


def polling(aside: ThreadPoolExecutor, server: BotApi, **parameters: Any) -> Future[Answer]:
    """A getUpdates that is under way."""
    before = len(server.all_calls)
    answer = aside.submit(call, server, "getUpdates", timeout=10, **parameters)
    while len(server.all_calls) == before:
        time.sleep(0.005)
    return answer
