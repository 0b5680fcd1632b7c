"""Handlers over the yearly cells of measures: totals, means, growth, extremes, ranking, trends, shares."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from bot import computing, cues, measures, passages
from bot.answer import ANSWERED, PARTIAL, Answer, Grid
from bot.measures import View, amount, cite
from bot.question import Question, is_span
from index.search import Search
from knowledge.records import Cell

SCALE = {"亿": 10000, "个亿": 10000, "万": 1, "": 1, "%": 1, "万亿": 100_000_000}
MORE = ("超过", "突破", "高于", "大于", "多于", "过", "破", "达到", "以上")


def _reply(status: str, lines: Sequence[str], search: Search, found: Sequence[View], derived: Sequence[str], **more: Any) -> Answer:
    cited = [cite(search, v.achieved) for v in found if v.achieved]
    extra = list(more.pop("citations", ()))
    text = "\n".join([*lines, passages.source_lines([*cited, *extra])])
    yi = [computing.in_yi(Decimal(c.value)) for v in found for c in (*v.years, *([v.closing] if v.closing else []))]
    return Answer(status, text, tuple(dict.fromkeys([*cited, *extra])), derived=(*derived, *yi), **more)


def listing(found: View) -> str:
    """Return "2016年370182、2017年… 万元"."""
    unit = "%" if found.is_rate else found.years[0].unit
    return "、".join(f"{c.year}年{c.value}" for c in found.years) + unit


def spanned(question: Question, found: View) -> list[Cell]:
    """Return the cells of the years asked for; all where none or a span's ends are named."""
    if not question.years:
        return list(found.years)
    if len(question.years) == 2 and is_span(question.message):
        first, last = sorted(question.years)
        return [c for c in found.years if c.year is not None and first <= c.year <= last]
    return [c for y in question.years if (c := found.cell(y))]


def _amounts(found: list[View]) -> View | None:
    """Return the first measure with yearly amounts (not rates)."""
    return next((v for v in found if v.years and not v.is_rate), None)


def _span_name(cells: Sequence[Cell]) -> str:
    return f"{cells[0].year}—{cells[-1].year}年" if len(cells) > 1 else f"{cells[0].year}年"


def checked_total(question: Question, search: Search, found: list[View]) -> Answer | None:
    """Compare a printed total with the sum of its years and with the prose."""
    v = next((v for v in found if v.closing and v.closing.meaning == "total"), None)
    wants = "check" in question.operations or ("sum" in question.operations and (question.confirms or question.claims))
    if v is None or v.closing is None or not wants or len(question.years) > 2:
        return None
    return _total_lines(search, v)


def _total_lines(search: Search, v: View) -> Answer:
    assert v.closing is not None
    result = computing.total([c.value for c in v.years])
    printed = v.closing.value
    gap = abs(result.number - Decimal(printed))
    prose = v.measure.prose
    citations = [passages.cite_sentence(search, v.measure.prose_sentence)] if prose else []
    if gap:
        lines = [f"各年相加为{result.value}万元；表中印的是{printed}万元，相差{gap}万元，没有对上。"]
    else:
        lines = [f"{amount(v.closing)}：各年相加与表中印的合计一致。"]
    lines.append(f"算式：{result.formula}（万元）。")
    if prose:
        lines.append(f"正文写的是“{prose}”。" + ("三处都列在这里，引用时请注明用的是哪一个。" if gap else ""))
    return _reply(ANSWERED, lines, search, [v], [result.value, str(gap)], citations=citations)


def summed(question: Question, search: Search, found: list[View]) -> Answer | None:
    """Sum over years; the printed total stands beside it."""
    v = _amounts(found)
    if v is None or "sum" not in question.operations or "mean" in question.operations or "145" in question.periods:
        return None
    cells = spanned(question, v)
    if len(cells) < 2:
        return None
    if len(cells) == len(v.years) and v.closing and v.closing.meaning == "total":
        return _total_lines(search, v)
    result = computing.total([c.value for c in cells])
    yi = computing.in_yi(result.number)
    lines = [
        f"{result.value}万元（约{yi}亿元），{v.label}{_span_name(cells)}合计。",
        f"算式：{result.formula}（万元）。表中没有印出这个合计，是按各年数相加得出的。",
    ]
    return _reply(ANSWERED, lines, search, [v], [result.value, yi])


