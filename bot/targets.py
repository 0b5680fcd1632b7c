"""Targets of 2021–2025: value, attribute and unit; beside the results of 2016–2020; and what the tables lack."""

from collections.abc import Sequence
from decimal import Decimal

from bot import computing, passages
from bot.answer import ANSWERED, PARTIAL, Answer
from bot.claims import correction, truth, verdict
from bot.measures import View, closing_text, goal_text
from bot.measures import view as view_of
from bot.reading import Asked, Reply, both_rows_of, in_yi_of, listing, rows_of, targets_of, told_in_prose
from index import text
from knowledge.patterns import regex

IN_WAN = regex("(?<!亿)万元|合万|成万|几万|多少万")
COMPARES = regex(
    "比十三五|比前五年|比上|比过去|比实际|比前一|相比|比较|对比|调低|调高|高了还是低了|更?[多高大快](了|些)?还是更?[少低小慢]|更?[少低]还是更?[多高]|升了还是降了|高还是低|多还是少|比之前|[和跟与同]十三五|一样|相同|持平|下调|上调|降低了|提高了|vs|倍"
)
DONE_AND_AIM = regex("(完成|实际|已有|现有)[数值]?.{0,6}目标|目标.{0,6}(完成|实际)[数值]?(?!多少)")
WHICH_HIGHER = regex(
    "(是否|是不是)?(相同|一样|相等|一致|持平)|(哪个|哪项|哪一个|谁|哪类).{0,8}(高|多|大|低|少|小)|哪个|谁"
)
HOW_MANY = regex("多少|几")
UNIT = regex(
    "(属性|数值?|目标值?)(和|与|跟|、)单位|单位(是什么|是啥|是多少|呢|[?？]|$|是万元|是亿元|是%|是家|用)|什么单位|啥单位|单位为|计量单位|[以按用](美元|人民币|万元|亿元|欧元)(来)?(计|算|为单位|结算)"
)
YEARLY = regex("逐年|分年|分解|各年度|(平均|每|一)年(?!比)|年均(?=多少|几|要|净|新)")
ATTRIBUTES = ("预期性", "约束性")
TARGET_WORDS = {"%": "", "亿元": "五年累计", "家": ""}


def higher(asked: Asked) -> Answer | None:
    """Which of two targets of one unit is higher, or that both are the same."""
    rows = [v for v in asked.found if v.goal]
    units = {v.goal.unit for v in rows if v.goal}
    if len(rows) != 2 or len(asked.found) != 2 or len(units) != 1 or not asked.planned or asked.past or asked.years:
        return None
    if not WHICH_HIGHER.search(asked.message):
        return None
    rows.sort(key=lambda v: -Decimal(v.goal.value if v.goal else 0))
    first, second = (Decimal(v.goal.value) for v in rows if v.goal)
    both = "，".join(f"{v.measure.target_label}{goal_text(v)}" for v in rows)
    if first == second:
        line = f"“十四五”目标一样：{both}。"
    else:
        gap, percent = computing.rounded(first - second), units == {"%"}
        line = f"{rows[0].measure.target_label}更{'高' if percent else '多'}：{both}，相差{gap}{'个百分点' if percent else units.pop()}。"
        return Reply([line], targets_of(asked.search, rows), [gap, *in_yi_of(rows)]).answer()
    return Reply([line], targets_of(asked.search, rows), in_yi_of(rows)).answer()


def serial(asked: Asked) -> Answer | None:
    """The number of a row in the table of targets (序号)."""
    rows = [v for v in asked.found if v.target]
    if "序号" not in asked.message or not rows:
        return None
    numbers = [v.target.row.split("　")[0] for v in rows if v.target]
    lines = [
        f"{v.measure.target_label}在“十四五”指标表里的序号是{n}，目标{goal_text(v)}（{v.target.attribute if v.target else ''}）。"
        for v, n in zip(rows, numbers, strict=True)
    ]
    return Reply(lines, targets_of(asked.search, rows), [*numbers, *in_yi_of(rows)]).answer()


def yearly(asked: Asked) -> Answer | None:
    """The yearly part of a target that counts firms over five years: the plan sets none, an even share is an exercise."""
    view = asked.found[0]
    if len(asked.found) != 1 or view.goal is None or view.goal.unit != "家" or asked.past:
        return None
    if not YEARLY.search(asked.message):
        return None
    period = asked.search.plan.periods[-1]
    count = period.last_year - period.first_year + 1
    even = computing.rounded(Decimal(view.goal.value) / count)
    lines = [
        f"规划没有列出{view.measure.target_label}每年的数，只定了“十四五”五年合计{goal_text(view)}。",
        f"平摊下来每年{even}家（{view.goal.value} ÷ {count} = {even}，仅作演算，不是规划的数）。",
    ]
    return Reply(lines, targets_of(asked.search, [view]), (even, str(count)), PARTIAL).answer()


