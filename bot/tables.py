"""Steps on the tables as a whole: lists and counts of indicators by attribute, unit or value, columns, whole tables."""

import re
from collections.abc import Sequence
from decimal import Decimal

from bot import choosing, measures, passages, replies, shares
from bot.answer import ANSWERED, NOT_FOUND, PARTIAL, Answer, Grid
from bot.measures import View, cite, goal_text
from bot.movers import movers, strongest_rate, targets_moved
from bot.printed import column, counted, row, unit_of, whole
from bot.question import Question
from bot.reading import Asked, Reply, rows_of
from bot.reverse import ABOVE, BELOW, by_figure, by_rate, fits
from index.search import Search
from knowledge.patterns import regex

TOGETHER = regex("加起来|一共多少|合计|总和|总共多少|相加|加总")
ATTRIBUTES = ("约束性", "预期性")
TOTAL_TOO = regex(
    "[有共](几|多少)[项个条][^约预]*(其中|里面)|共(有|是)?(几|多少)[项个条](约束|预期)"
)  # 共几项，其中约束性几项
HARD = (
    "硬指标",
    "硬性约束",
    "硬约束",
    "带约束",
    "刚性约束",
    "有约束力",
    "硬性指标",
    "必须完成",
    "刚性指标",
    "硬任务",
    "非完成不可",
    "最硬的",
    "硬杠杠",
)
BY_UNIT = regex(
    r"(单位(填|标|写|用)?[是为]?|按|以|用)(?P<unit>家|%|百分比|百分号|亿元|亿|万元|万)(为单位|算|计|的|统计|表示|来)?"
)
SEVERAL = regex("哪[二两三四]|[两二三四][样条个方面]+")  # 硬约束有哪三样: the table has but one
GROWTH_WORDS = ("增速", "增长", "涨", "增幅", "增长率", "%")
INDICATOR_WORDS = ("指标", "目标", "项", "任务", "哪个", "哪几个", "哪些", "谁")
# 指标体系是怎么定的 asks for the wording on how, not for the table.
SET = regex("怎么(定|设|来|确定|制定)|如何(定|设|确定|制定)|依据|凭什么|根据什么|咋(定|来)")
BARE_VALUE = regex(r"(目标|指标|数)值?(等于|为|是|定为|定的是|定在)(?P<value>\d+)的?(指标|目标|有|是|都)?.{0,4}(哪|几)")
WHICH = regex("列全|同为|[两二三四五]项|列名|列出|名单|哪|什么|几个|几项|多少个|多少项|都有|谁")
ADDED = regex(
    "十四五.{0,6}(新增|新加|多出|多了|增加)了?的?(哪些|几个|几项|什么|啥)?(的)?指标|十四五表?里?有.{0,4}十三五没有"
)
DROPPED = regex("十三五有.{0,6}十四五没有|十四五.{0,6}(少了|取消|去掉|删)了?的?(哪些|几个|几项|什么)?指标")
# Statistics that people look for in such tables and that the plan's two tables do not have.
LACKING = regex(
    "税收|一般公共预算|公共预算|预算收入|利润总额|营业收入|主营业务收入|社会消费品零售|社零|用电量|用水量|存款余额|贷款余额|进口额|进出口总额|合同外资|实到外资|研发投入"
    "|失业率|物价|cpi|商品房销售"
)


def on_tables(question: Question, search: Search) -> Answer | None:
    """Answer what is asked of a table as a whole, or None."""
    pair = shares.clipped(question.message, search)
    if pair and "share" in question.operations:
        return shares.between_measures(Asked(question, search, tuple(pair)))
    if question.measures and not _beyond_one(question):
        return None
    if SET.search(question.message) and choosing.relevant(question, search)[:1]:
        return None
    handlers = (
        _lacking,
        unit_of,
        row,
        _by_attribute,
        _only_planned,
        _new_firms,
        _by_unit,
        by_figure,
        by_rate,
        targets_moved,
        _by_value,
        _highest,
        column,
        movers,
        whole,
    )
    return next((answer for handler in handlers if (answer := handler(question, search)) is not None), None)


def _beyond_one(question: Question) -> bool:
    """Return whether a message that names a measure still asks for a list of indicators."""
    return bool(
        re.search(
            r"(全部|所有|各项|各个|哪些|哪几|几个|几项)(的)?指标|整张|指标表|哪个(指标|增速)|哪项|(别的|其他|还有)(的|别的|其他)?(硬|约束|预期|软)",
            question.message,
        )
    )


