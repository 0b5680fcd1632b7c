"""Reading: what a message asks of measures, drawn from its Question once for all handlers; and how they reply."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from bot import computing, passages
from bot.answer import ANSWERED, Answer, Citation, Grid
from bot.measures import View, cite
from bot.question import Question, is_span, periods_in
from index import text
from index.search import Search
from knowledge.patterns import regex
from knowledge.records import Cell

RISES = regex(
    "比(上|前)一?年(多|高)|增长|增加|增多|增了|增幅|增速|增额|增量|上涨|上升|提高|回升|涨|升|走高|变[多高大]|[多高]了"
)
FALLS = regex(
    "比(上|前)一?年(少|低)|下降|下跌|下滑|滑坡|减少|减了|缩水|缩减|回落|走低|负增长|变[少低小]|[少低]了|萎缩|倒退|跌|降|掉|滑"
)
MOVES = regex("同比|增速|增长率|增幅|涨幅|跌幅|降幅|变化率|环比|变动")
WHICH_YEAR = regex(
    "哪年|哪一年|哪几年|哪些年|哪两年|哪三年|哪个年|哪个年份|什么年份|几几年|啥辰光|什么时候|啥时候|有几年|几年是|几个年份|的年份|年份有"
)
EVERY_YEAR = regex("历年|每年|各年|逐年|每一年|分年|年年(?!均)|所有年|全部年|五年都|年度|这五年|这几年")
TOGETHER = regex(
    "一共|总共|共计|合计|总和|加起来|累计(?!的?(增|涨|上|下降|跌|提高))|相加|加总|求和|总数|总额|五年共|两年共|三年共|五年总|总计|拢共|统共|加一块|加到一起|加一起"
)
# 一共涨了百分之几 asks for a change, whatever 一共 would add up.
CHANGES = regex(
    "(涨|增长|上涨|上升|提高|下降|下跌|降|跌|翻)了?.{0,3}(百分之|多少个?(点|%)|几个?(百分)?点|几成|几倍|多少倍)|(一共|总共|累计|合计|总计|共)[^，,]{0,4}(涨|增长|上涨|上升|提高|下降|下跌|降|跌|多了|少了|差|变化|增加了|减少了)"
)
HOW_MUCH = regex("多少|几|百分|咋样|怎么样|如何|幅度")
ASKS = regex("多少|几(?!乎)|哪|怎么|为什么|为啥|如何|什么|啥|谁")
CONFIRMS = regex("(吗|么|伐|嘛|不|没|没有|哇|吧)[?？。!！]*$")
SINCE = regex(r"\d\d年?(以来|以后|之后|往后|起|开始|后)(?!五年)")
UNTIL = regex(r"\d\d年?(以前|之前|前)(?!五年)")
HUNDRED = regex("(?<![零一二三四五六七八九十百千万0-9])(?P<round>[百千])亿")


@dataclass(frozen=True)
class Asked:
    """A Question as the table engine sees it: the measures found, the words beside their names, the years meant."""

    question: Question
    search: Search
    found: tuple[View, ...]

    @cached_property
    def message(self) -> str:
        """The compact message."""
        return self.question.message

    @cached_property
    def rest(self) -> str:
        """The message without the names of measures, so that 增加值 or 净增 count for no rise."""
        rest = self.message
        for name in sorted({n.found for n in self.question.measures}, key=len, reverse=True):
            rest = rest.replace(name, "＿")
        return rest

    @cached_property
    def span(self) -> bool:
        """Whether two years are the ends of a span (2016到2018)."""
        return len(self.question.years) == 2 and is_span(self.message)

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years named, those within a span or since a year too."""
        years = self.question.years
        if self.span:
            return tuple(range(min(years), max(years) + 1))
        if len(years) == 1 and self.since:
            known = [c.year for v in self.found for c in v.years if c.year is not None]
            later = bool(SINCE.search(self.message))
            inside = tuple(sorted({y for y in known if (y >= years[0] if later else y <= years[0])}))
            return inside if len(inside) > 1 and years[0] in inside else years
        return years

    @cached_property
    def since(self) -> bool:
        """Whether all years from or up to a year are meant (2018年以后)."""
        return bool(SINCE.search(self.message) or UNTIL.search(self.message))

    @cached_property
    def single(self) -> bool:
        """Whether just one year is meant."""
        return len(self.years) == 1

    @cached_property
    def numbers(self) -> str:
        """The message with Chinese numerals before units as digits (一百亿, 百亿 → 100亿)."""
        return text.with_arabic_numbers(
            HUNDRED.sub(lambda m: "100亿" if m["round"] == "百" else "1000亿", self.message)
        )

    @cached_property
    def rises(self) -> bool:
        """Whether a rise is spoken of."""
        return bool(RISES.search(self.rest.replace("负增长", "")))

    @cached_property
    def falls(self) -> bool:
        """Whether a fall is spoken of."""
        return bool(FALLS.search(self.rest))

    @cached_property
    def moves(self) -> bool:
        """Whether change from year to year is spoken of at all."""
        return self.rises or self.falls or bool(MOVES.search(self.rest)) or self.wants("yoy")

    @cached_property
    def which_year(self) -> bool:
        """Whether years are asked for."""
        return bool(WHICH_YEAR.search(self.message))

    @cached_property
    def every_year(self) -> bool:
        """Whether each year is asked for."""
        return bool(EVERY_YEAR.search(self.message)) or self.wants("series")

    @cached_property
    def sums(self) -> bool:
        """Whether years are to be added."""
        if CHANGES.search(self.rest) and not all(v.is_rate for v in self.found):
            return False
        return bool(TOGETHER.search(self.rest)) or (
            self.wants("sum") and not re.search("累计.?(增|涨|上|下降|跌)", self.rest)
        )

    @cached_property
    def asserts(self) -> bool:
        """Whether the message states something to be confirmed, rather than asks for it."""
        return self.question.confirms or not ASKS.search(self.message)

    @cached_property
    def confirms(self) -> bool:
        """Whether the message wants to hear yes or no."""
        return self.question.confirms or (not ASKS.search(self.message) and bool(CONFIRMS.search(self.message)))

    @cached_property
    def planned(self) -> bool:
        """Whether the message speaks of the plan's own period or of targets (2018年以后 speaks of neither)."""
        if self.since and "145" in self.question.periods and "145" not in periods_in(SINCE.sub("", self.message)):
            return False
        return "145" in self.question.periods or self.wants("target")

    @property
    def past(self) -> bool:
        """Whether the message speaks of the past period."""
        return "135" in self.question.periods

    def wants(self, *operations: str) -> bool:
        """Return whether one of the operations (keys of data/cues.toml) is asked for."""
        return not self.question.operations.isdisjoint(operations)

    def cells(self, view: View) -> list[Cell]:
        """Return a measure's cells of the years meant; all where no year is named."""
        if not self.years:
            return list(view.years)
        return [c for y in self.years if (c := view.cell(y))]

    def only(self, view: View) -> "Asked":
        """Return the same with one measure."""
        return Asked(self.question, self.search, (view,))


