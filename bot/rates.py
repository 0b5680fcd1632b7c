"""Rates over several years: compound growth, the five years' rise, and why the printed rate is another."""

from decimal import Decimal

from bot import computing
from bot.answer import PARTIAL, Answer
from bot.claims import verdict
from bot.growth import step_answer
from bot.measures import View
from bot.reading import HOW_MUCH, Asked, Reply, of_rows, rows_of, targets_of, told_in_prose
from knowledge.patterns import regex

RATE = regex("年均|平均|增|涨|速|率|%|百分|对不上|对得上|不符|不一致|差|算|两头|首尾")
FASTER = regex("更快|还快|快还是慢|谁快|哪个快|谁涨得|慢|涨得比|增速比|增长得比|长得快|增速.{0,6}(高|低)|快")


def compounded(asked: Asked, view: View) -> Answer | None:
    """Compound growth between two years."""
    named = any(w in asked.message for w in ("复合", "两头", "首尾", "头尾", "cagr"))
    unprinted = view.closing is not None and view.closing.meaning == "total" and not asked.years and not asked.planned
    named = named or (unprinted and any(w in asked.rest for w in ("年均增", "增长率", "增速", "年均涨")))
    between = asked.wants("cagr") or (asked.wants("mean") and asked.moves)
    if view.is_rate or asked.wants("target") or not (named or (between and len(asked.question.years) >= 2)):
        return None
    cells = sorted(asked.cells(view), key=lambda c: c.year or 0)
    if len(cells) < 2:
        cells = list(view.years)
    first, last = cells[0], cells[-1]
    years = (last.year or 0) - (first.year or 0)
    result = computing.compound(last.value, first.value, years)
    lead = verdict(asked, [(computing.rounded(abs(result.number), 4), "%")])
    lines = [
        f"{lead}年均复合{'增长' if result.number >= 0 else '下降'}约{result.value}%，{view.label}{first.year}→{last.year}年。",
        f"算式：{result.formula}（{years}年）。",
    ]
    if unprinted:
        lines.append(f"表中没有印{view.label}的增长率，只印了各年数和五年合计。")
    if view.closing and view.closing.meaning == "rate":
        lines.append(f"表中印的“十三五”年均增长率是{view.closing.value}%，以没有印出的2015年为基数，所以两个数不同。")
    return of_rows(asked, lines, [view], [*result.numbers, str(years)])


def over_all(asked: Asked, view: View) -> Answer | None:
    """From the first to the last year, where the five years' rise is asked for."""
    if asked.years or view.is_rate or (asked.planned and "145" in asked.question.periods):
        return None
    five = any(w in asked.message for w in ("五年", "5年", "从头到尾", "期间", "累计", "总共", "一共"))
    if not five or not (asked.rises or asked.falls) or not HOW_MUCH.search(asked.message):
        return None
    if any(w in asked.message for w in ("年均", "每年", "增速", "平均")):
        return None
    first, last = view.years[0], view.years[-1]
    step = (first, last, computing.growth(last.value, first.value))
    answer = step_answer(asked, view, step)
    if not (view.closing and view.closing.meaning == "rate"):
        return answer
    head, tail = answer.text.rsplit("\n", 1)
    note = f"表中印的是“十三五”期间年均增长{view.closing.value}%（以没有印出的2015年为基数）。"
    return answer.with_(text=f"{head}\n{note}\n{tail}")


def explained(asked: Asked) -> Answer | None:
    """Why the printed rate is not the rate between the first and the last column."""
    view = next((v for v in asked.found if v.closing and v.closing.meaning == "rate" and not v.is_rate), None)
    if view is None or view.closing is None or (asked.planned and not asked.question.claims):
        return None
    if "目标" in asked.message and not asked.wants("check", "cagr"):
        return None
    percents = [v for v, u in asked.question.claims if u == "%"]
    if view.goal and view.goal.value != view.closing.value and {view.closing.value, view.goal.value} <= set(percents):
        return None  # both periods' rates are named: they are to be compared
    why = asked.question.asks("why") or any(
        w in asked.message for w in ("怎么算", "怎么来", "咋算", "咋来", "怎么得", "如何算")
    )
    gap = asked.wants("check") or (why and (percents or asked.wants("cagr", "mean"))) or len(percents) > 1
    if not (why or percents or RATE.search(asked.rest)):
        return None  # 报表核对：2019年工业总产值 asks for the figure
    if not gap or (view.closing.value not in percents and not asked.wants("cagr", "check") and percents):
        return None
    first, last = view.years[0], view.years[-1]
    result = computing.compound(last.value, first.value, len(view.years) - 1)
    lines = [
        f"起点不同：表中印的{view.closing.value}%是“十三五”五年的年均增长率，要以2015年为基数，规划没有印出2015年的数，也没有写算法。",
        f"只用{first.year}年和{last.year}年两头算四年的复合增速：{result.formula}，所以对不上。",
    ]
    cited = [*rows_of(asked.search, [view]), *told_in_prose(asked.search, [view])]
    return Reply(lines, cited, [*result.numbers, str(len(view.years) - 1)], PARTIAL).answer()


def race(asked: Asked) -> Answer | None:
    """Which of several measures grows faster, by the printed rates of a period."""
    if len(asked.found) < 2 or asked.question.years or not FASTER.search(asked.message):
        return None
    planned = asked.planned and "135" not in asked.question.periods
    pairs = [(v, v.goal if planned else v.closing) for v in asked.found]
    rates = [(v, c) for v, c in pairs if c is not None and (c.meaning == "rate" or c.unit == "%")]
    if len(rates) < 2:
        return None
    rates.sort(key=lambda pair: -Decimal(pair[1].value))
    period = "“十四五”目标" if planned else "“十三五”期间（2016—2020年）"
    lines = [f"{period}{rates[0][0].label}更快：" + "，".join(f"{v.label}年均增长{c.value}%" for v, c in rates) + "。"]
    views = [v for v, _ in rates]
    cited = (
        targets_of(asked.search, views)
        if planned
        else [*rows_of(asked.search, views), *told_in_prose(asked.search, views)]
    )
    return Reply(lines, cited).answer()
