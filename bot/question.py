"""Question: what a message asks, as one frozen record, and the names, years and claims that are read from it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from bot import cues, named
from bot.answer import Answer
from bot.wording import reworded
from index import text
from index.lexicon import Name
from index.search import Search
from index.spelling import Correction
from knowledge.patterns import regex
from knowledge.records import Period

MAX_LENGTH = 500
YEAR4 = regex(r"(?<!\d)(19\d\d|20\d\d)(?!\d|亩|户|万|家|个|路|条|元|亿)")
# A letter before two digits is part of a name (t20), except gdp and vs.
NO_NAME = r"(?:(?<![\d.a-z第+])|(?<=gdp)|(?<=vs))"
YEAR2 = regex(NO_NAME + r"([012]\d)(?=年)(?!年代)")
# Without 年 only where a measure is named (固投 18, 20较19): no unit may follow.
YEAR2_BARE = regex(
    NO_NAME
    + r"(1[5-9]|2[0-9])(?![\d.%家户个条座所套亩公里路项名张台处幅届级分万亿元岁号期批次人件点楼层栋块倍成度位种])"
)
# 2016年以来 and 2020年底 are the period's ends and mean the period, where no measure is named.
SINCE_YEAR = regex(r"(20\d\d)年?(?:以来|以后|之后|往后|起(?!到)|开始)")
UNTIL_YEAR = regex(r"(20\d\d)年?(?:年底|底|年末|末|以前|之前)")
SPAN = regex(r"(20\d\d|(?<!\d)\d\d)年?(?:[-—–~→到至]+|一直到|起到)(20\d\d|\d\d)年?(?!\d)")
CLAIM = regex(
    r"(?<![\d.第a-z哪每某])(\d+(?:\.\d+)?)[多余来几]?(万平方米|平方米|万平方|平方|万方|万平米|平米|万亩|万元|亿元|万人次|万[户套家个名张座条件]|公里|分钟|个亿|亿|万|亩|家|户|套|个|座|条|所|名|张|台|处|幅|件|项|路|级|届|年|%|人|位|种|次)"
)
ADDENDS = regex(r"(?<![\d.])(\d+(?:\.\d+)?)\+(\d+(?:\.\d+)?)(?![\d.])")
ONE_AND_THE_SAME = regex("是一(家|个|样|起|块)的?(?=吗|伐|么|吧|不|$|[?？])")  # no number
WAN = 10_000
COUNTERS = "户套家个名张座条件"
SHORT_UNITS = {
    "个亿": "亿",
    "平方": "平方米",
    "万平方": "万平方米",
    "万方": "万平方米",
    "平米": "平方米",
    "万平米": "万平方米",
}
# 居民打电话来问 tells who asks: the telephone is not what they ask for.
CALLER = regex("(打|来)(了|个)?电话(来|过来|进来)?(在)?(问|咨询|反映|说|讲)|来电(在)?(问|咨询|反映|说)?|电话里(问|说)")
ORDINAL_YEARS = {
    **dict.fromkeys(("头一年", "第一年", "开局之年", "开局那年", "首年", "起始年", "第1年", "最早一年", "最早那年"), 0),
    **{f"{period}五第{n}年": at for period in ("三", "四") for at, n in enumerate("二三四", 1)},
    **{f"{period}五期间第{n}年": at for period in ("三", "四") for at, n in enumerate("二三四", 1)},
    **dict.fromkeys(
        ("最后一年", "末年", "收官", "期末那年", "最后那年", "第五年", "最近一年", "最新一年", "最新", "末尾那年"), -1
    ),
}


@dataclass(frozen=True, slots=True)
class Question:
    """What a message asks.

    `message` is its compact canonical form with names spelt right; the sets hold keys of
    data/cues.toml; `years` in order of mention; `subject` the words that carry it; `follows` tells that it leans on the message before, `own` is then what it said itself and
    `anchor` the sentences that it must be answered from, where it names no subject of its own.
    """

    text: str
    message: str
    corrections: tuple[Correction, ...] = ()
    years: tuple[int, ...] = ()
    periods: frozenset[str] = frozenset()
    operations: frozenset[str] = frozenset()
    attributes: frozenset[str] = frozenset()
    claims: tuple[tuple[str, str], ...] = ()
    confirms: bool = False
    measures: tuple[Name, ...] = ()
    ambiguous: tuple[Name, ...] = ()
    projects: tuple[Name, ...] = ()
    enumerations: tuple[Name, ...] = ()
    topics: tuple[Name, ...] = ()
    absent: tuple[Name, ...] = ()
    places: tuple[Name, ...] = ()
    previous: "Turn | None" = None
    follows: bool = False
    own: str = ""
    anchor: tuple[int, ...] = ()

    @property
    def measure_ids(self) -> tuple[str, ...]:
        """Return the measures named, each once, in order."""
        return tuple(dict.fromkeys(name.target for name in self.measures))

    def asks(self, *attributes: str) -> bool:
        """Return whether one of the attributes is asked for."""
        return not self.attributes.isdisjoint(attributes)


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and its answer, as the conversation remembers them; `skipped` counts the overview lines shown before.

    `told` are the figures (value, unit) with which this answer and those it follows on began, `years` the single years
    asked one after the other (2016年 → 2019年 → 差多少).
    """

    question: Question
    answer: Answer
    skipped: int = 0
    told: tuple[tuple[str, str], ...] = ()
    years: tuple[int, ...] = ()