def unit(asked: Asked) -> Answer | None:
    """The unit of a measure in each table."""
    if asked.question.years and not asked.confirms:
        return None  # 2017年出口数额及单位: a cell is told with its unit
    if not UNIT.search(asked.message) or asked.sums:
        return None
    lines = []
    for view in asked.found:
        parts = []
        if view.years:
            own = "百分比（%）" if view.is_rate else view.years[0].unit
            parts.append(f"“十三五”表中{view.years[0].year}—{view.years[-1].year}年各年的数是{own}")
        if view.goal:
            own = f"，属性是{view.target.attribute}" if view.target and asked.wants("attribute") else ""
            parts.append(f"“十四五”目标的单位是{view.goal.unit}（{goal_text(view)}）{own}")
        lines.append(f"{_wrong_unit(asked, view)}{view.label}：{'；'.join(parts)}。")
    cited = both_rows_of(asked.search, asked.found)
    return Reply(lines, cited, in_yi_of(asked.found)).answer()


def _wrong_unit(asked: Asked, view: View) -> str:
    """Return "不是万元，" where the message claims another unit than the one meant."""
    said = next((u for u in ("美元", "欧元", "万元", "亿元", "%", "家") if u in asked.rest), "")
    goal = view.goal and (asked.planned or not view.years)
    own = view.goal.unit if goal and view.goal else "%" if view.is_rate else view.years[0].unit if view.years else ""
    if not said or not asked.confirms:
        return ""
    return "对，" if said == own else f"不是{said}，"


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
        message = asked.message.replace("预期数", "预期性").replace("预期值", "预期性").replace("预期指标", "预期性")
        said = [a for a in (*ATTRIBUTES, "硬指标", "软指标") if a in message]
        hard = "硬指标" in said or "必须完成" in asked.message or "刚性" in asked.message or "硬任务" in asked.message
        wrong = f"不是{other}，" if (other in said and own not in said) or (hard and own == "预期性") else ""
        right = "对，" if asked.question.confirms and not wrong and own in said and other not in said else ""
        lines.append(
            f"{wrong or right}“{view.target.name}”是{own}指标，“十四五”目标{TARGET_WORDS.get(view.goal.unit, '') if view.goal else ''}{goal_text(view)}。"
        )
    return Reply(lines, targets_of(asked.search, rows), in_yi_of(rows)).answer()


def both_periods(asked: Asked) -> Answer | None:
    """Results of 2016–2020 beside the target, with the difference and a word on whether they compare."""
    compares = bool(COMPARES.search(asked.message)) and not asked.question.years
    both = {"135", "145"} <= asked.question.periods or DONE_AND_AIM.search(asked.message) is not None
    both = both and not asked.question.years
    first = asked.found[0]
    told = {value for value, _ in asked.question.claims}
    rates = {cell.value for cell in (first.closing, first.goal) if cell}
    both = both or (len(rates) > 1 and rates <= told)
    if not (both or (compares and (asked.wants("target") or asked.question.periods))) or first.goal is None:
        return None
    if asked.question.claims and not any(result_of(v) for v in asked.found):
        return None  # 跟别的一样都是6%吧: the claim is held against the target
    if asked.question.ambiguous and not both:
        return None  # 财政收入 beside it may be either of two
    rows = [v for v in asked.found if v.goal]
    gaps = [_gap(asked, v) for v in rows]
    lines = [_side_by_side(v) + gap + "。" for v, (gap, _, _) in zip(rows, gaps, strict=True)]
    lines += [f"算式：{formula}。" for _, formula, _ in gaps if formula]
    lines.append(
        "说明：前者是“十三五”（2016—2020年）实际完成，后者是“十四五”（2021—2025年）的目标，只能对照，目标不等于结果。"
    )
    lines += [v.measure.note for v in rows if v.measure.note]
    cited = both_rows_of(asked.search, rows)
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
    if goal is None or (closing is None and (view.measure.note or not passages.first_number(view.measure.prose))):
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
    if not percent and (
        asked.question.asks("percent") or asked.wants("yoy") or "倍" in asked.message or "%" in asked.message
    ):
        rate = computing.growth(goal.value, past)
        line += f"，{'多' if gap > 0 else '少'}{rate.value}%"
        formula = "；".join(filter(None, [formula, rate.formula]))
        derived += rate.numbers
    return line, formula, derived


