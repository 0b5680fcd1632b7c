"""Find: the sentences of the plan in which some words stand, or that come near them."""

from dataclasses import dataclass

from bot import passages
from bot.answer import Citation
from index import text
from index.search import Search


@dataclass(frozen=True, slots=True)
class Found:
    """Whole sentences as citations: in the plan's order where `verbatim` (all have the words), else best first."""

    citations: tuple[Citation, ...]
    verbatim: bool


def find(words: str, search: Search, most: int) -> Found:
    """Return at most `most` sentences that have all the words (separated by blanks), else those nearest in meaning."""
    wanted = [piece for word in words.split() if (piece := text.compact(word))]
    if not wanted:
        return Found((), verbatim=False)
    having = [s.id for s in search.plan.sentences if all(word in text.compact(s.text) for word in wanted)]
    near = having or list(dict.fromkeys(hit.entry.sentence for hit in search.hits("".join(wanted)) if hit.cover))
    return Found(tuple(passages.cite_sentence(search, number) for number in near[:most]), verbatim=bool(having))
