"""Targets of 2021–2025: value, attribute and unit; beside the results of 2016–2020; and what the tables lack."""

import re
from decimal import Decimal

from bot import computing, passages
from bot.answer import ANSWERED, PARTIAL, Answer
from bot.claims import FIGURE, truth, verdict, whose
from bot.measures import View, amount, closing_text, goal_text
from bot.reading import Asked, Reply, in_yi_of, listing, rows_of, targets_of, told_in_prose
from index import text

COMPARES = re.compile(
    "比十三五|比前五年|比上|比过去|比实际|比前一|相比|比较|对比|调低|调高|高还是低|多还是少|比之前|[和跟与同]十三五|一样|相同|持平|下调|上调|降低了|提高了|vs|倍"
)
UNIT = re.compile("单位(是什么|是啥|是多少|呢|[?？]|$|是万元|是亿元|是%|是家|用)|什么单位|啥单位|单位为|计量单位")
ATTRIBUTES = ("预期性", "约束性")
# Years that a message counts from today, which the plan cannot know.
TODAY = re.compile("(?<![比较同和跟与])(去年|今年|前年|大前年|明年|后年|本年|当年|上年度|本年度|上半年|下半年|上个?月|这个月|本月|(?<!出)现在|目前|眼下|如今)")
# Words that make a measure another, narrower one that the tables do not have.
NARROWER = (
    "人均(?!可支配)|户均|亩均|每平方公里|第一产业|第二产业|第三产业|[一二三123]产(?!业园)|农业|林业|渔业|服务业(?=增加值|产值|gdp)|规上工业|规模以上工业|高新技术产业|高新产业|新兴产业|战略性新兴产业|战新产业"
    "|民营|私营|外资|国企|房地产|基建|基础设施|商贸|[一二三四1-4]季度|季度|\\d+月份?|上半年|下半年|各村|各个村|各居|村级|建筑业|文旅|旅游业"
)
IMAGINED = re.compile("按|照|假如|假设|如果|要是|若|推算|预测|估算|测算|算下来|算一下|估计|预计|能到|会到|到多少|达到多少")
TARGET_WORDS = {"%": "", "亿元": "五年累计", "家": ""}


def beyond(asked: Asked) -> Answer | None:
    """Years that the tables do not have; a projection is no figure of the plan."""
    known = {c.year for v in asked.found for c in v.years}
    first = asked.found[0]
    missing = [y for y in asked.years if y not in known]
    last = asked.search.plan.periods[-1].last_year
    if last in missing and first.goal and not IMAGINED.search(asked.message):
        if asked.wants("target") or asked.question.asks("percent") or first.goal.unit != "%":
            missing.remove(last)
    if not missing:
        return None
    citations = [*rows_of(asked.search, [first]), *targets_of(asked.search, [first])]
    lines = [f"规划没有列出{_named(missing)}的{first.label}。"]
    inside = [c for y in asked.years if (c := first.cell(y))]
    derived = in_yi_of([first])
    if inside:
        lines.append("表中有的是：" + "，".join(f"{c.year}年{amount(c)}" for c in inside) + "。")
    elif first.years and not first.is_rate:
        lines.append(f"表中只有{first.years[0].year}—{first.years[-1].year}年各年的数。")
    if first.measure.prose and not first.achieved:
        lines.append(f"只写了五年总的结果：“十三五”期间{first.measure.prose}。")
        citations = [*told_in_prose(asked.search, [first]), *citations]
    if first.goal and first.target:
        span = TARGET_WORDS.get(first.goal.unit, "")
        attribute = first.target.attribute
        lines.append(f"“十四五”（2021—2025年）的目标是{span}{goal_text(first)}（{attribute}），针对整个五年，没有分年数。")
    line, computed = _imagined(asked, first, max(missing))
    lines.append(line)
    return Reply(lines, citations, [*derived, *computed], PARTIAL).answer()


def _named(years: list[int]) -> str:
    if len(years) > 2 and years == list(range(years[0], years[-1] + 1)):
        return f"{years[0]}—{years[-1]}年"
    return "、".join(f"{y}年" for y in years)


def _imagined(asked: Asked, view: View, year: int) -> tuple[str, tuple[str, ...]]:
    """Return an exercise with the rate that the message gives itself, plainly labelled, or ""."""
    rate = next((m["value"] for m in FIGURE.finditer(asked.message) if m["unit"] == "%"), None)
    if rate is None or not IMAGINED.search(asked.message) or view.is_rate or not view.years:
        return "", ()
    base = view.years[-1]
    years = year - (base.year or 0)
    if not 0 < years <= 10:
        return "", ()
    result = computing.projected(base.value, rate, years)
    return f"仅作演算，不是规划的数：从{base.year}年起每年增长{rate}%，{result.formula}万元。", (*result.numbers, str(years))


