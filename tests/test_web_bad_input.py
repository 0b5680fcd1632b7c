"""Bad input over HTTP: refused with problem+json that names value, place and remedy; never a 500, never a guess."""

from collections.abc import Iterator

import httpx
import pytest

from bot.web import problems
from tests.serving import serving

JSON = {"Content-Type": "application/json"}
ID = "AAAAAAAAAAAAAAAAAAAAAA"


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    with serving(PLANBOT_RATE="0") as served, httpx.Client(base_url=served.url) as client:
        yield client


def check(answer: httpx.Response, status: int, kind: str, *said: str) -> None:
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    problem = answer.json()
    assert problem["type"] == f"urn:planbot:{kind}"
    assert problem["status"] == status
    assert problem["title"] == problems.KINDS[kind].title
    for words in said:
        assert words in problem["detail"], problem["detail"]
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("body", "status", "kind", "said"),
    [
        (b"", 400, "not-json", "第1行第1个字符"),
        (b"{", 400, "not-json", "第1行第2个字符"),
        (b"question=x", 400, "not-json", "JSON"),
        (b'\xef\xbb\xbf{"question": "x"}', 400, "not-json", "BOM"),
        (b'{"question": "x"} {}', 400, "not-json", "Extra data"),
        (b'{"question": "x",}', 400, "not-json", "JSON"),
        (b"{'question': 'x'}", 400, "not-json", "JSON"),
        (b'{"question": "a\nb"}', 400, "not-json", "JSON"),
        (b'{"question": NaN}', 400, "not-json", "NaN"),
        (b'{"question": Infinity}', 400, "not-json", "Infinity"),
        (b'{"question": -Infinity}', 400, "not-json", "-Infinity"),
        (b'{"question": ' + b"9" * 5000 + b"}", 400, "not-json", "digits"),
        (b"[" * 8000, 400, "not-json", "嵌套太深"),
        (b'{"a":' * 3000, 400, "not-json", "嵌套太深"),
        (b'{"question": "\xff"}', 400, "not-utf8", "第15个字节"),
        ('{"question": "财政"}'.encode("gbk"), 400, "not-utf8", "UTF-8"),
        ('{"question": "x"}'.encode("utf-16"), 400, "not-utf8", "第1个字节"),
        (b'{"question": "\xed\xa0\x80"}', 400, "not-utf8", "第15个字节"),
        (b'{"question": "\\ud800"}', 422, "surrogate", "代理字符"),
        (b'{"question": "x", "\\udfff": 1}', 422, "surrogate", "代理字符"),
        (b'{"question": "x", "question": "y"}', 400, "duplicate-member", "“question”"),
        (b'{"question": "x", "conversation": {"a": 1, "a": 2}}', 400, "duplicate-member", "“a”"),
        (b"[]", 422, "not-object", "“[]”"),
        (b"null", 422, "not-object", "“null”"),
        (b'"x"', 422, "not-object", "x"),
        (b"5", 422, "not-object", "“5”"),
        (b"{}", 422, "missing", "“question”"),
        (b'{"question": null}', 422, "wrong-value", "“null”"),
        (b'{"question": 5}', 422, "wrong-value", "“5”"),
        (b'{"question": true}', 422, "wrong-value", "一段文字"),
        (b'{"question": ["x"]}', 422, "wrong-value", "“question”"),
        (b'{"question": {"a": 1e999}}', 422, "wrong-value", "“question”"),
        (b'{"question": "x", "conversation": 5}', 422, "wrong-value", "“conversation”"),
        (b'{"question": "x", "conversation": ""}', 422, "wrong-value", "“conversation”"),
        (b'{"question": "x", "conversation": "AAAAAAAAAAAAAAAAAAAAA"}', 422, "wrong-value", "“conversation”"),
        (b'{"question": "x", "conversation": "AAAAAAAAAAAAAAAAAAAAAAA"}', 422, "wrong-value", "“conversation”"),
        (b'{"question": "x", "conversation": "AAAAAAAAAAAAAAAAAAAAA\\n"}', 422, "wrong-value", "“conversation”"),
        (b'{"question": "x", "plan": "y"}', 422, "unknown", "question、conversation"),
        (b'{"question": "x", "' + b"n" * 900 + b'": 1}', 422, "unknown", "nnn…"),
        (b'{"Question": "x"}', 422, "unknown", "“Question”"),
        ('{"question": "%s"}' % ("财" * 501), 413, "question-too-long", "501个字，超过了500个字"),
        ('{"question": "%s"}' % ("x" * 17000), 413, "body-too-large", "16384字节"),
    ],
)  # fmt: skip
def test_bodies(client: httpx.Client, body: bytes | str, status: int, kind: str, said: str) -> None:
    check(client.post("/api/v1/ask", content=body, headers=JSON), status, kind, said)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 415),
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": "application/x-www-form-urlencoded"}, 415),
        ({"Content-Type": "application/jsonx"}, 415),
        ({"Content-Type": "application/json; charset=gbk"}, 415),
        ({"Content-Type": "application/json", "Content-Encoding": "gzip"}, 415),
        ({"Content-Type": "application/json; charset=utf-8"}, 200),
        ({"Content-Type": 'Application/JSON; charset="UTF-8"'}, 200),
        ({"Content-Type": "application/json", "Content-Encoding": "identity"}, 200),
    ],
)
def test_media_types(client: httpx.Client, headers: dict[str, str], status: int) -> None:
    answer = client.post("/api/v1/ask", content=b'{"question": "x"}', headers=headers)
    assert answer.status_code == status
    if status == 415:
        check(answer, 415, "wrong-media-type", "application/json", "Content-Type")


