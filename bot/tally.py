"""Tally: what staff learn from the entries of a desk: how each day went, and what was asked but not answered.

Pure functions over rows. Days begin at midnight in Shanghai.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil
from statistics import median
from zoneinfo import ZoneInfo

from bot.answer import CLARIFY, NOT_FOUND, PARTIAL, STATUSES
from bot.redact import without_marks
from index.text import compact
from knowledge.patterns import regex

SHANGHAI = ZoneInfo("Asia/Shanghai")
UNANSWERED = (NOT_FOUND, PARTIAL, CLARIFY)
ALIKE = 0.7  # Dice coefficient of two wordings' bigrams from which they ask the same
MOST_WORDINGS = 5_000  # that are compared; of more, the latest
# What carries no question: courtesy, particles, signs.
FILLER = regex(
    r"我?想(?:要?问|知道|咨询|了解)(?:一?下)?|请问|麻烦|你好|您好|谢谢|请|一下|[能会要有是]不[能会要是]|有没有|可不可以"
    r"|能否|是否|可以|[吗呢啊呀吧哦哈啦嘛伐的了能会要]|[^\w]"
)
DIGITS = regex(r"\d+")


@dataclass(frozen=True, slots=True)
class Row:
    """An entry without its citations: `at` in Unix seconds, `person` whatever tells persons apart."""

    at: float
    channel: str
    person: str
    question: str
    status: str
    elapsed_ms: float
    useful: bool | None


@dataclass(frozen=True, slots=True)
class Day:
    """A day: how many questions, by status, from how many persons; times in ms, None where nothing was asked."""

    day: str
    questions: int
    statuses: dict[str, int]
    median_ms: float | None
    p95_ms: float | None
    useful: int
    not_useful: int
    persons: int


@dataclass(frozen=True, slots=True)
class Group:
    """What was asked in near-equal words and not answered: how often, its commonest wording, when last (Shanghai)."""

    example: str
    count: int
    persons: int
    statuses: dict[str, int]
    channels: dict[str, int]
    last: str


def since(now: float, days: int) -> float:
    """Return when the first of the last `days` days began, in Unix seconds; today is the last of them."""
    first = datetime.fromtimestamp(now, SHANGHAI).date() - timedelta(days=days - 1)
    return datetime(first.year, first.month, first.day, tzinfo=SHANGHAI).timestamp()


def by_day(rows: Iterable[Row], now: float, days: int) -> list[Day]:
    """Return the last `days` days, oldest first, those without a question too."""
    today = datetime.fromtimestamp(now, SHANGHAI).date()
    kept: dict[date, list[Row]] = {today - timedelta(days=back): [] for back in reversed(range(days))}
    for row in rows:
        day = datetime.fromtimestamp(row.at, SHANGHAI).date()
        if day in kept:
            kept[day].append(row)
    return [_day(day, found) for day, found in kept.items()]


def _day(day: date, rows: Sequence[Row]) -> Day:
    times = sorted(row.elapsed_ms for row in rows)
    return Day(
        day=day.isoformat(),
        questions=len(rows),
        statuses={status: sum(row.status == status for row in rows) for status in STATUSES},
        median_ms=round(median(times), 1) if times else None,
        p95_ms=round(times[ceil(0.95 * len(times)) - 1], 1) if times else None,  # nearest rank
        useful=sum(row.useful is True for row in rows),
        not_useful=sum(row.useful is False for row in rows),
        persons=len({(row.channel, row.person) for row in rows}),
    )


def unanswered(rows: Iterable[Row], most: int) -> list[Group]:
    """Return what was not answered, the most frequent first, then the latest."""
    wordings: defaultdict[str, list[Row]] = defaultdict(list)
    for row in sorted((row for row in rows if row.status in UNANSWERED), key=lambda row: row.at):
        wordings[essence(row.question)].append(row)
    latest = sorted(wordings, key=lambda wording: wordings[wording][-1].at, reverse=True)[:MOST_WORDINGS]
    groups = [
        _group([row for wording in alike for row in wordings[wording]])
        for alike in grouped(sorted(latest, key=lambda wording: -len(wordings[wording])))
    ]
    return sorted(groups, key=lambda group: (group.count, group.last), reverse=True)[:most]


def _group(rows: Sequence[Row]) -> Group:
    return Group(
        example=Counter(row.question for row in rows).most_common(1)[0][0],
        count=len(rows),
        persons=len({(row.channel, row.person) for row in rows}),
        statuses={status: sum(row.status == status for row in rows) for status in UNANSWERED},
        channels=dict(Counter(row.channel for row in rows).most_common()),
        last=datetime.fromtimestamp(max(row.at for row in rows), SHANGHAI).isoformat(" ", "minutes")[:16],
    )


def essence(question: str) -> str:
    """Return what a question asks without courtesy, particles, signs and redacted words.

    >>> essence("请问老人助餐点在哪里啊？"), essence("您好，老人助餐点在哪里")
    ('老人助餐点在哪里', '老人助餐点在哪里')
    """
    plain = compact(without_marks(question))
    return FILLER.sub("", plain) or plain


def grouped(wordings: Iterable[str]) -> list[list[str]]:
    """Return wordings in groups of near-equal ones; each is compared with the first of every group.

    Different numbers never ask the same: 2018年 and 2019年.
    """
    groups: list[list[str]] = []
    bigrams: list[frozenset[str]] = []
    holding: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)  # numbers, bigram -> groups of such a first
    for wording in wordings:
        numbers = DIGITS.findall(wording)
        own = frozenset(wording[at : at + 2] for at in range(len(wording) - 1)) or frozenset({wording})
        shared = Counter(group for bigram in own for group in holding[*numbers, bigram])
        near = (group for group, n in shared.most_common() if 2 * n / (len(own) + len(bigrams[group])) >= ALIKE)
        found = next(near, None)
        if found is not None:
            groups[found].append(wording)
            continue
        for bigram in own:
            holding[*numbers, bigram].append(len(groups))
        groups.append([wording])
        bigrams.append(own)
    return groups
