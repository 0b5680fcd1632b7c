"""Prose sums: what can be computed from the figures of one sentence; each operation takes them or leaves them."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot import computing, quantities
from bot.answer import ANSWERED, PARTIAL
from bot.question import Question
from knowledge.records import Figure

AVERAGE = re.compile("平均|均摊|摊(到|着|下来)?|人均|户均|店均|站均|分摊|合(到)?多少|合几|划到|折到|均到")
PER_YEAR = re.compile(
    "(平均|均摊|摊|划|折|合).{0,6}(每|一)年|(每|一)年.{0,4}(平均|均)|年均(?!增|下降|涨|降)|每年大(约|概)|(每|一)年(大概|大约|差不多)"
    "|除以(5|五)|(每|一)年(?!里|中|涨|增长|降|跌|升)(能|要|有|是|可以)?[^哪涨降增跌升]{0,3}(新增|增加)?[^哪涨降增跌升]{0,3}(多少|几(?!岁))"
)
MEAN_ASKED = re.compile("平均|均|摊|除以|大概|大约|差不多|划|折|合")
PER = re.compile(
    r"(?:平均|均)?(?:每一?|(?<![第十百千万\d一二三四五六七八九])[一1])(?P<unit>人次|个人|户人家|家人家|人家|[户家个人名位条处所座套张亩幅件项批栋])"
    r"(?P<noun>(?:(?!平均|几|多少|摊|能|有|要|合|大概|均|到|可以|补|花|发|拿|多|腾|改|占|是|服务(?!站)|受理|经营|种|管)[^\W\d_]){0,8})"
    "|(?P<short>[户人村店站])均"
)
DIFFERENCE = re.compile("差(多少|几|了多少|距|额|价)?|相差|多(出)?(多少|几)|少(了)?(多少|几)|高出|多出")
SHARE = re.compile("占.{0,8}(多少|几|比)|占比|百分之几|百分之多少|比重|几成|比例|几分之几")
TIMES = re.compile("几倍|多少倍|倍")
ADDING = re.compile("总共|一共|合计|加起来|加上|相加|总计|共计|合起来|加一起|加在一起|拢共|统共")
BOTH = re.compile("两[级种类项个样处块]|二者|两者")
MONEY = re.compile("钱|资金|元|金额|救助金|块|钞票|款")
# What happened over the five years can be spread over them; what merely stood at their end cannot.
FLOW = re.compile(
    "新增|净增|完成|新建|敷设|发放|救助|扶持|审核|拆除|关停|消除|整治|处置|招商|调整|出让|签约|腾出|兑现|累计|净收入|改造|回收|中修|创建|启用|升级|上市|募集"
)
STOCK = re.compile("全镇|总面积|核心|汇聚|服务全镇|养护|受理|届")
NUMERIC = re.compile(r"\d+(?:\.\d+)?$")
SCALE = {
    "万元": ("元", 10_000),
    "亿元": ("元", 100_000_000),
    "万平方米": ("平方米", 10_000),
    "万人次": ("人次", 10_000),
}
UNIT_OF = {"个人": "人", "户人家": "户", "家人家": "户", "人家": "户", "村": "个", "店": "家", "站": "个"}
PEOPLE = ("人", "名", "位", "人次")
FAMILIES = ("户", "家")
DIVISORS = ("个", "户", "家", "处", "幅", "条", "座", "所", "项", "人", "名", "人次", "张", "件", "套")
LEAST_COVER = 0.12
SAME = 4


@dataclass(frozen=True, slots=True)
class Choice:
    """A figure with how much of the message it knows (0–1), in its own words and those of the bank."""

    figure: Figure
    cover: float


@dataclass(frozen=True, slots=True)
class Sum:
    """What was computed: the answer in words, its formula, a word on it, the figures used, the numbers derived."""

    line: str
    formula: str
    note: str
    figures: tuple[Figure, ...]
    numbers: tuple[str, ...]
    status: str = ANSWERED


def _base(figure: Figure) -> tuple[str, Decimal]:
    """Return a figure's unit and value without 万 or 亿."""
    unit, factor = SCALE.get(figure.unit, (figure.unit, 1))
    return unit, Decimal(figure.value) * factor


