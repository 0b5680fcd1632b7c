"""Prose means: a figure of the prose spread over years, or divided by another of its sentence."""

import re
from collections.abc import Sequence
from decimal import Decimal

from bot import computing, prose_figures, quantities
from bot.answer import ANSWERED, PARTIAL
from bot.prose_figures import AVERAGE, LEAST_COVER, PER, SAME, Choice, Sum
from bot.question import Question
from knowledge.patterns import regex
from knowledge.records import Figure

PER_YEAR = regex(
    "(平均|均摊|摊|(?<![计规])划|折|合).{0,6}(每|(?<!哪)一)年|(每|一)年.{0,4}(平均|均)|年均(?!增|下降|涨|降)|每年大(约|概)|(每|一)年(大概|大约|差不多)"
    "|除以(5|五)|(每|一)年(?!里|中|涨|增长|降|跌|升)(能|要|有|是|可以)?[^哪涨降增跌升]{0,3}(新增|增加)?[^哪涨降增跌升]{0,3}(多少|几(?!岁))"
)
MEAN_ASKED = regex("平均|均|摊|除以|大概|大约|差不多|(?<![计规])划|折|合")
# What happened over the five years can be spread over them; what merely stood at their end cannot.
FLOW = regex(
    "新增|净增|完成|新建|敷设|发放|救助|扶持|审核|拆除|关停|消除|整治|处置|招商|调整|出让|签约|腾出|兑现|累计|净收入|改造|回收|中修|创建|启用|升级|上市|募集"
)
STOCK = regex("全镇|总面积|核心|汇聚|服务全镇|养护|受理|届")
UNIT_OF = {"个人": "人", "户人家": "户", "家人家": "户", "人家": "户", "村": "个", "店": "家", "站": "个"}
PEOPLE = ("人", "名", "位", "人次")
FAMILIES = ("户", "家")
DIVISORS = ("个", "户", "家", "处", "幅", "条", "座", "所", "项", "人", "名", "人次", "张", "件", "套")


def per_year(question: Question, choices: Sequence[Choice]) -> Sum | None:
    """A five-year total spread over its years."""
    if not PER_YEAR.search(question.message) or question.years:
        return None
    kinds = prose_figures.wanted(question)
    units = {q.unit for q in quantities.quantities(question.message) if q.unit and q.unit not in ("年", "个")}
    fitting = [c for c in choices if not kinds or prose_figures.kind(c.figure) in kinds]
    exact = [c for c in fitting if c.figure.unit in units] or fitting
    figure = exact[0].figure if exact and exact[0].cover >= LEAST_COVER else None
    spread = figure and figure.unit != "%" and not STOCK.search(figure.subject)
    if figure is None or not spread or not FLOW.search(f"{figure.subject}{figure.clause}"):
        return None
    years = 5
    number = Decimal(figure.value) / years
    shown = computing.rounded(number, 0 if figure.unit in "个家户名件张套项" and number >= 10 else 4)
    if figure.unit not in ("亿元", "万平方米"):
        shown = computing.rounded(Decimal(shown))
    exactly = computing.rounded(number, 4)
    sign = "≈" if exactly != computing.rounded(number, 6) else "="
    about = "约" if shown != computing.rounded(number, 6) else ""
    asked_mean = MEAN_ASKED.search(question.message)
    lacking = "分年的数" if figure.done else "分年的计划"
    return Sum(
        f"规划没有写{lacking}，平均每年{about}{prose_figures.with_unit(Decimal(shown), figure.unit)}",
        f"{prose_figures.told(figure)} ÷ {years}年 {sign} {exactly}{figure.unit}",
        "按五年总数平均演算，不是某一年的实际数" if figure.done else "按五年平均只是演算，不是规划定的数",
        (figure,),
        (shown, exactly, str(years), computing.rounded(number), computing.rounded(Decimal(shown) * 10_000)),
        ANSWERED if asked_mean else PARTIAL,
    )


def per_unit(question: Question, choices: Sequence[Choice]) -> Sum | None:
    """One figure divided by another of the same sentence (平均一户几套, 每人次多少钱)."""
    match = PER.search(question.message)
    averages = AVERAGE.search(question.message) or (match and len(question.claims) > 1)
    if not averages or (match is None and PER_YEAR.search(question.message)):
        return None
    by, noun = _divisor(match, question, choices)
    if by is None:
        return None
    kinds = prose_figures.wanted(question) - {"percent"}
    of = [c.figure for c in choices if c.figure is not by and c.figure.unit not in ("%", by.unit)]
    of = [
        f
        for f in of
        if not kinds
        or prose_figures.kind(f) in kinds
        or (prose_figures.kind(f) in ("people", "thing") and kinds & {"people", "thing"})
    ]
    units = {q.unit for q in quantities.quantities(PER.sub("", question.message)) if q.unit}
    counted = {u for u in units if quantities.CLASS_OF.get(u) == "thing"} - {"个", by.unit}
    if counted and not any(f.unit in counted for f in of):
        return None  # 一个小区装了几路, and the sentence counts no 路
    of = [f for f in of if f.unit in units] or of
    if not of or (not kinds and len({prose_figures.base(f)[0] for f in of}) > 1):
        return None
    above, below = prose_figures.base(of[0]), prose_figures.base(by)
    number = above[1] / below[1]
    unit = match["unit"] if match and match["unit"] in (*PEOPLE, *FAMILIES) else below[0]
    return Sum(
        f"平均每{unit}{noun if unit == '个' else ''}约{prose_figures.with_unit(number, above[0])}",
        f"{prose_figures.told(of[0])} ÷ {prose_figures.told(by)} ≈ {prose_figures.with_unit(number, above[0])}",
        "按规划里的两个数演算，规划没有直接写平均数",
        (of[0], by),
        (computing.rounded(number), computing.rounded(number / 10_000)),
    )


def _divisor(match: re.Match[str] | None, question: Question, choices: Sequence[Choice]) -> tuple[Figure | None, str]:
    """Return the figure that the message divides by, of its unit, and the noun that it counts in the message."""
    if match is None:
        counted = [
            c.figure
            for c in choices
            if prose_figures.kind(c.figure) in ("thing", "people") and c.figure.unit in DIVISORS
        ]
        named = [f for f in counted if f.subject[-SAME:] in question.message]
        fits = len(named) == 1 and prose_figures.wanted(question) & {"area", "money", "length"}
        return (named[0] if fits else None), ""
    said = match["unit"] or match["short"]
    unit, noun = UNIT_OF.get(said, said), match["noun"] or ""
    fitting = [c.figure for c in choices if _same_kind(prose_figures.base(c.figure)[0], unit)]
    for size in range(len(noun), 1, -1):
        piece = noun[:size]
        for test in (_follows, _in_subject):
            told = [f for f in fitting if test(f, piece)]
            if told:
                return told[0], piece
    return (fitting[0] if fitting and (unit != "个" or len(fitting) == 1) else None), ""


def _same_kind(own: str, unit: str) -> bool:
    if unit == "个":
        return own in DIVISORS and own not in PEOPLE
    return own == unit or {own, unit} <= set(PEOPLE) or {own, unit} <= set(FAMILIES)


def _follows(figure: Figure, noun: str) -> bool:
    """Return whether a noun stands right after the figure's unit (12个部门)."""
    at = figure.clause.find(f"{figure.value}{figure.unit}")
    return figure.clause[at + len(figure.value) + len(figure.unit) :].startswith(noun)


def _in_subject(figure: Figure, noun: str) -> bool:
    return noun in figure.subject
