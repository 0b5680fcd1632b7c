"""Steps on single measures: what a message asks of them decides which handler replies."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from bot import computing, growth, lacking, naming, paired, proper, rates, series, shares, targets, totals
from bot.answer import ANSWERED, CLARIFY, PARTIAL, Answer, Citation
from bot.claims import correction, truth, verdict, whose
from bot.measures import View, amount, closing_text, goal_text, view, views
from bot.question import Question
from bot.reading import Asked, Reply, in_yi_of, listing, rows_of, targets_of, told_in_prose
from index.search import Search
from knowledge.patterns import regex

PROSE_LIKENESS = 0.5
WHOLE_NAME = 7  # characters: a measure named in full (规上现代服务业) is what is asked for
OF_TABLES = {"target", "attribute", "sum", "mean", "cagr", "share", "check"}
Whole = Callable[[Asked], Answer | None]
Single = Callable[[Asked, View], Answer | None]
LAST_YEAR = regex("去年|今年|前年|上年|明年")


def on_indicators(question: Question, search: Search) -> Answer | None:
    """Answer what is asked of measures, unless the message really is on something else in the prose."""
    named = question.measures or (question.ambiguous and not _lacking(question))
    if naming.asks_names(question) or proper.owns_measure(question, search):
        return None  # 上市的8家公司叫啥名字, 库卡的年产值
    if named and (question.follows or not _prose_is_meant(question, search)):
        return on_measures(question, search)
    if (answer := totals.disputed(question, search)) is not None:
        return answer
    if (question.years or question.operations) and (found := shares.clipped(question.message, search)):
        return shares.between_measures(Asked(question, search, tuple(found)))
    return None


def _lacking(question: Question) -> bool:
    """Return whether the ambiguous word is part of the name of something that the plan lacks (财政支出)."""
    word = question.ambiguous[0].found
    return any(word in name.found and len(name.found) > len(word) for name in question.absent)


def _prose_is_meant(question: Question, search: Search) -> bool:
    """Return whether a measure's name stands in the message only by the way (大港出口, 能耗较高企业)."""
    if question.years or question.operations & OF_TABLES or "翻" in question.message:
        return False
    if any(len(n.found) >= WHOLE_NAME for n in question.measures):
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
    pair = shares.clipped(question.message, search) if "share" in question.operations else []
    if pair and len(found) < 2:
        found = pair
    if not found:
        return _ask_back(question, search)
    asked = Asked(question, search, tuple(found))
    for handler in WHOLES:
        answer = handler(asked)
        if answer is not None:
            return answer
    return _each(asked) or _last(asked)


def _each(asked: Asked) -> Answer | None:
    """Ask the handlers of a single measure; several measures are answered one by one."""
    for handler in SINGLES:
        answers = [handler(asked.only(v), v) for v in asked.found if v.years]
        given = [a for a in answers if a is not None]
        if given:
            return given[0] if len(given) == 1 else _joined(given)
    return None


def _joined(answers: Sequence[Answer]) -> Answer:
    """Return the first two lines of each answer under all sources."""
    lines = [line for a in answers for line in a.text.split("\n")[:2] if not line.startswith("出处")]
    citations = list(dict.fromkeys(c for a in answers for c in a.citations))
    derived = [d for a in answers for d in a.derived]
    status = ANSWERED if any(a.status == ANSWERED for a in answers) else PARTIAL
    return Reply(lines, citations, derived, status).answer()


def _last(asked: Asked) -> Answer | None:
    return next((a for handler in LAST if (a := handler(asked)) is not None), None)