def _lacking(question: Question, search: Search) -> Answer | None:
    """A statistic that neither table has."""
    match = LACKING.search(question.message)
    asks = (
        question.years
        or question.periods
        or question.asks("count", "percent", "cost")
        or len(question.message) <= len("税收") + 4
    )
    if match is None or not asks or question.absent or question.projects or question.ambiguous:
        return None
    if any(match.group() in sentence.text for sentence in search.plan.sentences):
        return None
    tables = "、".join(table.caption for table in search.plan.tables)
    return Answer(NOT_FOUND, f"规划没有{match.group()}的数据，两张指标表（{tables}）都没有这一项。\n{replies.ASK_TOWN}")


def _targets(search: Search) -> list[View]:
    return [v for v in measures.views(search) if v.target]


def _listed(search: Search, lead: str, found: list[View], derived: Sequence[str] = ()) -> Answer:
    table = search.plan.tables[found[0].target.table] if found and found[0].target else search.plan.tables[-1]
    names = {v.target.name for v in found if v.target}
    rows = tuple(row for row in table.rows if set(row) & names)
    citations = [cite(search, v.target) for v in found if v.target]
    lines = [lead]
    if len(found) > 1:
        lines += [
            f"{n}. {_name(v)}：{goal_text(v)}（{v.target.attribute}）" for n, v in enumerate(found, 1) if v.target
        ]
    text = "\n".join([*lines, passages.source_lines(citations)])
    counted = [str(n) for n in range(1, len(found) + 1)]
    grid = Grid(table.caption, table.unit, table.columns, rows)
    return Answer(ANSWERED, text, tuple(citations), grid, derived=(*derived, *counted))


def _name(view: View) -> str:
    return view.target.name if view.target else view.label


def _only(view: View) -> str:
    """Return 城乡居民人均可支配收入增长率，“十四五”目标增长8%（预期性）."""
    return f"{_name(view)}，“十四五”目标{goal_text(view)}（{view.target.attribute if view.target else ''}）"


def _by_attribute(question: Question, search: Search) -> Answer | None:
    named = [a for a in ATTRIBUTES if a in question.message or a[:2] + "指标" in question.message]
    listed = any(w in n.found for n in question.enumerations for w in HARD)  # 硬约束有哪三样 is a list in prose
    if any(w in question.message for w in HARD) and not named and not listed and not SEVERAL.search(question.message):
        named = ["约束性"]
    if not named:
        return None
    if question.asks("meaning") and re.search("意思|含义|解释|定义|区别|理解", question.message):
        lines = [f"规划没有解释“{'”“'.join(named)}”的含义，只在指标表的“属性”一栏标注。", replies.ASK_TOWN]
        citations = [cite(search, v.target) for v in _targets(search) if v.target and v.target.attribute in named]
        return Reply(lines, citations[:1], (), PARTIAL).answer()
    targets = _targets(search)
    groups = {a: [v for v in targets if v.target and v.target.attribute == a] for a in ATTRIBUTES}
    if len(named) == 2:
        lead = f"“十四五”指标共{len(targets)}项：约束性{len(groups['约束性'])}项，预期性{len(groups['预期性'])}项。"
        return _listed(search, lead, targets, [str(len(g)) for g in groups.values()] + [str(len(targets))])
    found = groups[named[0]]
    lead = f"{named[0]}指标共{len(found)}项" + (f"（全表{len(targets)}项）。" if question.asks("count") else "：")
    if len(found) == 1:
        lead = f"{named[0]}指标只有1项：{_only(found[0])}。"
    if TOTAL_TOO.search(question.message):
        lead = f"“十四五”主要发展指标共{len(targets)}项，其中{lead}"
    lead = counted(question, len(found)) + lead
    return _listed(search, lead, found, [str(len(found)), str(len(targets))])


def _by_unit(question: Question, search: Search) -> Answer | None:
    message = question.message
    if "指标" in message or "目标" in message or "145" in question.periods:
        message = re.sub("企业家数|家数类?|企业类", "按家", message)
    match = BY_UNIT.search(message)
    if match is None or not (question.asks("list", "count") or "指标" in question.message or "哪" in question.message):
        return None
    unit = {"亿": "亿元", "百分比": "%", "百分号": "%", "万": "万元"}.get(match["unit"], match["unit"])
    found = [v for v in _targets(search) if v.goal and v.goal.unit == unit]
    amounts = [v for v in measures.views(search) if v.years and v.years[0].unit == unit and not v.is_rate]
    if not found and amounts:
        lead = f"“十三五”表中以{unit}为单位的有{len(amounts)}项：{'、'.join(v.label for v in amounts)}。"
        return Reply([lead], rows_of(search, amounts), [str(len(amounts))]).answer()
    if not found:
        return None
    first = f"“十四五”指标中单位是“{unit}”的共{len(found)}项："
    if TOGETHER.search(message) and unit in ("家", "亿元"):
        values = [v.goal.value for v in found if v.goal]
        total = str(sum(map(Decimal, values)))
        first = f"加起来{total}{unit}（{' + '.join(values)} = {total}，各项口径不同，只是相加）。\n{first}"
        return _listed(search, first, found, [str(len(found)), total])
    return _listed(search, first, found, [str(len(found))])