def goals(asked: Asked) -> Answer | None:
    """Targets."""
    rows = [v for v in asked.found if v.goal]
    # A bare name asks for both: what was reached stands in the prose where no row has it.
    bare = not asked.planned and any(v.measure.prose for v in asked.found) and not asked.question.attributes
    wanted = asked.planned or (all(v.achieved is None for v in asked.found) and not bare)
    reached = any(f"{value}{unit}" in v.measure.prose for v in rows for value, unit in asked.question.claims)
    if not rows or not wanted or asked.past or (reached and not asked.planned):
        return None
    options = [view_of(asked.search, m) for n in asked.question.ambiguous[:1] for m in _meant(asked, n.target)]
    rows += [o for o in options if o.goal and o not in rows]
    lines, cited = [], targets_of(asked.search, rows)
    summed = _summed(rows) if len(rows) > 1 and asked.sums else None
    if summed is not None:
        claimed = [n for n, unit in asked.question.claims if unit == "家" and asked.confirms and n not in summed[1]]
        lines.append((f"不是{claimed[0]}家。" if claimed and summed[1] else "") + summed[0])
    for view in rows:
        assert view.goal is not None  # noqa: S101 - rows have one
        assert view.target is not None  # noqa: S101
        truths = [truth(view.goal)]
        span = TARGET_WORDS.get(view.goal.unit, "")
        past = view.measure.prose if not view.achieved else ""
        lead, line, more = correction(asked, truths) if summed is None else ("", [], [])  # what is claimed is the sum
        lines.append(
            f"{lead}{view.measure.target_label}：“十四五”（2021—2025年）目标{span}{goal_text(view)}（{view.target.attribute}）。"
        )
        lines += _in_wan(asked, view)
        open_ = not lead and not asked.question.periods and not asked.wants("target") and HOW_MANY.search(asked.message)
        if open_ and view.measure.prose and not view.achieved:
            # No period is named: what was reached stands beside what is planned.
            lines.append(f"“十三五”期间（2016—2020年）是{view.measure.prose}。")
            cited += told_in_prose(asked.search, [view])
        if lead.startswith("不是"):
            lines += [f"“十三五”期间（2016—2020年）是{past}。"] if past else line
            cited += told_in_prose(asked.search, [view]) if past else more
    return Reply(
        lines, cited, [*in_yi_of(rows), *(_wan(v) for v in rows if _in_wan(asked, v)), *(summed[1] if summed else ())]
    ).answer()


def _in_wan(asked: Asked, view: View) -> list[str]:
    """Return the line that converts a target in 亿元 to 万元, where a message asks for it; else []."""
    goal = view.goal
    if goal is None or goal.unit != "亿元" or not (asked.wants("convert") and IN_WAN.search(asked.message)):
        return []
    return [f"换算：{goal.value}亿元 × 10000 = {_wan(view)}万元。"]


def _wan(view: View) -> str:
    return computing.rounded(Decimal(view.goal.value) * 10_000) if view.goal else ""


def _summed(rows: Sequence[View]) -> tuple[str, list[str]]:
    """Return a line on the sum of targets that a message adds up, and its number; what may overlap is said."""
    goals_ = [v.goal for v in rows if v.goal]
    if {g.unit for g in goals_} != {"家"}:
        return "规划没有写合计，不宜直接相加：", []
    total = str(sum(int(g.value) for g in goals_))
    line = f"按目标数相加是{total}家（{' + '.join(g.value for g in goals_)} = {total}）。规划没有写这个合计，各类可能有重叠，引用时请注明。"
    return line, [total]


def _meant(asked: Asked, ambiguity: str) -> tuple[str, ...]:
    """Return the measures that an ambiguous word may mean."""
    return asked.search.plan.ambiguities[int(ambiguity)].measures


def results(asked: Asked) -> Answer | None:
    """Results of 2016–2020, from the closing column or the prose."""
    if not asked.past:
        return None
    lines: list[str] = []
    cited = []
    for view in asked.found:
        if view.closing and view.achieved:
            truths = [truth(view.closing)]
            lead, line, more = correction(asked, truths)
            lines.append(f"{lead}{view.label}：“十三五”期间（2016—2020年）{closing_text(view)}。")
            cited += rows_of(asked.search, [view])
            lines += line
            cited += more
            if not lead.startswith("不是") and not view.is_rate:
                lines.append("各年：" + listing(view) + "。")
        if view.measure.prose:
            if not view.achieved:
                lead = _prose_verdict(asked, view)
                lines.append(f"{lead}“十三五”期间（2016—2020年）{view.measure.prose}。")
                if view.goal and (view.goal.value, view.goal.unit) in asked.question.claims:
                    lines.append(f"{view.goal.value}{view.goal.unit}是“十四五”的{view.measure.target_label}目标。")
                    cited += targets_of(asked.search, [view])
            cited += told_in_prose(asked.search, [view])
    if not lines:
        first = asked.found[0]
        lines = [f"规划没有写“十三五”的{first.label}完成数，只有“十四五”目标：{goal_text(first)}。"]
        return Reply(lines, targets_of(asked.search, asked.found), (), PARTIAL).answer()
    return Reply(lines, cited, in_yi_of(asked.found)).answer()


def _prose_verdict(asked: Asked, view: View) -> str:
    figure = passages.first_number(text.with_arabic_numbers(view.measure.prose))
    return verdict(asked, [(figure, view.goal.unit if view.goal else "")]) if figure else ""
