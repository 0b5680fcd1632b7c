"""Whether a passage gives a figure that is asked of it: a count, a sum, a share, a size, one for each or every year."""

import re

from bot.quantities import CLASS_OF, PEOPLE, Quantity, fits, quantities, wanted_of
from bot.question import Question
from index import text
from index.search import Hit, Search
from knowledge import clauses
from knowledge.patterns import regex
from knowledge.records import Figure

# Sums of these are never in the plan, whatever other sum a passage has.
NO_SUM = regex(
    "(能|可以|会)(给|补|拿|领|报|赔|补贴)(我|到)?多少|补偿|价格|收费|票价|租金|一顿|房租|造价|总投资|补贴标准|每股|一股|工资|标准是"
)
PER = regex("每(一|个)?(?P<who>[人户家份座亩套个张条所])|人均")
NUMERAL = "[一二两双三四五六七八九十]"
PARTS = "种类样招步块"  # 几种, 几步: counts the parts of whatever is listed
LISTED_LIKENESS, PLAINLY, LONG_RUN = 0.28, 0.36, 2
NAMED_NOUN = 0.42
HOUSEHOLDS = ("人家", "家庭", "住户", "业主")
HOMES = regex("^(新|老|安置|动迁)?(房子?|屋子?|住房|楼房)$")
# 要做几件事: every clause of the passage is one.
DOINGS = frozenset(
    [
        "事",
        "事情",
        "动作",
        "措施",
        "举措",
        "步骤",
        "环节",
        "路数",
        "办法",
        "做法",
        "内容",
        "要求",
        "路子",
        "路",
        "招数",
        "招",
        "任务",
        "工作",
    ]
)


def yearly(question: Question, search: Search, hit: Hit, figures: list[Figure]) -> bool:
    """Figures of each year."""
    if "cost" in question.attributes:
        return "每年" in hit.entry.quote
    return bool(re.search("年均|每年|逐年|连续", hit.entry.quote)) and "各" not in question.message


def each(question: Question, search: Search, hit: Hit, figures: list[Figure]) -> bool:
    """Figures of each of several things, or for one head."""
    if re.search("各|分别", question.message):
        return len(figures) >= 2
    per = PER.search(question.own or question.message)
    unit = (
        "每|人均" if per is None else f"每一?个?{per['who'] or '人'}" + ("|人均" if per["who"] in (None, "人") else "")
    )
    return bool(re.search(unit, hit.entry.quote)) and "cost" not in question.attributes


def money(question: Question, search: Search, hit: Hit, figures: list[Figure]) -> bool:
    """A sum of money, but no price."""
    return not NO_SUM.search(question.message) and any(CLASS_OF.get(f.unit) == "money" for f in figures)


def percent(question: Question, search: Search, hit: Hit, figures: list[Figure]) -> bool:
    """A percentage."""
    return any(f.unit == "%" for f in figures)


def scale(question: Question, search: Search, hit: Hit, figures: list[Figure]) -> bool:
    """An area or a length."""
    return any(CLASS_OF.get(f.unit) in ("area", "length") for f in figures)


def count(question: Question, search: Search, hit: Hit, figures: list[Figure]) -> bool:
    """Every number that is asked for: as a figure of the very noun, in a name, or as the length of a list."""
    if "覆盖" in question.message and "全覆盖" in hit.entry.quote:
        return True  # 覆盖到多少
    wanted = wanted_of(question)
    # A figure that the message names itself (那140亩) is not what it asks for.
    named = set() if question.confirms else {value for value, _ in question.claims}
    figures = [f for f in figures if f.value not in named]
    return all(
        any(fits(q, f) and same_noun(q, f, hit) for f in figures) or in_name(q, hit) or listed(q, hit) for q in wanted
    )


def same_noun(quantity: Quantity, figure: Figure, hit: Hit) -> bool:
    """Return whether a named noun (车位, 社员) is what the figure counts, in the plan's words or the bank's."""
    if not quantity.noun:
        return True
    if quantity.noun in HOUSEHOLDS and figure.unit == "户":
        return True
    if PEOPLE.search(quantity.noun) and CLASS_OF.get(figure.unit) != "people" and figure.unit != "户":
        return False
    if HOMES.search(quantity.noun) and "房" in figure.subject and figure.unit == quantity.unit:
        return True
    counted = (q.noun for question in hit.entry.questions for q in quantities(text.compact(question)))
    known = [text.compact(figure.clause), *counted, *hit.entry.lay_terms]
    return any(part in piece for part in (quantity.noun[:2], quantity.noun[-2:]) for piece in known)


def in_name(quantity: Quantity, hit: Hit) -> bool:
    """Return whether a name in the passage has the number: 五型经济 for 几种经济, 三年行动计划 for 几年的计划."""
    quote = text.compact(hit.entry.quote)
    if quantity.unit == "年" and not quantity.noun:
        return bool(re.search(f"{NUMERAL}年.{{0,2}}(行动)?计划", quote))
    if not quantity.noun or quantity.kind not in ("thing", "people", ""):
        return False
    return bool(re.search(f"{NUMERAL}[个型张大项条种方位]?{re.escape(quantity.noun[:2])}", quote))


def doings(quantity: Quantity, hit: Hit) -> bool:
    """Return whether things to be done are counted (要做几件事), and the passage tells several."""
    several = bool(clauses.runs(hit.entry.quote)) or sum(1 for _ in clauses.split(hit.entry.quote)) > 1
    return quantity.noun in DOINGS and several


def listed(quantity: Quantity, hit: Hit) -> bool:
    """Return whether the passage lists the things that are counted, so that their number is told with them."""
    if quantity.kind not in ("thing", "people"):
        return False
    runs = clauses.runs(hit.entry.quote)
    if not quantity.noun:
        parts = bool(quantity.unit) and quantity.unit in PARTS
        long = any(len(run) > LONG_RUN for run in runs) and hit.likeness >= PLAINLY
        long = long and quantity.unit in {q.unit for q in quantities(hit.nearest)}
        return long or (bool(runs) and parts and hit.likeness >= LISTED_LIKENESS)
    heads = {quantity.noun[:2], quantity.noun[-2:]}
    for run in runs:
        own = sum(any(head in text.compact(item) for head in heads) for item in run)
        at = hit.entry.quote.find(run[-1])
        after = text.compact(hit.entry.quote[at : at + len(run[-1]) + len("等类型丰富、喜闻乐见的传统活动")])
        if own > 1 or any(head in after for head in heads):
            return True
    asked = [q.noun for question in hit.entry.questions for q in quantities(text.compact(question))]
    return bool(runs) and hit.likeness >= NAMED_NOUN and quantity.noun in asked