def averaged(question: Question, search: Search, found: list[View]) -> Answer | None:
    """Mean over years."""
    v = _amounts(found)
    if v is None or "mean" not in question.operations or "cagr" in question.operations:
        return None
    cells = spanned(question, v)
    if len(cells) < 2:
        return None
    result = computing.mean([c.value for c in cells])
    yi = computing.in_yi(result.number)
    total = computing.total([c.value for c in cells]).value
    lines = [
        f"平均每年{result.value}万元（约{yi}亿元），{v.label}{_span_name(cells)}。",
        f"算式：{result.formula}（万元）。",
    ]
    return _reply(ANSWERED, lines, search, [v], [result.value, yi, total, str(len(cells))])


def compounded(question: Question, search: Search, found: list[View]) -> Answer | None:
    """Compound growth between two years."""
    v = _amounts(found)
    asked = "cagr" in question.operations and "target" not in question.operations
    if v is None or not asked or not (len(question.years) >= 2 or "复合" in question.message or "两头" in question.message):
        return None
    cells = spanned(question, v)
    first, last = cells[0], cells[-1]
    if len(cells) < 2 or first.year is None or last.year is None or first.year >= last.year:
        return None
    result = computing.compound(last.value, first.value, last.year - first.year)
    word = "增长" if result.number >= 0 else "下降"
    lines = [
        f"年均复合{word}约{result.value}%，{v.label}{first.year}→{last.year}年。",
        f"算式：{result.formula}（{last.year - first.year}年）。",
    ]
    if v.closing and v.closing.meaning == "rate":
        lines.append(f"表中印的“十三五”年均增长率是{v.closing.value}%，它的2015年基数没有印出，所以两个数不同。")
    return _reply(ANSWERED, lines, search, [v], [result.value, str(last.year - first.year)])


def extreme(question: Question, search: Search, found: list[View]) -> Answer | None:
    """The highest or lowest year."""
    wanted = question.operations & {"maximum", "minimum"}
    v = _amounts(found)
    if not wanted or v is None or "trend" in question.operations and "maximum" not in wanted:
        return None
    cells = spanned(question, v) if len(question.years) > 1 else list(v.years)
    lines = []
    for operation in sorted(wanted):
        pick, word = (max, "最高") if operation == "maximum" else (min, "最低")
        best = pick(cells, key=lambda c: Decimal(c.value))
        asked = question.years[0] if len(question.years) == 1 else None
        lead = f"不是{asked}年，" if asked and asked != best.year else ""
        lines.append(f"{lead}{best.year}年{word}：{v.label}{amount(best)}。")
        if asked and asked != best.year and (own := v.cell(asked)):
            lines.append(f"{asked}年是{amount(own)}。")
    if len(question.years) == 2:
        lines.append(step_between(v, *question.years))
    lines.append(f"各年：{listing(v)}。")
    return _reply(ANSWERED, lines, search, [v], numbers_between(v, question.years))


def ranked(question: Question, search: Search, found: list[View]) -> Answer | None:
    """All years in order of size."""
    v = _amounts(found)
    if v is None or "rank" not in question.operations:
        return None
    rising = "从低" in question.message or "从小" in question.message
    cells = sorted(v.years, key=lambda c: Decimal(c.value), reverse=not rising)
    lines = [f"{v.label}{'从低到高' if rising else '从高到低'}："]
    lines += [f"{n}. {c.year}年 {amount(c)}" for n, c in enumerate(cells, 1)]
    return _reply(ANSWERED, lines, search, [v], [str(n) for n in range(1, len(cells) + 1)])


def threshold(question: Question, search: Search, found: list[View]) -> Answer | None:
    """The years above or below a limit."""
    match = cues.table("operation")["threshold"].search(question.message)
    v = _amounts(found)
    if match is None or v is None or "target" in question.operations and not question.asks("list", "when", "count"):
        return None
    limit = Decimal(match["number"] or match["number2"]) * SCALE.get(match["unit"] or match["unit2"] or "", 1)
    if (match["unit"] or match["unit2"]) == "%":
        return None
    above = any(match.group().startswith(w) for w in MORE) or match.group().endswith("以上")
    hits = [c for c in v.years if (Decimal(c.value) > limit) == above]
    limit_text = f"{match['number'] or match['number2']}{(match['unit'] or match['unit2'] or '万').lstrip('个')}元"
    word = f"超过{limit_text}" if above else f"不到{limit_text}"
    if hits:
        lines = ["、".join(f"{c.year}年（{amount(c)}）" for c in hits) + f"，共{len(hits)}年，{v.label}{word}。"]
    else:
        lines = [f"没有哪一年的{v.label}{word}。"]
    lines.append(f"各年：{listing(v)}。")
    return _reply(ANSWERED, lines, search, [v], [str(len(hits)), match["number"] or match["number2"]])