def rows_of(search: Search, found: Iterable[View]) -> list[Citation]:
    """Return the citations of the measures' printed rows of past years."""
    return [cite(search, v.achieved) for v in found if v.achieved]


def both_rows_of(search: Search, found: Sequence[View]) -> list[Citation]:
    """Return the rows of both tables, results before targets."""
    return [*rows_of(search, found), *targets_of(search, found)]


def targets_of(search: Search, found: Iterable[View]) -> list[Citation]:
    """Return the citations of the measures' target rows."""
    return [cite(search, v.target) for v in found if v.target]


def told_in_prose(search: Search, found: Iterable[View]) -> list[Citation]:
    """Return the citations of the sentences that tell the measures' results."""
    return [passages.cite_sentence(search, v.measure.prose_sentence) for v in found if v.measure.prose]


def in_yi_of(found: Iterable[View]) -> list[str]:
    """Return the measures' amounts in 亿元, as replies round them."""
    cells = [c for v in found for c in (*v.years, *([v.closing] if v.closing else []))]
    return [computing.in_yi(Decimal(c.value), places) for c in cells for places in (1, 2, 4)]


@dataclass(frozen=True)
class Reply:
    """Lines, what they rest on, and the numbers computed for them."""

    lines: Sequence[str]
    citations: Sequence[Citation]
    derived: Sequence[str] = ()
    status: str = ANSWERED
    table: Grid | None = None

    def answer(self) -> Answer:
        """Return the Answer, its last lines naming its sources."""
        shown = [line for line in self.lines if line]
        citations = tuple(dict.fromkeys(self.citations))
        text = "\n".join([*shown, passages.source_lines(citations)])
        return Answer(self.status, text, citations, self.table, derived=tuple(self.derived))


def of_rows(asked: Asked, lines: Sequence[str], found: Sequence[View], derived: Sequence[str] = ()) -> Answer:
    """Return an answer that rests on the measures' printed rows of past years."""
    return Reply(lines, rows_of(asked.search, found), (*derived, *in_yi_of(found))).answer()


def listing(found: View, cells: Sequence[Cell] = ()) -> str:
    """Return "2016年370182、2017年…万元"; only some cells where they are given."""
    unit = "%" if found.is_rate else found.years[0].unit
    return "、".join(f"{c.year}年{c.value}" for c in cells or found.years) + unit


def span_name(cells: Sequence[Cell]) -> str:
    """Return 2016—2018年, or the years one by one where they are not neighbours."""
    years = [c.year for c in cells if c.year is not None]
    if len(years) > 1 and years == list(range(years[0], years[-1] + 1)):
        return f"{years[0]}—{years[-1]}年"
    return "、".join(f"{year}年" for year in years)
