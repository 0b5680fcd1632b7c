"""Whether a passage gives what is asked of it: a date, a place, a sum, a count … one check for each attribute."""

import re

from bot import cues
from bot.quantities import CLASS_OF, Quantity, fits, quantities, wanted_of
from bot.question import Question
from index import text
from index.search import Hit, Search
from knowledge import clauses
from knowledge.bank import Entry
from knowledge.records import Figure

YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
PLACE = re.compile(
    r"[\u4e00-\u9fff]{2,6}?(?:路|公路|街(?![心区道])|苑|新村|以西|以东|南侧|北侧|东侧|西侧|周边|沿线|商圈|大厦|小区|地块)"
)
WHICH_ONES = re.compile(
    r"名单|点名|路名|村名|厂名|(?:村|小区|企业|公司|部门)叫(?:什么|啥)|都叫|分别叫|名称$|哪(?P<count>[2-9]|[二两三四五六七八九])(个(?!字|词)|家|条|所|处|座|种|项|幢|块)|哪[几一]?(家|个小区|个村|所|条路|条街|座|个企业|家企业|个学校)|哪些(小区|企业|公司|学校|村|单位|厂)"
)
SOME_OF = re.compile(r"等\d+[个家条所户]")  # 玉昆小区等11个居民区: one is named, ten are not
PEOPLE = re.compile("(人|员|生|师|兵|民|党|工)$")
WATER_CLASS = re.compile("[ⅠⅡⅢⅣⅤ]类")
PLACES = frozenset("路街苑村区园厦场圈宅河台堂里圃")  # the last character of a place's name: no one who acts
CLOSE = 0.5
LAY_SHARE = 0.8
LONG_ITEM = 10  # characters of a thing in a list
LEAST_PIECE, PIECE_LIKENESS = 5, 0.33
SUBJECT_COVER = 0.22


def figures_of(search: Search, hit: Hit) -> list[Figure]:
    """Return the figures that stand in a hit's quote; the numbers of a name (三年行动计划) measure nothing."""
    sentence = search.sentence(hit.entry.sentence)
    start = sentence.text.find(hit.entry.quote)
    end = start + len(hit.entry.quote)
    inside = [f for f in search.figures(sentence.id) if start <= f.start < end]
    return [f for f in inside if f.kind != "name"]


def belongs(figure: Figure, question: Question, search: Search, hit: Hit) -> bool:
    """Return whether a figure is told of what the message names, not of its neighbour in the sentence.

    口袋公园多大面积: the 228万平方米 of the next clause are all green that is looked after.
    """
    kind = CLASS_OF.get(figure.unit)
    if kind not in ("area", "length", "money") or question.own or question.claims:
        return True
    if hit.likeness >= CLOSE and any(q.kind == kind for q in quantities(hit.nearest)):
        return True
    named = [n.found for n in question.projects]
    own = text.compact(figure.clause + figure.subject)
    sentence = text.compact(search.sentence(figure.sentence).text)
    others = [n for n in named if n in sentence]
    quote = text.compact(hit.entry.quote)
    together = any(n in quote for n in others) and figure.clause in hit.entry.quote
    if together and sum(1 for _ in clauses.split(hit.entry.quote)) <= len(("its clause", "the figure's")):
        return True  # the bank tells the two in one breath
    words = search.terms.content(cues.without_cues(question.message))
    return not others or any(n in own for n in others) or any(w in own for w in words if w not in "".join(others))


def known_share(words: list[str], entry: Entry) -> float:
    """Return the share (0–1) of some words that an entry knows: in its quote, or a little less in its bank's words."""
    quote = text.compact(entry.quote)
    asked = text.compact("".join((*entry.lay_terms, *entry.questions)))
    told = (1.0 if w in quote else LAY_SHARE if w in asked else 0.0 for w in words)
    return sum(told) / len(words) if words else 0.0


def figure_share(words: list[str], figure: Figure, search: Search) -> float:
    """Return the share of some words that a figure's own entry knows: the shortest whose quote holds it."""
    sentence = search.sentence(figure.sentence).text
    own = [
        e
        for e in search.entries_of([figure.sentence])
        if (at := sentence.find(e.quote)) <= figure.start < at + len(e.quote)
    ]
    shortest = min((len(e.quote) for e in own), default=0)
    in_subject = sum(w in text.compact(figure.subject) for w in words) / len(words) if words else 0.0
    return in_subject + max((known_share(words, e) for e in own if len(e.quote) == shortest), default=0.0)


