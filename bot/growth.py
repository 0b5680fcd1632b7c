"""Growth: from one year to another, each year over the last, the strongest and weakest year, compound growth."""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from bot import computing
from bot.answer import PARTIAL, Answer
from bot.claims import FIGURE, claims, truth, verdict
from bot.measures import View, amount
from bot.reading import EVERY_YEAR, Asked, Reply, in_yi_of, of_rows, rows_of
from knowledge.patterns import regex
from knowledge.records import Cell

Step = tuple[Cell, Cell, computing.Result]
STRONGEST = (
    "最快",
    "最猛",
    "最凶",
    "最大",
    "最多",
    "最高",
    "最厉害",
    "最狠",
    "最明显",
    "最强",
    "最旺",
    "最好",
    "最迅速",
    "最惨",
    "最严重",
)
WEAKEST = ("最慢", "最小", "最少", "最低", "最弱", "最差")
RATES = ("增速", "同比", "增幅", "涨幅", "降幅", "跌幅", "增长率")
EVER = regex("(跌|降|掉|下滑|负增长|减少|涨)过|(有没有|有无|是否|出现过?)(下降|下跌|负增长|下滑|减少)")
MORE = ("超过", "突破", "高于", "大于", "多于", "过", "破", "达到", "以上", "超")


def steps(view: View) -> list[Step]:
    """Return (before, now, growth) for each pair of neighbouring years."""
    return [(a, b, computing.growth(b.value, a.value)) for a, b in pairwise(view.years)]


def signed(step: Step) -> str:
    """Return 2019年-2.53%."""
    return f"{step[1].year}年{computing.rounded(step[2].number)}%"


def moved(step: Step) -> str:
    """Return 增长17.3% or 下降2.53%."""
    return f"{'增长' if step[2].number >= 0 else '下降'}{step[2].value}%"


def numbers(found: Sequence[Step]) -> list[str]:
    """Return the numbers computed for steps."""
    return [n for before, now, rate in found for n in (*rate.numbers, *gap_of(before, now).numbers)]


def gap_of(before: Cell, now: Cell) -> computing.Result:
    """Return now − before."""
    return computing.difference(now.value, before.value)


def by_year(asked: Asked, view: View) -> Answer | None:
    """Which year grew or fell (most), or the growth of every year over the year before."""
    if view.is_rate or (asked.planned and not asked.past) or asked.single or not asked.moves:
        return None
    if (
        (asked.wants("maximum") and asked.wants("minimum"))
        or "开始" in asked.rest
        or any(w in asked.message for w in ("拐点", "转折", "复合", "一直"))
    ):
        return None
    pool = [s for s in steps(view) if len(asked.years) < 2 or s[1].year in asked.years[1:]]
    strongest = any(w in asked.message for w in STRONGEST)
    weakest = any(w in asked.message for w in WEAKEST)
    if (strongest or weakest) and (asked.which_year or any(w in asked.rest for w in RATES) or "最快" in asked.rest):
        return _most(asked, view, pool, strongest=strongest)
    if asked.which_year or (EVER.search(asked.rest) and not asked.years):
        return _which(asked, view, pool)
    all_of_them = bool(EVERY_YEAR.search(asked.message)) or (
        asked.span and ("同比" in asked.rest or "环比" in asked.rest)
    )
    if not asked.span and (len(asked.question.years) > 2 or (len(asked.question.years) == 2 and "分别" in asked.rest)):
        all_of_them, pool = True, [s for s in steps(view) if s[1].year in asked.years]
    if any(w in asked.rest for w in ("同比", "环比", "比上年", "比上一年")) and not asked.years:
        all_of_them = True
    if all_of_them and any(w in asked.rest for w in (*RATES, "环比", "百分", "比上年", "比上一年", "几个点", "%")):
        return _all(asked, view, pool)
    return None


def _all(asked: Asked, view: View, pool: list[Step]) -> Answer:
    lines = [f"{view.label}各年比上年：" + "，".join(f"{s[1].year}年{moved(s)}" for s in pool) + "。"]
    lines.append("算式：" + "；".join(s[2].formula for s in pool) + "。")
    lines.append(_no_first(view) if pool[0][0] is view.years[0] and not asked.years else "")
    return of_rows(asked, lines, [view], numbers(pool))


def _no_first(view: View) -> str:
    first = view.years[0].year or 0
    return f"{first}年算不出：规划没有印出{first - 1}年的数。"


def _most(asked: Asked, view: View, pool: list[Step], *, strongest: bool) -> Answer:
    down = asked.falls and not asked.rises
    reverse = strongest != down
    best = (max if reverse else min)(pool, key=lambda s: s[2].number)
    if down and not strongest:
        best = max((s for s in pool if s[2].number < 0), key=lambda s: s[2].number, default=best)
    rates = "增速" if not down else "降幅"
    word = f"{rates}最{'大' if down and strongest else '小' if down else '高' if strongest else '低'}"
    lines = [
        f"{best[1].year}年{word}：{view.label}比{best[0].year}年{moved(best)}（{best[0].value}→{best[1].value}万元）。",
        f"算式：{best[2].formula}。",
        f"各年同比：{'、'.join(map(signed, pool))}；{_no_first(view)}",
    ]
    return of_rows(asked, lines, [view], numbers(pool))


