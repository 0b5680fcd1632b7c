"""Totals: sums over years, the printed total beside the computed one, means."""

import re
from decimal import Decimal

from bot import computing
from bot.answer import ANSWERED, PARTIAL, Answer
from bot.claims import FIGURE, claims, truth, verdict
from bot.measures import View, amount, goal_text, views
from bot.question import Question, is_span
from bot.reading import Asked, Reply, in_yi_of, of_rows, rows_of, span_name, targets_of, told_in_prose
from index.search import Search
from knowledge.patterns import regex

PLAN_YEARS = 5


AGAINST_PRINTED = regex("(表列|表里|表上|印的|列的)[^,，]{0,6}(合计|总数|总计)|(与|和|跟|同|比)表(列|里|内|中|上)")
PRINTED = regex("(表|书|纸|规划|文件)(上|里|中|里面)?[^,，。?？]{0,4}(印|写|登|列|标)|印的|印着")


def checked(asked: Asked, view: View) -> Answer | None:
    """Compare a printed total with the sum of its years and with the prose."""
    against = AGAINST_PRINTED.search(asked.message) is not None
    some = asked.years and len(asked.years) < len(view.years) and not (against and is_span(asked.message))
    if view.closing is None or view.closing.meaning != "total" or some:
        return None
    whence = any(w in asked.message for w in ("怎么来", "咋来", "怎么算", "怎么得", "哪来"))
    whence = whence or ("还是" in asked.rest and len(claims(asked)) > 1)
    whence = whence or (asked.wants("sum") and against)
    stated = asked.sums and (asked.confirms or asked.question.claims)
    if not (asked.wants("check") or stated or whence) or (asked.planned and not asked.past):
        return None
    return _total(asked, view)


def _total(asked: Asked, view: View) -> Answer:
    assert view.closing is not None  # noqa: S101 - callers ask only of measures with a printed total
    result = computing.total([c.value for c in view.years])
    printed = view.closing.value
    gap = abs(result.number - Decimal(printed))
    told = [(printed, "万元"), *_in_words(view)]
    lead = verdict(asked, [(result.value, "万元")] if gap else told)
    if gap and not verdict(asked, told).startswith("不是"):
        lead = ""
    elif gap and PRINTED.search(asked.message):
        lead = verdict(asked, told)  # of what the table prints, not of what its years make
    if gap:
        name = f"{view.label}{span_name(view.years)}"
        lines = [f"{lead}{name}各年相加为{result.value}万元；表中印的是{printed}万元，相差{gap}万元，没有对上。"]
    else:
        lines = [f"{lead}{amount(view.closing)}，{view.label}{span_name(view.years)}合计，各年相加与表中印的一致。"]
    lines.append(f"算式：{result.formula}（万元）。")
    if view.measure.prose:
        lines.append(f"正文写的是“{view.measure.prose}”。" + ("引用时请注明用的是哪一个数。" if gap else ""))
    cited = [*rows_of(asked.search, [view]), *told_in_prose(asked.search, [view])]
    return Reply(lines, cited, [*result.numbers, str(gap), *in_yi_of([view])]).answer()


def disputed(question: Question, search: Search) -> Answer | None:
    """A message that names no measure, but one of the totals that do not agree (132656和132756哪个对)."""
    said = {m["value"] for m in FIGURE.finditer(question.message)}
    for found in views(search) if said else ():
        closing = found.closing
        if (
            closing
            and closing.meaning == "total"
            and said & {closing.value, computing.total([c.value for c in found.years]).value}
        ):
            return _total(Asked(question, search, (found,)), found)
    return None


def _in_words(view: View) -> list[tuple[str, str]]:
    """Return the total that the prose gives (13.3亿元) as a truth."""
    number = view.measure.prose.rpartition("资")[2].strip("达亿元")
    return [(number, "亿元")] if number.replace(".", "").isdigit() else []


