"""Prose figures: the amounts that prose sums work on, and what they work out; shared by all operations."""

from dataclasses import dataclass
from decimal import Decimal

from bot import computing, quantities
from bot.answer import ANSWERED
from bot.question import Question
from knowledge.patterns import regex
from knowledge.records import Figure

MONEY = regex("钱|资金|元|金额|救助金|块|钞票|款")
NUMERIC = regex(r"\d+(?:\.\d+)?$")
SCALE = {
    "万元": ("元", 10_000),
    "亿元": ("元", 100_000_000),
    "万平方米": ("平方米", 10_000),
    "万人次": ("人次", 10_000),
}
LEAST_COVER = 0.12
AVERAGE = regex(
    "平均|均摊|摊(到|着|下来)?|人均|户均|店均|站均|分摊|(?<![结融整组综])合(到)?多少|(?<![结融整组综])合几|划到|折到|均到"
)
PER = regex(
    r"(?:平均|均)?(?:每一?|(?<![第十百千万\d一二三四五六七八九])[一1])(?P<unit>人次|个人|户人家|家人家|人家|[户家个人名位条处所座套张亩幅件项批栋])"
    r"(?P<noun>(?:(?!平均|几|多少|摊|能|有|要|合|大概|均|到|可以|补|花|发|拿|多|腾|改|占|是|服务(?!站)|受理|经营|种|管)[^\W\d_]){0,8})"
    "|(?P<short>人次|[户人村店站])均"
)
SAME = 4


@dataclass(frozen=True, slots=True)
class Choice:
    """A figure with how much of the message it knows (0–1), in its own words and those of the bank."""

    figure: Figure
    cover: float


@dataclass(frozen=True, slots=True)
class Sum:
    """What was computed: the answer in words, its formula, a word on it, the figures used, the numbers derived."""

    line: str
    formula: str
    note: str
    figures: tuple[Figure, ...]
    numbers: tuple[str, ...]
    status: str = ANSWERED


def base(figure: Figure) -> tuple[str, Decimal]:
    """Return a figure's unit and value without 万 or 亿."""
    unit, factor = SCALE.get(figure.unit, (figure.unit, 1))
    return unit, Decimal(figure.value) * factor


def with_unit(number: Decimal, unit: str) -> str:
    """Return a number in plain words: 1.2万元 rather than 12000元."""
    if unit == "亿元" and number < 1:
        return f"{computing.rounded(number * 10_000)}万元"
    if unit in ("元", "平方米") and number >= 10_000:
        return f"{computing.rounded(number / 10_000)}万{unit}"
    return f"{computing.rounded(number)}{unit}"


def told(figure: Figure) -> str:
    """Return a figure with its unit, as printed."""
    return f"{figure.value}{figure.unit}"


def name_of(figure: Figure) -> str:
    """Return what a figure counts or measures, in the plan's words."""
    return figure.subject.strip("，。、")


def wanted(question: Question) -> set[str]:
    """Return the kinds of quantity asked for, without those that say per what."""
    message = PER.sub("", AVERAGE.sub("", question.message))
    kinds = {q.kind for q in quantities.quantities(message) if q.kind and q.kind != "time"}
    if MONEY.search(message) and not kinds - {"thing"}:
        kinds = kinds or {"money"}
    return kinds


def kind(figure: Figure) -> str:
    """Return the class of a figure's unit; "thing" for one of its own."""
    return quantities.CLASS_OF.get(figure.unit, "thing")
