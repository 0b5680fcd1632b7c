"""Steps on single measures: cells, targets, the two periods side by side, what the tables lack."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from bot import computing, passages, series
from bot.answer import ANSWERED, CLARIFY, PARTIAL, Answer, Citation
from bot.measures import View, amount, cite, closing_text, goal_text, view, views
from bot.question import Question
from index.search import Search

PROSE_LIKENESS = 0.5
Handler = Callable[[Question, Search, list[View]], Answer | None]
PERIOD_COMPARISON = ("比十三五", "比前五年", "比上", "比过去", "比实际", "比前一", "相比", "比较", "对比", "调低", "调高", "高还是低", "多还是少", "比之前", "和十三五", "跟十三五", "与十三五")


def on_indicators(question: Question, search: Search) -> Answer | None:
    """Answer what is asked of measures, unless the message really is on something else in the prose."""
    if (question.measures or question.ambiguous) and not _prose_is_meant(question, search):
        return on_measures(question, search)
    return None


def _prose_is_meant(question: Question, search: Search) -> bool:
    """Return whether a measure's name stands in the message only by the way (大港出口, 能耗较高企业)."""
    if question.years or question.operations & {"target", "attribute", "sum", "mean", "cagr", "share", "check"}:
        return False
    hits = search.hits(question.message)
    told = {v.measure.prose_sentence for v in views(search)}
    if not hits or hits[0].entry.sentence in told:
        return False
    return hits[0].likeness >= PROSE_LIKENESS and hits[0].likeness > 1.2 * max(
        (h.likeness for h in hits if h.entry.sentence in told), default=0.0
    )


def on_measures(question: Question, search: Search) -> Answer | None:
    """Answer what is asked of one or more measures, or None where none is named."""
    found = [view(search, number) for number in question.measure_ids]
    if not found:
        return _ask_back(question, search)
    for handler in HANDLERS:
        answer = handler(question, search, found)
        if answer is not None:
            return answer
    return None


def _ask_back(question: Question, search: Search) -> Answer | None:
    if not question.ambiguous:
        return None
    options = [view(search, m) for m in search.plan.ambiguities[int(question.ambiguous[0].target)].measures]
    told = [v for v in options if v.closing and (v.closing.value, "%") in question.claims]
    if told:
        return _explained_gap(question, search, told) or _overview(question, search, told)
    lines = ["您问的是哪一项？"]
    for mark, option in zip("①②③④", options, strict=False):
        cells = [c for y in question.years if (c := option.cell(y))]
        known = "，".join(f"{c.year}年{amount(c)}" for c in cells)
        if not known and "145" in question.periods:
            known = f"“十四五”目标{goal_text(option)}"
        lines.append(f"{mark}{option.label}" + (f"：{known}" if known else ""))
    return Answer(
        CLARIFY,
        "\n".join(lines),
        citations=tuple(cite(search, v.achieved) for v in options if v.achieved),
        options=tuple(v.label for v in options),
        derived=tuple(_derived(options)),
    )


def _derived(found: Sequence[View]) -> list[str]:
    return [computing.in_yi(Decimal(c.value)) for v in found for c in (*v.years, *([v.closing] if v.closing else []))]


def sourced(
    status: str, lines: Sequence[str], citations: Sequence[Citation], found: Sequence[View], derived: Sequence[str] = ()
) -> Answer:
    """Return an answer whose last lines name its sources."""
    text = "\n".join([*lines, passages.source_lines(citations)])
    return Answer(status, text, tuple(dict.fromkeys(citations)), derived=(*derived, *_derived(found)))