def _ask_back(question: Question, search: Search) -> Answer | None:
    if not question.ambiguous:
        return None
    options = [view(search, m) for m in search.plan.ambiguities[int(question.ambiguous[0].target)].measures]
    told = [v for v in options if v.closing and (v.closing.value, "%") in question.claims]
    if told:
        asked = Asked(question, search, tuple(told))
        return rates.explained(asked) or _overview(asked)
    last = search.plan.periods[-1].last_year
    if question.years and all(y > last for y in question.years):
        return lacking.beyond(Asked(question, search, tuple(options)))  # 2030年的财政收入: neither has it
    lines = ["您问的是哪一项？"]
    for mark, option in zip("①②③④", options, strict=False):
        cells = [c for y in question.years if (c := option.cell(y))]
        known = "，".join(f"{c.year}年{amount(c)}" for c in cells)
        if not known and "145" in question.periods:
            known = f"“十四五”目标{goal_text(option)}"
        lines.append(f"{mark}{option.label}" + (f"：{known}" if known else ""))
    if LAST_YEAR.search(question.message):
        lines.append("规划只列了2016—2020年各年的数，请一并说明是哪一年。")
    citations = (*rows_of(search, options), *targets_of(search, options))
    labels = tuple(v.label for v in options)
    return Answer(CLARIFY, "\n".join(lines), citations, options=labels, derived=tuple(in_yi_of(options)))


def _reason(asked: Asked) -> Answer | None:
    """Why a figure moved: the plan gives the figures, never the reason."""
    found = next((v for v in asked.found if v.years and not v.is_rate), None)
    if found is None or not asked.question.asks("why"):
        return None
    if asked.wants("target") and found.goal and not asked.years:
        lines = [f"规划没有写{found.label}的目标为什么这样定，只写了“十四五”目标：{goal_text(found)}。"]
        cited = [*targets_of(asked.search, [found]), *rows_of(asked.search, [found])]
        return Reply(lines, cited, in_yi_of([found]), PARTIAL).answer()
    if len(asked.question.years) == 2 and (answer := growth.change(asked, found)) is not None:
        note = "规划没有写变化的原因，只列出了数字。"
        return answer.with_(status=PARTIAL, text=answer.text.replace("\n", f"\n{note}\n", 1))
    lines = [f"规划没有写{found.label}变化的原因，只列出了数字。"]
    if len(asked.years) == 1 and (step := next((s for s in growth.steps(found) if s[1].year == asked.years[0]), None)):
        lines.append(f"{step[1].year}年比{step[0].year}年{growth.moved(step)}：{step[2].formula}。")
        numbers = step[2].numbers
    else:
        lines.append(f"各年：{listing(found)}。")
        numbers = ()
    cited = rows_of(asked.search, [found])
    return Reply(lines, cited, [*numbers, *in_yi_of([found])], PARTIAL).answer()


def _cells(asked: Asked) -> Answer | None:
    """One or several single cells."""
    rows = [v for v in asked.found if any(v.cell(y) for y in asked.years)]
    if not rows:
        return None
    lines: list[str] = []
    cited = rows_of(asked.search, rows)
    for found in rows:
        cells = [c for y in asked.years if (c := found.cell(y))]
        truths = [truth(c) for c in cells]
        lead = verdict(asked, truths)
        for cell in cells:
            lines.append(lead + _cell_line(asked, found, str(cell.year), amount(cell), cell.value))
            lead = ""
        line, more = whose(asked, truths) if len(rows) == 1 else ("", [])
        lines.append(line)
        cited += more
    first = rows[0]
    derived = [n for v in rows for n in in_yi_of([v])]
    lines += _also_meant(asked, cited, derived)
    if asked.planned and "145" in asked.question.periods and first.goal and first.target:
        lines.append(f"“十四五”（2021—2025年）目标：{goal_text(first)}（{first.target.attribute}）。")
        cited += targets_of(asked.search, [first])
    if len(rows) == 1 and len(asked.question.years) == 2 and not asked.span and not first.is_rate:
        lines.append(_step_line(asked, first, derived))
    return Reply(lines, cited, derived).answer()


def _also_meant(asked: Asked, cited: list[Citation], derived: list[str]) -> list[str]:
    """Return the cells of what an ambiguous word beside the measures (财政) may mean."""
    lines = []
    for name in asked.question.ambiguous[:1]:
        ids = asked.search.plan.ambiguities[int(name.target)].measures
        options = [o for m in ids if (o := view(asked.search, m)) not in asked.found]
        cited += rows_of(asked.search, options)
        derived += in_yi_of(options)
        told = [f"{o.label}{c.year}年{amount(c)}" for o in options for y in asked.years if (c := o.cell(y))]
        lines.append(f"“{name.found}”可能指：{'；'.join(told)}。")
    return lines


