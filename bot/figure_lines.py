"""The line that gives a figure first, a wrong claim corrected, other units converted."""

import re
from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal

from bot import asked, computing, cues, given, given_counts, passages, quantities
from bot.question import Question
from index import text
from index.search import Hit, Search
from knowledge.patterns import regex
from knowledge.records import Figure

LIMITED = regex("只|才|就(?!业)|每|都|全|没|不(?!是)|今后|以后|将来|还要|已经|不是|年|第")
CONFIRMS = regex("(吧|吗|对吗|对不对|对伐|没错|伐|是真的|是不是|(?<![什怎那])么)[?？。]?")
ENDS = regex("^(?!.*(哪|什么|啥|怎|咋|如何|谁|多少|几)).*(吗|(?<![什怎那])么|伐|是不是)[?？。]?$")
LINK, BEFORE = regex("(面积)?(是|为|有|达|约|共)?$"), 3
COMPARES = regex("[多少][了些点]?还是|比.{0,8}[多少]|更?[多少]了?(吗|伐)|差(多少|几)")
THIS_FIGURE = regex("(是|写的是|就是)?这个数|这数(字)?(对|准)|对不对|准不准")
MEASURED_KINDS = ("percent", "money", "area", "length")
SAID, TELLING = regex(r"不是(\d+(?:\.\d+)?)(\D+?)，"), 3  # a figure of so many digits is no one else's
ROUND_ENOUGH = Decimal("0.012")
DOING = regex(
    "^(?:精准|高效|受理|完成|建成|实施|改造|累计|腾出|整治|处置|启用|升级|扶持|发放|募集|救助|关停或搬迁|调整|敷设|拆除|消除|整编|成功|创建)+"
)
MU_PER_HECTARE = Decimal(15)


def figure_line(question: Question, search: Search, best: Hit, figures: list[Figure]) -> str:
    """Return "3座：“十四五”期间…计划：新建3座口袋公园。" with a wrong claim corrected, or ""."""
    wanted = quantities.wanted_of(question)
    states = _states(question)
    claims = [(v, u) for v, u in question.claims if states]
    bare = (
        not claims
        and not question.attributes
        and "几a" not in question.message
        and len(quantities.figures_of(search, best)) == 1
    )
    if claims and not wanted:
        classes = {quantities.CLASS_OF.get(unit) for _, unit in claims}
        exact = [f for f in figures if f.unit in {unit for _, unit in claims}]  # 安置房5726户 of 3464户5726套
        alike = exact or [f for f in figures if quantities.CLASS_OF.get(f.unit) in classes]
        figures = alike or _of_class(question, search, best, classes) or figures
    if not figures or not (wanted or claims or bare):
        return ""
    if bare and not wanted:
        figures = quantities.figures_of(search, best)
    if wanted and not claims and _counts_another(question, wanted, best, figures):
        return ""
    chosen = _chosen(question, search, best, figures)
    wrong = _wrong_claim(question, search, chosen)
    told = "、".join(f"{_thing(f) if len(chosen) > 1 else ''}{_numbered(f)}{f.value}{f.unit}" for f in chosen)
    line = f"{wrong}{told}：{passages.lead(search, best.entry.sentence, chosen[0].clause)}。"
    if not wrong and claims and not wanted and _borne_out(question, search, chosen):
        line = f"对，{line}"
    other = _of_other_period(question, search, chosen[0]) if claims and not wrong else ""
    line = f"{other}\n{line}" if other else line
    if wrong:
        line = (
            f"{wrong}规划写的是{chosen[0].clause.strip()}（{passages.period_label(search.plan, chosen[0].period)}）。"
            f"{_whose(wrong, search)}"
        )
    conversions = [c for f in chosen for c in converted(question, f)[0]]
    return "\n".join([*conversions, line]) if conversions else line