def _only_planned(question: Question, search: Search) -> Answer | None:
    """Which indicators the plan adds to those of the past period, or drops."""
    added, dropped = ADDED.search(question.message), DROPPED.search(question.message)
    if not (added or dropped):
        return None
    both = measures.views(search)
    new = [v for v in both if v.target and not v.achieved]
    if dropped:
        gone = [v for v in both if v.achieved and not v.target]
        lead = f"“十三五”表里有、“十四五”表里没有的指标{'：' + '、'.join(v.label for v in gone) if gone else '没有'}。"
        return Reply([lead], rows_of(search, [v for v in both if v.achieved])).answer()
    return _listed(search, f"“十四五”表比“十三五”表多{len(new)}项指标：", new, [str(len(new))])


def _new_firms(question: Question, search: Search) -> Answer | None:
    """How many firms are to be added in all: the plan has five targets, which overlap."""
    firms = "企业" in question.message and ("145" in question.periods or "目标" in question.message)
    total = any(w in question.message for w in ("一共", "总共", "加起来", "合计", "共多少", "共几"))
    if not firms or not total or question.projects or "135" in question.periods:
        return None
    found = [v for v in _targets(search) if v.goal and v.goal.unit == "家"]
    lead = f"规划没有给出总数，只分{len(found)}类定了目标，各类可能重复，不宜相加："
    return _listed(search, lead, found, [str(len(found))])


def _by_value(question: Question, search: Search) -> Answer | None:
    """The targets of a value (6%的有哪几个), or above or below one."""
    values = [(v, u) for v, u in question.claims if u in ("%", "家", "亿元", "亿", "个亿")]
    bare = BARE_VALUE.search(question.message)
    if bare and not values:
        return _of_bare_value(bare["value"], search)
    asks = question.asks("list", "count") or "都" in question.message or WHICH.search(question.message)
    if not values or not asks or question.projects or question.years or "135" in question.periods:
        return None
    if not any(w in question.message for w in (*GROWTH_WORDS, *INDICATOR_WORDS)):
        return None
    value, unit = values[0][0], "亿元" if "亿" in values[0][1] else values[0][1]
    limit = Decimal(value)
    above, below = ABOVE.search(question.message), BELOW.search(question.message)
    found = [
        v
        for v in _targets(search)
        if v.goal and v.goal.unit == unit and fits(Decimal(v.goal.value), limit, above=above, below=below)
    ]
    if not found:
        return None
    word = f"高于{value}{unit}" if above else f"低于{value}{unit}" if below else f"定为{value}{unit}"
    if len(found) == 1:
        return _listed(search, f"“十四五”目标{word}的只有1项：{_only(found[0])}。", found, ["1"])
    return _listed(search, f"“十四五”目标{word}的共{len(found)}项：", found, [str(len(found))])


def _of_bare_value(value: str, search: Search) -> Answer | None:
    """The targets of a value that is asked without a unit (目标值等于8的有哪几项), whatever their unit."""
    found = [v for v in _targets(search) if v.goal and v.goal.value == value]
    return _listed(search, f"“十四五”目标值是{value}的共{len(found)}项：", found, [str(len(found))]) if found else None


def _highest(question: Question, search: Search) -> Answer | None:
    """The highest or lowest target, or the measure that grew most over the past period."""
    wanted = question.operations & {"maximum", "minimum"}
    if not wanted or question.years or (question.measures and "哪" not in question.message) or question.projects:
        return None
    if not any(w in question.message for w in (*GROWTH_WORDS, "指标", "目标")):
        return None
    highest = "maximum" in wanted
    if "135" in question.periods and "target" not in question.operations:
        return strongest_rate(search, highest=highest)
    unit = (
        "家" if "家" in question.message else "亿元" if "亿" in question.message or "投资" in question.message else "%"
    )
    targets = [v for v in _targets(search) if v.goal and v.goal.unit == unit and "下降" not in _name(v)]
    best = (max if highest else min)(Decimal(v.goal.value) for v in targets if v.goal)
    found = [v for v in targets if v.goal and Decimal(v.goal.value) == best]
    kind = "增速目标" if unit == "%" else f"以{unit}为单位的目标"
    word = "最高" if highest else "最低"
    note = "（产值能耗是下降目标，年均下降3%，不与增速比。）" if unit == "%" and not highest else ""
    lead = f"{kind}{word}的是{'、'.join(map(_name, found))}：{best}{unit}。{note}"
    return _listed(search, lead, found, [str(best), "3"])