@pytest.mark.parametrize(
    ("body", "kind", "said"),
    [
        (b'{"entry": "abc", "useful": true}', "missing", "conversation"),
        (b'{"entry": "abc", "conversation": "AAAAAAAAAAAAAAAAAAAAAA", "useful": 1}', "wrong-value", "true 或 false"),
        (b'{"entry": "abc", "conversation": "AAAAAAAAAAAAAAAAAAAAAA", "useful": "true"}', "wrong-value", "useful"),
        (b'{"entry": "../x", "conversation": "AAAAAAAAAAAAAAAAAAAAAA", "useful": true}', "wrong-value", "entry"),
        (b'{"entry": "abc", "conversation": null, "useful": true}', "wrong-value", "conversation"),
    ],
)
def test_feedback(client: httpx.Client, body: bytes, kind: str, said: str) -> None:
    check(client.post("/api/v1/feedback", content=body, headers=JSON), 422, kind, said)


@pytest.mark.parametrize(
    ("path", "status", "kind", "said"),
    [
        ("/api/v1/search", 422, "missing", "“q”"),
        ("/api/v1/search?q=", 422, "wrong-value", "1到500个字"),
        (f"/api/v1/search?q={'a' * 501}", 422, "wrong-value", "aaa…"),
        ("/api/v1/search?q=x&q=y", 422, "repeated", "“q”"),
        ("/api/v1/search?q=x&limit=", 422, "wrong-value", "1到20"),
        ("/api/v1/search?q=x&limit=0", 422, "wrong-value", "“0”"),
        ("/api/v1/search?q=x&limit=21", 422, "wrong-value", "“21”"),
        ("/api/v1/search?q=x&limit=-1", 422, "wrong-value", "“-1”"),
        ("/api/v1/search?q=x&limit=5.0", 422, "wrong-value", "“5.0”"),
        ("/api/v1/search?q=x&limit=٥", 422, "wrong-value", "整数"),
        ("/api/v1/search?q=x&limit=1_0", 422, "wrong-value", "整数"),
        ("/api/v1/search?q=x&limit=99999999999999999999", 422, "wrong-value", "整数"),
        ("/api/v1/search?q=x&page=2", 422, "unknown", "q、limit"),
        ("/api/v1/search?q=%ff", 400, "query-not-utf8", "UTF-8"),
        ("/api/v1/search?q=%ed%a0%80", 400, "query-not-utf8", "UTF-8"),
        ("/api/v1/plans?x", 422, "unknown", "“x”"),
        ("/api/v1/plans/other", 404, "no-plan", "xiaokunshan-145"),
        ("/api/v1/plans/other/outline", 404, "no-plan", "“other”"),
        ("/api/v1/plans/..%2f..%2fetc%2fpasswd/outline", 404, "no-page", "没有"),
        ("/api/v1/plans/xiaokunshan-145/paragraphs/80", 404, "no-part", "从0到79"),
        ("/api/v1/plans/xiaokunshan-145/paragraphs/-1", 404, "no-part", "“-1”"),
        ("/api/v1/plans/xiaokunshan-145/paragraphs/x", 404, "no-part", "“x”"),
        ("/api/v1/plans/xiaokunshan-145/paragraphs/%00", 404, "no-part", "编号"),
        ("/api/v1/plans/xiaokunshan-145/paragraphs/%ff", 404, "no-part", "编号"),
        ("/api/v1/plans/xiaokunshan-145/paragraphs/¹", 404, "no-part", "“¹”"),
        ("/api/v1/plans/xiaokunshan-145/paragraphs?offset=x", 422, "wrong-value", "offset"),
        ("/api/v1/plans/xiaokunshan-145/paragraphs?limit=501", 422, "wrong-value", "1到500"),
        ("/api/v1/plans/xiaokunshan-145/tables/0", 404, "no-part", "从1到2"),
        ("/api/v1/plans/xiaokunshan-145/tables/1?format=pdf", 422, "wrong-value", "json、csv、xlsx"),
        ("/api/v1/plans/xiaokunshan-145/indicators/23", 404, "no-part", "从1到22"),
        ("/api/v1/plans/xiaokunshan-145/indicators?attribute=x", 422, "wrong-value", "预期性、约束性"),
        ("/api/v1/plans/xiaokunshan-145/indicators?period=155", 422, "wrong-value", "135、145"),
        ("/api/v1/plans/xiaokunshan-145/indicators/1/chart?theme=pink", 422, "wrong-value", "light、dark"),
        ("/api/v1/entries/nothing", 404, "no-entry", "“nothing”"),
        ("/api/v1/entries/%F0%9F%98%80/chart", 404, "no-entry", "编号"),
        ("/api/v1/entries/x/table?format=json", 422, "wrong-value", "csv、xlsx"),
        ("/api/v1/nothing", 404, "no-page", "/api/v1/nothing"),
        ("/api/v2/ask", 404, "no-page", "/api/openapi.json"),
        ("/api", 404, "no-page", "/api"),
        ("/healthz/", 404, "no-page", "/healthz/"),
        ("/favicon.php", 404, "no-page", "/favicon.php"),
        (f"/{'x' * 3000}", 404, "no-page", "xxx…"),
    ],
)
def test_addresses(client: httpx.Client, path: str, status: int, kind: str, said: str) -> None:
    check(client.get(path), status, kind, said)


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"])
def test_methods(client: httpx.Client, method: str) -> None:
    answer = client.request(method, "/api/v1/ask")
    check(answer, 405, "wrong-method", method, "OPTIONS, POST")
    assert answer.headers["allow"] == "OPTIONS, POST"