def relative_years(asked: Asked) -> Answer | None:
    """去年, 今年: the plan does not know today, so it cannot say which year that is."""
    match = TODAY.search(asked.message)
    view = asked.found[0]
    if match is None or asked.years or asked.planned and not match[1].endswith("年") or asked.question.asks("status"):
        return None
    if asked.past or not re.search("年|月|现在|目前|眼下|如今", match[1]):
        return None
    lines = [f"规划是静态文本，不知道“{match[1]}”是哪一年，也没有2021年以后各年的{view.label}。"]
    if view.years:
        lines.append(f"表中分年数只有{view.years[0].year}—{view.years[-1].year}年，请说明要哪一年；最后一年是{view.years[-1].year}年：{amount(view.years[-1])}。")
    if view.goal and view.target:
        lines.append(f"“十四五”（2021—2025年）的目标是{TARGET_WORDS.get(view.goal.unit, '')}{goal_text(view)}，没有分年数。")
    cited = [*rows_of(asked.search, [view]), *targets_of(asked.search, [view])]
    return Reply(lines, cited, in_yi_of([view]), PARTIAL).answer()


def narrower(asked: Asked) -> Answer | None:
    """人均GDP, 第一产业增加值: a narrower measure that the tables do not have."""
    name = asked.question.measures[0] if asked.question.measures else None
    if name is None:
        return None
    around = re.search(f"(?P<word>{NARROWER})的?(?={re.escape(name.found)})|(?<={re.escape(name.found)})的?(?P<after>{NARROWER})", asked.message)
    covering = [a for a in asked.question.absent if name.found in a.found and len(a.found) > len(name.found)]
    if around is None and not covering:
        return None
    word = covering[0].found if covering else f"{around['word'] or ''}{name.found}{around['after'] or ''}" if around else ""
    view = asked.found[0]
    shown = word.replace("gdp", "GDP")
    lines = [f"规划没有列出“{shown}”，不能拿全镇的数代替。"]
    have = [v.label if v.achieved else v.measure.target_label for v in (view,)]
    lines.append(f"表中只有全镇的“{have[0]}”，需要的话可以问我它的年份数或目标。")
    cited = [*rows_of(asked.search, [view]), *targets_of(asked.search, [view])]
    return Reply(lines, cited[:1], (), PARTIAL).answer()


def unit(asked: Asked) -> Answer | None:
    """The unit of a measure in each table."""
    if not UNIT.search(asked.message):
        return None
    lines = []
    for view in asked.found:
        parts = []
        if view.years:
            own = "百分比（%）" if view.is_rate else view.years[0].unit
            parts.append(f"“十三五”表中{view.years[0].year}—{view.years[-1].year}年各年的数是{own}")
        if view.goal:
            parts.append(f"“十四五”目标的单位是{view.goal.unit}（{goal_text(view)}）")
        lines.append(f"{view.label}：{'；'.join(parts)}。")
    cited = [*rows_of(asked.search, asked.found), *targets_of(asked.search, asked.found)]
    return Reply(lines, cited, in_yi_of(asked.found)).answer()


def attribute(asked: Asked) -> Answer | None:
    """Whether a target is 预期性 or 约束性."""
    rows = [v for v in asked.found if v.target]
    if not asked.wants("attribute") or not rows:
        return None
    lines = []
    for view in rows:
        assert view.target is not None  # noqa: S101 - rows have one
        own = view.target.attribute
        other = next(a for a in ATTRIBUTES if a != own)
        said = [a for a in (*ATTRIBUTES, "硬指标", "软指标") if a in asked.message]
        hard = "硬指标" in said or "必须完成" in asked.message or "刚性" in asked.message or "硬任务" in asked.message
        wrong = f"不是{other}，" if other in said and own not in said or hard and own == "预期性" else ""
        right = "对，" if asked.question.confirms and not wrong and own in said and other not in said else ""
        lines.append(f"{wrong or right}“{view.target.name}”是{own}指标，“十四五”目标{TARGET_WORDS.get(view.goal.unit, '') if view.goal else ''}{goal_text(view)}。")
    return Reply(lines, targets_of(asked.search, rows), in_yi_of(rows)).answer()


def both_periods(asked: Asked) -> Answer | None:
    """Results of 2016–2020 beside the target, with the difference and a word on whether they compare."""
    compares = bool(COMPARES.search(asked.message)) and not asked.question.years
    both = {"135", "145"} <= asked.question.periods and not asked.question.years
    first = asked.found[0]
    told = {value for value, _ in asked.question.claims}
    both = both or bool(first.closing and first.goal and {first.closing.value, first.goal.value} <= told)
    if not (both or compares and (asked.wants("target") or asked.question.periods)) or first.goal is None:
        return None
    rows = [v for v in asked.found if v.goal]
    gaps = [_gap(asked, v) for v in rows]
    lines = [_side_by_side(v) + gap + "。" for v, (gap, _, _) in zip(rows, gaps, strict=True)]
    lines += [f"算式：{formula}。" for _, formula, _ in gaps if formula]
    lines.append("说明：前者是“十三五”（2016—2020年）实际完成，后者是“十四五”（2021—2025年）的目标，只能对照，目标不等于结果。")
    lines += [v.measure.note for v in rows if v.measure.note]
    cited = [*rows_of(asked.search, rows), *targets_of(asked.search, rows)]
    cited += told_in_prose(asked.search, [v for v in rows if not v.achieved])
    derived = [d for _, _, numbers in gaps for d in numbers]
    status = ANSWERED if any(result_of(v) for v in rows) else PARTIAL
    return Reply(lines, cited, [*derived, *in_yi_of(rows)], status).answer()


