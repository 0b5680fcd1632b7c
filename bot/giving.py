"""Giving: which of the hits gives what is asked, the figures near it, and what none of them gives."""

from collections.abc import Sequence

from bot import asked, cues, given, given_others, given_things, proper, quantities
from bot.choosing import other_one
from bot.question import Question
from index import text
from index.search import Hit, Search
from knowledge import clauses
from knowledge.records import Figure

Giving = tuple[list[Hit], list[Figure], list[str]]
TOP = 3
COVER_LOSS = 0.12
NEARLY = 0.6
FAR_NEARER = 1.2
OTHER_LIKENESS = 0.3
PLAINLY, PLAINLY_LIKE = 0.85, 0.4
VAGUE_UNITS = {"", "个"}


def best_giving(question: Question, search: Search, hits: list[Hit]) -> Giving:
    """Return the hits with the first that gives all that is asked in front, its figures, and what is lacking."""
    best = hits[0]
    figures = _near_figures(search, best, hits)
    lacking = asked.missing(question, search, best, figures)
    if _known_not_told(question, search, hits, figures, lacking):
        return _plainly_giving(question, search, hits) or (hits, figures, lacking or ["detail"])
    listing = _listing(question, search, hits)
    if listing is not None:
        return _first(search, hits, listing)
    if not lacking:
        return hits, figures, lacking
    other = _other_giving(question, search, hits, lacking)
    if other is not None:
        return _first(search, hits, other)
    counted = _counted_in_sentence(question, search, best) if set(lacking) == {"count"} else None
    counted = counted or (_counted_on_theme(question, search) if set(lacking) == {"count"} else None)
    if counted is not None:
        return [counted, *hits], quantities.figures_of(search, counted), []
    return _of_kind(question, search, hits), figures, lacking


def _first(search: Search, hits: list[Hit], hit: Hit) -> Giving:
    """Return a hit that lacks nothing in front of the others."""
    return [hit, *(h for h in hits if h is not hit)], _near_figures(search, hit, hits), []


def _known_not_told(
    question: Question, search: Search, hits: list[Hit], figures: list[Figure], lacking: list[str]
) -> bool:
    """Return whether a bank question that the plan does not answer is clearly the nearest."""
    best = hits[0]
    units = {q.unit for q in quantities.wanted_of(question)} - VAGUE_UNITS
    if not lacking and best.likeness >= OTHER_LIKENESS and any(f.unit in units for f in figures):
        return False  # the very unit asked for stands there
    if not lacking and not asked.goes_beyond(question, search, best):
        return False  # every word of the message stands in the passage
    close = [h for h in hits[:TOP] if h.score >= NEARLY * best.score]
    nearest_missing = max((asked.missing_near(question, search, h) for h in close), default=0.0)
    told = max(h.likeness for h in hits[:TOP])
    return nearest_missing > max(told + asked.MISSING_MARGIN, asked.KNOWN_MISSING)


def _other_giving(question: Question, search: Search, hits: list[Hit], lacking: list[str]) -> Hit | None:
    """Return a further hit on the same thing that gives what the best one lacks, or None."""
    if lacking == ["which"]:
        # The noun that this passage does not know (跑步比赛) another may, if it is on the thing that is named.
        mentioned = {m.sentence for n in question.projects for m in search.plan.projects[int(n.target)].mentions}
        for hit in hits[1:6]:
            if mentioned and hit.entry.sentence not in mentioned:
                continue
            near = hit.likeness >= OTHER_LIKENESS and hit.score >= NEARLY * hits[0].score
            near = near and not asked.unknown_noun(question, search, hit)
            if near and not asked.missing(question, search, hit, _near_figures(search, hit, hits)):
                return hit
    if "names" in lacking and given_things.counts_only(question, hits[0]):
        return None  # 61家 are counted and not named; the names of others are no answer
    if "names" in lacking and question.projects:
        own = {m.sentence for n in question.projects for m in search.plan.projects[int(n.target)].mentions}
        # 三家养老院叫什么: another row of three (居家、社区、机构) holds no names, unless it is far nearer by itself.
        hits = [hits[0], *(h for h in hits[1:] if h.entry.sentence in own or h.score >= FAR_NEARER * hits[0].score)]
    numeric = bool(quantities.wanted_of(question)) and set(lacking) <= {"count", "cost", "scale", "percent", "period"}
    for hit in hits[1:8]:
        on_it = _on_the_same(question, search, hits[0], hit, numeric=numeric)
        if on_it and not asked.missing(question, search, hit, _near_figures(search, hit, hits)):
            return hit
    return None


def _on_the_same(question: Question, search: Search, best: Hit, hit: Hit, *, numeric: bool) -> bool:
    """Return whether a further hit is near enough, and on the very thing that the best one is on."""
    same = search.sentence(hit.entry.sentence).paragraph == search.sentence(best.entry.sentence).paragraph
    if hit.score < (0.6 if numeric else 0.7 if same else 0.85) * best.score:
        return False
    if question.asks("when") and not _all_words_in(question, search, best, hit):
        return False  # the years of another thing (人文松江 … 2020－2022年 for 绿化三年行动计划)
    named = set(search.rare_words(question.message, best.entry))
    mentioned = {m.sentence for n in question.projects for m in search.plan.projects[int(n.target)].mentions}
    own_name = named <= set(search.rare_words(question.message, hit.entry))
    if not (own_name or (numeric and hit.entry.sentence in mentioned)) or (
        numeric and not _names_the_same(question, search, hit)
    ):
        return False
    if not _shares_a_word(question, search, best, hit):
        return False
    periods = [search.sentence(h.entry.sentence).period for h in (best, hit)]
    if asked.FUTURE.search(question.message) and periods == ["145", "135"]:
        return False  # 下一批轮到哪几个: those of the last one are no answer
    if len(question.periods) == 1 and search.sentence(hit.entry.sentence).period not in (*question.periods, ""):
        return False
    wanted = frozenset(search.terms.of(cues.without_cues(question.own or question.message)))
    themes = set(search.on_topics(question.topics))
    # Without a name every word counts.
    told = named or question.projects or hit.entry.sentence in themes or not numeric
    loss = COVER_LOSS if told else 0.0
    covers = search.cover(wanted, hit.entry) >= search.cover(wanted, best.entry) - loss
    return covers and not other_one(question, search, hit)


