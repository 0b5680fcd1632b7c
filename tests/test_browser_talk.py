"""The talk in a real browser: asking, following up, looking at sources and charts, with a script and without one."""

import re
from urllib.parse import quote

from playwright.sync_api import Browser, expect

from tests.browsing import DESK, ask, browsing
from tests.serving import Served

TRAINING = "体育培训中心什么时候建成"
HOSTILE = (
    "<script>document.title='hit'</script>",
    "<img src=x onerror=\"document.title='hit'\">",
    "\"'><svg onload=\"document.title='hit'\">口袋公园",
    "{{ 7 * 7 }}${7*7}<b>养老</b>",
    "javascript:alert(1)//养老方面有什么安排</textarea><script>document.title='hit'</script>",
)


def test_a_question_is_answered_and_its_source_opens_highlighted(browser: Browser, served: Served) -> None:
    with browsing(browser, served.url) as page:
        page.goto("/")
        ask(page, "要新建几座口袋公园")
        card = page.locator(".card")
        expect(card.locator(".figure")).to_have_text("3座")
        assert "口袋公园" in card.locator("blockquote mark").all_inner_texts()
        card.locator("figcaption a").click()
        expect(page).to_have_url(re.compile(r"/plan\?cite=61\.\d+#p61$"))
        expect(page.locator("mark.cited")).to_contain_text("新建3座口袋公园")
        expect(page.locator("#p61")).to_be_in_viewport()
        assert page.evaluate("document.querySelector(':target').id") == "p61"
        plain = page.locator("#p60").evaluate("e => getComputedStyle(e).backgroundColor")
        assert page.locator("#p61").evaluate("e => getComputedStyle(e).backgroundColor") != plain


def test_follow_ups_options_and_suggestions(browser: Browser, served: Served) -> None:
    with browsing(browser, served.url) as page:
        page.goto("/")
        page.get_by_role("button", name="老旧小区改造做了多少").click()
        expect(page.locator(".card").first).to_contain_text("62.5万平方米")
        assert page.locator("[data-start]").count() == 0
        ask(page, "财政收入")
        page.get_by_role("button", name="地方财政收入", exact=True).click()
        expect(page.locator(".card")).to_have_count(3)
        ask(page, "2018年呢")
        expect(page.locator(".card").last).to_contain_text("51958万元")
        page.locator(".card").last.locator(".suggestion").first.click()
        expect(page.locator(".card")).to_have_count(5)
        page.reload()
        expect(page.locator(".card")).to_have_count(5)
        page.get_by_role("button", name="重新开始").click()
        expect(page.locator(".card")).to_have_count(0)
        ask(page, "2018年呢")
        assert "51958" not in page.locator(".card").inner_text()


def test_a_table_its_chart_and_its_files(browser: Browser, served: Served) -> None:
    with browsing(browser, served.url, accept_downloads=True) as page:
        page.goto("/")
        ask(page, "财政总收入历年数据")
        card = page.locator(".card")
        assert card.locator("caption").inner_text() == "“十三五”期间完成重要任务指标（单位：万元）"
        assert card.get_by_role("rowheader", name="2018年").count() == 1
        assert "168504" in card.get_by_role("row").filter(has_text="2018年").inner_text()
        drawn = card.get_by_role("img", name="财政总收入，2016—2020年")
        expect(drawn).to_be_visible()
        expect(drawn.locator("text", has_text="168,504")).to_be_visible()
        for name, ending in (("下载图片", ".png"), ("下载表格（CSV）", ".csv")):
            with page.expect_download() as saved:
                card.get_by_role("link", name=name).click()
            assert saved.value.suggested_filename.endswith(ending)


