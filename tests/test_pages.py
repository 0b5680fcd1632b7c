"""The pages over HTTP: forms, cookies, preferences, what other sites cannot do, and how faults are told."""

import re
from collections.abc import Iterator
from contextlib import closing
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, unquote

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.conversation import Conversation
from bot.desk import Desk
from bot.front import Front
from bot.settings import Settings
from bot.web import wording
from index.search import Search
from tests.serving import Served, in_thread, serving

BROWSER = {"Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"}
PAGES = ("/", "/?q=养老方面有什么安排", "/plan", "/plan?find=养老", "/indicators", "/privacy", "/embed", "/nothing")
QUESTION = "2018年财政总收入"


@pytest.fixture
def client(served: Served) -> Iterator[httpx.Client]:
    """A browser's own cookies for each test."""
    with httpx.Client(base_url=served.url, headers=BROWSER) as client:
        yield client


def entries(page: httpx.Response) -> list[str]:
    return re.findall(r'<article class="card [a-z_]+" id="a-([a-z0-9]{16})"', page.text)


def test_every_question_of_the_start_screen_is_answered_from_the_plan(search: Search) -> None:
    questions = [question for _, group in wording.START for question in group]
    answers = [Conversation(search).ask(question) for question in questions]
    assert len(set(questions)) == 12
    assert {answer.status for answer in answers} <= {"answered", "partial"}
    chapters = {citation.path[0][0] for answer in answers for citation in answer.citations if citation.path}
    assert chapters == set("一二三四五六七八九")


def test_a_form_is_answered_and_the_page_comes_back(client: httpx.Client) -> None:
    answer = client.post("/", data={"q": QUESTION})
    assert answer.status_code == 303
    cookie = answer.headers["set-cookie"]
    assert re.match(r"planbot_talk=[\w-]{22}; HttpOnly; Max-Age=15552000; Path=/; SameSite=lax$", cookie), cookie
    page = client.get("/")
    assert entries(page) == [answer.headers["location"].removeprefix("/#a-")]
    assert "168504万元" in page.text
    assert page.headers["cache-control"] == "private, no-store"
    assert entries(httpx.get(client.base_url)) == []


def test_the_script_gets_the_new_card_alone(client: httpx.Client) -> None:
    for question in (QUESTION, "2019年呢"):
        answer = client.post("/", data={"q": question}, headers={"X-Planbot-Fragment": "1"})
        assert answer.status_code == 200
        assert answer.text.lstrip().startswith("<article")
        assert len(entries(answer)) == 1
    assert "177323万元" in answer.text
    assert 'href="/?q=' not in answer.text, "a question that leans on its talk cannot be shared alone"


def test_a_shared_question_is_asked_once_and_in_a_talk_of_its_own(client: httpx.Client) -> None:
    client.post("/", data={"q": "体育培训中心什么时候建成"})
    first, again = (client.get("/", params={"q": QUESTION}) for _ in range(2))
    assert len(entries(first)) == 1
    assert entries(again) == entries(first)
    assert '<meta name="robots" content="noindex">' in first.text
    assert client.get("/", params={"q": "  "}).status_code == 200
    assert client.get("/", params={"q": "口" * 501}).status_code == 413


@pytest.mark.parametrize(
    ("question", "status", "told"),
    [
        ("", 400, "请输入一个问题"),
        ("  \n", 400, "请输入一个问题"),
        ("口" * 501, 413, "您的问题有501个字，超过了500个字的上限"),
    ],
)
def test_what_cannot_be_asked_is_told_beside_what_was_typed(
    client: httpx.Client, question: str, status: int, told: str
) -> None:
    for path in ("/", "/embed"):
        page = client.post(path, data={"q": question})
        assert page.status_code == status
        assert told in page.text
        assert f'aria-describedby="fault" autofocus>\n{question}</textarea>' in page.text


def test_500_characters_are_a_question(client: httpx.Client) -> None:
    assert client.post("/", data={"q": "养" * 500}).status_code == 303


