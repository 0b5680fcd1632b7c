"""The process that serves: its address, what it says where it cannot have it, and its end under load."""

import http.client
import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import threading
import time
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from bot.web import server
from knowledge.errors import ServeError
from tests.serving import PLANBOT, serving

JSON = {"Content-Type": "application/json"}


def test_an_address_in_use_is_named_with_the_remedy() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = subprocess.run(
            [PLANBOT, "serve"],
            env={**os.environ, "PLANBOT_PORT": str(port)},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.returncode == 2
    assert f"planbot: cannot listen on 127.0.0.1, port {port}: Address already in use" in done.stderr
    assert "PLANBOT_PORT" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("host", "said"), [("192.0.2.1", "annot assign requested address"), ("no.such.host.invalid", "PLANBOT_HOST")]
)
def test_an_address_that_is_not_ours(host: str, said: str) -> None:
    with pytest.raises(ServeError, match=said):
        server.listen(host, 0)


def test_a_host_with_two_addresses_has_one_port() -> None:
    sockets = server.listen("localhost", 0)
    try:
        assert len({s.getsockname()[1] for s in sockets}) == 1
        assert all(re.fullmatch(r"http://(127\.0\.0\.1|\[::1\]):\d+", server.url(s)) for s in sockets)
    finally:
        for listening in sockets:
            listening.close()


def test_a_free_port_can_be_had_again_at_once() -> None:
    with serving() as served:
        assert httpx.get(f"{served.url}/healthz").status_code == 200
    with serving(PLANBOT_PORT=str(served.port)) as again:
        assert again.port == served.port


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_an_idle_server_ends_at_once(number: signal.Signals) -> None:
    with serving() as served, httpx.Client(base_url=served.url) as client:
        client.get("/healthz")  # its connection stays open
        started = time.monotonic()
        served.process.send_signal(number)
        assert served.process.wait(10) == 0
        assert time.monotonic() - started < 3


def test_a_half_sent_request_does_not_hold_the_end_up() -> None:
    with serving() as served, socket.create_connection(("127.0.0.1", served.port)) as client:
        client.sendall(
            b"POST /api/ask HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{"
        )
        httpx.get(f"{served.url}/healthz")  # came later, so what came before has been read
        served.process.terminate()
        assert served.process.wait(10) == 0
        assert client.recv(65536).startswith(b"HTTP/1.1 503")


class Asker(threading.Thread):
    """Asks on one connection until it is told that it ends, or finds it ended between two questions."""

    def __init__(self, port: int) -> None:
        super().__init__()
        self.port = port
        self.answered = 0
        self.told = False

    def run(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.connect()
        while not self.told:
            try:
                connection.request("POST", "/api/ask", body("。" * self.answered), JSON)
                answer = connection.getresponse()
                assert "168504" in json.loads(answer.read())["text"]
            except (OSError, http.client.HTTPException):
                return
            self.answered += 1
            self.told = answer.getheader("Connection") == "close"


def test_no_answer_is_lost_when_the_process_is_told_to_end_under_load(tmp_path: Path, planbot_home: Path) -> None:
    """Whatever was begun stands at the desk: just as many answers were received."""
    with serving(PLANBOT_RATE="0", PLANBOT_HOME=str(copied(planbot_home, tmp_path))) as served:
        askers = [Asker(served.port) for _ in range(20)]
        for asker in askers:
            asker.start()
        while not all(asker.answered > 2 for asker in askers):
            assert all(asker.is_alive() for asker in askers)
            time.sleep(0.01)
        served.process.terminate()
        for asker in askers:
            asker.join(20)
        assert served.process.wait(20) == 0
    with closing(sqlite3.connect(tmp_path / "desk.sqlite3")) as desk:
        ((begun,),) = desk.execute("select count(*) from entries").fetchall()
    assert begun == sum(asker.answered for asker in askers)
    assert any(asker.told for asker in askers)
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{served.url}/healthz")


def body(more: str = "") -> str:
    return json.dumps({"question": f"2018年财政总收入{more}"})


def copied(home: Path, folder: Path) -> Path:
    """A home of its own with the plan's data file ready."""
    for file in home.glob("xiaokunshan-145.sqlite3"):
        (folder / file.name).write_bytes(file.read_bytes())
    return folder


def test_what_was_answered_before_the_end_is_at_the_desk(tmp_path: Path, planbot_home: Path) -> None:
    with serving(PLANBOT_HOME=str(copied(planbot_home, tmp_path))) as served:
        entry = httpx.post(f"{served.url}/api/ask", content=body(), headers=JSON).json()["entry"]
    with serving(PLANBOT_HOME=str(tmp_path)) as served:
        assert "168504" in httpx.get(f"{served.url}/api/v1/entries/{entry}").json()["text"]
