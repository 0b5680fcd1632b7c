"""Connections at their worst, over raw sockets: slow, half-sent, broken, too many, pipelined, idle."""

import json
import re
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import psutil
import pytest

from bot import settings
from bot.desk import Desk
from bot.front import Front
from bot.web import connections, server
from index.search import Search
from tests.serving import in_thread, serving

BODY = json.dumps({"question": "2018年财政总收入"}).encode()
ASK = b"POST /api/ask HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (
    len(BODY),
    BODY,
)
BROKEN = r"reset|[Pp]ipe"
GET = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"


@pytest.fixture(scope="module")
def url(search: Search, planbot_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    plain = replace(settings.read({"PLANBOT_HOME": str(planbot_home)}), port=0, rate=0)
    folder = tmp_path_factory.mktemp("desk")
    with closing(Desk(folder / "desk.sqlite3", 1)) as desk, in_thread(Front(search, desk), plain) as url:
        yield url


@contextmanager
def connected(url: str) -> Iterator[socket.socket]:
    parts = urlsplit(url)
    with socket.create_connection((parts.hostname, parts.port), timeout=20) as client:
        yield client


def everything(client: socket.socket) -> bytes:
    """All that comes until the server closes."""
    received = b""
    while data := client.recv(65536):
        received += data
    return received


def answers(received: bytes) -> list[tuple[int, bytes]]:
    """The (status, body) of each answer in what was received."""
    found = []
    while received:
        head, _, rest = received.partition(b"\r\n\r\n")
        lines = head.decode().lower().split("\r\n")
        length = int(next(line.split(":")[1] for line in lines if line.startswith("content-length:")))
        found.append((int(lines[0].split(" ")[1]), rest[:length]))
        received = rest[length:]
    return found


def one(client: socket.socket) -> tuple[int, bytes]:
    """The next answer."""
    received = b""
    while data := client.recv(65536):
        received += data
        if b"\r\n\r\n" in received:
            ((status, body),) = answers(received)
            length = re.search(rb"content-length: (\d+)", received)
            if length and len(body) == int(length[1]):
                return status, body
    raise AssertionError(f"closed after {received!r}")


def drip(client: socket.socket, data: bytes) -> None:
    for byte in data:
        client.sendall(bytes([byte]))
        time.sleep(0.01)


def closing_after(url: str, *sent: bytes) -> list[tuple[int, bytes]]:
    """What is answered to some bytes on one connection that the server ends."""
    with connected(url) as client:
        for data in sent:
            client.sendall(data)
        return answers(everything(client))


@pytest.mark.parametrize(
    "sent",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",  # TLS
        b"hello\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /\x00 HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost: x\r\nBad Header: y\r\n\r\n",
        b"POST /api/ask HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n",
        b"POST /api/ask HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"POST /api/ask HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
    ],
)
def test_what_is_no_http_is_refused_with_a_problem(url: str, sent: bytes) -> None:
    ((status, body),) = closing_after(url, sent)
    assert status == 400
    assert json.loads(body)["type"] == "urn:planbot:bad-request"


@pytest.mark.parametrize(
    "sent",
    [
        b"GET /" + b"x" * 40_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\n" + b"".join(b"X-%d: %s\r\n" % (n, b"y" * 90) for n in range(400)) + b"\r\n",
        b"GET / HTTP/1.1\r\nX: " + b"y" * 500_000,
    ],
)
def test_a_head_has_a_bound(url: str, sent: bytes) -> None:
    with connected(url) as client:
        client.sendall(sent)
        status, body = one(client)
    assert (status, json.loads(body)["type"]) == (431, "urn:planbot:head-too-large")


def test_a_long_head_within_the_bound_is_read(url: str) -> None:
    assert httpx.get(f"{url}/healthz", headers={"X": "y" * 30_000}).status_code == 200


@pytest.mark.parametrize(
    ("sent", "statuses"),
    [
        (b"", []),
        (b"\r\n", []),
        (b"GET /healthz HT", [408]),
        (b"POST /api/ask HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{", [408]),
        (GET + b"GET /he", [200, 408]),
        (ASK + ASK[:-5], [200, 408]),
    ],
)
def test_a_slow_client_is_told_and_let_go(
    url: str, monkeypatch: pytest.MonkeyPatch, sent: bytes, statuses: list[int]
) -> None:
    monkeypatch.setattr(connections, "RECEIVE", 0.3)
    monkeypatch.setattr(connections, "IDLE", 0.3)
    started = time.monotonic()
    assert [status for status, _ in closing_after(url, sent)] == statuses
    assert 0.2 < time.monotonic() - started < 10  # not the 15 s that it has otherwise


def test_a_client_that_drips_is_let_go_too(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "RECEIVE", 0.5)
    with connected(url) as client:
        started = time.monotonic()
        with pytest.raises(OSError, match=BROKEN):
            drip(client, b"GET /healthz HTTP/1.1\r\n" + b"X: y\r\n" * 1000)
        assert time.monotonic() - started < 10


