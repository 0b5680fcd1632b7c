"""What a message asks of a part of something that it names: of a chapter, a heading, a passage, a list."""

import re

import pytest

from bot.answer import ANSWERED
from bot.terminal import answer_talk
from index.search import Search
from tests.talks import holds

# The message, what the reply must match, what it must not ("" for nothing).
PARTS = [
    ("第五章里面河道怎么治理的", "水系治理|河道保洁", "主要讲"),
    ("规划第七章养老怎么写的", "居家养老", "主要讲"),
    ("第七章就业写了什么", "就业优先", "主要讲"),
    ("第三章里讲总部经济怎么发展", "总部", "主要讲"),
    ("第四章里书法怎么写的", "书法", "主要讲"),
    ("统筹融合发展示范区域里“向北”拓展的是什么功能，依托什么？", "休闲文旅功能", "向东"),
    ("宜居宜业宜游那条里向东怎么发展", "向东强化", "美丽街区"),
    ("指导思想里产城融合怎么说的", "产城融合", "党的全面领导"),
    ("指导思想部分有没有提到依法行政", "依法行政", ""),
    ("产城融合规划助推里，要修编完成哪些规划", "修编完成小昆山镇总体规划", "条："),
]
WHOLES = [
    ("第五章讲什么", "主要讲"),
    ("第九章有几条", "分"),
    ("第八章主要内容概括一下", "主要讲"),
    ("第三章里主要讲了哪几大块", "主要讲"),
]


@pytest.mark.parametrize(("message", "must", "must_not"), PARTS)
def test_the_part_is_told(search: Search, message: str, must: str, must_not: str) -> None:
    holds(search, message, ANSWERED, must, must_not)


@pytest.mark.parametrize(("message", "must"), WHOLES)
def test_a_chapter_as_a_whole_is_outlined(search: Search, message: str, must: str) -> None:
    assert re.search(must, answer_talk(search, None, [message])["text"])


def test_another_chapter_in_a_talk_is_no_follow_up(search: Search) -> None:
    assert "第九章" in answer_talk(search, None, ["第八章讲什么", "第九章呢"])["text"]
