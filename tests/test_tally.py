"""What staff learn: days in Shanghai, times, persons, and near-equal questions that were not answered."""

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer import STATUSES
from bot.tally import SHANGHAI, Row, by_day, essence, grouped, since, unanswered

DAY = 86_400.0


def at(text: str) -> float:
    """Unix seconds of a time in Shanghai."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI).timestamp()


def row(when: str, question: str = "财政总收入", **changes: object) -> Row:
    plain = Row(at(when), "web", "a", question, "answered", 5.0, None)
    return replace(plain, **changes)  # type: ignore[arg-type]


def test_days_begin_at_midnight_in_shanghai() -> None:
    now = at("2026-11-23 00:00:01")
    rows = [row("2026-11-21 23:59:59"), row("2026-11-22 00:00:00"), row("2026-11-22 23:59:59"), row("2026-11-23 00:00")]
    assert [(day.day, day.questions) for day in by_day(rows, now, 3)] == [
        ("2026-11-21", 1),
        ("2026-11-22", 2),
        ("2026-11-23", 1),
    ]
    assert since(now, 1) == at("2026-11-23 00:00")
    assert since(now, 3) == at("2026-11-21 00:00")
    assert since(now, 3650) < since(now, 3649)


def test_a_day() -> None:
    rows = [
        row("2026-11-23 09:00", elapsed_ms=float(number), person=str(number % 7), status=STATUSES[number % 5])
        for number in range(1, 21)
    ]
    rows += [
        row("2026-11-23 10:00", channel="telegram", person="1", useful=True, elapsed_ms=100.0),
        row("2026-11-23 10:00", channel="telegram", person="1", useful=False, elapsed_ms=0.5),
    ]
    (day,) = by_day(rows, at("2026-11-23 12:00"), 1)
    assert day.questions == 22
    assert day.statuses == {"answered": 6, "partial": 4, "not_found": 4, "clarify": 4, "chat": 4}
    assert (day.median_ms, day.p95_ms) == (10.5, 20.0)
    assert (day.useful, day.not_useful, day.persons) == (1, 1, 8)


def test_a_day_without_a_question() -> None:
    (day,) = by_day([], at("2026-11-23 12:00"), 1)
    assert (day.questions, day.median_ms, day.p95_ms, day.persons) == (0, None, None, 0)


@pytest.mark.parametrize(
    "same",
    [
        (
            "能加装电梯吗",
            "请问能加装电梯吗？",
            "加装电梯能不能",
            "能不能加装电梯",
            "能加装電梯嗎",
            "我想问一下，能加装电梯吗",
        ),
        ("老人助餐点在哪里", "您好，老人助餐点在哪里啊", "老人助餐点在哪里呀？谢谢", "老人的助餐点在哪里"),
        ("我叫〔姓名〕，镇长是谁", "镇长是谁"),
        ("镇长叫什么", "镇长叫什么？", "镇长叫什么!"),
    ],
)
def test_near_equal_wordings_ask_the_same(same: tuple[str, ...]) -> None:
    rows = [row("2026-11-23 09:00", question, status="not_found") for question in same]
    (group,) = unanswered(rows, 10)
    assert group.count == len(same)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2018年财政总收入是多少", "2019年财政总收入是多少"),
        ("老人助餐点在哪里", "体育培训中心什么时候建成"),
        ("能加装电梯吗", "能加装充电桩吗"),
        ("镇长是谁", "书记是谁"),
        ("吗", "呢"),
    ],
)
def test_other_questions_stay_apart(one: str, other: str) -> None:
    rows = [row("2026-11-23 09:00", question, status="partial") for question in (one, other)]
    assert len(unanswered(rows, 10)) == 2


def test_a_group() -> None:
    rows = [
        row("2026-11-20 09:00", "能加装电梯吗？", status="not_found", person="a"),
        row("2026-11-23 23:59", "能加装电梯吗", status="not_found", person="b", channel="telegram"),
        row("2026-11-21 09:00", "能加装电梯吗", status="partial", person="a"),
        row("2026-11-22 09:00", "镇长是谁", status="not_found"),
        row("2026-11-22 10:00", "财政收入", status="clarify"),
        row("2026-11-22 10:00", "2018年财政总收入", status="answered"),
        row("2026-11-22 10:00", "你好", status="chat"),
    ]
    first, second, third = unanswered(rows, 10)
    assert (first.example, first.count, first.persons, first.last) == ("能加装电梯吗", 3, 2, "2026-11-23 23:59")
    assert first.statuses == {"not_found": 2, "partial": 1, "clarify": 0}
    assert first.channels == {"web": 2, "telegram": 1}
    assert (second.example, third.example) == ("财政收入", "镇长是谁")
    assert unanswered(rows, 1) == [first]
    assert unanswered(reversed(rows), 10) == [first, second, third]


def test_many_wordings_are_grouped_in_time() -> None:
    rows = [row("2026-11-23 09:00", f"第{n}个问题问的是{n % 97}和{n % 89}", status="not_found") for n in range(6000)]
    assert len(unanswered(rows, 10_000)) == 5000


@given(st.lists(st.text("能加装电梯吗在哪里2018年", max_size=8), max_size=12))
def test_every_wording_is_in_one_group(wordings: list[str]) -> None:
    wordings = list(dict.fromkeys(wordings))
    assert sorted(word for group in grouped(wordings) for word in group) == sorted(wordings)


@given(st.text(max_size=60))
def test_any_text_has_an_essence(text: str) -> None:
    assert isinstance(essence(text), str)
