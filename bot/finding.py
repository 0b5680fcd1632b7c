"""Finding: passages near a text, verbatim and with their place, for those who want to read and not to be told."""

from bot.answer import Citation
from bot.measures import cite, views
from bot.passages import cite_sentence
from bot.understanding import understand
from index.search import Search
from knowledge.records import Indicator

NAMED = 2.8  # the score of a table row whose name is in the text: the most that a passage can have


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