def _whose(wrong: str, search: Search) -> str:
    """Return what the plan tells with a wrongly stated figure (4375户写的是…签约民宅4375户), "" where nothing or much."""
    said = SAID.match(wrong)
    told = [f for f in search.plan.figures if said and (f.value, f.unit) == said.groups()] if said else []
    if len(told) != 1 or not said or len(said[1].replace(".", "")) < TELLING:
        return ""
    return f"{said[1]}{said[2]}写的是：{told[0].clause.strip('，。；')}（{passages.period_label(search.plan, told[0].period)}）。"


def told_of(question: Question, search: Search, line: str) -> list[int]:
    """Return the sentences of the figures that a message claims and whose clauses a line quotes."""
    claimed = (f for f in search.plan.figures if (f.value, f.unit) in question.claims)
    return [f.sentence for f in claimed if f.clause.strip("，。；") in line]


def _of_other_period(question: Question, search: Search, figure: Figure) -> str:
    """Return "不是“十四五”，是“十三五”：" where a claim puts a figure of one period into the other, else ""."""
    names = {p.id: p.name for p in search.plan.periods}
    if len(question.periods) != 1 or figure.period not in names or figure.period in question.periods:
        return ""
    (said,) = question.periods
    return (
        f"不是{names[said]}的，是{names[figure.period]}的。" if (figure.number, figure.unit) in question.claims else ""
    )


def without_figure(question: Question, search: Search, best: Hit) -> str:
    """Return a figure that a message claims (98%), where the passage has none of its kind and the plan not this one."""
    if not (_states(question) or THIS_FIGURE.search(question.message)):
        return ""
    return unheard(question, search, [best.entry.sentence], MEASURED_KINDS)


def unheard(question: Question, search: Search, sentences: Iterable[int], kinds: Collection[str]) -> str:
    """Return the claimed figure of one of some kinds that no sentence has any of and the plan has nowhere, or ""."""
    there = {quantities.CLASS_OF.get(f.unit) for n in sentences for f in search.figures(n)}
    told = {(f.number, f.unit) for f in search.plan.figures}
    for value, unit in question.claims:
        kind = quantities.CLASS_OF.get(unit)
        if kind in kinds and kind not in there and (value, unit) not in told:
            return f"{value}{unit}"
    return ""


def _thing(figure: Figure) -> str:
    """Return what a figure counts, without the verbs in front (部门 of 精准高效受理12个部门)."""
    bare = DOING.sub("", figure.subject)
    return bare if len(bare) > 1 else figure.subject


def _states(question: Question) -> bool:
    """Return whether the figures of a message are claimed (扶持创业6411户吗), not merely named."""
    return question.confirms or (question.asks("yesno") and ENDS.search(question.message) is not None)


def _numbered(figure: Figure) -> str:
    """Return 第 for a number that is one of a series (第八批), 前 for the first ones (前三期), else ""."""
    told = f"{figure.value}{figure.unit}"
    return next((mark for mark in "第前" if figure.unit in quantities.ORDINALS and mark + told in figure.clause), "")


def _counts_another(question: Question, wanted: list[quantities.Quantity], best: Hit, figures: list[Figure]) -> bool:
    """Return whether what is counted is a list or a name in the passage, and every figure counts something else."""
    told = all(given_counts.listed(q, best) or given_counts.in_name(q, best) for q in wanted)
    fitting = (f for q in wanted for f in figures if quantities.fits(q, f) and given_counts.same_noun(q, f, best))
    return told and not question.own and not any(fitting)


def _chosen(question: Question, search: Search, best: Hit, figures: list[Figure]) -> list[Figure]:
    """Return the figures that are meant: of the noun that is counted, else of the passage itself, else of its unit."""
    wanted = quantities.wanted_of(question)
    own = quantities.figures_of(search, best)
    meant = _of_own_words(question, search, [*own, *figures])
    if meant:
        return meant
    if len(wanted) < 2:
        counted = [f for f in figures if quantities.counts(question.message, f)]
        inner = [f for f in own if (quantities.fits(wanted[0], f) if wanted else f in figures)]
        fitting = [f for f in counted if not wanted or quantities.fits(wanted[0], f)] or inner
        if fitting:
            return _told_apart(question, search, fitting)
    near = [f for q in wanted for f in own if quantities.fits(q, f) and q.unit == f.unit]
    rest = [q for q in wanted if not any(q.unit == f.unit for f in near)]
    fitting = [*near, *(f for q in rest for f in figures if quantities.fits(q, f))] or figures
    exact = [f for q in wanted for f in fitting if q.unit == f.unit]
    return list(dict.fromkeys(exact or fitting))[:3]