def _with_unit(number: Decimal, unit: str) -> str:
    """Return a number in plain words: 1.2万元 rather than 12000元."""
    if unit == "亿元" and number < 1:
        return f"{computing.rounded(number * 10_000)}万元"
    if unit in ("元", "平方米") and number >= 10_000:
        return f"{computing.rounded(number / 10_000)}万{unit}"
    return f"{computing.rounded(number)}{unit}"


def _told(figure: Figure) -> str:
    return f"{figure.value}{figure.unit}"


def _name(figure: Figure) -> str:
    return figure.subject.strip("，。、")


def _wanted(question: Question) -> set[str]:
    """Return the kinds of quantity asked for, without those that say per what."""
    message = PER.sub("", AVERAGE.sub("", question.message))
    kinds = {q.kind for q in quantities.quantities(message) if q.kind and q.kind != "time"}
    if MONEY.search(message) and not kinds - {"thing"}:
        kinds = kinds or {"money"}
    return kinds


def _kind(figure: Figure) -> str:
    return quantities.CLASS_OF.get(figure.unit, "thing")


def per_year(question: Question, choices: Sequence[Choice]) -> Sum | None:
    """A five-year total spread over its years."""
    if not PER_YEAR.search(question.message) or question.years:
        return None
    kinds = _wanted(question)
    units = {q.unit for q in quantities.quantities(question.message) if q.unit and q.unit not in ("年", "个")}
    fitting = [c for c in choices if not kinds or _kind(c.figure) in kinds]
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
        f"规划没有写{lacking}，平均每年{about}{_with_unit(Decimal(shown), figure.unit)}",
        f"{_told(figure)} ÷ {years}年 {sign} {exactly}{figure.unit}",
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
    kinds = _wanted(question) - {"percent"}
    of = [c.figure for c in choices if c.figure is not by and c.figure.unit not in ("%", by.unit)]
    of = [
        f
        for f in of
        if not kinds or _kind(f) in kinds or (_kind(f) in ("people", "thing") and kinds & {"people", "thing"})
    ]
    units = {q.unit for q in quantities.quantities(PER.sub("", question.message)) if q.unit}
    of = [f for f in of if f.unit in units] or of
    if not of or (not kinds and len({_base(f)[0] for f in of}) > 1):
        return None
    above, below = _base(of[0]), _base(by)
    number = above[1] / below[1]
    unit = match["unit"] if match and match["unit"] in (*PEOPLE, *FAMILIES) else below[0]
    return Sum(
        f"平均每{unit}{noun if unit == '个' else ''}约{_with_unit(number, above[0])}",
        f"{_told(of[0])} ÷ {_told(by)} ≈ {_with_unit(number, above[0])}",
        "按规划里的两个数演算，规划没有直接写平均数",
        (of[0], by),
        (computing.rounded(number), computing.rounded(number / 10_000)),
    )


def _divisor(match: re.Match[str] | None, question: Question, choices: Sequence[Choice]) -> tuple[Figure | None, str]:
    """Return the figure that the message divides by, of its unit, and the noun that it counts in the message."""
    if match is None:
        counted = [c.figure for c in choices if _kind(c.figure) in ("thing", "people") and c.figure.unit in DIVISORS]
        named = [f for f in counted if f.subject[-SAME:] in question.message]
        fits = len(named) == 1 and _wanted(question) & {"area", "money", "length"}
        return (named[0] if fits else None), ""
    said = match["unit"] or match["short"]
    unit, noun = UNIT_OF.get(said, said), match["noun"] or ""
    fitting = [c.figure for c in choices if _same_kind(_base(c.figure)[0], unit)]
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


def _pair(question: Question, choices: Sequence[Choice]) -> tuple[Figure, Figure] | None:
    """Return the two figures of one kind that the message means, the first named first, or None."""
    kinds = _wanted(question) - {"percent"}
    groups: dict[str, list[Choice]] = {}
    for choice in choices:
        if choice.figure.unit != "%" and (not kinds or _kind(choice.figure) in kinds):
            groups.setdefault(_base(choice.figure)[0], []).append(choice)
    pairs = [g for g in groups.values() if len(g) > 1]
    if len(pairs) != 1 or (len(pairs[0]) > 2 and pairs[0][1].cover - pairs[0][2].cover < 0.02):
        return None
    one, other = pairs[0][:2]
    if one.cover < LEAST_COVER or other.cover < LEAST_COVER / 2:
        return None
    first, second = sorted((one.figure, other.figure), key=lambda f: f.start)
    return first, second


