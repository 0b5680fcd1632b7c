"""What guards the API: how often one may ask, who may call it from a browser, what the browser may do, what is logged."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot import settings
from bot.desk import Desk
from bot.front import Front
from bot.settings import Settings
from bot.web import bounds
from index.search import Search
from knowledge.errors import InputError
from tests.serving import in_thread, serving

TOWN, OTHER = "https://www.example.gov.cn", "https://elsewhere.example"
QUESTION = {"question": "你好"}


@pytest.fixture
def front(search: Search, tmp_path: Path) -> Iterator[Front]:
    desk = Desk(tmp_path / "desk.sqlite3", 1)
    yield Front(search, desk)
    desk.close()


@pytest.fixture
def plain(planbot_home: Path) -> Settings:
    return replace(settings.read({"PLANBOT_HOME": str(planbot_home)}), port=0)


def test_who_asks_too_often_is_told_how_long_to_wait(front: Front, plain: Settings) -> None:
    with in_thread(front, replace(plain, rate=3)) as url, httpx.Client(base_url=url) as client:
        codes = [client.post("/api/ask", json=QUESTION).status_code for _ in range(5)]
        assert codes == [200, 200, 200, 429, 429]
        answer = client.get("/api/search?q=x")
        assert answer.headers["content-type"] == "application/problem+json"
        seconds = int(answer.headers["retry-after"])
        assert 50 <= seconds <= 60
        assert f"请等{seconds}秒" in answer.json()["detail"]


def test_what_costs_nothing_does_not_count(front: Front, plain: Settings) -> None:
    free = [
        "/healthz",
        "/readyz",
        "/metrics",
        "/api/openapi.json",
        "/api/plans",
        "/api/v1/plans/xiaokunshan-145/outline",
    ]
    with in_thread(front, replace(plain, rate=1)) as url, httpx.Client(base_url=url) as client:
        assert [client.get(path).status_code for path in free * 2] == [200] * 12
        assert client.post("/api/ask", json=QUESTION).status_code == 200
        assert client.get("/api/v1/plans/xiaokunshan-145/indicators/1/chart").status_code == 429


def test_no_limit(front: Front, plain: Settings) -> None:
    with in_thread(front, replace(plain, rate=0)) as url, httpx.Client(base_url=url) as client:
        assert {client.post("/api/ask", json=QUESTION).status_code for _ in range(70)} == {200}


@pytest.mark.parametrize(
    ("proxy", "forwarded", "codes"),
    [
        ((), ["198.51.100.1", "198.51.100.2"], [200, 429]),  # nobody's word is taken for it
        (("127.0.0.1",), ["198.51.100.1", "198.51.100.2"], [200, 200]),
        (("127.0.0.0/8",), ["198.51.100.1", "198.51.100.1"], [200, 429]),
        (("127.0.0.1",), ["1.1.1.1, 198.51.100.1", "2.2.2.2, 198.51.100.1"], [200, 429]),  # only the proxy's own word
        (("127.0.0.1", "10.0.0.1"), ["198.51.100.1, 10.0.0.1", "198.51.100.2, 10.0.0.1"], [200, 200]),
        (("127.0.0.1",), ["2001:db8:1:2::1", "2001:db8:1:2:ffff::2"], [200, 429]),
        (("127.0.0.1",), ["2001:db8:1:2::1", "2001:db8:1:3::1"], [200, 200]),
        (("127.0.0.1",), ["unknown", "<script>"], [200, 429]),
        (("10.0.0.1",), ["198.51.100.1", "198.51.100.2"], [200, 429]),
    ],
)
def test_addresses_that_a_proxy_names(
    front: Front, plain: Settings, proxy: tuple[str, ...], forwarded: list[str], codes: list[int]
) -> None:
    with in_thread(front, replace(plain, rate=1, proxy=proxy)) as url, httpx.Client(base_url=url) as client:
        found = [client.post("/api/ask", json=QUESTION, headers={"X-Forwarded-For": f}).status_code for f in forwarded]
    assert found == codes


@pytest.mark.parametrize(
    ("client", "expected"),
    [
        (("192.0.2.1", 5), "192.0.2.1"),
        (("::ffff:192.0.2.1", 5), "192.0.2.1"),
        (("2001:db8::1", 5), "2001:db8::/64"),
        (("fe80::1%eth0", 5), "fe80::/64"),
        (("", 5), ""),
        (None, ""),
        (("x" * 9999, 5), ""),
    ],
)
def test_what_stands_for_an_address(client: tuple[str, int] | None, expected: str) -> None:
    assert bounds.address({"type": "http", "client": client}) == expected


def test_every_answer_has_the_headers(front: Front, plain: Settings) -> None:
    with in_thread(front, plain) as url, httpx.Client(base_url=url) as client:
        for answer in (
            client.get("/api/plans"),
            client.get("/nothing"),
            client.post("/api/ask", content=b"x" * 20_000),
            client.options("/api/ask"),
            client.get("/metrics"),
        ):
            policy = answer.headers["content-security-policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
            assert policy.endswith("frame-ancestors 'none'")
            assert answer.headers["x-frame-options"] == "DENY"
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert answer.headers["referrer-policy"] == "no-referrer"
            assert "microphone=(self)" in answer.headers["permissions-policy"]
            assert answer.headers["cross-origin-opener-policy"] == "same-origin"
            assert answer.headers["cross-origin-resource-policy"] == "same-origin"
            assert "server" not in answer.headers


def test_only_named_sites_may_frame_the_page(front: Front, plain: Settings) -> None:
    with in_thread(front, replace(plain, frames=(TOWN,))) as url, httpx.Client(base_url=url) as client:
        framed = client.get("/embed").headers
        assert framed["content-security-policy"].endswith(f"frame-ancestors 'self' {TOWN}")
        assert "x-frame-options" not in framed
        assert framed["cross-origin-resource-policy"] == "cross-origin"
        assert client.get("/").headers["content-security-policy"].endswith("frame-ancestors 'none'")


def test_named_origins_may_call_from_a_browser(front: Front, plain: Settings) -> None:
    with in_thread(front, replace(plain, origins=(TOWN,))) as url, httpx.Client(base_url=url) as client:
        asked_first = {"Origin": TOWN, "Access-Control-Request-Method": "POST"}
        may = client.options("/api/v1/ask", headers=asked_first)
        assert (may.status_code, may.headers["access-control-allow-origin"]) == (204, TOWN)
        assert "POST" in may.headers["access-control-allow-methods"]
        assert may.headers["access-control-allow-headers"] == "Content-Type"
        answer = client.post("/api/v1/ask", json=QUESTION, headers={"Origin": TOWN})
        assert answer.headers["access-control-allow-origin"] == TOWN
        assert "Retry-After" in answer.headers["access-control-expose-headers"]
        wrong = client.post("/api/v1/ask", json={}, headers={"Origin": TOWN})
        assert (wrong.status_code, wrong.headers["access-control-allow-origin"]) == (422, TOWN)


@pytest.mark.parametrize("origin", [OTHER, "null", f"{TOWN}.evil.example", "http://www.example.gov.cn", ""])
def test_other_origins_may_not(front: Front, plain: Settings, origin: str) -> None:
    with in_thread(front, replace(plain, origins=(TOWN,))) as url, httpx.Client(base_url=url) as client:
        headers = {"Origin": origin, "Access-Control-Request-Method": "POST"}
        for answer in (client.options("/api/ask", headers=headers), client.get("/api/plans", headers=headers)):
            assert "access-control-allow-origin" not in answer.headers
            assert "Origin" in answer.headers["vary"]


def test_without_the_setting_no_origin_may(front: Front, plain: Settings) -> None:
    with in_thread(front, plain) as url:
        answer = httpx.get(f"{url}/api/plans", headers={"Origin": TOWN})
    assert not {"access-control-allow-origin", "vary"} & answer.headers.keys()


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("PLANBOT_ORIGINS", "example.gov.cn", "https://host"),
        ("PLANBOT_ORIGINS", "https://a.cn/path", "'https://a.cn/path'"),
        ("PLANBOT_ORIGINS", "*", "'*'"),
        ("PLANBOT_ORIGINS", "https://规划.cn", "ASCII"),
        ("PLANBOT_FRAMES", "https://a.cn;script-src", "PLANBOT_FRAMES"),
        ("PLANBOT_FRAMES", "'self'", "PLANBOT_FRAMES"),
        ("PLANBOT_PROXY", "proxy.local", "10.0.0.0/8"),
        ("PLANBOT_PROXY", "10.0.0.1/8", "'10.0.0.1/8'"),
        ("PLANBOT_RATE", "-1", "whole number"),
        ("PLANBOT_RATE", "many", "'many'"),
    ],
)
def test_settings_that_cannot_be_used(variable: str, value: str, said: str) -> None:
    with pytest.raises(InputError, match=re.escape(said)):
        settings.read({"HOME": "/c", variable: value})


def test_settings_of_lists() -> None:
    read = settings.read(
        {"HOME": "/c", "PLANBOT_ORIGINS": " https://A.cn/, http://b.cn:8080 ", "PLANBOT_PROXY": "::1,10.0.0.0/8"}
    )
    assert read.origins == read.frames == ("https://a.cn", "http://b.cn:8080")
    assert read.proxy == ("::1", "10.0.0.0/8")
    assert settings.read(
        {"HOME": "/c", "PLANBOT_ORIGINS": "https://a.cn", "PLANBOT_FRAMES": "https://b.cn"}
    ).frames == ("https://b.cn",)


async def fail(request: Request) -> Response:
    raise ValueError(f"no use for {(await request.body()).decode()}")


async def take(request: Request) -> Response:
    return PlainTextResponse(str(len(await request.body())))


def test_an_error_of_our_own_is_told_without_what_was_sent(
    front: Front, plain: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    with in_thread(front, plain, [Route("/fail", fail, methods=["POST"])]) as url:
        answer = httpx.post(f"{url}/fail", content="a secret")
    assert (answer.status_code, answer.json()["type"]) == (500, "urn:planbot:unexpected")
    assert "x-content-type-options" in answer.headers
    assert "unexpected ValueError" in caplog.text
    assert "in fail" in caplog.text
    assert "secret" not in caplog.text + answer.text


def test_routes_of_other_channels_have_bounds_of_their_own(front: Front, plain: Settings) -> None:
    routes = [Route("/telegram/secret", take, methods=["POST"], max_body_size=50_000)]
    with in_thread(front, replace(plain, rate=1), routes) as url, httpx.Client(base_url=url) as client:
        for _ in range(3):
            assert client.post("/telegram/secret", content=b"x" * 40_000).text == "40000"
        assert client.post("/telegram/secret", content=b"x" * 60_000).status_code == 413
        refused = client.post("/telegram/secret", content=iter([b"x" * 60_000]))
        assert (refused.status_code, refused.json()["type"]) == (413, "urn:planbot:body-too-large")
        assert "50000字节" in refused.json()["detail"]


def test_metrics_count_and_name_nobody(front: Front, plain: Settings) -> None:
    with in_thread(front, plain) as url, httpx.Client(base_url=url) as client:
        conversation = client.post("/api/v1/ask", json={"question": "2018年财政总收入"}).json()["conversation"]
        client.post("/api/ask", json={"question": "能加装电梯吗"})
        client.post("/api/ask", content=b"secret")
        client.get("/secret")
        client.get("/api/v1/plans/secret")
        shown = client.get("/metrics").text
    assert 'planbot_answers_total{channel="web",status="answered"} 1.0' in shown
    assert 'planbot_answers_total{channel="web",status="not_found"} 1.0' in shown
    assert "planbot_answer_seconds_count 2.0" in shown
    assert 'planbot_http_requests_total{route="/api/v1/ask",status="200"} 1.0' in shown
    assert 'planbot_http_requests_total{route="/api/ask",status="415"} 1.0' in shown
    assert 'planbot_http_requests_total{route="none",status="404"} 1.0' in shown
    assert 'planbot_http_requests_total{route="/api/v1/plans/{id}",status="404"} 1.0' in shown
    assert "planbot_talks 2.0" in shown
    assert "planbot_desk_trouble 0.0" in shown
    assert "secret" not in shown
    assert "127.0.0.1" not in shown
    assert conversation not in shown


def test_the_log_holds_no_message_and_no_address() -> None:
    with serving() as served, httpx.Client(base_url=served.url) as client:
        client.post("/api/ask", json={"question": "我叫王小明，2018年财政总收入"})
        client.post("/api/ask", content=b"secret")
        client.get("/secret?q=secret")
        served.process.terminate()
        log = served.process.communicate(timeout=20)[1]
    assert not re.search("王小明|secret|财政", log)
    assert not re.search(r"127\.0\.0\.1(?!:\d+\n)", log)
    assert len(log.splitlines()) <= 4, log
