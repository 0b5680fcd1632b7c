"""The chain from typed text to its canonical form."""

import subprocess
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index import text


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("二零一九年　財政總收入", "2019年 财政总收入"),
        ("２０１８年ＧＤＰ", "2018年gdp"),
        ("2O25年", "2025年"),
        ("2o18", "2018"),
        ("二O二五年", "2025年"),
        ("二〇二五年", "2025年"),
        ("二○一六", "2016"),
        ("一九年产值", "2019年产值"),
        ("二零年产值", "2020年产值"),
        ("十九年", "十九年"),
        ("三年行动计划", "三年行动计划"),
        ("一二年级", "一二年级"),
        ("第二年", "第二年"),
        ("一二三四", "1234"),
        ("一网统管", "一网统管"),
        ("四横四纵", "四横四纵"),
        ("體育培訓中心什麼時候建成", "体育培训中心什么时候建成"),
        ("地鐵通到我們這嗎", "地铁通到我们这吗"),
        ("以後", "以后"),
        ("關於養老", "关于养老"),
        ("乾淨", "干净"),
        ("裡面", "里面"),
        ("髮型與發展", "发型与发展"),
        ("臺灣", "台湾"),
        ("㎡", "m2"),
        ("５０％", "50%"),
        ("3㎞", "3km"),
        ("①", "1"),
        ("Ⅲ类", "iii类"),
        ("G60", "g60"),
        ("（暂名）", "(暂名)"),
        ("你好\u200b吗", "你好吗"),
        ("\ufeff规划", "规划"),
        ("规\u0000划\u0007", "规划"),
        ("\ud800规划", "规划"),
        ("  规划  ", "规划"),
        ("规划\n目标", "规划\n目标"),
        ("👍🏻", "👍🏻"),
        ("", ""),
        ("　", ""),
    ],
)
def test_normalised(typed: str, canonical: str) -> None:
    assert text.normalise(typed) == canonical


@pytest.mark.parametrize(
    ("typed", "compact"),
    [
        ("“四个一批” 计划", "四个一批计划"),
        ("『二陸』 文化 廣場", "二陆文化广场"),
        ("财政 总 收入", "财政总收入"),
        ("'一网通办'\"", "一网通办"),
        ("〈规划〉《纲要》", "〈规划〉纲要"),
    ],
)
def test_compact(typed: str, compact: str) -> None:
    assert text.compact(typed) == compact


@pytest.mark.parametrize(
    ("typed", "arabic"),
    [
        ("三座口袋公园", "3座口袋公园"),
        ("两所学校", "2所学校"),
        ("十二家", "12家"),
        ("一百五十亿", "150亿"),
        ("三点五亿", "三点5亿"),
        ("二十零户", "20户"),
        ("百家争鸣", "百家争鸣"),
        ("半年", "半年"),
        ("五个小区", "5个小区"),
        ("一网通办", "一网通办"),
        ("三年", "3年"),
        ("5座", "5座"),
    ],
)
def test_numbers_before_units(typed: str, arabic: str) -> None:
    assert text.with_arabic_numbers(typed) == arabic


ANY = st.text() | st.text(alphabet="零一二九十年级第oO019後於薴乾“ \u3000\u200b\u0301①㎡")


@given(ANY)
@example("¨")
@example("0O一零零零")
@example("5O一九年")
@example("薴")
def test_normalising_again_changes_nothing(typed: str) -> None:
    once = text.normalise(typed)
    assert text.normalise(once) == once


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_no_text_is_too_odd(typed: str) -> None:
    assert isinstance(text.normalise(typed).encode(), bytes)
    assert isinstance(text.with_arabic_numbers(text.compact(typed)), str)


def test_simplified_text_costs_no_import() -> None:
    probe = "import sys; from index import text; text.normalise('规划的口袋公园'); print('opencc' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert told.stdout == "False\n"
