"""What the tables lack: other years, narrower measures, levels, progress, ranks, meanings; said plainly, with what there is."""

import re

from bot import computing
from bot.answer import PARTIAL, Answer
from bot.claims import FIGURE
from bot.measures import View, amount, goal_text
from bot.reading import Asked, Reply, both_rows_of, in_yi_of, rows_of, targets_of, told_in_prose
from bot.targets import TARGET_WORDS
from knowledge.patterns import regex

# Years that a message counts from today, which the plan cannot know.
TODAY = regex(
    "(?<![比较同和跟与])(去年|今年|前年|大前年|明年|后年|本年|当年|上年度|本年度|上半年|下半年|上个?月|这个月|本月|(?<!出)现在|目前|眼下|如今)"
)
# Words that make a measure another, narrower one that the tables do not have.
NARROWER = (
    "人均(?!可支配)|户均|亩均|每平方公里|第一产业|第二产业|第三产业|[一二三123]产(?!业园)|农业|林业|渔业|服务业(?=增加值|产值|gdp)|规上|规模以上|高新技术产业|高新产业|新兴产业|战略性新兴产业|战新产业"
    "|民营|私营|外资|国企|房地产|基建|基础设施|商贸|[一二三四1-4]季度|季度|\\d+月份?|上半年|下半年|各村|各个村|各居|村级|建筑业|文旅|旅游业"
)
OF_FIRMS = r"(?<!工业)(?:企业|公司|厂)(?:\d+家|这几家)"  # 成果转化企业18家产值: those firms' own
OTHER_PLAN = regex("(?<![一二三四五六七八九])十[一二五六七]五(?![个家亿万条项户%点])")
IMAGINED = regex("按|照|假如|假设|如果|要是|若|推算|预测|估算|测算|算下来|算一下|估计|预计|能到|会到|到多少|达到多少")
LEVEL = regex("多少|几钱|几钿|几块|是几|什么水平")
PROGRESS = regex("完成率|没完成|未完成|完成了|完成没|还差多少|进度|达成|达标了|实现了|完成得怎|完成到")
STANDING = regex(
    "占(了)?(全区|全市|松江|上海|区里)|(全区|全市|区里|各镇|街镇|松江|全国).{0,6}(排|第几|名次|水平)|排第几|排名第|排多少名|第几名|排几|名列"
)
MEANING = regex(
    "什么意思|啥意思|怎么理解|解释一下|定义|含义|指什么|指的是什么|是个啥|什么叫|何谓|啥叫|统计口径|怎么统计"
)
NAMES = regex(r"叫(什么|啥)|名字|名单|哪([几二两三四五六七八\d]+|些)(家|个?企业|个?公司)|是哪些$|是谁|点名")
WHAT_IS = regex("^(那)?＿是(什么|啥)(东西|意思)?[?？呀啊]*$")


def beyond(asked: Asked) -> Answer | None:
    """Years that the tables do not have; a projection is no figure of the plan."""
    known = {c.year for v in asked.found for c in v.years}
    first = asked.found[0]
    missing = [y for y in asked.years if y not in known]
    last = asked.search.plan.periods[-1].last_year
    if last in missing and first.goal:
        aims = asked.wants("target") or asked.question.asks("percent")
        if first.goal.unit != "%" or (aims and not IMAGINED.search(asked.message)):
            missing.remove(last)
    if not missing and (other := OTHER_PLAN.search(asked.message)):
        return _refused(
            asked, f"规划没有写“{other.group()}”的{first.measure.target_label}，它只管“十四五”（2021—2025年）。"
        )
    if not missing:
        return None
    citations = both_rows_of(asked.search, [first])
    aimed = asked.wants("target") and min(missing) > asked.search.plan.periods[0].last_year
    what = f"单独的{first.measure.target_label}目标" if aimed else f"的{first.label}"
    lines = [f"规划没有列出{_named(missing)}{what}。"]
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
        lines.append(
            f"“十四五”（2021—2025年）的目标是{span}{goal_text(first)}（{attribute}），针对整个五年，没有分年数。"
        )
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
    return f"仅作演算，不是规划的数：从{base.year}年起每年增长{rate}%，{result.formula}万元。", (
        *result.numbers,
        str(years),
    )


def names(asked: Asked) -> Answer | None:
    """Which firms a number of firms are (上市的8家叫啥名字): the plan has the numbers alone."""
    if not NAMES.search(asked.message) or not all(v.goal and v.goal.unit == "家" for v in asked.found):
        return None
    lines = ["规划没有列出这些企业的名字，只写了家数。"]
    for view in asked.found:
        if view.measure.prose:
            lines.append(f"“十三五”期间（2016—2020年）：{view.measure.prose}。")
        lines.append(f"“十四五”（2021—2025年）目标：{view.measure.target_label}{goal_text(view)}。")
    prose = told_in_prose(asked.search, [v for v in asked.found if v.measure.prose])
    cited = [*prose, *targets_of(asked.search, asked.found)]
    return Reply(lines, cited, in_yi_of(asked.found), PARTIAL).answer()