def correction(question: Question, truths: Sequence[str]) -> str:
    """Return "不是8家，" where a claim of the message contradicts the true values, else ""."""
    claims = [(v, u) for v, u in question.claims if u in ("家", "%", "亿", "亿元", "万元", "万", "个亿", "个")]
    if not question.confirms or not claims:
        return ""
    numbers = {Decimal(t) for t in truths} | {Decimal(computing.in_yi(Decimal(t))) for t in truths}
    numbers |= {Decimal(computing.in_yi(Decimal(t), 1)) for t in truths}
    wrong = [(v, u) for v, u in claims if Decimal(v) not in numbers]
    return f"不是{wrong[0][0]}{wrong[0][1]}，" if wrong and len(wrong) == len(claims) else ""


def _beyond(question: Question, search: Search, found: list[View]) -> Answer | None:
    """Years that the tables do not have."""
    known = {c.year for v in found for c in v.years}
    target_year = search.plan.periods[-1].last_year
    asked = [y for y in question.years if y not in known]
    if target_year in asked and ("target" in question.operations or question.asks("percent")) and found[0].goal:
        asked.remove(target_year)
    if not asked:
        return None
    inside = [y for y in question.years if y in known]
    first = found[0]
    label = first.label
    named = "、".join(f"{y}年" for y in asked)
    lines = [f"规划没有列出{named}的{label}。"]
    if inside and first.achieved:
        cells = [c for y in inside if (c := first.cell(y))]
        lines.append("表中有的是：" + "，".join(f"{c.year}年{amount(c)}" for c in cells) + "。")
    elif first.achieved and not first.is_rate:
        lines.append(f"表中只有{first.years[0].year}—{first.years[-1].year}年各年的数。")
    extra = []
    if first.measure.prose and not first.achieved:
        extra.append(f"只写了五年总的结果：“十三五”期间{first.measure.prose}。")
    if first.goal:
        extra.append(f"“十四五”（2021—2025年）的目标是{goal_text(first)}（{first.target.attribute if first.target else ''}），是整个五年的目标，没有分年数。")
    citations = [cite(search, row) for row in (first.achieved, first.target) if row]
    if first.measure.prose and not first.achieved:
        citations.insert(0, passages.cite_sentence(search, first.measure.prose_sentence))
    return sourced(PARTIAL, [*lines, *extra], citations, found)


def _attribute(question: Question, search: Search, found: list[View]) -> Answer | None:
    rows = [v for v in found if v.target]
    if "attribute" not in question.operations or not rows:
        return None
    lines = []
    for v in rows:
        assert v.target is not None
        other = "约束性" if v.target.attribute == "预期性" else "预期性"
        wrong = f"不是{other}，" if other in question.message and v.target.attribute not in question.message else ""
        lines.append(f"{wrong}“{v.target.name}”是{v.target.attribute}指标，“十四五”目标{goal_text(v)}。")
    return sourced(ANSWERED, lines, [cite(search, v.target) for v in rows if v.target], rows)


def _both_periods(question: Question, search: Search, found: list[View]) -> Answer | None:
    compares = any(word in question.message for word in PERIOD_COMPARISON) and not question.years
    both = {"135", "145"} <= question.periods and not question.years
    first = found[0]
    told = {value for value, _ in question.claims}
    both = both or bool(first.closing and first.goal and {first.closing.value, first.goal.value} <= told)
    if not (both or (compares and ("target" in question.operations or question.periods))) or first.goal is None:
        return None
    lines = [_side_by_side(v) for v in found if v.goal]
    lines.append("说明：前者是“十三五”（2016—2020年）实际完成，后者是“十四五”（2021—2025年）的目标，只能对照，目标不等于结果。")
    if first.measure.note:
        lines.append(first.measure.note)
    citations = [cite(search, row) for v in found for row in (v.achieved, v.target) if row]
    prose = [v.measure.prose_sentence for v in found if v.measure.prose and not v.achieved]
    citations += [passages.cite_sentence(search, number) for number in prose]
    derived = [d for v in found for d in _gap(v)[1]]
    return sourced(ANSWERED if not all(_result(v) == "" for v in found) else PARTIAL, lines, citations, found, derived)


def _result(found: View) -> str:
    """Return the result of the past period in words, or ""."""
    return closing_text(found) or found.measure.prose


