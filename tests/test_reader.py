"""The plan and the indicators over HTTP: addresses that last, search, order, files."""

import html
import io
import re
from collections.abc import Iterator

import httpx
import pytest
from openpyxl import load_workbook

from index.search import Search
from tests.serving import Served


@pytest.fixture
def client(served: Served) -> Iterator[httpx.Client]:
    """A browser's own cookies for each test."""
    with httpx.Client(base_url=served.url, headers={"Accept": "text/html"}) as client:
        yield client


@pytest.mark.parametrize("path", ["/plan", "/plan?find=养老&at=2", "/indicators?table=targets&by=2&down=1"])
def test_what_does_not_change_is_sent_once(client: httpx.Client, path: str) -> None:
    first = client.get(path)
    assert first.headers["cache-control"] == "private, no-cache"
    known = {"If-None-Match": first.headers["etag"]}
    assert client.get(path, headers=known).status_code == 304
    client.post("/preferences", data={"size": "elder"})
    assert client.get(path, headers=known).status_code == 200


def test_every_paragraph_heading_and_row_of_the_plan_has_its_address(client: httpx.Client, search: Search) -> None:
    page = client.get("/plan").text
    anchors = re.findall(r' id="([pst]\d+(?:r\d+)?)"', page)
    assert len(anchors) == len(set(anchors))
    assert {a for a in anchors if a[0] == "p"} == {f"p{p.id}" for p in search.plan.paragraphs}
    assert {a for a in anchors if a[0] == "s"} == {f"s{s.id + 1}" for s in search.plan.sections}
    assert sum("r" in a for a in anchors) == len(search.plan.indicators)
    text = html.unescape(re.sub(r"<[^>]*>", "", page[page.index('<article class="text">') :]))
    assert all(paragraph.text in text for paragraph in search.plan.paragraphs)


def test_searching_the_plan(client: httpx.Client) -> None:
    def found(words: str, **more: str) -> str:
        return client.get("/plan", params={"find": words, **more}).text

    assert "“養老”共8处" in found("養老")
    assert "“口袋公园”共2处" in found("口袋公园")
    assert found("养老 体育").count("<mark id=") > 8
    assert "不要超过50个字" in found("长" * 51)
    assert "<mark" not in found("   ")
    assert found("养老", at="3").count('<mark id="h3" class="current" aria-current="true">') == 1
    assert 'class="cited"' in client.get("/plan?cite=66.2.3").text
    assert 'class="cited"' not in client.get("/plan?cite=9999.1").text


def rows(page: str, table: str) -> list[list[str]]:
    body = page[page.index(f'<table id="{table}"') :].partition("<tbody>")[2].partition("</tbody>")[0]
    return [[html.unescape(c) for c in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", r)] for r in body.split("</tr>")[:-1]]


def test_tables_of_indicators_in_any_order(client: httpx.Client) -> None:
    printed = rows(client.get("/indicators").text, "targets")
    assert printed[6] == ["7", "全社会固定资产投资", "150亿元", "预期性"]
    up = rows(client.get("/indicators?table=achievements&by=1").text, "achievements")
    assert [row[1] for row in up] == ["3%", "15119", "34946", "116403", "120125", "167608", "370182", "778022"]
    down = rows(client.get("/indicators?table=achievements&by=1&down=1").text, "achievements")
    assert down == up[::-1]
    for odd in ("table=none&by=1", "table=targets&by=99", "table=targets&by=x", "by=-1", "table=targets&by=²"):
        assert rows(client.get(f"/indicators?{odd}").text, "targets") == printed


def test_both_periods_side_by_side(client: httpx.Client) -> None:
    page = client.get("/indicators").text
    compared = {row[0]: row[1:] for row in rows(page, "compared")}
    assert compared["地方财政收入"] == ["年均增长13%", "年均增长6%", "预期性"]
    assert compared["净增高新技术企业"] == ["高新技术企业净增81家", "50家", "预期性"]
    assert compared["新增专精特新企业"] == ["—", "10家", "预期性"]
    assert "两者范围不同，不宜直接相减" in page


def test_files_of_the_tables(client: httpx.Client) -> None:
    csv = client.get("/indicators/achievements.csv")
    assert csv.headers["content-type"].startswith("text/csv")
    assert "财政总收入年均增长率,116403,140921,168504,177323,142000,6.6%" in csv.content.decode("utf-8-sig")
    book = load_workbook(io.BytesIO(client.get("/indicators/targets.xlsx").content))
    assert [cell.value for cell in book.active[9]][:5] == [7, "全社会固定资产投资", "预期性", "亿元", 150]


def test_every_chart_is_a_picture_too(client: httpx.Client) -> None:
    page = client.get("/indicators").text
    pictures = re.findall(r'href="(/indicators/charts/[^"]+)"', page)
    assert len(pictures) == page.count("<svg xmlns") == 12
    for path in pictures[:2]:
        assert client.get(path).content.startswith(b"\x89PNG")
    assert client.get("/indicators/charts/none.png").status_code == 404
