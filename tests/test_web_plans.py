"""The plan as data over HTTP: verbatim, complete, with an ETag so that nobody fetches it twice."""

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import httpx
import pytest

from index.search import Search
from knowledge.records import Plan
from tests.serving import serving

BASE = "/api/v1/plans/xiaokunshan-145"
KEPT = [
    "/api/v1/plans",
    BASE,
    f"{BASE}/outline",
    f"{BASE}/paragraphs",
    f"{BASE}/paragraphs/37",
    f"{BASE}/tables",
    f"{BASE}/tables/1",
    f"{BASE}/tables/1?format=csv",
    f"{BASE}/tables/2?format=xlsx",
    f"{BASE}/indicators",
    f"{BASE}/indicators?format=csv",
    f"{BASE}/indicators/1",
    f"{BASE}/indicators/1/chart",
    f"{BASE}/indicators/1/chart?format=png",
    "/api/openapi.json",
]


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    with serving(PLANBOT_RATE="0") as served, httpx.Client(base_url=served.url) as client:
        yield client


@pytest.fixture(scope="module")
def plan(search: Search) -> Plan:
    return search.plan


def get(client: httpx.Client, path: str) -> Any:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_the_plans(client: httpx.Client, plan: Plan) -> None:
    (card,) = get(client, "/api/plans")["plans"]
    assert card == get(client, BASE)
    assert (card["id"], card["title"], card["town"]) == (plan.id, plan.title, plan.town)
    assert (card["paragraphs"], card["tables"], card["indicators"]) == (80, 2, 22)
    assert [p["id"] for p in card["periods"]] == ["135", "145"]


def test_the_outline_leads_to_every_paragraph_and_table(client: httpx.Client, plan: Plan) -> None:
    outline = get(client, f"{BASE}/outline")
    assert [h["title"] for h in outline["headings"]] == [s.title for s in plan.sections]
    paragraphs = [*outline["preface"], *(n for h in outline["headings"] for n in h["paragraphs"])]
    assert sorted(paragraphs) == list(range(80))
    assert [n for h in outline["headings"] for n in h["tables"]] == [1, 2]


def test_all_paragraphs_piece_by_piece(client: httpx.Client, plan: Plan) -> None:
    found: list[dict[str, Any]] = []
    while len(found) < 80:
        page = get(client, f"{BASE}/paragraphs?offset={len(found)}&limit=33")
        assert (page["total"], page["offset"]) == (80, len(found))
        found += page["paragraphs"]
    assert [p["text"] for p in found] == [p.text for p in plan.paragraphs]
    assert [p["number"] for p in found] == list(range(80))
    assert found[37] == get(client, f"{BASE}/paragraphs/37")
    assert get(client, f"{BASE}/paragraphs?offset=80")["paragraphs"] == []


def test_tables(client: httpx.Client, plan: Plan) -> None:
    tables = get(client, f"{BASE}/tables")["tables"]
    assert [(t["caption"], t["unit"]) for t in tables] == [(t.caption, t.unit) for t in plan.tables]
    for table, record in zip(tables, plan.tables, strict=True):
        assert table["columns"] == list(record.columns)
        assert table["rows"] == [list(row) for row in record.rows]
        assert table == get(client, f"{BASE}/tables/{table['number']}")
        assert table["path"][-1] == record.caption


def test_a_table_as_files(client: httpx.Client, plan: Plan) -> None:
    answer = client.get(f"{BASE}/tables/2?format=csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows == [list(plan.tables[1].columns), *map(list, plan.tables[1].rows)]
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="xiaokunshan-145-table-2.csv"'
    book = client.get(f"{BASE}/tables/2?format=xlsx").content
    assert "xl/workbook.xml" in zipfile.ZipFile(io.BytesIO(book)).namelist()


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 22),
        ("?name=财政总收入", 2),
        ("?name=財政總收入", 2),
        ("?name=财政总收入年均增长率", 2),
        ("?attribute=约束性", 1),
        ("?attribute=预期性", 13),
        ("?period=135", 8),
        ("?period=145&attribute=预期性", 13),
        ("?period=135&attribute=预期性", 0),
        ("?name=没有", 0),
        ("?name=", 22),
    ],
)
def test_indicators(client: httpx.Client, plan: Plan, query: str, count: int) -> None:
    found = get(client, f"{BASE}/indicators{query}")["indicators"]
    assert len(found) == count
    for one in found:
        record = plan.indicators[one["number"] - 1]
        assert (one["name"], one["row"], one["cells"]) == (record.name, record.row, [asdict(c) for c in record.cells])
        assert one == get(client, f"{BASE}/indicators/{one['number']}")


def test_indicators_as_csv(client: httpx.Client, plan: Plan) -> None:
    answer = client.get(f"{BASE}/indicators?format=csv&period=145")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == 14
    assert rows[0]["indicator"] == "增加值年均增长率"
    assert (rows[0]["value"], rows[0]["unit"], rows[0]["meaning"]) == ("6", "%", "target")


def test_every_indicator_has_a_chart_or_says_that_it_has_none(client: httpx.Client) -> None:
    kinds = set()
    for number in range(1, 23):
        answer = client.get(f"{BASE}/indicators/{number}/chart")
        kinds.add(answer.headers["content-type"].partition(";")[0])
        assert answer.status_code == 200 or answer.json()["type"] == "urn:planbot:no-chart"
    assert "image/svg+xml" in kinds


@pytest.mark.parametrize("path", KEPT)
def test_what_does_not_change_is_fetched_once(client: httpx.Client, path: str) -> None:
    first = client.get(path)
    tag = first.headers["etag"]
    assert first.headers["cache-control"] == "public, max-age=300"
    for known in (tag, f"W/{tag}", f'"x", {tag}', "*"):
        again = client.get(path, headers={"If-None-Match": known})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert client.get(path, headers={"If-None-Match": '"x"'}).content == first.content


@pytest.mark.parametrize("path", [*KEPT, "/healthz", "/readyz", "/metrics", "/api/search?q=x"])
def test_head_is_get_without_the_body(client: httpx.Client, path: str) -> None:
    answer = client.head(path)
    assert (answer.status_code, answer.content) == (200, b"")
    if path not in ("/metrics", "/readyz"):
        assert answer.headers["content-length"] == str(len(client.get(path).content))


@pytest.mark.parametrize("path", KEPT)
def test_the_current_version_needs_no_number(client: httpx.Client, path: str) -> None:
    assert client.get(path.replace("/api/v1/", "/api/")).content == client.get(path).content


def test_health(client: httpx.Client) -> None:
    assert get(client, "/healthz") == {"status": "ok"}
    assert get(client, "/readyz") == {"status": "ok", "plan": "xiaokunshan-145", "paragraphs": 80}