def test_empty_lines_do_not_keep_a_connection(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "IDLE", 0.3)
    with connected(url) as client:
        client.sendall(GET)
        assert one(client)[0] == 200
        client.sendall(b"\r\n")
        assert everything(client) == b""


def test_pipelined_questions_are_answered_in_order(url: str) -> None:
    bodies = [json.dumps({"question": f"{year}年财政总收入"}).encode() for year in range(2016, 2021)]
    sent = b"".join(
        b"POST /api/ask HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
        % (len(body), body)
        for body in bodies
    )
    found = closing_after(url, sent, b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    assert [status for status, _ in found] == [200] * 6
    texts = [json.loads(body)["text"] for _, body in found[:5]]
    assert [year for year in range(2016, 2021) if f"{year}年" in texts[year - 2016]] == list(range(2016, 2021))


def test_answers_that_were_begun_come_before_what_is_broken(url: str) -> None:
    found = closing_after(url, ASK + b"\x00\x01 garbage\r\n\r\n")
    assert found[0][0] == 200
    assert "168504" in json.loads(found[0][1])["text"]
    assert [status for status, _ in found[1:]] in ([], [400])


def test_many_pipelined_requests_in_one_packet(url: str) -> None:
    with connected(url) as client:
        client.sendall(GET * 500)
        client.shutdown(socket.SHUT_WR)
        received = everything(client)
    assert received.count(b'{"status": "ok"}') == 500


@pytest.mark.parametrize("upgrade", ["websocket", "h2c"])
def test_an_upgrade_is_not_taken(url: str, upgrade: str) -> None:
    head = f"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: {upgrade}\r\n\r\n".encode()
    with connected(url) as client:
        client.sendall(head)
        assert one(client)[0] == 200


def test_a_client_that_leaves_harms_nobody(url: str, caplog: pytest.LogCaptureFixture) -> None:
    for sent in (ASK, ASK[:-3], ASK * 20, b"GET"):
        with connected(url) as client:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
            client.sendall(sent)
    assert httpx.get(f"{url}/healthz").status_code == 200
    assert [r for r in caplog.records if r.levelname == "ERROR"] == []


def test_a_body_that_nobody_wants_is_not_read_for_ever(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "DROP", 200_000)
    with connected(url) as client:
        client.sendall(b"POST /api/ask HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n")
        assert one(client)[0] == 413
        with pytest.raises(OSError, match=BROKEN):
            client.sendall(b"x" * 65_000_000)


def test_who_takes_nothing_of_the_answers_is_let_go(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "TAKE", 0.5)
    with connected(url) as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.sendall(b"GET /api/openapi.json HTTP/1.1\r\nHost: x\r\n\r\n" * 400)
        wait_until(lambda: held(url) == 1)
        wait_until(lambda: held(url) == 0)
    assert httpx.get(f"{url}/healthz").status_code == 200


def held(url: str) -> int:
    """How many connections the server's end of this process holds."""
    port = urlsplit(url).port
    return sum(c.laddr.port == port for c in psutil.Process().net_connections("tcp") if c.status == "ESTABLISHED")


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def test_a_thousand_idle_and_half_sent_connections(url: str) -> None:
    server.allow_open_files(4000)  # this process holds both ends of each
    with ExitStack() as stack:
        for number in range(1000):
            client = stack.enter_context(connected(url))
            client.sendall([b"", b"GET /heal", ASK[:-4], GET][number % 4])
        with httpx.Client(base_url=url, timeout=10) as asking:
            for _ in range(20):
                assert asking.post("/api/ask", content=BODY, headers={"Content-Type": "application/json"}).is_success


def test_a_new_connection_takes_the_place_of_the_longest_idle_one(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "MOST", 10)
    with ExitStack() as stack:
        idle = [stack.enter_context(connected(url)) for _ in range(10)]
        for client in idle:
            client.sendall(GET)
            assert one(client)[0] == 200
        assert httpx.get(f"{url}/healthz").status_code == 200
        assert idle[0].recv(1) == b""
        idle[9].sendall(GET)
        assert one(idle[9])[0] == 200


def test_where_no_connection_is_idle_a_new_one_is_refused(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "MOST", 3)
    with ExitStack() as stack:
        for _ in range(3):
            client = stack.enter_context(connected(url))
            client.sendall(GET + b"GET /heal")  # where the first is answered, the second has been read too
            assert one(client)[0] == 200
        with connected(url) as client:
            ((status, body),) = answers(everything(client))
    assert (status, json.loads(body)["type"]) == (503, "urn:planbot:too-many-connections")


def test_a_thousand_connections_to_a_real_process() -> None:
    server.allow_open_files(4000)
    with serving(PLANBOT_RATE="0") as served, ExitStack() as stack:
        for _ in range(1000):
            stack.enter_context(connected(served.url)).sendall(ASK[:-4])
        assert httpx.post(f"{served.url}/api/ask", json={"question": "你好"}).status_code == 200