def _side_by_side(found: View) -> str:
    result = _result(found)
    if not result:
        return f"{found.measure.target_label}：“十四五”目标{goal_text(found)}；规划没有写“十三五”的完成数。"
    gap, _ = _gap(found)
    return f"{found.measure.target_label}：“十三五”实际{result}，“十四五”目标{goal_text(found)}{gap}。"


def _gap(found: View) -> tuple[str, list[str]]:
    """Return "，目标低7个百分点" and the numbers computed for it."""
    goal, closing = found.goal, found.closing
    if goal is None:
        return "", []
    if closing is None:
        figure = passages.first_number(found.measure.prose)
        if not figure or found.measure.note:
            return "", []
        past, unit = Decimal(figure), goal.unit
    elif goal.unit == "%":
        past, unit = Decimal(closing.value), "个百分点"
    else:
        past, unit = Decimal(computing.in_yi(Decimal(closing.value))), goal.unit
    gap = Decimal(goal.value) - past
    if not gap:
        return "，两者相同", []
    word = "高" if unit == "个百分点" else "多"
    lower = "低" if unit == "个百分点" else "少"
    number = computing.rounded(abs(gap))
    return f"，目标比实际{word if gap > 0 else lower}{number}{unit}", [number]


def _explained_gap(question: Question, search: Search, found: list[View]) -> Answer | None:
    """Why the printed rate is not the rate between the first and the last column."""
    first = found[0]
    closing = first.closing
    why = "check" in question.operations or (question.asks("why") and not set(question.operations).isdisjoint({"cagr", "mean"}))
    why = why or any(unit == "%" for _, unit in question.claims) and question.asks("why")
    if not why or closing is None or closing.meaning != "rate" or first.is_rate or "target" in question.operations:
        return None
    years = first.years
    result = computing.compound(years[-1].value, years[0].value, len(years) - 1)
    lines = [
        f"起点不同：表中印的{closing.value}%是“十三五”五年的年均增长率，要以2015年为基数，规划没有印出2015年的数，也没有说明算法。",
        f"只用{years[0].year}年和{years[-1].year}年两头算四年的复合增速：{result.formula}，所以对不上。",
    ]
    assert first.achieved is not None
    cited = [cite(search, first.achieved)]
    if first.measure.prose:
        cited.append(passages.cite_sentence(search, first.measure.prose_sentence))
    return sourced(PARTIAL, lines, cited, found, [result.value, str(len(years) - 1)])


def _cells(question: Question, search: Search, found: list[View]) -> Answer | None:
    """One or several single cells."""
    lines: list[str] = []
    rows = []
    for v in found:
        cells = [c for y in question.years if (c := v.cell(y))]
        if not cells:
            continue
        wrong = correction(question, [c.value for c in cells])
        for cell in cells:
            lines.append(f"{wrong}{_cell_line(question, v, str(cell.year), amount(cell), cell.value)}")
            wrong = ""
        rows.append(v)
    if not rows:
        return None
    if "145" in question.periods and rows[0].goal and set(question.years) <= {c.year for c in rows[0].years}:
        lines.append(f"“十四五”（2021—2025年）目标：{goal_text(rows[0])}（{rows[0].target.attribute if rows[0].target else ''}）。")
    if len(rows) == 1 and len(lines) == 2 and len(question.years) == 2:
        lines.append(series.step_between(rows[0], *question.years[:2]))
    citations = [cite(search, row) for v in rows for row in (v.achieved, v.target if "145" in question.periods else None) if row]
    derived = [computing.in_yi(Decimal(c.value), 4) for v in rows for c in v.years]
    return sourced(ANSWERED, lines, citations, rows, [*derived, *series.numbers_between(rows[0], question.years)])


