"""Claimed figures: the passage that a claim names, whatever figure it gives (募款1.83亿是吗 is on the 1268万元)."""

from dataclasses import replace

from bot import cues, given
from bot.quantities import CLASS_OF, figures_of
from bot.question import CLAIM, Question
from index import text
from index.search import Hit, Search
from knowledge.patterns import regex

OF_SERIES = regex("第.{1,2}[届批期轮]")  # 第四届筹到1268万: the number of the series is held against the plan's
LIKE = 0.3
MOST = 8
NEARLY, KNOWN = 0.45, 0.6
LEAST = 2


def named_hits(question: Question, search: Search) -> list[Hit]:
    """Return the hits of a claim without its figures, which may be wrong; [] where its names alone find nothing."""
    if not (question.confirms and question.claims) or OF_SERIES.search(question.message):
        return []
    names = CLAIM.sub(" ", text.with_arabic_numbers(question.message))
    words = search.terms.content(cues.without_cues(names))
    hits = search.hits(names)
    with_figure = search.hits(question.message)[:1]
    share = max((given.known_share(words, h.entry) for h in with_figure), default=0.0)
    if not share:
        return _by_characters(names, question, search, with_figure)
    better = hits and given.known_share(words, hits[0].entry) > share
    named = hits and (hits[0].likeness >= LIKE or search.rare_words(names, hits[0].entry))
    return _with_figure_first(question, search, hits) if named or better else []


def _kinds(question: Question) -> set[str | None]:
    return {CLASS_OF.get(unit) for _, unit in question.claims}


def _tells(question: Question, search: Search, hit: Hit) -> bool:
    """Return whether a hit has a figure of the kind that is claimed."""
    units = {unit for _, unit in question.claims}
    figures = figures_of(search, hit)
    if any(f.unit in units for f in figures):
        return True
    kinds = _kinds(question) - {"thing", None}
    return any(CLASS_OF.get(f.unit) in kinds for f in figures)


def _with_figure_first(question: Question, search: Search, hits: list[Hit]) -> list[Hit]:
    """Put the first hit with such a figure in front, where it is nearly as good (群租房539户吧)."""
    if not hits or _tells(question, search, hits[0]):
        return hits
    told = [h for h in hits[:MOST] if h.score >= NEARLY * hits[0].score and _tells(question, search, h)]
    return [replace(told[0], score=hits[0].score), *(h for h in hits if h is not told[0])] if told else hits


def _by_characters(names: str, question: Question, search: Search, with_figure: list[Hit]) -> list[Hit]:
    """Return the hits with the one in front that has most characters of a clipped name (退补金 of 退养补助金)."""
    wanted = {c for c in cues.without_cues(text.FRAME.sub("", names)) if "\u4e00" <= c <= "\u9fff"} - set(NO_NAME)
    kinds = _kinds(question)
    sentences = sorted({f.sentence for f in search.plan.figures if CLASS_OF.get(f.unit) in kinds})
    hits = [h for h in search.hits_of(names, sentences) if _tells(question, search, h)]
    if len(wanted) < LEAST or not hits:
        return []

    def share(hit: Hit) -> float:
        quote = text.compact(hit.entry.quote)
        return sum(c in quote for c in wanted) / len(wanted)

    best = max(hits, key=lambda h: (share(h), -len(h.entry.quote)))
    if share(best) < KNOWN or any(share(h) >= share(best) for h in with_figure):
        return []
    return [replace(best, score=hits[0].score), *(h for h in hits if h is not best)]


NO_NAME = "第届期批筹是到的了吗吧呢啊是有在和对不没发办共约个多少都还就"
