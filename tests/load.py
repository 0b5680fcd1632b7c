"""A load client of our own, over raw sockets: `python -m tests.load URL < requests`.

Each line of standard input is a body to be posted; the lines are sent in turn on so many
connections, each waiting for its answer before it sends the next. Prints one line of JSON:
{"requests", "failed", "seconds", "per_second", "p50_ms", "p99_ms", "max_ms"}.
"""

import argparse
import asyncio
import json
import re
import statistics
import sys
import time
from collections.abc import Iterator
from itertools import cycle, islice
from typing import Any
from urllib.parse import urlsplit

LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)


class Client(asyncio.Protocol):
    """One connection."""

    def __init__(self, requests: Iterator[bytes]) -> None:
        self.requests = requests
        self.times: list[float] = []
        self.failed = 0
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self._next()

    def data_received(self, data: bytes) -> None:
        self._received += data
        head, end, body = self._received.partition(b"\r\n\r\n")
        length = LENGTH.search(head)
        if end and length and len(body) >= int(length[1]):
            self.times.append(time.perf_counter() - self._sent)
            self.failed += not head.startswith(b"HTTP/1.1 200")
            self._next()

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.done.done():
            self.failed += 1
            self.done.set_result(None)

    def _next(self) -> None:
        self._received = b""
        request = next(self.requests, None)
        if request is None:
            self.done.set_result(None)
            self.transport.close()
        else:
            self._sent = time.perf_counter()
            self.transport.write(request)


async def load(url: str, bodies: list[bytes], count: int, connections: int) -> dict[str, Any]:
    """Send `count` requests and return what came of them."""
    parts = urlsplit(url)
    head = f"POST {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Type: application/json\r\nContent-Length: "
    requests = [f"{head}{len(body)}\r\n\r\n".encode() + body for body in bodies]
    todo = islice(cycle(requests), count)
    started = time.perf_counter()
    loop = asyncio.get_running_loop()
    clients = [
        (await loop.create_connection(lambda: Client(todo), parts.hostname or "", parts.port or 80))[1]
        for _ in range(connections)
    ]
    await asyncio.gather(*(client.done for client in clients))
    seconds = time.perf_counter() - started
    times = sorted(t * 1000 for client in clients for t in client.times)
    return {
        "requests": len(times),
        "failed": sum(client.failed for client in clients),
        "seconds": seconds,
        "per_second": len(times) / seconds,
        "p50_ms": statistics.median(times),
        "p99_ms": times[int(len(times) * 0.99)],
        "max_ms": times[-1],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url")
    parser.add_argument("--requests", type=int, default=2000)
    parser.add_argument("--connections", type=int, default=16)
    options = parser.parse_args()
    bodies = [line.strip() for line in sys.stdin.buffer if line.strip()]
    print(json.dumps(asyncio.run(load(options.url, bodies, options.requests, options.connections))))


if __name__ == "__main__":
    main()
