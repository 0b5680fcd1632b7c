"""Asking over HTTP: the same answers as everywhere, in conversations that are nobody else's."""

import json
import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from bot.conversation import Conversation
from index.search import Search
from tests.serving import serving

ID, ENTRY = re.compile(r"[A-Za-z0-9_-]{22}"), re.compile(r"[a-z0-9]{16}")
UNKNOWN = "AAAAAAAAAAAAAAAAAAAAAA"


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    with serving(PLANBOT_RATE="0") as served, httpx.Client(base_url=served.url) as client:
        yield client


def ask(client: httpx.Client, question: str, conversation: str | None = None) -> dict[str, Any]:
    answer = client.post("/api/v1/ask", json={"question": question, "conversation": conversation})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


@pytest.mark.parametrize(
    "question",
    [
        "2018年财政总收入",
        "体育培训中心什么时候建成",
        "能加装电梯吗",
        "财政收入",
        "你好",
        "",
        "  ",
        "約束性指標有哪些",
        "\x00\x1f",
        "😀",
    ],
)
def test_the_answer_is_that_of_every_channel(client: httpx.Client, search: Search, question: str) -> None:
    answer = ask(client, question)
    entry, conversation = answer.pop("entry"), answer.pop("conversation")
    expected = json.loads(json.dumps(Conversation(search).ask(question).to_json()))
    for one in (answer, expected):
        del one["elapsed_ms"]
    assert answer == expected
    assert ENTRY.fullmatch(entry)
    assert ID.fullmatch(conversation)


@pytest.mark.parametrize("path", ["/api/v1/ask", "/api/ask"])
def test_both_paths_and_an_absent_conversation(client: httpx.Client, path: str) -> None:
    assert client.post(path, json={"question": "2018年财政总收入"}).json()["status"] == "answered"


def test_a_follow_up_finds_its_subject_in_its_own_conversation_only(client: httpx.Client) -> None:
    first = ask(client, "2018年财政总收入")
    second = ask(client, "那2019年呢", first["conversation"])
    assert second["conversation"] == first["conversation"]
    assert "177323" in second["text"]
    assert "177323" not in ask(client, "那2019年呢")["text"]
    assert "177323" not in ask(client, "那2019年呢", UNKNOWN)["text"]


def test_conversations_are_new_each_time(client: httpx.Client) -> None:
    assert len({ask(client, "你好")["conversation"] for _ in range(20)}) == 20


def test_a_question_of_500_characters_is_answered(client: httpx.Client) -> None:
    assert ask(client, "财" * 500)["status"] != "answered"


def test_nobody_keeps_an_answer(client: httpx.Client) -> None:
    answer = client.post("/api/v1/ask", json={"question": "你好"})
    assert answer.headers["cache-control"] == "no-store"
    assert "etag" not in answer.headers


@pytest.mark.parametrize("useful", [True, False])
def test_feedback(client: httpx.Client, useful: bool) -> None:
    first = ask(client, "2018年财政总收入")
    sent = {"entry": first["entry"], "conversation": first["conversation"], "useful": useful}
    answer = client.post("/api/v1/feedback", json=sent)
    assert (answer.status_code, answer.content) == (204, b"")
    assert client.post("/api/feedback", json=sent).status_code == 204  # whoever presses again changes it


def test_feedback_by_another_is_refused(client: httpx.Client) -> None:
    first = ask(client, "2018年财政总收入")
    answer = client.post("/api/v1/feedback", json={"entry": first["entry"], "conversation": UNKNOWN, "useful": True})
    assert answer.status_code == 404
    assert answer.json()["type"] == "urn:planbot:no-entry"
    assert first["entry"] in answer.json()["detail"]


def test_an_answer_is_shown_again(client: httpx.Client) -> None:
    first = ask(client, "2018年财政总收入")
    second = ask(client, "那2019年呢", first["conversation"])
    again = client.get(f"/api/v1/entries/{second['entry']}").json()
    assert again["text"] == second["text"]
    assert again["citations"] == second["citations"]


def test_what_is_forgotten_is_gone(client: httpx.Client) -> None:
    first = ask(client, "2018年财政总收入")
    other = ask(client, "2018年财政总收入")
    ask(client, "那2019年呢", first["conversation"])
    assert client.post("/api/v1/forget", json={"conversation": first["conversation"]}).json() == {"erased": 2}
    assert client.get(f"/api/v1/entries/{first['entry']}").status_code == 404
    assert "177323" not in ask(client, "那2019年呢", first["conversation"])["text"]
    assert client.get(f"/api/v1/entries/{other['entry']}").status_code == 200


@pytest.mark.parametrize(
    ("query", "kind", "start"),
    [
        ("", "image/svg+xml", b"<svg"),
        ("?theme=dark", "image/svg+xml", b"<svg"),
        ("?format=png", "image/png", b"\x89PNG"),
    ],
)
def test_the_chart_of_an_answer(client: httpx.Client, query: str, kind: str, start: bytes) -> None:
    entry = ask(client, "财政总收入历年数据")["entry"]
    answer = client.get(f"/api/v1/entries/{entry}/chart{query}")
    assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (200, kind)
    assert answer.content.startswith(start)


@pytest.mark.parametrize(("form", "start"), [("csv", "\ufeff".encode()), ("xlsx", b"PK")])
def test_the_table_of_an_answer(client: httpx.Client, form: str, start: bytes) -> None:
    entry = ask(client, "财政总收入历年数据")["entry"]
    answer = client.get(f"/api/v1/entries/{entry}/table?format={form}")
    assert answer.status_code == 200
    assert answer.content.startswith(start)
    assert answer.headers["content-disposition"] == f'attachment; filename="xiaokunshan-145-answer.{form}"'


@pytest.mark.parametrize("part", ["chart", "table"])
def test_an_answer_without_figures_has_neither(client: httpx.Client, part: str) -> None:
    entry = ask(client, "养老方面有什么安排")["entry"]
    answer = client.get(f"/api/v1/entries/{entry}/{part}")
    assert (answer.status_code, answer.json()["type"]) == (404, f"urn:planbot:no-{part}")


def test_search_gives_passages_in_order(client: httpx.Client, search: Search) -> None:
    found = client.get("/api/v1/search", params={"q": "体育培训中心", "limit": 3}).json()
    assert found["query"] == "体育培训中心"
    assert len(found["hits"]) == 3
    scores = [hit["score"] for hit in found["hits"]]
    assert scores == sorted(scores, reverse=True)
    for hit in found["hits"]:
        assert hit["quote"] in search.plan.paragraphs[hit["paragraph"]].text
        assert hit["path"] == list(search.plan.paragraphs[hit["paragraph"]].path)
    assert "体育培训中心" in found["hits"][0]["quote"]


def test_search_finds_rows_of_tables_by_name(client: httpx.Client) -> None:
    hits = client.get("/api/search", params={"q": "财政总收入"}).json()["hits"]
    assert [hit["kind"] for hit in hits[:2]] == ["table", "table"]
    assert hits[0]["quote"].startswith("财政总收入年均增长率")
    assert len({(hit["quote"], hit["paragraph"]) for hit in hits}) == len(hits)


@pytest.mark.parametrize("text", ["xyzzyx qwq", "，。", "\x00"])
def test_search_finds_nothing_where_nothing_is(client: httpx.Client, text: str) -> None:
    answer = client.get("/api/search", params={"q": text})
    assert answer.status_code == 200
    assert answer.json()["query"] == text
