"""The plan and the indicators in a real browser: contents, search, anchors, sorting."""

import re

from playwright.sync_api import Browser, expect

from tests.browsing import DESK, browsing
from tests.serving import Served


def test_the_plan_is_searched_hit_by_hit(browser: Browser, served: Served) -> None:
    with browsing(browser, served.url, java_script_enabled=False) as page:
        page.goto("/plan")
        page.get_by_role("searchbox", name="在规划里查找").fill("养老")
        page.get_by_role("button", name="查找").click()
        expect(page.get_by_role("status")).to_contain_text("“养老”共8处")
        assert page.locator("article mark").count() == 8
        expect(page.locator("#h1")).to_be_in_viewport()
        page.get_by_role("link", name="下一处").click()
        expect(page).to_have_url(re.compile("at=2#h2$"))
        expect(page.locator("mark.current")).to_have_attribute("id", "h2")
        expect(page.locator("#h2")).to_be_in_viewport()
        page.get_by_role("link", name="上一处").click()
        page.get_by_role("link", name="上一处").click()
        expect(page.locator("mark.current")).to_have_attribute("id", "h8")
        page.get_by_role("link", name="清除").click()
        assert page.locator("article mark").count() == 0


def test_what_the_plan_lacks_can_be_asked_instead(browser: Browser, served: Served) -> None:
    with browsing(browser, served.url) as page:
        page.goto("/plan?find=加装电梯")
        expect(page.get_by_role("status")).to_contain_text("没有“加装电梯”这个词")
        near = page.get_by_role("region", name="意思相近的").get_by_role("link")
        assert 0 < near.count() <= 3
        assert (near.first.get_attribute("href") or "").startswith("/plan")
        page.get_by_role("link", name="直接提问").click()
        expect(page.locator(".lead")).to_have_text("规划没有提到加装电梯。")


def test_contents_lead_to_chapters(browser: Browser, served: Served) -> None:
    with browsing(browser, served.url, viewport=DESK) as page:
        page.goto("/plan")
        contents = page.get_by_role("navigation", name="目录")
        assert contents.get_by_role("link").count() == 13
        contents.get_by_role("link", name=re.compile("^七、")).click()
        expect(page.get_by_role("heading", name=re.compile("^七、"))).to_be_in_viewport()
        page.goto("/plan#t1r2")
        expect(page.get_by_role("row", name=re.compile("^财政总收入年均增长率"))).to_be_in_viewport()


def column(table: str, number: int) -> str:
    return f"#{table} tbody tr > :nth-child({number})"


def test_tables_are_sorted_with_and_without_a_script(browser: Browser, served: Served) -> None:
    orders: list[list[list[str]]] = []
    for script in (True, False):
        with browsing(browser, served.url, viewport=DESK, java_script_enabled=script) as page:
            page.goto("/indicators")
            heading = page.locator("#achievements th", has_text="2018年")
            orders.append([])
            for order in ("ascending", "descending"):
                heading.get_by_role("link").click()
                expect(heading).to_have_attribute("aria-sort", order)
                orders[-1].append(page.locator(column("achievements", 4)).all_inner_texts())
            page.locator("#targets th", has_text="指标名称").get_by_role("link").click()
            expect(page.locator("#targets [aria-sort]")).to_have_count(1)
            orders[-1].append(page.locator(column("targets", 2)).all_inner_texts())
    with_script, without = orders
    assert with_script == without
    assert without[0][-1] == "1164200"
    assert without[1] == without[0][::-1]


def test_charts_tell_what_they_show(browser: Browser, served: Served) -> None:
    with browsing(browser, served.url, accept_downloads=True) as page:
        page.goto("/indicators")
        drawn = page.get_by_role("img")
        assert drawn.count() >= 12
        for chart in drawn.all():
            assert chart.locator("desc").text_content()
        with page.expect_download() as saved:
            page.get_by_role("link", name=re.compile("下载 Excel 表格 ?：小昆山镇")).click()
        assert saved.value.suggested_filename == "小昆山镇“十四五”规划主要发展指标.xlsx"
