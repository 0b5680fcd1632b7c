"""Pages for everybody: WCAG 2.2 AA as far as axe sees it, large type, dark, keyboard alone, phones and long words."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browsing import DESK, PHONE, ask, browsing, sideways
from tests.serving import Served

AXE = Axe()
RULES = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
# What depends on colours and sizes alone; the rest is the same in every mode.
LOOKS = {**RULES, "runOnly": ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size"]}
QUESTIONS = ("体育培训中心什么时候建成", "财政总收入历年数据", "“十四五”主要指标有哪些", "财政收入", "能加装电梯吗")
PATHS = ("/", "/plan?find=养老&cite=66.2#p66", "/indicators", "/privacy", "/nothing", "/embed")
MODES = {
    "light": {},
    "dark": {"planbot_theme": "dark"},
    "elder": {"planbot_size": "elder"},
    "elder dark": {"planbot_size": "elder", "planbot_theme": "dark"},
}


def in_mode(page: Page, url: str, mode: str) -> None:
    page.context.add_cookies([{"name": name, "value": value, "url": url} for name, value in MODES[mode].items()])


def after_talk(page: Page) -> Iterator[str]:
    """Ask some questions, then go through all pages; yield the name of each."""
    page.goto("/")
    for question in QUESTIONS:
        ask(page, question)
    page.locator("summary").first.click()
    yield "talk"
    page.fill("#q", "口" * 501)
    yield "talk with a fault"
    page.get_by_role("button", name="重新开始").click()
    for path in PATHS:
        page.goto(path)
        yield path


@pytest.mark.parametrize("mode", MODES)
def test_axe_finds_nothing(browser: Browser, served: Served, mode: str) -> None:
    with browsing(browser, served.url, bypass_csp=True, reduced_motion="reduce") as page:
        in_mode(page, served.url, mode)
        for name in after_talk(page):
            found = AXE.run(page, options=RULES if mode == "light" else LOOKS)
            assert found.violations_count == 0, f"{name}: {found.generate_report()}"


ENLARGED: ViewportSize = {"width": 320, "height": 256}  # what 400 % leave of a desk


@pytest.mark.parametrize(
    ("size", "mode"),
    [(PHONE, "light"), (PHONE, "elder"), (DESK, "light"), (ENLARGED, "elder")],
    ids=["phone", "elder phone", "desk", "elder enlarged"],
)
def test_no_page_scrolls_sideways(browser: Browser, served: Served, size: ViewportSize, mode: str) -> None:
    with browsing(browser, served.url, viewport=size) as page:
        in_mode(page, served.url, mode)
        for name in after_talk(page):
            assert sideways(page) == 0, name
        page.goto("/")
        ask(page, "W" * 400)
        assert sideways(page) == 0


def test_large_type_and_dark_are_remembered(browser: Browser, served: Served) -> None:
    with browsing(browser, served.url) as page:
        page.goto("/plan")
        usual = page.locator("#p5").evaluate("e => parseFloat(getComputedStyle(e).fontSize)")
        with page.expect_response("**/preferences"):
            page.get_by_role("button", name="长辈模式").click()
        expect(page.get_by_role("button", name="长辈模式")).to_have_attribute("aria-pressed", "true")
        assert page.locator("#p5").evaluate("e => parseFloat(getComputedStyle(e).fontSize)") >= max(24, 1.3 * usual)
        with page.expect_response("**/preferences"):
            page.get_by_role("button", name="深色").click()
        expect(page.get_by_role("button", name="浅色")).to_be_focused()
        page.goto("/indicators")
        assert page.evaluate("[document.documentElement.dataset.size, document.documentElement.dataset.theme]") == [
            "elder",
            "dark",
        ]
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(16, 22, 21)"
        for button in page.locator("header button:visible, main .save").all():
            box = button.bounding_box()
            assert box
            assert box["height"] >= 44


def test_switches_without_a_script(browser: Browser, served: Served) -> None:
    with browsing(browser, served.url, java_script_enabled=False, color_scheme="dark") as page:
        page.goto("/plan?find=养老")
        page.get_by_role("button", name="长辈模式").click()
        expect(page).to_have_url(f"{served.url}/plan?find=%E5%85%BB%E8%80%81")
        expect(page.locator("html")).to_have_attribute("data-size", "elder")
        page.get_by_role("button", name="浅色").click()
        expect(page.locator("html")).to_have_attribute("data-theme", "light")
        page.get_by_role("button", name="长辈模式").click()
        assert page.locator("html").get_attribute("data-size") is None


def focused(page: Page) -> str:
    """Return what has the focus: its text or label."""
    found: str = page.evaluate(
        "(e => e.id || e.getAttribute('aria-label') || e.textContent.trim() || e.tagName)(document.activeElement)"
    )
    return found


def tab_to(page: Page, wanted: str) -> None:
    """Press Tab until something has the focus; each stop on the way can be seen."""
    for _ in range(60):
        page.keyboard.press("Tab")
        assert page.evaluate(
            """(e => { const box = e.getBoundingClientRect();
                const at = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height, 40) / 2);
                return getComputedStyle(e).outlineStyle !== 'none' && at !== null && (e.contains(at) || at.contains(e));
            })(document.activeElement)"""
        ), focused(page)
        if wanted in focused(page):
            return
    raise AssertionError(f"no Tab leads to {wanted}")


def test_a_whole_talk_by_keyboard(browser: Browser, served: Served) -> None:
    with browsing(browser, served.url, viewport=DESK) as page:
        page.goto("/")
        page.keyboard.press("Tab")
        assert focused(page) == "跳到主要内容"
        page.keyboard.press("Enter")
        tab_to(page, "要新建几座口袋公园")
        page.keyboard.press("Enter")
        expect(page.locator(".card")).to_be_focused()
        expect(page.locator("[data-live]")).to_contain_text("新建3座口袋公园")
        tab_to(page, "五、以生态厚植发展优势")
        tab_to(page, "有用")
        page.keyboard.press("Space")
        expect(page.get_by_role("button", name="有用")).to_have_attribute("aria-pressed", "true")
        tab_to(page, "q")
        page.keyboard.type("财政收入")
        page.keyboard.press("Shift+Enter")
        page.keyboard.press("Backspace")
        page.keyboard.press("Enter")
        expect(page.locator("[data-live]")).to_contain_text("您问的是哪一项")
        expect(page.locator("#q")).to_be_focused()
        for _ in range(20):
            page.keyboard.press("Shift+Tab")
            if focused(page) == "地方财政收入":
                break
        page.keyboard.press("Enter")
        expect(page.locator(".card")).to_have_count(3)
        expect(page.locator(".card").last).to_be_focused()


def test_a_word_picked_with_enter_sends_nothing(browser: Browser, served: Served) -> None:
    with browsing(browser, served.url) as page:
        page.goto("/")
        page.fill("#q", "ditie")
        page.locator("#q").dispatch_event("keydown", {"key": "Enter", "isComposing": True})
        page.wait_for_timeout(200)
        assert page.input_value("#q") == "ditie"
        assert page.locator(".card").count() == 0


def test_the_talk_prints_without_its_controls(browser: Browser, served: Served) -> None:
    with browsing(browser, served.url) as page:
        page.goto("/?q=体育培训中心什么时候建成")
        page.emulate_media(media="print")
        for shown in (".lead", "blockquote >> nth=2", ".brand", "footer"):
            expect(page.locator(shown).first).to_be_visible()
        for hidden in (".composer", ".acts", ".next", ".switches", ".tabs"):
            expect(page.locator(hidden)).to_be_hidden()
        assert len(page.pdf(format="A4")) > 10_000