def _cell_line(question: Question, found: View, year: str, text: str, value: str) -> str:
    if found.is_rate:
        return f"{year}年{found.label}为{text}。"
    if "convert" in question.operations or "亿" in question.message:
        places = 4 if Decimal(value) % 100 else 2
        return f"{computing.in_yi(Decimal(value))}亿元（表中为{value}万元，{value} ÷ 10000 = {computing.in_yi(Decimal(value), places)}），{year}年{found.label}。"
    return f"{text}，{year}年{found.label}。"


def _goals(question: Question, search: Search, found: list[View]) -> Answer | None:
    """Targets of 2021–2025."""
    rows = [v for v in found if v.goal]
    wanted = "145" in question.periods or "target" in question.operations or all(v.achieved is None for v in found)
    if not rows or not wanted or "135" in question.periods:
        return None
    lines = []
    for v in rows:
        assert v.goal is not None and v.target is not None
        wrong = correction(question, [v.goal.value])
        span = "五年累计" if v.goal.unit == "亿元" else ""
        lines.append(f"{wrong}{v.measure.target_label}：“十四五”（2021—2025年）目标{span}{goal_text(v)}（{v.target.attribute}）。")
    return sourced(ANSWERED, lines, [cite(search, v.target) for v in rows if v.target], rows)


def _closing(question: Question, search: Search, found: list[View]) -> Answer | None:
    """Results of 2016–2020, from the closing column or the prose."""
    if "135" not in question.periods:
        return None
    lines, citations = [], []
    for v in found:
        if v.closing and v.achieved:
            wrong = correction(question, [v.closing.value])
            lines.append(f"{wrong}{v.label}：“十三五”期间（2016—2020年）{closing_text(v)}。")
            if not v.is_rate:
                lines.append("各年：" + series.listing(v) + "。")
            citations.append(cite(search, v.achieved))
        if v.measure.prose:
            if not v.achieved:
                lines.append(f"“十三五”期间（2016—2020年）{v.measure.prose}。")
            citations.append(passages.cite_sentence(search, v.measure.prose_sentence))
    if not lines:
        lines = [f"规划没有写“十三五”的{found[0].label}完成数，只有“十四五”目标：{goal_text(found[0])}。"]
        citations = [cite(search, v.target) for v in found if v.target]
        return sourced(PARTIAL, lines, citations, found)
    return sourced(ANSWERED, lines, citations, found)


def _overview(question: Question, search: Search, found: list[View]) -> Answer | None:
    """Everything on a measure, where nothing narrower was asked."""
    lines, citations = [], []
    for v in found:
        if v.achieved:
            lines.append(f"{v.label}：“十三五”期间{closing_text(v)}；各年{series.listing(v)}。")
            citations.append(cite(search, v.achieved))
        elif v.measure.prose:
            lines.append(f"“十三五”期间（2016—2020年）{v.measure.prose}。")
            citations.append(passages.cite_sentence(search, v.measure.prose_sentence))
        if v.goal and v.target:
            lines.append(f"“十四五”（2021—2025年）目标：{v.measure.target_label}{goal_text(v)}（{v.target.attribute}）。")
            citations.append(cite(search, v.target))
    return sourced(ANSWERED, lines, citations, found)


def _reason(question: Question, search: Search, found: list[View]) -> Answer | None:
    """Why a figure moved: the plan gives the figures, never the reason."""
    v = next((v for v in found if v.years and not v.is_rate), None)
    if v is None or v.achieved is None or not question.asks("why"):
        return None
    lines = [f"规划没有写{v.label}变化的原因，只列出了数字。", f"各年：{series.listing(v)}。"]
    return sourced(PARTIAL, lines, [cite(search, v.achieved)], [v])


HANDLERS: tuple[Handler, ...] = (
    _explained_gap,
    _reason,
    _beyond,
    _attribute,
    series.share_of,
    _both_periods,
    series.checked_total,
    series.threshold,
    series.compounded,
    series.extreme,
    series.ranked,
    series.averaged,
    series.summed,
    series.times,
    series.trend,
    series.year_over_year,
    series.between_years,
    _cells,
    series.all_years,
    _goals,
    _closing,
    _overview,
)