def _shares_a_word(question: Question, search: Search, best: Hit, hit: Hit) -> bool:
    """Return whether a further hit knows a word of the message that the best one knows, where that knows any."""
    words = search.terms.content(cues.without_cues(question.message))
    known = [w for w in words if given.known_share([w], best.entry)]
    return not known or any(given.known_share([w], hit.entry) for w in known)


def _names_the_same(question: Question, search: Search, hit: Hit) -> bool:
    """Return whether a hit speaks of the company or the project that a message names, where it names one."""
    named = proper.named(question, search)
    if named:
        return any(name in search.sentence(hit.entry.sentence).text for name in named)
    told = [m for n in question.projects for m in search.plan.projects[int(n.target)].mentions]
    quote = hit.entry.quote
    own = any(m.sentence == hit.entry.sentence and (m.clause in quote or quote in m.clause) for m in told)
    return own or not told


def _all_words_in(question: Question, search: Search, best: Hit, hit: Hit) -> bool:
    """Return whether the words of the message that stand in the best hit's sentence stand in a further hit's too."""
    first, other = (text.compact(search.sentence(h.entry.sentence).text) for h in (best, hit))
    return all(w in other for w in search.terms.content(cues.without_cues(question.message)) if w in first)


def _counted_in_sentence(question: Question, search: Search, best: Hit) -> Hit | None:
    """Return the hit on another clause of the best one's sentence that counts the very noun asked for, or None."""
    for quantity in quantities.wanted_of(question):
        for figure in search.figures(best.entry.sentence):
            own = figure.unit == quantity.unit and quantity.noun and quantity.noun[:2] in figure.clause
            if own and not given_others.is_of_another_deed(figure, question):
                same = search.hits_of(question.message, [best.entry.sentence])
                return next((h for h in same if figure in quantities.figures_of(search, h)), None)
    return None


def _counted_on_theme(question: Question, search: Search) -> Hit | None:
    """Return the hit on a theme's clause that names the theme and counts in the unit asked for (查过多少户群租), or None."""
    units = {q.unit for q in quantities.wanted_of(question)} - VAGUE_UNITS
    for name in question.topics if units else ():
        for hit in search.hits_of(question.message, search.on_topics([name])):
            own = [f for f in quantities.figures_of(search, hit) if f.unit in units and name.found in f.clause]
            if own and not asked.missing(question, search, hit, own):
                return hit
    return None


def _listing(question: Question, search: Search, hits: list[Hit]) -> Hit | None:
    """Return a hit that lists what is asked for (哪些新兴产业), where the best one only speaks of it, else None."""
    noun = next((m["noun"][:4] for m in asked.WHICH_NOUN.finditer(question.message)), "")
    best = hits[0]
    if not noun or asked.asks_for_things(best.nearest) or len(clauses.items(best.entry.quote)) > 1:
        return None
    for hit in hits[1:6]:
        same = search.sentence(hit.entry.sentence).period == search.sentence(best.entry.sentence).period
        near = same and noun in text.compact(hit.entry.quote) and hit.likeness >= OTHER_LIKENESS
        if near and len(clauses.items(hit.entry.quote)) >= TOP:
            return hit
    return None


def _of_kind(question: Question, search: Search, hits: list[Hit]) -> list[Hit]:
    """Put a hit with a figure of the kind asked for first, where it is as near: a sum beside what was not told."""
    kinds = {q.kind for q in quantities.wanted_of(question)} - {"", "thing"} | (
        {"money"} if question.asks("cost") else set()
    )
    subject = frozenset(search.terms.of(cues.without_cues(question.own or question.message)))
    least = search.cover(subject, hits[0].entry) / 2
    for hit in hits[:TOP]:
        if search.cover(subject, hit.entry) < least:
            continue  # 6.9公里 of new roads is no length of a run
        told = any(quantities.CLASS_OF.get(f.unit) in kinds for f in quantities.figures_of(search, hit))
        if told and hit.score >= 0.9 * hits[0].score:
            return [hit, *(h for h in hits if h is not hit)]
    return hits


def _plainly_giving(
    question: Question, search: Search, hits: list[Hit]
) -> tuple[list[Hit], list[Figure], list[str]] | None:
    """Return as `best_giving` does a neighbour with the very figure asked for (扶持创业多少户), or None."""
    units = {q.unit for q in quantities.wanted_of(question)} - VAGUE_UNITS
    for hit in hits[1:TOP]:
        figures = quantities.figures_of(search, hit)
        near = hit.score >= PLAINLY * hits[0].score and hit.likeness >= max(PLAINLY_LIKE, hit.missing)
        if near and any(f.unit in units for f in figures) and not asked.missing(question, search, hit, figures):
            return [hit, *(h for h in hits if h is not hit)], figures, []
    return None


def _near_figures(search: Search, best: Hit, hits: Sequence[Hit]) -> list[Figure]:
    """Return the figures of a hit's quote, then those of hits on the same sentence that are nearly as good."""
    same = [h for h in hits if h.entry.sentence == best.entry.sentence and h.score >= 0.6 * best.score]
    return list(dict.fromkeys(f for h in (best, *same) for f in quantities.figures_of(search, h)))