@pytest.mark.parametrize(
    "typed", ["<script>alert(1)</script>", "\"'><img src=x onerror=alert(1)>", "{{ 7*7 }}", "a\x00\x1b"]
)
def test_what_is_typed_is_escaped(client: httpx.Client, typed: str) -> None:
    client.post("/", data={"q": typed})
    shared = (client.get("/", params={"q": typed}), client.get("/plan", params={"find": typed}))
    for page in (
        client.get("/"),
        *shared,
        client.post("/", data={"q": typed + "长" * 500}),
        client.get(f"/{quote(typed)}"),
    ):
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text
        assert "49" not in re.findall(r"\b49\b", page.text)


def test_broken_text_in_forms_and_addresses(client: httpx.Client) -> None:
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    for body in (b"q=%ff%fe%ed%a0%80", b"q=%E5%85", b"q", b"=&=&q=a&q=b"):
        assert client.post("/", content=body, headers=kind).status_code in (303, 400)
    assert client.get("/?q=%ff%ed%a0%80").status_code == 200
    assert client.get("/plan?find=%ff&at=99999999999999999999&cite=1.9999.x").status_code == 200
    parts = {"q": ("name.txt", b"text")}
    assert client.post("/", files=parts).status_code == 400
    assert client.post("/", data={str(n): "x" for n in range(2000)}).status_code in (400, 413)


def test_rating(client: httpx.Client, served: Served) -> None:
    entry = client.post("/", data={"q": QUESTION}).headers["location"].removeprefix("/#a-")
    page = client.post("/feedback", data={"entry": entry, "useful": "0"}, follow_redirects=True)
    assert re.search(r'value="0" aria-pressed="true"', page.text)
    with httpx.Client(base_url=served.url) as other:
        assert other.post("/feedback", data={"entry": entry, "useful": "1"}, headers=BROWSER).status_code == 404
    assert client.post("/feedback", data={"entry": "nosuchentry", "useful": "1"}).status_code == 404


def test_forgetting(client: httpx.Client) -> None:
    for question in (QUESTION, "出自哪里"):
        client.post("/", data={"q": question})
    entry = entries(client.get("/"))[0]
    assert client.get(f"/answers/{entry}/table.csv").status_code == 200
    assert "已删除您的记录，共2条。" in client.post("/forget").text
    assert client.get(f"/answers/{entry}/table.csv").status_code == 404
    assert entries(client.get("/")) == []
    assert "没有保存您的记录。" in client.post("/forget").text


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}])
def test_other_sites_cannot_act_for_a_visitor(client: httpx.Client, headers: dict[str, str]) -> None:
    client.post("/", data={"q": QUESTION})
    shown = entries(client.get("/"))
    own = {**BROWSER, **headers, "Cookie": f"planbot_talk={client.cookies['planbot_talk']}"}
    expected = {"/forget": 403, "/preferences": 403, "/feedback": 404, "/new": 303, "/": 303}
    for path, status in expected.items():
        data = {"q": "约束性指标有哪些", "entry": shown[0], "useful": "0", "size": "elder"}
        assert httpx.post(client.base_url.join(path), data=data, headers=own).status_code == status
    assert entries(client.get("/")) == shown


def test_preferences(client: httpx.Client) -> None:
    answer = client.post("/preferences", data={"size": "elder", "theme": "dark", "back": "/plan?find=x#p3"})
    assert answer.status_code == 303
    assert answer.headers["location"] == "/plan?find=x#p3"
    assert '<html lang="zh-CN" data-theme="dark" data-size="elder">' in client.get("/indicators").text
    client.post("/preferences", data={"size": ""})
    assert '<html lang="zh-CN" data-theme="dark">' in client.get("/").text
    client.post("/preferences", data={"theme": "<script>"})
    assert '<html lang="zh-CN">' in client.get("/").text
    for elsewhere in ("https://elsewhere.example", "//elsewhere.example", "/\\elsewhere.example", "x", "", "/\r\nX: y"):
        assert client.post("/preferences", data={"back": elsewhere}).headers["location"] == "/"


