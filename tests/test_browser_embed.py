"""The frame on another site: one line puts a button there; the town's page keeps its own names, focus and keys."""

import re
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

from tests.browsing import PHONE
from tests.serving import Served, serving

TOWN = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>镇政府网站</title>
<script>const before = Object.keys(window)</script><style>button {{ display: none }}</style>
<h1>镇政府</h1><p><a href="#x" id="x">公告</a></p><script src="{url}/embed.js" data-label="问规划" defer></script></html>"""


DEMO = Path(__file__).parent.parent / "docs" / "embed-demo.html"


class Quiet(SimpleHTTPRequestHandler):
    """A server that tells nobody of its requests."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the name it has there)
        pass


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A page of the town's own on another origin: its address and folder."""
    folder = tmp_path_factory.mktemp("town")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://localhost:{server.server_port}", folder
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def framed(town: tuple[str, Path]) -> Iterator[Served]:
    """The program, told that the town's page may frame it."""
    with serving(PLANBOT_RATE="0", PLANBOT_FRAMES=town[0]) as found:
        (town[1] / "index.html").write_text(TOWN.format(url=found.url), encoding="utf-8")
        yield found


@pytest.fixture
def page(browser: Browser, town: tuple[str, Path], framed: Served) -> Iterator[Page]:
    """The town's page on a phone; it must not tell of any error."""
    context = browser.new_context(viewport=PHONE)
    errors: list[str] = []
    context.on("weberror", lambda error: errors.append(str(error.error)))
    page = context.new_page()
    page.goto(town[0])
    yield page
    context.close()
    assert errors == []


def opened(page: Page) -> FrameLocator:
    """Press the button with the keyboard; return the frame."""
    page.get_by_role("button", name="问规划").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="关闭")).to_be_focused()
    return page.frame_locator("iframe[title='规划通问答']")


@pytest.mark.parametrize("script", [True, False], ids=["with a script in the frame", "without"])
def test_a_talk_in_the_frame(page: Page, framed: Served, script: bool) -> None:
    frame = opened(page)
    expect(frame.locator("#q")).to_be_visible()
    if not script:
        page.route("**/talk.js", lambda route: route.abort())
        page.frames[1].goto(f"{framed.url}/embed")
    frame.locator("#q").fill("财政收入")
    frame.get_by_role("button", name="提问").click()
    frame.get_by_role("button", name="地方财政收入", exact=True).click()
    expect(frame.locator(".card")).to_have_count(2)
    frame.locator("#q").fill("2018年呢")
    frame.get_by_role("button", name="提问").click()
    expect(frame.locator(".card").last).to_contain_text("51958万元")
    frame.get_by_role("button", name="没用").last.click()
    expect(frame.get_by_role("button", name="没用").last).to_have_attribute("aria-pressed", "true")
    with page.context.expect_page() as source:
        frame.locator(".source a").last.click()
    expect(source.value).to_have_url(re.compile("/plan#t1r3$"))
    with page.context.expect_page() as privacy:
        frame.get_by_role("button", name="删除我的记录").click()
    expect(privacy.value.get_by_role("status")).to_have_text("已删除您的记录，共3条。")


def test_keys_and_focus_of_the_towns_page(page: Page) -> None:
    frame = opened(page)
    frame.locator("#q").fill("要新建几座口袋公园")
    frame.locator("#q").press("Enter")
    expect(frame.locator(".card")).to_have_count(1)
    frame.locator("#q").press("Escape")
    expect(page.get_by_role("button", name="问规划")).to_be_focused()
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(frame.locator(".card")).to_have_count(1)
    page.get_by_role("button", name="关闭").press("Escape")
    expect(page.get_by_role("button", name="问规划")).to_be_focused()
    assert page.evaluate("Object.keys(window).filter(name => !before.includes(name) && isNaN(name))") == []


def test_a_site_that_is_not_allowed_gets_no_frame(browser: Browser, town: tuple[str, Path], framed: Served) -> None:
    context = browser.new_context()
    page = context.new_page()
    with page.expect_event("console", lambda message: "frame-ancestors" in message.text):
        page.goto(town[0].replace("localhost", "127.0.0.1"))
        page.get_by_role("button", name="问规划").click()
    context.close()


def test_the_button_may_say_something_else(browser: Browser, town: tuple[str, Path], framed: Served) -> None:
    markup = TOWN.format(url=framed.url).replace('data-label="问规划" defer', 'data-label="找规划" data-side="left"')
    (town[1] / "left.html").write_text(markup + markup[markup.index("<script src") :], encoding="utf-8")
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.goto(f"{town[0]}/left.html")
    button = page.get_by_role("button", name="找规划")
    expect(button).to_have_count(1)
    box = button.bounding_box()
    assert box
    assert box["x"] < 20
    assert box["height"] >= 44
    context.close()


def test_the_demonstration_in_the_docs(browser: Browser, town: tuple[str, Path], framed: Served) -> None:
    markup = DEMO.read_text(encoding="utf-8")
    assert markup.count("http://127.0.0.1:8000") == 3
    (town[1] / "demo.html").write_text(markup.replace("http://127.0.0.1:8000", framed.url), encoding="utf-8")
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{town[0]}/demo.html")
    frame = opened(page)
    frame.get_by_role("button", name="地铁通到我们这吗").click()
    expect(frame.locator(".card")).to_contain_text("轨交T2线")
    context.close()