def difference(question: Question, choices: Sequence[Choice]) -> Sum | None:
    """By how much two figures of one unit in one sentence differ."""
    if not DIFFERENCE.search(question.message) or SHARE.search(question.message) or TIMES.search(question.message):
        return None
    pair = _pair(question, choices)
    if pair is None:
        return None
    more, less = sorted(pair, key=lambda f: -_base(f)[1])
    gap = computing.difference(more.value, less.value) if more.unit == less.unit else None
    if gap is None:
        return None
    line = f"相差{gap.value}{more.unit}：{_name(more)}{_told(more)}，{_name(less)}{_told(less)}"
    if not gap.number:
        line = f"一样多，都是{_told(more)}"
    return Sum(line, f"{gap.formula}（{more.unit}）", "按规划里的两个数相减", pair, gap.numbers)


def share(question: Question, choices: Sequence[Choice]) -> Sum | None:
    """The smaller of two figures of one unit as a share or multiple of the greater."""
    times = TIMES.search(question.message)
    if not (SHARE.search(question.message) or times):
        return None
    pair = _pair(question, choices)
    if pair is None or pair[0].unit != pair[1].unit:
        return None
    whole, part = sorted(pair, key=lambda f: -_base(f)[1])
    if times:
        result = computing.multiple(whole.value, part.value)
        line = f"约{result.value}倍：{_name(whole)}{_told(whole)}，{_name(part)}{_told(part)}"
    else:
        result = computing.share(part.value, whole.value)
        line = f"约{result.value}%：{_name(part)}{_told(part)}，{_name(whole)}{_told(whole)}"
    return Sum(line, result.formula, "按规划里的两个数演算，规划没有直接写这个比例", pair, result.numbers)


def together(question: Question, choices: Sequence[Choice]) -> Sum | None:
    """The sum of the figures of one sentence that the message names (2个区级、38个镇级整治区域)."""
    if not ADDING.search(question.message) or any("核心" in c.figure.subject for c in choices):
        return None
    best = choices[0].figure
    listed = [c.figure for c in choices if c.figure.clause == best.clause or c.figure.subject[-2:] == best.subject[-2:]]
    listed.sort(key=lambda f: f.start)
    named = [f for f in listed if any(pair in question.message for pair in _own_pairs(f, listed))]
    close = [f for f in listed if f.clause == best.clause and f.subject[-SAME:] == best.subject[-SAME:]]
    if len(named) < 2 and BOTH.search(question.message) and len(close) == 2:
        named = close
    if len(named) < 2:
        return None
    told = "、".join(f"{_name(f)}{_told(f)}" for f in named)
    if len({f.unit for f in named}) > 1:
        return Sum(f"规划分别写了：{told}（单位不同，规划没有写合计）", "", "", tuple(named), ())
    result = computing.total([f.value for f in named])
    line, formula = f"合计{result.value}{best.unit}：{told}", f"{result.formula}（{best.unit}）"
    return Sum(line, formula, "规划没有写合计，按原文的数相加", tuple(named), (result.value,))


def _own_pairs(figure: Figure, others: Sequence[Figure]) -> set[str]:
    """Return the pairs of characters that only this figure's subject has."""
    return _pairs(figure.subject) - {p for o in others if o is not figure for p in _pairs(o.subject)}


def _pairs(subject: str) -> set[str]:
    return {subject[i : i + 2] for i in range(len(subject) - 1)}


OPERATIONS: tuple[Callable[[Question, Sequence[Choice]], Sum | None], ...] = (
    per_year,
    per_unit,
    share,
    difference,
    together,
)
# A message in which none of these finds anything asks for no sum.
ASKING = (AVERAGE, PER_YEAR, PER, DIFFERENCE, SHARE, TIMES, ADDING)
