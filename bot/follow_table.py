"""Follow-ups on the tables: the measure, the years and the operation that a message takes over."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from bot import measures, passages
from bot.question import Question, Turn, is_span, years_in
from index.lexicon import Name
from index.search import Search
from knowledge.patterns import regex
from knowledge.records import Cell

RELATIVE_YEARS = {
    "去年同期": -1,
    "上年同期": -1,
    "前一年": -1,
    "上一年": -1,
    "上年": -1,
    "后一年": 1,
    "下一年": 1,
    "第二年": 1,
    "次年": 1,
}
KEEPS_YEAR = {"yoy", "difference", "convert", "share", "rank", "maximum"}
PAIR = 2
THAT_YEAR, YEAR_TOLD = regex("(^|[,，])(那|那么)?(当年|那年|那一年|同年|同一年|这一年|该年)"), regex(r"(20\d\d)年")
BOTH_PERIODS = regex(
    "[多少高低大小快慢](了|些|点)?还是|并列|并排|对照|对比|相比|比(这|那|前|上|它|十三五)|[多少差高低](了|出)?(多少|几)|[两二]个数"
)
ALL_YEARS = regex("[五5]年|全部|所有|历年")  # 五年合计 after some years
FELL = regex("跌|降|减|掉|少了")
HELD_AGAINST = regex("(那|那么)?(比|和|跟|与|同)")
COMPARED = regex(r"^(那|那么)?[和跟与同比较]|比|相比|对比|更[多少高低大小]|反而|反倒")


def on_table(question: Question, search: Search, turn: Turn) -> Question:
    """Take over from the turn before what a message on the tables leaves out: measure, years, what is asked."""
    before = turn.question
    years = _years_meant(question, search, turn)
    bare = not (years or question.periods or question.operations)
    several = (
        len(before.years) >= PAIR and question.operations & {"sum", "mean"} and not ALL_YEARS.search(question.message)
    )
    keeps = bare or several or (not years and question.operations & KEEPS_YEAR and not question.periods)
    operations = question.operations or (before.operations if bare or years else frozenset())
    if question.operations == {"mean"} and "年均" in question.message and before.operations & {"yoy", "difference"}:
        operations = frozenset({"cagr"})  # 年均呢 after a growth asks for the rate, not for the amount
    if (
        not years
        and {"maximum", "minimum"} <= before.operations | question.operations
        and "difference" in question.operations
    ):
        years = _ends(search, turn)
        operations = frozenset({"difference"})
    if not years and "maximum" in before.operations and question.operations & {"yoy", "difference"}:
        years = _since_peak(question, search, turn)
    if operations == {"convert"}:
        operations |= before.operations
    periods = question.periods or (before.periods if bare else frozenset())
    both = before.periods | periods | _gap_to_result(question, search, turn)
    if not years and len(both) == PAIR and BOTH_PERIODS.search(question.message):
        periods = both  # 十四五目标呢，多了还是少了
    if len(years) == 2 and len(question.years) < 2:
        operations |= {"difference"}
    return replace(
        question,
        message=_carried(question, before),
        measures=_measures_meant(question, search, turn),
        years=years or (_carried_years(before) if keeps else ()),
        periods=periods,
        operations=operations,
        attributes=question.attributes or before.attributes,
        follows=True,
    )


def _gap_to_result(question: Question, search: Search, turn: Turn) -> frozenset[str]:
    """Return the period that a difference is taken to: a target's result (那少了几家), or the target of a rate."""
    told = [measures.view(search, n.target) for n in row_measures(search, turn)]
    before, differs = turn.question.periods, question.operations == {"difference"}
    if differs and before == {"145"} and any(v.goal and (v.measure.prose or v.achieved) for v in told):
        return frozenset({"135"})
    rate = differs and before == {"135"} and question.asks("percent") and any(v.goal and v.achieved for v in told)
    return frozenset({"145"}) if rate else frozenset()


def is_held_against(question: Question, turn: Turn) -> bool:
    """Return whether a message asks by how much its one measure differs from that of the turn before (比规上服务业多几家)."""
    compares = HELD_AGAINST.match(question.message) and "difference" in question.operations
    return bool(compares and len(question.measures) == 1 and turn.question.measures)


def _carried_years(before: Question) -> tuple[int, ...]:
    """Return the years of the turn before; the ends of a span (2016到2020) stand for all years between them."""
    if len(before.years) == PAIR and is_span(before.message):
        return tuple(range(min(before.years), max(before.years) + 1))
    return before.years