class Inline(HTMLParser):
    """Collects what a page's policy forbids, and what it would load from elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        if tag == "style" or (tag == "script" and "src" not in names):
            self.found.append(tag)
        self.found += [f"{tag} {name}" for name in names if name == "style" or name.startswith("on")]
        for name in ("src", "href", "action"):
            value = names.get(name) or "/"
            if not value.startswith(("/", "#", "tel:")) or value.startswith("//"):
                self.found.append(f"{tag} {name}={value}")


@pytest.mark.parametrize("path", PAGES)
def test_no_page_needs_anything_inline_or_from_elsewhere(client: httpx.Client, path: str) -> None:
    page = client.get(path)
    reader = Inline()
    reader.feed(page.text)
    assert reader.found == []
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'; script-src 'self'; style-src 'self';" in policy
    assert "unsafe" not in policy
    assert "<h1" in page.text
    assert page.text.count("<h1") == 1


def test_static_files_are_kept_and_asked_for_again_when_they_change(client: httpx.Client) -> None:
    paths = re.findall(r'(?:src|href)="(/static/[^"]+)"', client.get("/").text)
    assert len(paths) >= 7
    for path in paths:
        answer = client.get(path)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]
        assert client.get(path, headers={"If-None-Match": answer.headers["etag"]}).status_code == 304
    old = client.get(re.sub(r"/static/\w+/", "/static/0000000000000000/", paths[0]))
    assert old.headers["cache-control"] == "public, no-cache"
    assert client.get("/static/0/none.css").status_code == 404
    assert client.get("/static/0/..%2Fpages.py").status_code == 404
    assert client.get("/embed.js").headers["cross-origin-resource-policy"] == "cross-origin"


def test_files_of_an_answer(client: httpx.Client) -> None:
    for question in ("你好", "财政总收入历年数据"):
        client.post("/", data={"q": question})
    greeting, entry = entries(client.get("/"))
    picture = client.get(f"/answers/{entry}/chart.png")
    assert picture.content.startswith(b"\x89PNG")
    assert "财政总收入，2016—2020年.png" in unquote(picture.headers["content-disposition"])
    assert "168504" in client.get(f"/answers/{entry}/table.csv").content.decode("utf-8-sig")
    assert client.get(f"/answers/{entry}/table.xlsx").content.startswith(b"PK")
    assert client.get(f"/answers/{entry}/table.exe").status_code == 404
    assert wording.NO_CHART in client.get(f"/answers/{greeting}/chart.png").text
    assert wording.NO_TABLE in client.get(f"/answers/{greeting}/table.csv").text


FAULTS = {
    "GET /nothing": (404, "没有这个页面"),
    "GET /answers/none/chart.png": (404, "这条答复已经过期"),
    "GET /indicators/none.csv": (404, "没有这张表"),
    "DELETE /plan": (405, "不能这样操作"),
    "POST /": (413, "发来的内容太长"),
}


@pytest.mark.parametrize("asked", FAULTS)
def test_faults_are_pages_with_a_way_back(client: httpx.Client, asked: str) -> None:
    status, told = FAULTS[asked]
    method, path = asked.split()
    data = {"q": "x" * 20_000} if method == "POST" else None
    page = client.request(method, path, data=data)
    assert page.status_code == status
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert told in page.text
    assert 'href="/">回到首页提问</a>' in page.text
    program = client.request(method, path, data=data, headers={"Accept": "application/json"})
    assert program.headers["content-type"] == "application/problem+json"


def test_an_error_of_our_own_is_a_page_that_tells_nothing_of_it(search: Search, tmp_path: Path) -> None:
    def fail(request: Request) -> Response:
        raise RuntimeError("secret")

    settings = Settings(tmp_path, "xiaokunshan-145", colour=False, debug=False, port=0)
    desk = Desk(tmp_path / "desk.sqlite3", 1)
    with closing(desk), in_thread(Front(search, desk), settings, [Route("/fail", fail)]) as url:
        page = httpx.get(f"{url}/fail", headers=BROWSER)
    assert page.status_code == 500
    assert "这不是您的错" in page.text
    assert "secret" not in page.text


def test_asking_too_often_is_told_with_the_seconds_to_wait() -> None:
    with serving(PLANBOT_RATE="1") as served, httpx.Client(base_url=served.url, headers=BROWSER) as client:
        assert client.get("/", params={"q": QUESTION}).status_code == 200
        page = client.get("/", params={"q": QUESTION})
        assert page.status_code == 429
        assert f"请等{page.headers['retry-after']}秒再问" in page.text
        assert client.get("/plan").status_code == 200