def _which(asked: Asked, view: View, pool: list[Step]) -> Answer | None:
    limit = next((m for m in FIGURE.finditer(asked.message) if m["unit"] in ("%", "个点", "个百分点")), None)
    down = asked.falls and not asked.rises
    if not (asked.rises or asked.falls or limit):
        return None
    hits = [s for s in pool if (s[2].number < 0) == down]
    word = "下降" if down else "增长"
    if limit:
        above = any(w in asked.message for w in MORE)
        hits = [s for s in hits if (abs(s[2].number) > Decimal(limit["value"])) == above]
        word += f"{'超过' if above else '不到'}{limit['value']}%"
    if hits:
        lines = [f"{view.label}{'、'.join(f'{s[1].year}年' for s in hits)}{word}。"]
        lines += [f"{s[1].year}年比{s[0].year}年{moved(s)}：{s[2].formula}。" for s in hits]
    else:
        lines = [f"{view.label}没有哪一年{word}。"]
    rest = [s for s in pool if s not in hits]
    if rest:
        lines.append(f"其余：{'、'.join(map(signed, rest))}；{_no_first(view)}")
    else:
        lines.append(_no_first(view))
    return of_rows(asked, lines, [view], [*numbers(pool), str(len(hits))])


def change(asked: Asked, view: View) -> Answer | None:
    """From one named year to another, or over the year before."""
    years = sorted(asked.question.years)
    if asked.since and len(asked.years) > 1:
        years = [asked.years[0], asked.years[-1]]
    compares = asked.moves or asked.wants("difference", "trend") or "比" in asked.rest or "vs" in asked.message
    if not compares or asked.planned or not 1 <= len(years) <= 2:
        return None
    if len(years) == 1:
        years = [years[0] - 1, years[0]]
    before, now = view.cell(years[0]), view.cell(years[1])
    if now is None:
        return None
    if view.is_rate:
        return _unchanged(asked, view, [c for c in (before, now) if c])
    if before is None:
        lines = [
            f"算不出{now.year}年的同比：规划没有印出{years[0]}年的{view.label}。",
            f"{now.year}年是{amount(now)}。",
        ]
        return Reply(lines, rows_of(asked.search, [view]), in_yi_of([view]), PARTIAL).answer()
    return step_answer(asked, view, (before, now, computing.growth(now.value, before.value)))


def _unchanged(asked: Asked, view: View, cells: Sequence[Cell]) -> Answer:
    values = {c.value for c in cells}
    same = f"没有变化，{'、'.join(f'{c.year}年' for c in cells)}都是{cells[0].value}%。" if len(values) == 1 else ""
    lead = verdict(asked, [truth(c) for c in cells])
    return of_rows(asked, [f"{lead}{view.label}：{same or '、'.join(f'{c.year}年{c.value}%' for c in cells)}"], [view])


def step_answer(asked: Asked, view: View, step: Step) -> Answer:
    """Return growth and difference between two years, with the claim of the message confirmed or refuted."""
    before, now, rate = step
    gap = gap_of(before, now)
    up = rate.number >= 0
    exact = computing.rounded(abs(rate.number), 4)
    truths = [(exact, "%"), (gap.value, "万元"), truth(before), truth(now)]
    lead = _direction(asked, up=up) or verdict(asked, truths)
    lines = [
        f"{lead}{view.label}{now.year}年比{before.year}年{moved(step)}，"
        f"{'增加' if up else '减少'}{gap.value}万元（约{computing.in_yi(abs(gap.number))}亿元）。",
        f"算式：{rate.formula}；{gap.formula}（万元）。",
        f"{before.year}年{amount(before)}，{now.year}年{amount(now)}。",
    ]
    return of_rows(asked, lines, [view], numbers([step]))


def _direction(asked: Asked, *, up: bool) -> str:
    """Return "没有，" or "是的，" where the message claims a direction."""
    said_up = asked.rises or any(w in asked.rest for w in ("高", "多"))
    said_down = asked.falls or any(w in asked.rest for w in ("低", "少"))
    if not asked.asserts or not asked.confirms or said_up == said_down:
        return ""
    years = asked.question.years
    if len(years) == 2 and years[0] < years[1] and "比" in asked.rest:
        up = not up  # 2018比2019高: the earlier year is the one spoken of
    if said_up != up:
        return "没有，"
    return "" if claims(asked) else "是的，"


def stronger(asked: Asked) -> Answer | None:
    """Which of several measures moved more in a year or between two."""
    rows = [v for v in asked.found if v.years and not v.is_rate]
    if len(rows) < 2 or not asked.moves or asked.planned or not re.search("哪|谁", asked.message) or asked.which_year:
        return None
    years = sorted(asked.question.years) or [c.year or 0 for c in (rows[0].years[0], rows[0].years[-1])]
    first, last = (years[0] - 1, years[0]) if len(years) == 1 else (years[0], years[-1])
    moves = [
        (v, a, b, computing.growth(b.value, a.value)) for v in rows if (a := v.cell(first)) and (b := v.cell(last))
    ]
    if len(moves) < 2:
        return None
    down = asked.falls and not asked.rises
    best = (min if down else max)(moves, key=lambda m: m[3].number)
    lines = [f"{best[0].label}{'降' if down else '涨'}得更多：{last}年比{first}年{moved(best[1:])}。"]
    lines += [f"{v.label}{moved((a, b, r))}：{r.formula}。" for v, a, b, r in moves]
    return of_rows(asked, lines, rows, [*(n for m in moves for n in m[3].numbers), str(first), str(last)])