def _of_own_words(question: Question, search: Search, figures: list[Figure]) -> list[Figure]:
    """Return the figures that a clipped follow-up names itself (活动室呢 after 睦邻点有几个)."""
    words = search.terms.content(cues.without_cues(question.own)) if question.own else []
    wanted = quantities.quantities(question.own)
    fitting = [f for f in dict.fromkeys(figures) if not wanted or any(quantities.fits(q, f) for q in wanted)]
    shares = [given.figure_share(words, f, search) for f in fitting]
    named = [f for f, share in zip(fitting, shares, strict=True) if share and share == max(shares)]
    return named[:3] if len(named) < len(fitting) else []


def _told_apart(question: Question, search: Search, figures: list[Figure]) -> list[Figure]:
    """Return the figures whose subject shares most words with the message (护理床 of 护理型 and 认知症床位)."""
    words = search.terms.of(question.message)
    shares = [sum(w in text.compact(f.subject) for w in words) for f in figures]
    return [f for f, share in zip(figures, shares, strict=True) if share == max(shares)][:3]


def _wrong_claim(question: Question, search: Search, figures: Sequence[Figure]) -> str:
    message = text.with_arabic_numbers(question.message)
    misplaced = _misplaced(message, question, search, figures)
    if misplaced:
        return misplaced
    right = [f for f in figures if (f.number, f.unit) in question.claims]
    for value, unit in question.claims if _states(question) else ():
        if any((f.value, f.unit) == (value, unit) for r in right for f in search.figures(r.sentence)):
            continue  # both of 家庭农场74户、机农结合7户 stand there
        beside = any(f.unit == unit for r in right for f in search.figures(r.sentence) if f.clause == r.clause)
        if right and not beside and any((f.value, f.unit) == (value, unit) for f in search.plan.figures):
            continue  # beside a right figure another may be another thing's (关停的61家和清拆的47家)
        same = [f for f in figures if quantities.CLASS_OF.get(f.unit) == quantities.CLASS_OF.get(unit)]
        counted = quantities.STRICT.get(unit, ())
        same = [f for f in same if f.unit in counted or f.unit == unit] or same if counted else same  # 3464户 are no 套
        round_ = bool(re.search(re.escape(value) + "[多余来几]|出头|左右|上下", message))
        if same and not any(value == f.number or (round_ and _about(value, f)) or _nearly(value, f) for f in same):
            return f"不是{value}{'多' if round_ else ''}{unit}，"
    return ""


def _misplaced(message: str, question: Question, search: Search, figures: Sequence[Figure]) -> str:
    """Return "不是24300亩，" where a message gives one thing's number to another of the same sentence (核心区域24300亩)."""
    for value, unit in question.claims if _states(question) else ():
        at = message.find(value + unit)
        before = LINK.sub("", message[:at])[-BEFORE:] if at > 0 else ""
        alike = [f for n in {f.sentence for f in figures} for f in search.figures(n) if f.unit == unit]
        own = [f for f in alike if f.value == value]
        others = [f for f in alike if f.value != value and before and _ends_with(f, before)]
        if len(before) == BEFORE and own and len(others) == 1 and not any(_ends_with(f, before) for f in own):
            return f"不是{value}{unit}，"
    return ""


def _ends_with(figure: Figure, words: str) -> bool:
    """Return whether the words stand right before a figure in its clause."""
    clause = text.compact(figure.clause)
    return clause[: clause.find(figure.value)].endswith(words)