def summed(asked: Asked, view: View) -> Answer | None:
    """Sum over years; a printed total stands beside it."""
    if not asked.sums or asked.wants("mean") or (asked.planned and not asked.past):
        return None
    if view.is_rate:
        return _no_sum(asked, view)
    cells = asked.cells(view)
    if len(cells) < 2:
        return None
    if len(cells) == len(view.years) and view.closing and view.closing.meaning == "total":
        return _total(asked, view)
    result = computing.total([c.value for c in cells])
    yi = computing.in_yi(result.number)
    lead = verdict(asked, [(result.value, "万元"), *map(truth, cells)])
    lines = [
        f"{lead}{result.value}万元（约{yi}亿元），{view.label}{span_name(cells)}合计。",
        f"算式：{result.formula}（万元）。表中没有印这个合计，是各年数相加得出的。",
    ]
    return of_rows(asked, lines, [view], result.numbers)


def _no_sum(asked: Asked, view: View) -> Answer:
    years = view.years
    lines = [
        f"{view.label}是百分比，各年不能直接相加，表中也没有五年合计。",
        f"{years[0].year}—{years[-1].year}年每年都是{years[0].value}%。" if len({c.value for c in years}) == 1 else "",
    ]
    return of_rows(asked, lines, [view])


def averaged(asked: Asked, view: View) -> Answer | None:
    """Mean over years."""
    asks = asked.wants("mean") or "每年大概" in asked.message or "年均多少" in asked.rest
    if view.is_rate or not asks or asked.wants("cagr") or (asked.planned and not asked.past):
        return None
    if (
        asked.moves
        or re.search("几个(百分)?点|百分之几", asked.message)
        or any(unit == "%" for _, unit in asked.question.claims)
    ):
        return None
    cells = asked.cells(view)
    if len(cells) < 2:
        return None
    result = computing.mean([c.value for c in cells])
    yi = computing.in_yi(result.number)
    lead = verdict(asked, [(result.value, "万元")])
    lines = [
        f"{lead}平均每年{result.value}万元（约{yi}亿元），{view.label}{span_name(cells)}。",
        f"算式：{result.formula}（万元）。",
    ]
    total = computing.total([c.value for c in cells]).value
    return of_rows(asked, lines, [view], [*result.numbers, total, str(len(cells))])


def spread(asked: Asked, view: View) -> Answer | None:
    """A five-year target spread over its years: an exercise, for the plan gives no yearly targets."""
    asks = asked.wants("mean") or any(w in asked.message for w in ("每年", "一年要", "年均", "一年多少", "每一年"))
    goal = view.goal
    planned = asked.planned or view.achieved is None
    if not planned or not asks or goal is None or goal.unit == "%" or asked.past:
        return None
    number = computing.rounded(Decimal(goal.value) / PLAN_YEARS)
    lead = verdict(asked, [(number, goal.unit), (goal.value, goal.unit)])
    lead = "" if lead == "对，" else lead
    told = f"规划没有分年目标，只写“十四五”五年{view.measure.target_label}{goal_text(view)}。"
    exercise = f"{goal.value} ÷ {PLAN_YEARS} = {number}{goal.unit}"
    # 平均每年 asks for the exercise itself; 每年的目标 for a number that the plan does not have.
    mean = re.search("平均|均摊|摊|除以", asked.message)
    if mean:
        lines = [f"{lead}平均每年{number}{goal.unit}（{exercise}，按五年平均只是演算）。", told]
    else:
        lines = [f"{lead}{told}", f"按五年平均只是演算：{exercise}一年。"]
    status = ANSWERED if mean else PARTIAL
    return Reply(lines, targets_of(asked.search, [view]), [number, str(PLAN_YEARS)], status).answer()


def spread_goal(asked: Asked) -> Answer | None:
    """The same of a target without a yearly row (每年净增几家高新技术企业)."""
    return spread(asked, asked.found[0]) if len(asked.found) == 1 and not asked.found[0].years else None