def test_useful_copy_and_share(browser: Browser, served: Served) -> None:
    with browsing(browser, served.url, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.goto("/")
        ask(page, TRAINING)
        page.get_by_role("button", name="有用").click()
        expect(page.get_by_role("button", name="有用")).to_have_attribute("aria-pressed", "true")
        page.get_by_role("button", name="复制答复").click()
        expect(page.locator("[data-told]")).to_have_text("已复制，可以粘贴给别人。")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.startswith(f"问：{TRAINING}\n答：规划没有写具体日期")
        assert "出处：六、" in copied
        assert copied.endswith("引自：《小昆山镇国民经济和社会发展第十四个五年规划纲要》")
        page.get_by_role("link", name="分享链接").click()
        link = page.evaluate("navigator.clipboard.readText()")
        page.reload()
        expect(page.get_by_role("button", name="有用")).to_have_attribute("aria-pressed", "true")
    with browsing(browser, served.url) as page:
        page.goto(link)
        expect(page.locator(".asked")).to_contain_text(TRAINING)
        assert page.locator("meta[name=robots]").get_attribute("content") == "noindex"
        first = page.locator(".card").get_attribute("id")
        page.reload()
        assert page.locator(".card").get_attribute("id") == first
        ask(page, "在哪里")
        assert page.url == f"{served.url}/"


def test_what_is_typed_is_never_markup(browser: Browser, served: Served) -> None:
    with browsing(browser, served.url) as page:
        for typed in HOSTILE:
            page.goto("/")
            ask(page, typed)
            for _ in range(2):
                assert page.locator(".asked").last.inner_text().endswith(typed)
                assert page.title() != "hit"
                assert page.locator("main script, main img, main [onload], main [onerror]").count() == 0
                page.reload()
            page.goto(f"/plan?find={quote(typed[:40])}")
            assert page.title() == f"查找“{' '.join(typed[:40].split())}” · 规划全文 · 规划通"


def test_without_a_script(browser: Browser, served: Served) -> None:
    with browsing(browser, served.url, java_script_enabled=False) as page:
        page.goto("/")
        page.fill("#q", TRAINING)
        page.get_by_role("button", name="提问").click()
        expect(page).to_have_url(re.compile("/#a-[a-z0-9]{16}$"))
        expect(page.locator(".card")).to_contain_text("规划没有写具体日期")
        page.fill("#q", "出自哪里")
        page.get_by_role("button", name="提问").click()
        expect(page.locator(".card")).to_have_count(2)
        page.get_by_role("button", name="有用").first.click()
        expect(page.get_by_role("button", name="有用").first).to_have_attribute("aria-pressed", "true")
        assert page.get_by_role("button", name="复制答复").count() == 0
        assert page.get_by_role("button", name="语音").count() == 0
        page.locator("summary").first.click()
        page.locator(".card figcaption a").first.click()
        expect(page.locator(":target")).to_be_in_viewport()
        page.get_by_role("link", name="隐私说明").click()
        page.get_by_role("button", name="删除我的记录").click()
        expect(page.get_by_role("status")).to_have_text("已删除您的记录，共2条。")


def test_faults_are_told_where_one_types(browser: Browser, served: Served) -> None:
    with browsing(browser, served.url, viewport=DESK) as page:
        page.goto("/")
        page.focus("#q")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("请输入一个问题")
        page.fill("#q", "口" * 501)
        expect(page.get_by_role("alert")).to_contain_text("已有501个字")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("超过了500个字的上限")
        assert page.input_value("#q") == "口" * 501
        page.route("**/", lambda route: route.abort())
        page.fill("#q", TRAINING)
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("没有连上")
        assert page.input_value("#q") == TRAINING
        page.unroute("**/")
        ask(page, TRAINING)
        expect(page.get_by_role("alert")).to_have_count(0)


SPEECH = """
window.SpeechRecognition = class {
  start() { setTimeout(() => { this.onresult({results: [[{transcript: "口袋公园"}]]}); this.onend(); }, 20); }
  stop() {}
};
"""


def test_voice_where_the_browser_has_it(browser: Browser, served: Served) -> None:
    with browsing(browser, served.url) as page:
        page.add_init_script(SPEECH)
        page.goto("/")
        page.get_by_role("button", name="语音").click()
        expect(page.locator("#q")).to_have_value("口袋公园")
    with browsing(browser, served.url) as page:
        page.add_init_script("delete window.SpeechRecognition; delete window.webkitSpeechRecognition")
        page.goto("/")
        expect(page.locator("[data-voice]")).to_be_hidden()