def _borne_out(question: Question, search: Search, figures: Sequence[Figure]) -> bool:
    """Return whether the one figure that the message states is the passage's, and nothing else in it may be wrong."""
    if len(question.claims) != 1 or len(figures) != 1 or LIMITED.search(question.message):
        return False
    (value, unit), figure = question.claims[0], figures[0]
    about = re.search(re.escape(value) + "[多余来几]", text.with_arabic_numbers(question.message))
    other = question.periods and figure.period not in question.periods
    sentence = search.sentence(figure.sentence).text
    if any(n not in sentence for n in asked.named_places(question, search)):
        return False
    if other or unit != figure.unit or not (value == figure.number or (about and _about(value, figure))):
        return False
    return bool(CONFIRMS.search(question.message))


def _of_class(question: Question, search: Search, best: Hit, classes: set[str | None]) -> list[Figure]:
    """Return the figures of the best hit's whole sentence that a claim may be held against, nearest in words first."""
    inside = [f for f in search.figures(best.entry.sentence) if f.kind != "name"]
    alike = [f for f in inside if quantities.CLASS_OF.get(f.unit) in classes]
    words = search.terms.of(question.message)
    shares = [sum(w in text.compact(f.clause) for w in words) for f in alike]
    return [f for f, share in zip(alike, shares, strict=True) if share and share == max(shares)]


def _nearly(value: str, figure: Figure) -> bool:
    """Return whether a round number is said for a figure with decimals (100万 for 100.88万)."""
    if not (value.isdigit() and re.fullmatch(r"\d+\.\d+", figure.value)):
        return False
    return abs(Decimal(value) - Decimal(figure.value)) <= ROUND_ENOUGH * Decimal(figure.value)


def _about(value: str, figure: Figure) -> bool:
    """Return whether a figure is what 200多 may stand for: at least it, and the same leading digit."""
    number = re.sub(r"\D", "", figure.number.partition(".")[0])
    return len(number) == len(value) and number[0] == value[0] and int(number) >= int(value)


def _compared(question: Question, figure: Figure, value: Decimal) -> tuple[list[str], list[str]]:
    """Return by how much a figure is more or less than the one told before, as lines and as numbers."""
    told = question.previous.told[-1:] if question.previous else ()
    kind = quantities.CLASS_OF.get(figure.unit)
    if not told or quantities.CLASS_OF.get(told[0][1]) != kind or not re.fullmatch(r"[\d.]+", told[0][0]):
        return [], []
    gap = value - Decimal(told[0][0])
    if kind != "thing" and told[0][1] != figure.unit:
        return [], []
    word = "多" if gap > 0 else "少"
    number = computing.rounded(abs(gap))
    line = f"比前面的{told[0][0]}{told[0][1]}{word}{number}{figure.unit}。" if gap else "和前面的一样多。"
    return [line], [number, told[0][0]]


def converted(question: Question, figure: Figure) -> tuple[list[str], list[str]]:
    """Return the figure in another unit that the message names, as lines and as numbers."""
    value = Decimal(figure.value) if re.fullmatch(r"[\d.]+", figure.value) else None
    if value is None:
        return [], []
    if question.follows and COMPARES.search(question.own):
        return _compared(question, figure, value)
    if "公顷" in question.message and figure.unit == "亩":
        number = computing.rounded(value / MU_PER_HECTARE)
        return [f"约{number}公顷（{figure.value}亩 ÷ 15 = {number}）。"], [number, "15"]
    if "平方米" in question.message and figure.unit == "亩":
        number = computing.rounded(value * 10000 / MU_PER_HECTARE)
        return [f"约{number}平方米（{figure.value}亩 × 10000 ÷ 15 ≈ {number}）。"], [number, "15", "10000"]
    if "万元" in question.message and figure.unit == "亿元":
        number = computing.rounded(value * 10000)
        return [f"{number}万元（{figure.value}亿元 × 10000）。"], [number, "10000"]
    if "亿" in question.message and figure.unit == "万元":
        number = computing.in_yi(value, 4)
        return [f"{number}亿元（{figure.value}万元 ÷ 10000）。"], [number, "10000"]
    if "公顷" in question.message and figure.unit == "万平方米":
        number = computing.rounded(value)
        return [f"{number}公顷（{figure.value}万平方米，1公顷 = 1万平方米）。"], [number, "1"]
    return [], []