def is_named(question: Question) -> bool:
    """Return whether a message names anything that the plan or its lists of absent things know."""
    return bool(
        question.measures
        or question.ambiguous
        or question.projects
        or question.enumerations
        or question.topics
        or question.absent
        or question.places
    )


@lru_cache(maxsize=cues.KEPT)
def parsed(message: str, search: Search) -> Question:
    """Return the Question of a compact message by itself (bank questions, parts of a message)."""
    return parsed_from(message, message, search)


def parsed_from(raw: str, message: str, search: Search) -> Question:
    """Return the Question of a compact message that was typed as `raw`."""
    message = reworded(message)
    find = search.lexicon.find
    projects = find(message, "project")
    measures = named.measures_in(message, projects, search)
    ambiguous = find(named.without(message, measures), "ambiguity")
    if ambiguous and not measures and (meant := named.said_elsewhere(message, ambiguous[0], search)):
        measures, ambiguous = [meant], []
    years, periods = years_in(message, search, bare=bool(measures or ambiguous)), periods_in(message)
    future = next((p for p in search.plan.periods if years == (p.first_year, p.last_year) and not p.done), None)
    if future:
        # 2021-2025 names the period, not two years.
        years, periods = (), periods | {future.id}
    if whole := next((p for p in search.plan.periods if _spans(p, years, measures, search) and not ambiguous), None):
        years, periods = (), periods | {whole.id}
    bounded = None if measures or ambiguous else _bounded(message, search)
    if bounded and re.search("多少|几", message):
        return parsed_from(raw, message.replace(bounded[1], bounded[0].name + "期间"), search)
    if bounded:
        years, periods = (), periods | {bounded[0].id}
    topics = named.whole_words(find(message, "topic"), message, search)
    absent = [
        n for n in named.whole_words(find(message, "absent"), message, search) if not _in_theme(n, topics)
    ]  # 12号线西延伸 is none of the plan's 西延伸
    # 前几年 asks for no number of years.
    plain = CALLER.sub("", cues.table("follow_up")["relative"].sub("", message))
    return Question(
        text=raw,
        message=message,
        years=years,
        periods=periods,
        operations=cues.found("operation", message),
        attributes=cues.found("attribute", plain),
        claims=claims_in(message),
        confirms=bool(cues.table("confirm")["claim"].search(message)),
        measures=tuple(measures),
        ambiguous=tuple(ambiguous),
        projects=tuple(projects),
        enumerations=tuple(n for n in find(message, "enumeration") if not named.is_cut(n, message, absent)),
        topics=tuple(topics),
        absent=tuple(absent),
        places=tuple(find(message, "place")),
    )


def _numbers(measures: Iterable[Name], search: Search) -> list[int]:
    """Return the numbers in the plan of named measures."""
    ids = {n.target for n in measures}
    return [at for at, measure in enumerate(search.plan.measures) if measure.id in ids]