@pytest.mark.parametrize(
    ("path", "allowed"),
    [("/api/v1/ask", "OPTIONS, POST"), ("/api/plans", "GET, HEAD, OPTIONS"), ("/healthz", "GET, HEAD, OPTIONS")],
)
def test_options(client: httpx.Client, path: str, allowed: str) -> None:
    answer = client.options(path)
    assert (answer.status_code, answer.headers["allow"], answer.content) == (204, allowed, b"")


def test_a_chunked_body_is_counted_while_it_is_read(client: httpx.Client) -> None:
    def parts() -> Iterator[bytes]:
        yield b'{"question": "'
        for _ in range(64):
            yield b"x" * 1024

    check(client.post("/api/v1/ask", content=parts(), headers=JSON), 413, "body-too-large", "16384字节")


def test_a_small_chunked_body_is_read(client: httpx.Client) -> None:
    answer = client.post("/api/v1/ask", content=iter([b'{"quest', b'ion": "', b'x"}']), headers=JSON)
    assert answer.status_code == 200


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/healthz", "/api/v1/plans"])
def test_a_large_body_is_refused_also_where_nobody_wants_one(client: httpx.Client, path: str) -> None:
    check(client.request("GET", path, content=b"x" * 20_000), 413, "body-too-large", "16384字节")


def test_the_connection_lives_on_after_a_body_was_refused(client: httpx.Client) -> None:
    assert client.post("/api/v1/ask", content=b"x" * 100_000, headers=JSON).status_code == 413
    assert client.post("/api/v1/ask", json={"question": "你好"}).status_code == 200


def test_what_was_sent_is_not_markup(client: httpx.Client) -> None:
    answer = client.get("/api/v1/plans/<script>alert(1)<%2Fscript>")
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "script-src 'self'" in answer.headers["content-security-policy"]