def row_measures(search: Search, turn: Turn) -> tuple[Name, ...]:
    """Return the measures of the turn before: those it named, or the only row that it cited."""
    if turn.question.measures:
        return turn.question.measures
    rows = {passages.row_name(c.quote) for c in turn.answer.citations if c.kind == "table"}
    if len(rows) != 1:
        return ()
    (row,) = rows
    found = [v for v in measures.views(search) if row in {r.name for r in (v.achieved, v.target) if r}]
    return tuple(Name("measure", v.measure.id, row, 0) for v in found[:1])


def _years_meant(question: Question, search: Search, turn: Turn) -> tuple[int, ...]:
    """Return the years of a follow-up: its own, one before or after the last, or both where it compares (比2018年呢)."""
    before = turn.question
    years = question.years or years_in(question.message, search, bare=True)
    step = next((n for word, n in RELATIVE_YEARS.items() if re.search(f"(?<![比较同]){word}", question.message)), None)
    that = YEAR_TOLD.search(turn.answer.text) if THAT_YEAR.search(question.message) and not years else None
    if that is not None:
        return (int(that[1]),)
    if not years and step is not None and before.years:
        return (before.years[-1] + step,)
    if len(years) == 1 and before.years and before.years[-1] != years[0] and COMPARED.search(question.message):
        return (before.years[-1], years[0])
    moves = question.operations & {"difference", "yoy"} or "点" in question.message
    if not years and moves and "同比" not in question.message and len(before.years) == 1 and len(turn.years) > 1:
        return tuple(sorted(turn.years[-2:]))
    return years


def _cells(search: Search, turn: Turn) -> Sequence[Cell]:
    """Return the yearly cells of the measure before, () where it has none."""
    found = (measures.view(search, n.target).years for n in row_measures(search, turn))
    return next((years for years in found if years), ())


def _ends(search: Search, turn: Turn) -> tuple[int, ...]:
    """Return the lowest and the highest year of the measure before (比最低年份多多少 after 哪年最高), else ()."""
    by_value = sorted(_cells(search, turn), key=lambda cell: Decimal(cell.value))
    return tuple(cell.year for cell in (by_value[0], by_value[-1]) if cell.year) if by_value else ()


def _since_peak(question: Question, search: Search, turn: Turn) -> tuple[int, ...]:
    """Return the highest year and the last one, where a fall since is asked (跌了多少 after 哪年最高), else ()."""
    cells = _cells(search, turn)
    if not cells or not FELL.search(question.message):
        return ()
    top, last = max(cells, key=lambda cell: Decimal(cell.value)), cells[-1]
    return (top.year, last.year) if top.year and last.year and top.year != last.year else ()


def _measures_meant(question: Question, search: Search, turn: Turn) -> tuple[Name, ...]:
    """Return the measures of a follow-up; a share of another (占工业总产值多少) needs the one before too."""
    before = turn.question.measures
    if question.measures and "占" in question.message and question.operations & {"share"} and before:
        return (*before[:1], *question.measures)
    if is_held_against(question, turn):
        return (*before[:1], *question.measures)  # 比规上服务业多几家
    if not question.measures and not before and question.operations & {"attribute"}:
        return ()
    return question.measures or other_half(question, search, turn) or row_measures(search, turn)


def _carried(question: Question, before: Question) -> str:
    """Return the message; where it only names another measure or year, the one before with that measure in place."""
    own = question.operations or question.attributes - {"yesno"} or question.periods
    if (
        own
        or question.confirms
        or before.claims
        or before.confirms
        or not before.measures
        or len(question.measures) > 1
        or question.places
    ):
        return question.message
    if not question.measures:
        return before.message if question.years and not is_span(question.message) else question.message
    return before.message.replace(before.measures[0].found, question.measures[0].found)


def other_half(question: Question, search: Search, turn: Turn) -> tuple[Name, ...]:
    """Return the measure that a clipped name (地方的, 总的) picks out of the group of the one before."""
    before = {n.target for n in turn.question.measures}
    for ambiguity in search.plan.ambiguities:
        if before & set(ambiguity.measures):
            labels = {m.id: m.label for m in search.plan.measures if m.id in ambiguity.measures}
            told = [
                i
                for i, label in labels.items()
                if label[:2] in question.message or f"{label[2:3]}的" in question.message
            ]
            return tuple(Name("measure", number, labels[number], 0) for number in told[:1])
    # 工业的呢 after 固定资产投资 is the measure called the same with that word in front.
    own = next((n.target for n in turn.question.measures), "")
    label = next((m.label for m in search.plan.measures if m.id == own), "")
    for measure in search.plan.measures:
        narrower = measure.label.removesuffix(label) if label else measure.label
        if narrower not in ("", measure.label) and f"{narrower}的" in question.message:
            return (Name("measure", measure.id, measure.label, 0),)
    return ()