def _in_theme(name: Name, topics: Iterable[Name]) -> bool:
    """Return whether an absent thing is but a part of a theme's longer name (轮椅 of 坐轮椅)."""
    return any(t.start <= name.start and name.end <= t.end and len(t.found) > len(name.found) for t in topics)


def _spans(period: Period, years: tuple[int, ...], measures: Iterable[Name], search: Search) -> bool:
    """Return whether years are the ends of a period, or the year to which a plan looks (2025年要建成).

    Of a measure they are that where no table has it by year (高新技术企业16到20年净增).
    """
    both = years == (period.first_year, period.last_year)
    numbers = _numbers(measures, search)
    if numbers:
        return both and period.done and all(search.plan.measures[n].achieved is None for n in numbers)
    return both or (years == (period.last_year,) and not period.done)


def _bounded(message: str, search: Search) -> tuple[Period, str] | None:
    """Return the period that a message names by its first or last year alone, and the words for it, or None."""
    for period in search.plan.periods:
        for pattern, year in ((SINCE_YEAR, period.first_year), (UNTIL_YEAR, period.last_year)):
            match = pattern.search(message)
            if match and int(match[1]) == year and len(YEAR4.findall(message)) == 1:
                return period, match.group()
    return None


def claims_in(message: str) -> tuple[tuple[str, str], ...]:
    """Return the (number, unit) pairs of a compact message; years and spans (19年, 五年) are no claims."""
    message = text.with_arabic_numbers(ONE_AND_THE_SAME.sub("", message))
    pairs = [m.groups() for m in CLAIM.finditer(message) if not message.startswith(m[2], m.end())]  # 一条条讲
    if pairs and (addends := ADDENDS.search(message)):
        # 108家（61+47）: the addends have the unit of their sum
        pairs += [(n, pairs[0][1]) for n in addends.groups() if all(n != v for v, _ in pairs)]
    return tuple(_in_wan(value, SHORT_UNITS.get(unit, unit)) for value, unit in pairs if unit != "年")


def _in_wan(value: str, unit: str) -> tuple[str, str]:
    """Return 1000000平方米 as 100万平方米, the unit in which the plan prints such areas."""
    if len(unit) == len("万户") and unit[0] == "万" and unit[1] in COUNTERS:
        return f"{Decimal(value) * WAN:f}".split(".")[0], unit[1]
    if unit == "平方米" and value.isdigit() and int(value) >= WAN and not int(value) % WAN:
        return str(int(value) // WAN), "万平方米"
    return value, unit


def years_in(message: str, search: Search, *, bare: bool = False) -> tuple[int, ...]:
    """Return the years that a compact message names (2019, 19年, 十三五头一年), in order of mention.

    `bare`: two digits alone are years too (固投 18).
    """
    found: list[tuple[int, int]] = []
    bare = bare or is_span(message)
    message = message.replace("末年均", "末,年均")  # 期末年均增长率 names no last year
    for match in YEAR4.finditer(message):
        found.append((match.start(), int(match.group())))
    for match in (YEAR2_BARE if bare else YEAR2).finditer(message):
        found.append((match.start(), 2000 + int(match[1])))
    if bare:
        found += [(m.start(), 2000 + int(m[1])) for m in YEAR2.finditer(message)]
    for words, at in ORDINAL_YEARS.items():
        if words in message:
            period = next((p for p in search.plan.periods if p.id == ("145" if "十四五" in message else "135")), None)
            if period:
                year = period.last_year if at < 0 else period.first_year + at
                found.append((message.find(words), year))
    return tuple(dict.fromkeys(year for _, year in sorted(found)))


def periods_in(message: str) -> frozenset[str]:
    """Return the ids of the five-year periods that a compact message speaks of."""
    table = cues.table("period")
    named = {"135": table["done"], "145": table["planned"]}
    return frozenset(period for period, pattern in named.items() if pattern.search(message))


def is_span(message: str) -> bool:
    """Return whether the years of a message are the two ends of a span (2016到2020)."""
    return bool(SPAN.search(message))