def gives(attribute: str, question: Question, search: Search, hit: Hit, figures: list[Figure]) -> bool:
    """Return whether the passage gives an attribute, by the nearest bank questions or by what stands in it."""
    if attribute == "count" and "几类" in question.message and WATER_CLASS.search(hit.entry.quote):
        return True
    if attribute in ("count", "cost") and not sure_of_figure(question, search, hit):
        return False
    if attribute in ("which", "period", "detail", "use", "goal"):
        return False
    if attribute in ("count", "cost", "scale", "percent"):
        figures = [f for f in figures if belongs(f, question, search, hit)]
    answered, unanswered = nearest_with(attribute, question, search, hit)
    if answered >= CLOSE and answered > unanswered + 0.05:
        return True
    if unanswered >= CLOSE and unanswered > answered + 0.15 and attribute not in ("count",):
        return False
    return GIVEN[attribute](question, search, hit, figures)


def sure_of_figure(question: Question, search: Search, hit: Hit) -> bool:
    """Return whether the message is near enough to the passage for its figure to be the one asked for."""
    subject = frozenset(search.terms.of(cues.without_cues(question.message)))
    if subject and not question.follows and search.cover(subject, hit.entry) < SUBJECT_COVER:
        return False
    likeness = max(hit.likeness, hit.missing)
    if likeness >= 0.28 or hit.cover >= 0.4 or question.follows or search.rare_words(question.message, hit.entry):
        return True
    if _piece_is_near(question, search, hit):
        return True
    units = {q.unit for q in quantities(question.message)} - {"", "个", "家"}
    return likeness >= 0.15 and any(f.unit in units for f in figures_of(search, hit))


def _piece_is_near(question: Question, search: Search, hit: Hit) -> bool:
    """Return whether a piece of the message between its commas is near the passage, where chatter drowns the whole."""
    pieces = [p for p in re.split("[,，。?？!！]", question.message) if len(p) >= LEAST_PIECE]
    if len(pieces) < 2:
        return False
    asked = search.asked(hit.entry).questions
    return any(search.likeness(search.term_set(p), q) >= PIECE_LIKENESS for p in pieces for q in asked)


def nearest_with(attribute: str, question: Question, search: Search, hit: Hit) -> tuple[float, float]:
    """Return the likeness to the nearest answered and unanswered bank question that asks for the attribute."""
    wanted = search.term_set(question.message)
    pattern = cues.table("attribute").get("list" if attribute == "names" else attribute)
    kinds = {q.kind for q in wanted_of(question)}
    best = []
    bank = search.asked(hit.entry)
    for questions in (bank.questions, bank.missing):
        alike = [
            search.likeness(wanted, q)
            for q in questions
            if pattern and pattern.search(q.text) and _same_kind(attribute, kinds, q.text)
        ]
        best.append(max(alike, default=0.0))
    return best[0], best[1]


def _same_kind(attribute: str, kinds: set[str], question: str) -> bool:
    """Return whether a bank question asks for the same kind of quantity (a count is no area)."""
    if attribute != "count" or not kinds:
        return True
    return not kinds.isdisjoint({q.kind for q in quantities(question)} | {""})


def _gives_yearly(question: Question, search: Search, hit: Hit, figures: list[Figure]) -> bool:
    if "cost" in question.attributes:
        return "每年" in hit.entry.quote
    return bool(re.search("年均|每年|逐年|连续", hit.entry.quote)) and "各" not in question.message


def _gives_each(question: Question, search: Search, hit: Hit, figures: list[Figure]) -> bool:
    if re.search("各|分别", question.message):
        return len(figures) >= 2
    return bool(re.search("每|人均", hit.entry.quote)) and "cost" not in question.attributes


def _gives_purpose(question: Question, search: Search, hit: Hit, figures: list[Figure]) -> bool:
    if "meaning" in question.attributes or "为一体" in hit.entry.quote:
        return True
    if len(clauses.items(hit.entry.quote)) >= 3 and not question.projects:
        return True
    # What is to be built on a street that the message names is the project called after it (昆水街休闲绿地广场).
    quote, message = text.compact(hit.entry.quote), question.message
    streets = [text.compact(n.text) for n in search.plan.names if text.compact(n.text) in message]
    return any(re.search(re.escape(street) + r"(?!等)[^\W\d_]{3}", quote) for street in streets)


def _gives_who(question: Question, search: Search, hit: Hit, figures: list[Figure]) -> bool:
    sentence = search.sentence(hit.entry.sentence).text
    if re.search("为主导|人大|参与|党委|领导下|名人|工作力量|职能部门", sentence):
        return True
    return any(
        n.proper
        and n.text[-1] not in PLACES
        and n.text in hit.entry.quote
        and text.compact(n.text) not in question.message
        for n in search.plan.names
    )


def _gives_date(question: Question, search: Search, hit: Hit, figures: list[Figure]) -> bool:
    return bool(YEAR.search(hit.entry.quote))


