"""Counting first: of several hits the one that counts what is asked for, where the best by its words does not."""

from bot import given, quantities
from bot.question import Question
from index.search import Hit, Search, fronted

COUNTING, ABOUT_AS_GOOD = 0.6, 0.85  # of the best hit's score


def counted_first(question: Question, search: Search, hits: list[Hit]) -> list[Hit]:
    """Put a hit that counts the very noun asked for (多少老兵) first, where the best does not know it."""
    wanted = quantities.quantities(question.own or question.message)
    nouns = [q.noun for q in wanted if q.noun]
    kinds = {q.kind for q in wanted}
    if not nouns and hits and len(kinds) == 1 and kinds & {"area", "length", "money"}:
        return _measured_on_theme(question, search, hits, kinds.pop())
    if not nouns and hits and [q.kind for q in wanted] == ["people"]:
        return _counting_people(question, search, hits)
    if len(nouns) != 1 or not hits:
        return hits
    known = given.known_share(nouns, hits[0].entry)
    if known and quantities.figures_of(search, hits[0]):
        return hits
    least = ABOUT_AS_GOOD if known else COUNTING
    near = (h for h in hits[1:] if h.score >= least * hits[0].score and given.known_share(nouns, h.entry))
    best = next((h for h in near if given.counts_the_noun(question, h, quantities.figures_of(search, h))), None)
    return hits if best is None else fronted([best], hits)


def _measured_on_theme(question: Question, search: Search, hits: list[Hit], kind: str) -> list[Hit]:
    """Put a hit on the message's theme with a figure of a kind first (拆违总面积), where the best is on another."""
    themes = set(search.on_topics(question.topics))
    if not themes or hits[0].entry.sentence in themes or question.projects:
        return hits
    near = (h for h in hits[1:] if h.score >= ABOUT_AS_GOOD * hits[0].score and h.entry.sentence in themes)
    told = (h for h in near if any(quantities.CLASS_OF.get(f.unit) == kind for f in quantities.figures_of(search, h)))
    best = next(told, None)
    return hits if best is None else fronted([best], hits)


def _counting_people(question: Question, search: Search, hits: list[Hit]) -> list[Hit]:
    """Put a hit on the message's theme that counts people (像我这样的人一共有多少) first, where the best has no figure."""
    themes = set(search.on_topics(question.topics))
    if quantities.figures_of(search, hits[0]) or question.asks("who", "each"):
        return hits
    near = (h for h in hits[1:] if h.score >= COUNTING * hits[0].score and h.entry.sentence in themes)
    best = next((h for h in near if any(f.unit in given.HEADS for f in quantities.figures_of(search, h))), None)
    return hits if best is None else fronted([best], hits)
