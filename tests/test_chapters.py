"""Chapters by number and by theme: what they are called, into how many items they fall, a single one, how they open."""

import pytest

from bot.answer import ANSWERED, NOT_FOUND, PARTIAL
from bot.terminal import answer_talk
from index.search import Search

# What is asked, the title that must be named, a piece of the reply.
BY_THEME: list[tuple[str, str, str]] = [
    ("文化那章叫什么题目", "以人文涵养城市精神", "第四章"),
    ("产城融合那章叫什么题目", "以“三区联动”布局建设新型城镇", "第六章"),
    ("文化那章是第几章，题目叫什么", "以人文涵养城市精神", "第四章"),
    ("讲生态的是第几章", "以生态厚植发展优势", "第五章"),
    ("保障实施那章排第几", "完善规划实施机制", "第九章"),
    ("哪一章讲招商", "以科创赋能发展活力", "第三章"),
    ("哪章是讲乡村振兴的", "以生态厚植发展优势", "二是深入推进乡村振兴"),
    ("讲社会治理数字化那章标题叫什么", "以“两张网”建设推进高效能治理", "第八章"),
    ("第六章题目是什么", "以“三区联动”布局建设新型城镇", "第六章"),
    ("两张网那章讲了什么", "以“两张网”建设推进高效能治理", "智慧生活"),
]
# A part of a chapter and how the reply begins.
PARTS: list[tuple[str, str, str]] = [
    ("生态那一章分几块", "第五章分3条", "二是深入推进乡村振兴"),
    ("产业那章有几条", "第三章分3条", "三是打造新兴产业载体平台"),
    ("第八章分几条", "第八章分3条", "三是营造普惠化的智慧生活"),
    ("第四章最后一条讲什么", "“四、以人文涵养城市精神", "多旅融合"),
    ("第七章第二条讲什么", "“七、以“人民至上”情怀提升城市温度", "崇德幼儿园"),
    ("最后一章第一条", "“九、完善规划实施机制", "四个意识"),
    ("我写材料，文化章开头讲要满足谁的什么需求", "第四章开头是", "精神文化需求"),
    ("第五章开头怎么写的", "第五章开头是", "污染防治攻坚战"),
    ("开头那段讲的啥", "开篇", "2016年以来"),
]
# No chapter is meant.
OTHERS: list[tuple[str, str, str]] = [
    ("十三五拆了多少违章建筑", ANSWERED, "100.88"),
    ("平复帖在第几章", ANSWERED, "第六章"),
    ("第九章第四条", PARTIAL, "没有第四条"),
    ("前言是谁写的", NOT_FOUND, "没有"),
]


@pytest.mark.parametrize(("message", "title", "told"), BY_THEME)
def test_a_chapter_is_known_by_its_theme(search: Search, message: str, title: str, told: str) -> None:
    reply = answer_talk(search, message, [message])
    assert reply["status"] == ANSWERED, reply["text"]
    assert title in reply["text"]
    assert told in reply["text"]


@pytest.mark.parametrize(("message", "first", "told"), PARTS)
def test_a_part_of_a_chapter_is_told(search: Search, message: str, first: str, told: str) -> None:
    reply = answer_talk(search, message, [message])
    assert reply["status"] == ANSWERED, reply["text"]
    assert reply["text"].startswith(first), reply["text"]
    assert told in reply["text"]
    assert reply["citations"]


@pytest.mark.parametrize(("message", "status", "told"), OTHERS)
def test_what_names_no_chapter_is_answered_otherwise(search: Search, message: str, status: str, told: str) -> None:
    reply = answer_talk(search, message, [message])
    assert reply["status"] == status, reply["text"]
    assert told in reply["text"]