def _gives_place(question: Question, search: Search, hit: Hit, figures: list[Figure]) -> bool:
    """A place in the item that is asked about, which the question did not name itself."""
    pieces = [piece for _, piece in clauses.split(hit.entry.quote, clauses.ITEM_MARKS)]
    own = [alias for n in question.projects for alias in search.plan.projects[int(n.target)].aliases]
    near = [p for p in pieces if any(word in text.compact(p) for word in own)]
    mentioned = any(
        m.clause in hit.entry.quote or hit.entry.quote in m.clause
        for n in question.projects
        for m in search.plan.projects[int(n.target)].mentions
        if m.sentence == hit.entry.sentence
    )
    if not near and len(pieces) > 1:
        words = search.terms.content(cues.without_cues(question.message))
        near = [p for p in pieces if len(p) <= LONG_ITEM and any(w in text.compact(p) for w in words)]
    near = near or ([] if own and len(pieces) > 1 and not mentioned else pieces)
    return any(
        place not in question.message and text.compact(place) not in question.message
        for piece in near
        for place in PLACE.findall(piece)
    )


def _gives_money(question: Question, search: Search, hit: Hit, figures: list[Figure]) -> bool:
    if any(
        w in question.message
        for w in (
            "补偿",
            "价格",
            "收费",
            "票价",
            "租金",
            "一顿",
            "房租",
            "造价",
            "总投资",
            "补贴标准",
            "每股",
            "一股",
            "工资",
            "标准是",
        )
    ):
        return False
    return any(CLASS_OF.get(f.unit) == "money" for f in figures)


def _gives_count(question: Question, search: Search, hit: Hit, figures: list[Figure]) -> bool:
    wanted = wanted_of(question)
    if not wanted:
        return True
    # A figure that the message names itself (那140亩) is not what it asks for.
    named = set() if question.confirms else {value for value, _ in question.claims}
    figures = [f for f in figures if f.value not in named]
    return all(
        any(fits(q, f) and _same_noun(q, f, search, hit) for f in figures) or _counted_list(q, hit) for q in wanted
    )


def _same_noun(quantity: Quantity, figure: Figure, search: Search, hit: Hit) -> bool:
    """A named noun (车位, 社员) must be what the figure counts, in the plan's words or the bank's."""
    if not quantity.noun:
        return True
    if PEOPLE.search(quantity.noun) and CLASS_OF.get(figure.unit) != "people" and figure.unit != "户":
        return False
    counted = (q.noun for question in hit.entry.questions for q in quantities(text.compact(question)))
    known = [text.compact(figure.clause), *counted, *hit.entry.lay_terms]
    return any(part in piece for part in (quantity.noun[:2], quantity.noun[-2:]) for piece in known)


def _counted_list(quantity: Quantity, hit: Hit) -> bool:
    items = clauses.items(hit.entry.quote)
    return (
        quantity.kind in ("thing", "people")
        and len(items) >= 2
        and bool(quantity.noun)
        and quantity.noun[:2] in items[-1]
    )


def _gives_percent(question: Question, search: Search, hit: Hit, figures: list[Figure]) -> bool:
    return any(f.unit == "%" for f in figures)


def _gives_scale(question: Question, search: Search, hit: Hit, figures: list[Figure]) -> bool:
    return any(CLASS_OF.get(f.unit) in ("area", "length") for f in figures)


def _gives_names(question: Question, search: Search, hit: Hit, figures: list[Figure]) -> bool:
    """Two or more parallel names in the sentence, or a proper name that the message does not use itself."""
    match = WHICH_ONES.search(question.message)
    told = [n for n in search.plan.names if n.proper and n.text in hit.entry.quote]
    if match is None or "名单" in question.message or "点名" in question.message:
        return len(told) >= 2 and "小区" not in question.message
    some = SOME_OF.search(hit.entry.quote)
    if some and re.search("都叫|分别叫|全部|名单", question.message):
        return False
    items = len(clauses.items(hit.entry.quote))
    if match["count"]:
        return items == int(text.arabic(match["count"]))
    if items >= 3:
        return True
    return any(
        n.proper and n.text in hit.entry.quote and text.compact(n.text) not in question.message
        for n in search.plan.names
    )


def _never(question: Question, search: Search, hit: Hit, figures: list[Figure]) -> bool:
    return False


GIVEN = {
    "when": _gives_date,
    "where": _gives_place,
    "cost": _gives_money,
    "person": _never,
    "contact": _never,
    "hours": _never,
    "apply": _never,
    "scale": _gives_scale,
    "percent": _gives_percent,
    "count": _gives_count,
    "names": _gives_names,
    "yearly": _gives_yearly,
    "each": _gives_each,
    "who": _gives_who,
    "purpose": _gives_purpose,
    "fate": _never,
    "penalty": _never,
}