def _step_line(asked: Asked, found: View, derived: list[str]) -> str:
    """Return one line on how an amount moved between two years; its numbers go to `derived`."""
    before, now = (found.cell(y) for y in sorted(asked.question.years))
    if before is None or now is None:
        return ""
    step = (before, now, computing.growth(now.value, before.value))
    derived += growth.numbers([step])
    gap = growth.gap_of(before, now)
    word = "增加" if gap.number >= 0 else "减少"
    return f"{now.year}年比{before.year}年{word}{gap.value}万元，{growth.moved(step)}：{step[2].formula}。"


def _cell_line(asked: Asked, found: View, year: str, shown: str, value: str) -> str:
    if found.is_rate:
        return f"{year}年{found.label}为{shown}。"
    if asked.wants("convert") or "亿" in asked.message:
        places = 4 if Decimal(value) % 100 else 2
        exact = computing.in_yi(Decimal(value), places)
        sign = "约" if exact != computing.in_yi(Decimal(value)) else ""
        return f"{sign}{computing.in_yi(Decimal(value))}亿元，{year}年{found.label}（表中为{value}万元，{value} ÷ 10000 = {exact}）。"
    return f"{shown}，{year}年{found.label}。"


def _overview(asked: Asked) -> Answer | None:
    """Everything on a measure, where nothing narrower was asked."""
    lines: list[str] = []
    cited: list[Citation] = []
    for found in asked.found:
        truths = [truth(c) for c in (found.closing, found.goal, *found.years) if c]
        if found.measure.prose and not found.achieved:
            told = asked.search.figures(found.measure.prose_sentence)
            truths += [(f.value, f.unit) for f in told if f"{f.value}{f.unit}" in found.measure.prose]
        lead, line, more = correction(asked, truths)
        if found.achieved:
            brief = asked.wants("cagr", "yoy") and found.closing is not None and found.closing.meaning == "rate"
            years = "" if brief else f"；各年{listing(found)}"
            lines.append(f"{lead}{found.label}：“十三五”期间{closing_text(found)}{years}。")
            cited += rows_of(asked.search, [found])
        elif found.measure.prose:
            lines.append(f"{lead}“十三五”期间（2016—2020年）{found.measure.prose}。")
            cited += told_in_prose(asked.search, [found])
        lines += line
        cited += more
        if found.goal and found.target:
            span = targets.TARGET_WORDS.get(found.goal.unit, "")
            same = found.achieved and found.measure.target_label == found.label
            label = "" if same else found.measure.target_label
            lines.append(f"“十四五”（2021—2025年）目标：{label}{span}{goal_text(found)}（{found.target.attribute}）。")
            cited += targets_of(asked.search, [found])
    return Reply(lines, cited, in_yi_of(asked.found)).answer()


# Each handler takes a message of its own kind or leaves it; the order tells which is the more particular.
WHOLES: tuple[Whole, ...] = (
    paired.checked,
    lacking.names,
    lacking.narrower,
    lacking.standing,
    lacking.meaning,
    lacking.relative_years,
    rates.explained,
    _reason,
    lacking.beyond,
    lacking.no_level,
    lacking.progress,
    targets.serial,
    targets.higher,
    targets.unit,
    targets.yearly,
    targets.attribute,
    series.at_extreme,
    rates.race,
    shares.between_measures,
    targets.both_periods,
    growth.stronger,
)
SINGLES: tuple[Single, ...] = (
    totals.spread,
    totals.checked,
    series.threshold,
    series.dated,
    rates.compounded,
    series.trend,
    growth.by_year,
    series.extreme,
    series.ranked,
    totals.averaged,
    totals.summed,
    shares.times,
    growth.change,
    rates.over_all,
)
LAST: tuple[Whole, ...] = (series.all_years, _cells, totals.spread_goal, targets.goals, targets.results, _overview)