def share_of(question: Question, search: Search, found: list[View]) -> Answer | None:
    """One measure as a share, multiple or excess of another."""
    parts = [v for v in found if v.years and not v.is_rate]
    if len(parts) < 2 or not (question.operations & {"share", "multiple", "difference"} or question.asks("percent")):
        return None
    part, whole = parts[0], parts[1]
    if "investment" in (part.measure.id,) and whole.measure.id == "industrial_investment" and "share" in question.operations:
        part, whole = whole, part
    pairs: list[tuple[str, Cell, Cell]] = []
    for year in question.years:
        one, other = part.cell(year), whole.cell(year)
        if one and other:
            pairs.append((f"{year}年", one, other))
    if not pairs and part.closing and whole.closing and part.closing.meaning == whole.closing.meaning == "total":
        pairs.append(("五年合计", part.closing, whole.closing))
    if not pairs and not question.years:
        pairs = [(f"{a.year}年", a, b) for a, b in zip(part.years, whole.years, strict=True)]
    if not pairs:
        return None
    lines, derived = [], []
    for name, one, other in pairs:
        if "difference" in question.operations and "share" not in question.operations:
            result = computing.difference(one.value, other.value)
            word = "多" if result.number >= 0 else "少"
            lines.append(f"{name}{part.label}比{whole.label}{word}{result.value}万元（{result.formula}）。")
        else:
            result = computing.share(one.value, other.value)
            lines.append(f"{name}约{result.value}%：{part.label}占{whole.label}的比重，{result.formula}（万元）。")
        derived.append(result.value)
    if pairs[0][0] == "五年合计":
        lines.append("用的是表中印的五年合计数。")
    return _reply(ANSWERED, lines, search, [part, whole], derived)


def times(question: Question, search: Search, found: list[View]) -> Answer | None:
    """How many times one year's amount is another's."""
    v = _amounts(found)
    if v is None or "multiple" not in question.operations:
        return None
    years = question.years if len(question.years) >= 2 else (v.years[-1].year, v.years[0].year)
    one, other = v.cell(years[0] or 0), v.cell(years[1] or 0)
    if one is None or other is None:
        return None
    result = computing.multiple(one.value, other.value)
    lines = [f"约{result.value}倍：{v.label}{one.year}年是{other.year}年的倍数。", f"算式：{result.formula}（万元）。"]
    return _reply(ANSWERED, lines, search, [v], [result.value])


def trend(question: Question, search: Search, found: list[View]) -> Answer | None:
    """The course over the years in words, with the turning points."""
    v = next((v for v in found if v.years), None)
    if v is None or "trend" not in question.operations or (len(question.years) == 2 and not is_span(question.message)) or "target" in question.operations:
        return None
    if len(question.years) == 1 and "每年" not in question.message:
        return None
    if v.is_rate:
        values = {c.value for c in v.years}
        text = f"没有变化，{v.years[0].year}—{v.years[-1].year}年每年都是{v.years[0].value}%。" if len(values) == 1 else listing(v)
        return _reply(ANSWERED, [f"{v.label}：{text}"], search, [v], [])
    runs = _runs(v.years)
    always = len(runs) == 1
    claim = any(w in question.message for w in ("年年", "一直", "逐年", "连年", "每年都", "持续"))
    lead = "" if not claim else "一直在" + runs[0][2] + "：" if always else f"没有一直{'下降' if '降' in question.message or '跌' in question.message else '上升'}："
    words = "，".join(f"{a.year}→{b.year}年{word}（{a.value}→{b.value}）" for a, b, word in runs)
    top = max(v.years, key=lambda c: Decimal(c.value))
    first, last = v.years[0], v.years[-1]
    change = computing.growth(last.value, first.value)
    lines = [
        f"{lead}{v.label}{words}，单位万元；{top.year}年最高。",
        f"各年：{listing(v)}。",
        f"{last.year}年比{first.year}年{'增长' if change.number >= 0 else '下降'}{change.value}%：{change.formula}。",
    ]
    return _reply(ANSWERED, lines, search, [v], [change.value])


def _runs(cells: Sequence[Cell]) -> list[tuple[Cell, Cell, str]]:
    """Return (from, to, 上升 or 下降) for each stretch of the same direction."""
    runs: list[tuple[Cell, Cell, str]] = []
    for before, after in zip(cells, cells[1:], strict=False):
        word = "上升" if Decimal(after.value) > Decimal(before.value) else "下降"
        if runs and runs[-1][2] == word:
            runs[-1] = (runs[-1][0], after, word)
        else:
            runs.append((before, after, word))
    return runs


