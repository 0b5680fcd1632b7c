"""Finding: passages near a text, verbatim and with their place, for those who want to read and not to be told.

The page of the plan, Telegram's /find, the API's search and MCP all look here.
"""

from dataclasses import dataclass

from bot.answer import Citation
from bot.measures import cite, views
from bot.passages import cite_sentence
from bot.question import understand
from index import text as texts
from index.search import Search
from knowledge.records import Indicator

NAMED = 2.8  # the score of a table row whose name is in the text: the most that a passage can have


@dataclass(frozen=True, slots=True)
class Found:
    """Whole sentences as citations: in the plan's order where `verbatim` (all have the words), else best first."""

    citations: tuple[Citation, ...]
    verbatim: bool


def wanted(words: str) -> list[str]:
    """Return the words of what is looked for (separated by blanks), in compact form.

    >>> wanted(" 养老  Ｇ60 ")
    ['养老', 'g60']
    """
    return [piece for word in words.split() if (piece := texts.compact(word))]


def sentences(words: str, search: Search, most: int) -> Found:
    """Return at most `most` sentences that have all the words, else those nearest in meaning."""
    pieces = wanted(words)
    if not pieces:
        return Found((), verbatim=False)
    having = [s.id for s in search.plan.sentences if all(piece in texts.compact(s.text) for piece in pieces)]
    near = having or list(dict.fromkeys(hit.entry.sentence for hit in search.hits("".join(pieces)) if hit.cover))
    return Found(tuple(cite_sentence(search, number) for number in near[:most]), verbatim=bool(having))


def passages(search: Search, text: str, most: int) -> list[tuple[Citation, float]]:
    """Return at most so many passages with their scores, best first: rows that the text names, then sentences."""
    question = understand(text, search)
    scores = {cite(search, row): NAMED for row in rows(search, question.measure_ids)}
    for hit in search.hits(question.message):
        scores.setdefault(cite_sentence(search, hit.entry.sentence), round(hit.score, 4))
    return list(scores.items())[:most]


def rows(search: Search, measures: tuple[str, ...]) -> list[Indicator]:
    """Return the table rows of measures: of each what was reached, then the target."""
    named = [view for view in views(search) if view.measure.id in measures]
    return [row for view in named for row in (view.achieved, view.target) if row is not None]