def no_level(asked: Asked) -> Answer | None:
    """The level at the end of the plan, where the plan only sets a yearly rate."""
    view = asked.found[0]
    rate = view.goal is not None and view.goal.unit == "%"
    if (
        rate
        and not view.years
        and not asked.planned
        and not asked.past
        and not asked.moves
        and LEVEL.search(asked.rest)
    ):
        return _refused(asked, f"规划没有列出{view.label.removesuffix('增长率')}的数额，只定了增速目标。")
    asks = any(
        w in asked.message
        for w in (
            "总量",
            "总额",
            "多少亿",
            "几个亿",
            "几亿",
            "多少万",
            "规模",
            "多少钱",
            "绝对值",
            "绝对额",
            "绝对数",
            "数额",
        )
    )
    ends = asked.years in ((), (asked.search.plan.periods[-1].last_year,))
    if not asks or not asked.planned or asked.past or not ends or view.goal is None or view.goal.unit != "%":
        return None
    lines = [
        f"规划没有定“十四五”末{view.label}的总量，只定了增速目标：{goal_text(view)}（{view.target.attribute if view.target else ''}）。"
    ]
    if view.years:
        lines.append(f"表中最后一年是{view.years[-1].year}年：{amount(view.years[-1])}。")
    cited = [*targets_of(asked.search, [view]), *rows_of(asked.search, [view])]
    return Reply(lines, cited, in_yi_of([view]), PARTIAL).answer()


def relative_years(asked: Asked) -> Answer | None:
    """去年, 今年: the plan does not know today, so it cannot say which year that is."""
    match = TODAY.search(asked.message)
    view = asked.found[0]
    if match is None or asked.years or (asked.planned and not match[1].endswith("年")) or asked.question.asks("status"):
        return None
    if asked.past or not re.search("年|月|现在|目前|眼下|如今", match[1]):
        return None
    lines = [f"规划是静态文本，不知道“{match[1]}”是哪一年，也没有2021年以后各年的{view.label}。"]
    if view.years:
        lines.append(
            f"表中分年数只有{view.years[0].year}—{view.years[-1].year}年，请说明要哪一年；最后一年是{view.years[-1].year}年：{amount(view.years[-1])}。"
        )
    if view.goal and view.target:
        lines.append(
            f"“十四五”（2021—2025年）的目标是{TARGET_WORDS.get(view.goal.unit, '')}{goal_text(view)}，没有分年数。"
        )
    cited = both_rows_of(asked.search, [view])
    return Reply(lines, cited, in_yi_of([view]), PARTIAL).answer()


def narrower(asked: Asked) -> Answer | None:
    """人均GDP, 第一产业增加值: a narrower measure that the tables do not have."""
    name = asked.question.measures[0] if asked.question.measures else None
    if name is None:
        return None
    if asked.found[0].is_rate and re.search("总量|标准?煤|吨|绝对值|多少度", asked.rest):
        return _refused(asked, "规划没有列出能耗总量，只有产值能耗的年均下降率。")
    own = re.escape(name.found)
    before = re.search(f"({NARROWER}|{OF_FIRMS})的?(?={own})", asked.message)
    after = re.search(f"(?<={own})[的里中]?面?的?({NARROWER})", asked.message)
    covering = [a.found for a in asked.question.absent if name.found in a.found and len(a.found) > len(name.found)]
    if not (before or after or covering):
        return None
    word = covering[0] if covering else f"{before[1]}{name.found}" if before else after[1] if after else ""
    view = asked.found[0]
    lines = [
        f"规划没有列出“{word.replace('gdp', 'GDP')}”，不能拿全镇的数代替。",
        f"表中有的是全镇的“{view.label}”{'（2016—2020年各年数）' if view.years else '（“十四五”目标）'}，不是这一项。",
    ]
    cited = both_rows_of(asked.search, [view])
    return Reply(lines, cited[:1], (), PARTIAL).answer()


def _have(asked: Asked, view: View) -> Reply:
    """Return what the tables do have of a measure, as the second line of a refusal."""
    lines = []
    if view.years and not view.is_rate:
        lines.append(
            f"表中只有{view.years[0].year}—{view.years[-1].year}年各年的数；最后一年是{view.years[-1].year}年：{amount(view.years[-1])}。"
        )
    if view.goal and view.target:
        lines.append(
            f"“十四五”目标是{TARGET_WORDS.get(view.goal.unit, '')}{goal_text(view)}（{view.target.attribute}）。"
        )
    cited = both_rows_of(asked.search, [view])
    return Reply(lines, cited, in_yi_of([view]), PARTIAL)


def _refused(asked: Asked, line: str) -> Answer:
    have = _have(asked, asked.found[0])
    return Reply([line, *have.lines], have.citations, have.derived, PARTIAL).answer()


def standing(asked: Asked) -> Answer | None:
    """A rank among towns: the plan gives none."""
    if not STANDING.search(asked.rest):
        return None
    return _refused(asked, f"规划没有写{asked.found[0].label}在全区的排名或占比，也没有其他地方的数。")


def meaning(asked: Asked) -> Answer | None:
    """The definition of a measure: the plan gives none."""
    if not (MEANING.search(asked.rest) or WHAT_IS.search(asked.rest)) or asked.years:
        return None
    return _refused(asked, f"规划没有解释“{asked.found[0].label}”的含义，只列出了它的数。")


def progress(asked: Asked) -> Answer | None:
    """How far a target of the plan has been reached: the plan cannot tell."""
    rate = "完成率" in asked.message
    if not PROGRESS.search(asked.message) or asked.past or not (rate or (asked.planned and asked.found[0].goal)):
        return None
    if asked.question.claims and not rate:
        return None
    what = "完成率" if rate else "“十四五”目标的完成情况"
    return _refused(asked, f"规划没有写{asked.found[0].label}的{what}，它只定目标、列“十三五”的数。")
