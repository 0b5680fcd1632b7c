"""Whether a passage gives what is asked of it: a date, a place, a sum, a count … one check for each attribute."""

import re

from bot import cues, given_counts, given_others, given_things, passages
from bot.quantities import CLASS_OF, Quantity, figures_of, quantities, wanted_of
from bot.question import Question
from index import text
from index.search import VERY_SURE_BM25, Hit, Search
from knowledge import clauses
from knowledge.bank import Entry
from knowledge.patterns import regex
from knowledge.records import Figure

YEAR = regex(r"(?<!\d)20\d\d(?!\d)")
WATER_CLASS = regex("[ⅠⅡⅢⅣⅤ]类")
CLOSE = 0.5
LAY_SHARE = 0.8
LEAST_LIKE = 0.2
COUNTED_BEFORE = regex(
    "(?P<noun>[\u4e00-\u9fff]{2,6}?)(一共|总共|共)?(有|是|加|增加|新加|配|新配)(几|多少)[个家处座名位人辆]?[呀啊呢]?[?？]?$"
    "|(?P<bare>[\u4e00-\u9fff]{2,6}?)(几|多少)[个处座][呀啊呢]?[?？]?$"
)
PART_OF = regex(
    "(?P<whole>[^,，。?？]{2,}?)[,，]?(?:里面|里头|当中|其中|里)(?P<part>[^,，。?？几多第哪里]{2,10}?)(?:投|出|花|占|拿|是|有|了)*(?:几|多少)"
)
IN_THE_PLAN = regex("(规划|纲要|文件|材料|表|镇|村|章|段|节|句|区|松江|上海|五年|十[三四]五|期间|年|家|这|那)$")
PARTICLES = regex("^(的|有|那些|那种)+|(的|有|了|过|大概|一共|总共|到底|是)+$")
LONG_PART, LEAST_PART = 4, 2
NAMED_TOO = regex(
    "(几|多少)[^,，。?？]{0,8}[,，。?？](规划|纲要)?(里|分别|都|各)?(是|叫|有|点了?|写了?|列了?|提了?)?哪(几|些)|(几|多少)[^,，。?？]{0,8}[,，。?？](分别|都|各)?(叫|是)(啥|什么)(名字?)?"
)
HEADS = ("人", "名", "位")
UNIT_LIKENESS, UNIT_MARGIN = 0.12, 0.03
METHOD = regex("考核|评估|考评|评价|监测|测评")
RANK = regex("首家|首个|率先|第[一二三]|前列|领先")
STOPS = regex("(以后|今后|将来|后面|接下来|后五年)[^,，。?？]{0,6}不(搞|做|弄|办|管|抓)了")
OUTCOME = regex("结果|过没过|过了没|通过")  # the outcome of what is done is told with it
LEAST_PIECE, PIECE_LIKENESS = 5, 0.33
SUBJECT_COVER = 0.22
BUILT_OR_DONE = regex("[建造修新改整治设开办做弄搞添装升级]$")


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
    if attribute == "count" and (_counted_by_name(question, hit) or _counted_by_list(question, hit)):
        return True
    if attribute == "count" and _counts_another(question, search, hit):
        return False
    if attribute in ("count", "cost") and not sure_of_figure(question, search, hit):
        return False
    if attribute in ("total", "which", "period", "detail", "use", "goal", "reason"):
        return False
    if attribute in ("count", "cost", "scale", "percent"):
        if given_others.of_others(question, search, hit, figures):
            return False
        figures = [f for f in figures if belongs(f, question, search, hit)]
    answered, unanswered = nearest_with(attribute, question, search, hit)
    if answered >= CLOSE and answered > unanswered + 0.05:
        unknown = attribute == "count" and given_others.counts_the_unknown(question, search, hit)
        if not unknown:
            return True
    if unanswered >= CLOSE and unanswered > answered + 0.15 and attribute not in ("count",):
        return False
    return GIVEN[attribute](question, search, hit, figures)