def year_over_year(question: Question, search: Search, found: list[View]) -> Answer | None:
    """Growth of one year over the year before."""
    v = _amounts(found)
    wants = question.operations & {"yoy", "difference", "trend"} or "比上" in question.message
    if v is None or not wants or len(question.years) != 1 or "145" in question.periods:
        return None
    year = question.years[0]
    now, before = v.cell(year), v.cell(year - 1)
    if now is None:
        return None
    if before is None:
        lines = [f"算不出{year}年的同比：规划没有印出{year - 1}年的{v.label}。", f"{year}年是{amount(now)}。"]
        return _reply(PARTIAL, lines, search, [v], [])
    return _step_answer(question, search, v, before, now)


def _step_answer(question: Question, search: Search, v: View, before: Cell, now: Cell) -> Answer:
    rate = computing.growth(now.value, before.value)
    gap = computing.difference(now.value, before.value)
    up = rate.number >= 0
    lead = _contradiction(question, up=up)
    yi = computing.in_yi(abs(gap.number))
    lines = [
        f"{lead}{v.label}{now.year}年比{before.year}年{'增长' if up else '下降'}{rate.value}%，"
        f"{'增加' if up else '减少'}{gap.value}万元（约{yi}亿元）。",
        f"算式：{rate.formula}；{gap.formula}（万元）。",
        f"{before.year}年{amount(before)}，{now.year}年{amount(now)}。",
    ]
    if v.closing and v.closing.meaning == "rate" and "yoy" in question.operations:
        lines.append(f"另：“十三五”期间年均增长率是{v.closing.value}%。")
    return _reply(ANSWERED, lines, search, [v], [rate.value, gap.value, yi, computing.rounded(rate.number), computing.rounded(gap.number)])


def _contradiction(question: Question, *, up: bool) -> str:
    """Return "没有，" where the message claims the other direction."""
    said_up = any(w in question.message for w in ("高", "多", "涨", "增", "上升"))
    said_down = any(w in question.message for w in ("低", "少", "跌", "降", "减", "下滑"))
    if not question.confirms or said_up == said_down:
        return ""
    return "没有，" if said_up != up else ""


def between_years(question: Question, search: Search, found: list[View]) -> Answer | None:
    """Difference and growth between two named years."""
    v = _amounts(found)
    wants = question.operations & {"difference", "yoy", "cagr"} or "trend" in question.operations and not is_span(question.message) or "比" in question.message
    if v is None or len(question.years) != 2 or not wants:
        return None
    first, last = sorted(question.years)
    before, now = v.cell(first), v.cell(last)
    if before is None or now is None:
        return None
    return _step_answer(question, search, v, before, now)


def step_between(v: View, one: int, other: int) -> str:
    """Return one line on how an amount moved between two years."""
    before, now = v.cell(min(one, other)), v.cell(max(one, other))
    if before is None or now is None or v.is_rate:
        return ""
    rate = computing.growth(now.value, before.value)
    gap = computing.difference(now.value, before.value)
    up = rate.number >= 0
    return f"{now.year}年比{before.year}年{'增加' if up else '减少'}{gap.value}万元，{'增长' if up else '下降'}{rate.value}%（{rate.formula}）。"


def numbers_between(v: View, years: Sequence[int]) -> list[str]:
    """Return the numbers that `step_between` computes."""
    cells = [c for y in sorted(years) if (c := v.cell(y))]
    if len(cells) != 2 or v.is_rate:
        return []
    rate = computing.growth(cells[1].value, cells[0].value)
    return [rate.value, computing.rounded(rate.number), computing.difference(cells[1].value, cells[0].value).value]


def all_years(question: Question, search: Search, found: list[View]) -> Answer | None:
    """The printed row of a measure, or of several."""
    rows = [v for v in found if v.years]
    wants = "series" in question.operations or is_span(question.message)
    if not rows or not wants or len(question.years) == 1 or "145" in question.periods and "135" not in question.periods:
        return None
    lines = []
    for v in rows:
        lines.append(f"{v.label}（{'%' if v.is_rate else v.years[0].unit}）：")
        lines += [f"{c.year}年 {c.value}" for c in spanned(question, v)]
        lines.append(f"“十三五”期间{measures.closing_text(v)}。")
    grid: Grid = measures.series_grid(search, rows)
    return _reply(ANSWERED, lines, search, rows, [], table=grid)