def result_of(view: View) -> str:
    """Return the result of the past period in words, or ""."""
    return closing_text(view) or view.measure.prose


def _side_by_side(view: View) -> str:
    result = result_of(view)
    goal = f"“十四五”目标{TARGET_WORDS.get(view.goal.unit, '') if view.goal else ''}{goal_text(view)}"
    if not result:
        return f"{view.measure.target_label}：{goal}；规划没有写“十三五”的完成数，无法比较"
    return f"{view.measure.target_label}：“十三五”实际{result}，{goal}"


def _gap(asked: Asked, view: View) -> tuple[str, str, list[str]]:
    """Return "，目标比实际低7个百分点", a formula where one is needed, and the numbers computed."""
    goal, closing = view.goal, view.closing
    if goal is None or closing is None and (view.measure.note or not passages.first_number(view.measure.prose)):
        return "", "", []
    past = passages.first_number(view.measure.prose) if closing is None else closing.value
    formula = ""
    if goal.unit == "亿元":
        formula = f"{past} ÷ 10000 = {computing.in_yi(Decimal(past), 4)}"
        past = computing.in_yi(Decimal(past), 4)
    gap = Decimal(goal.value) - Decimal(past)
    if not gap:
        return "，两者相同", "", []
    percent = goal.unit == "%"
    word = ("高" if percent else "多") if gap > 0 else ("低" if percent else "少")
    number = computing.rounded(abs(gap))
    line = f"，目标比实际{word}{number}{'个百分点' if percent else goal.unit}"
    derived = [number, past]
    if not percent and (asked.question.asks("percent") or asked.wants("yoy") or "倍" in asked.message or "%" in asked.message):
        rate = computing.growth(goal.value, past)
        line += f"，{'多' if gap > 0 else '少'}{rate.value}%"
        formula = "；".join(filter(None, [formula, rate.formula]))
        derived += rate.numbers
    return line, formula, derived


def goals(asked: Asked) -> Answer | None:
    """Targets."""
    rows = [v for v in asked.found if v.goal]
    wanted = asked.planned or all(v.achieved is None for v in asked.found)
    if not rows or not wanted or asked.past:
        return None
    lines, cited = [], targets_of(asked.search, rows)
    for view in rows:
        assert view.goal is not None  # noqa: S101 - rows have one
        assert view.target is not None  # noqa: S101
        truths = [truth(view.goal)]
        span = TARGET_WORDS.get(view.goal.unit, "")
        lead = verdict(asked, truths)
        lines.append(f"{lead}{view.measure.target_label}：“十四五”（2021—2025年）目标{span}{goal_text(view)}（{view.target.attribute}）。")
        if lead.startswith("不是"):
            past = view.measure.prose if not view.achieved else ""
            line, more = whose(asked, truths) if not past else ("", [])
            lines.append(f"“十三五”期间（2016—2020年）是{past}。" if past else line)
            cited += more or told_in_prose(asked.search, [view] if past else [])
    return Reply(lines, cited, in_yi_of(rows)).answer()


def results(asked: Asked) -> Answer | None:
    """Results of 2016–2020, from the closing column or the prose."""
    if not asked.past:
        return None
    lines: list[str] = []
    cited = []
    for view in asked.found:
        if view.closing and view.achieved:
            truths = [truth(view.closing)]
            lead = verdict(asked, truths)
            lines.append(f"{lead}{view.label}：“十三五”期间（2016—2020年）{closing_text(view)}。")
            cited += rows_of(asked.search, [view])
            if lead.startswith("不是"):
                line, more = whose(asked, truths)
                lines.append(line)
                cited += more
            elif not view.is_rate:
                lines.append("各年：" + listing(view) + "。")
        if view.measure.prose:
            if not view.achieved:
                lines.append(f"{_prose_verdict(asked, view)}“十三五”期间（2016—2020年）{view.measure.prose}。")
            cited += told_in_prose(asked.search, [view])
    if not lines:
        first = asked.found[0]
        lines = [f"规划没有写“十三五”的{first.label}完成数，只有“十四五”目标：{goal_text(first)}。"]
        return Reply(lines, targets_of(asked.search, asked.found), (), PARTIAL).answer()
    return Reply(lines, cited, in_yi_of(asked.found)).answer()


def _prose_verdict(asked: Asked, view: View) -> str:
    figure = passages.first_number(text.with_arabic_numbers(view.measure.prose))
    return verdict(asked, [(figure, view.goal.unit if view.goal else "")]) if figure else ""