def _asks_untold_part(question: Question, search: Search, hit: Hit) -> bool:
    """Return whether the number of a part of a counted whole is asked that is untold (退役军人里立过功的几个)."""
    match = PART_OF.search(question.message)
    if match is None or IN_THE_PLAN.search(match["whole"]):
        return False
    names = (*question.topics, *question.projects, *question.measures)
    counted = any(n in match["whole"] for n, _ in question.claims) or any(n.found in match["whole"] for n in names)
    part = PARTICLES.sub("", match["part"])
    sentence = text.compact(search.sentence(hit.entry.sentence).text)
    told = "".join((sentence, *hit.entry.lay_terms, *hit.entry.questions))
    known = part in told or (len(part) > LONG_PART and any(w in told for w in search.terms.content(part)))
    return counted and len(part) >= LEAST_PART and not known


def _counts_another(question: Question, search: Search, hit: Hit) -> bool:
    """Return whether what is counted is but called many (一中心多站点), or stands before 有几个 and is unknown (停车位)."""
    quote = text.compact(hit.entry.quote)
    if any(q.noun and f"多{q.noun}" in quote for q in wanted_of(question)):
        return True
    match = COUNTED_BEFORE.search(question.own or question.message)
    words = search.terms.content(match["noun"] or match["bare"]) if match else []
    if match and match["bare"] and BUILT_OR_DONE.search(match["bare"]):
        return False  # 健康公园翻新几座
    if match and not (words and (match["noun"] or match["bare"]).endswith(words[-1])):
        return False  # 后头还要弄几个, 管老兵的点有几个: what stands there is no thing, or one of a single character
    if not words or hit.likeness >= CLOSE or not search.is_word(words[-1]):
        return False
    told = search.words_told([hit.entry]) + "".join(n.found for n in question.projects)
    return len(words[-1]) > 1 and words[-1] not in told


def _counted_by_list(question: Question, hit: Hit) -> bool:
    """Return whether the things to be counted are to be named too (几家，是哪几个), and the passage names them."""
    rows = (*clauses.runs(hit.entry.quote), *clauses.pairs(hit.entry.quote))
    return bool(NAMED_TOO.search(question.message)) and any(len(row) > 1 for row in rows)


def _counted_by_name(question: Question, hit: Hit) -> bool:
    """Return whether a name in the passage is the number asked for (Ⅲ类, 五型经济, 两个维护), however far the rest."""
    if "几类" in question.message and WATER_CLASS.search(hit.entry.quote):
        return True
    named = [q for q in wanted_of(question) if q.noun]
    if named and hit.likeness >= LEAST_LIKE and all(given_counts.doings(q, hit) for q in named):
        return True
    return bool(named) and all(given_counts.in_name(q, hit) for q in named)


def sure_of_figure(question: Question, search: Search, hit: Hit) -> bool:
    """Return whether the message is near enough to the passage for its figure to be the one asked for."""
    if _asks_untold_part(question, search, hit):
        return False
    if counts_the_noun(question, hit, figures_of(search, hit)) or _in_its_unit(question, search, hit):
        return True
    subject = frozenset(search.terms.of(cues.without_cues(question.message)))
    if subject and not question.follows and search.cover(subject, hit.entry) < SUBJECT_COVER:
        return False
    likeness = max(hit.likeness, hit.missing)
    on_theme = hit.entry.sentence in search.on_topics(question.topics) and not question.claims
    if on_theme and hit.likeness >= LEAST_LIKE > hit.missing:
        return True
    if likeness >= 0.28 or hit.cover >= 0.4 or question.follows or search.rare_words(question.message, hit.entry):
        return True
    if _piece_is_near(question, search, hit):
        return True
    units = {q.unit for q in quantities(question.message)} - {"", "个", "家"}
    return likeness >= 0.15 and any(f.unit in units for f in figures_of(search, hit))


def _in_its_unit(question: Question, search: Search, hit: Hit) -> bool:
    """Return whether a hit that is not quite unlike the message counts in every unit asked for (几家, 多少户, 几个人)."""
    near = max(hit.likeness, hit.missing) >= UNIT_LIKENESS or hit.bm25 >= VERY_SURE_BM25
    if not near or hit.missing > hit.likeness + UNIT_MARGIN:
        return False
    wanted = wanted_of(question)
    figures = figures_of(search, hit)
    return bool(wanted) and all(q.unit and any(_same_unit(q, f) for f in figures) for q in wanted)


def _same_unit(quantity: Quantity, figure: Figure) -> bool:
    if quantity.kind == "people":
        return figure.unit in HEADS  # 9.44万人次 are no number of people
    return quantity.unit == figure.unit or (quantity.kind == CLASS_OF.get(figure.unit) and quantity.kind != "thing")


def counts_the_noun(question: Question, hit: Hit, figures: list[Figure]) -> bool:
    """Return whether one of a hit's figures counts the very noun that is asked for, in the plan's words or the bank's."""
    words = (*hit.entry.lay_terms, text.compact(hit.entry.quote))
    nouns = [q.noun for q in wanted_of(question) if q.noun]
    known = all(any(noun[-2:] in word for word in words) for noun in nouns)
    return (
        bool(nouns) and known and any(given_counts.same_noun(q, f, hit) for q in wanted_of(question) for f in figures)
    )


def _piece_is_near(question: Question, search: Search, hit: Hit) -> bool:
    """Return whether a piece of the message between its commas is near the passage, where chatter drowns the whole."""
    pieces = [p for p in re.split("[,，。?？!！]", question.message) if len(p) >= LEAST_PIECE]
    if len(pieces) < 2:
        return False
    return any(search.likeness(search.term_set(p), hit.entry) >= PIECE_LIKENESS for p in pieces)


def nearest_with(attribute: str, question: Question, search: Search, hit: Hit) -> tuple[float, float]:
    """Return the likeness to the nearest answered and unanswered bank question that asks for the attribute."""
    wanted = search.term_set(question.message)
    pattern = cues.table("attribute").get("list" if attribute == "names" else attribute)
    kinds = {q.kind for q in wanted_of(question)}

    def asks_for_it(other: str) -> bool:
        return bool(pattern and pattern.search(other)) and _same_kind(attribute, kinds, other)

    answered = search.likeness(wanted, hit.entry, asks_for_it)
    return answered, search.likeness(wanted, hit.entry, asks_for_it, answered=False)


def _same_kind(attribute: str, kinds: set[str], question: str) -> bool:
    """Return whether a bank question asks for the same kind of quantity (a count is no area)."""
    if attribute != "count" or not kinds:
        return True
    return not kinds.isdisjoint({q.kind for q in quantities(question)} | {""})


def _gives_date(question: Question, search: Search, hit: Hit, figures: list[Figure]) -> bool:
    return bool(YEAR.search(hit.entry.quote))


def _never(question: Question, search: Search, hit: Hit, figures: list[Figure]) -> bool:
    return False


def _gives_outcome(question: Question, search: Search, hit: Hit, figures: list[Figure]) -> bool:
    done = passages.is_done(search.plan, search.sentence(hit.entry.sentence))
    if STOPS.search(question.message):
        return not done  # 以后就不搞了: what is planned goes on
    return bool(OUTCOME.search(question.message)) and done


def _gives_method(question: Question, search: Search, hit: Hit, figures: list[Figure]) -> bool:
    return bool(METHOD.search(hit.entry.quote))


def _gives_rank(question: Question, search: Search, hit: Hit, figures: list[Figure]) -> bool:
    return bool(RANK.search(hit.entry.quote))


GIVEN = {
    "when": _gives_date,
    "where": given_things.place,
    "cost": given_counts.money,
    "person": _never,
    "contact": _never,
    "hours": _never,
    "apply": _never,
    "scale": given_counts.scale,
    "percent": given_counts.percent,
    "count": given_counts.count,
    "names": given_things.names,
    "yearly": given_counts.yearly,
    "each": given_counts.each,
    "who": given_things.who,
    "purpose": given_things.purpose,
    "kin": _never,
    "score": _never,
    "method": _gives_method,
    "rank": _gives_rank,
    "elsewhere": _never,
    "fate": _gives_outcome,
    "penalty": _never,
}
