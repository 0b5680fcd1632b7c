"""Marking: words found again in the plan's text, as HTML with <mark>; everything else is escaped."""

import re
from collections.abc import Callable, Iterable, Iterator

from markupsafe import Markup, escape

from index import text
from index.search import Search

# What may stand between two characters of a word: the question says 二陆文化广场, the plan “二陆”文化广场.
BETWEEN = r"[\s“”‘’\"']{0,2}"
Mark = Callable[[Markup], Markup]


def keywords(search: Search, question: str) -> list[str]:
    """Return the words of a question that carry its subject, in canonical form, each once, longest first."""
    compact = text.compact(question)
    cut = search.terms.segmenter.search_cut(compact)
    words = {*search.terms.content(compact), *(w for w in cut if w not in search.terms.stop and len(w) > 1)}
    return sorted(words, key=lambda word: (-len(word), word))


def pattern(words: Iterable[str]) -> re.Pattern[str] | None:
    """Return what finds any of some words, whatever their case and width; None where there is no word."""
    found = [BETWEEN.join(_wide(c) for c in word) for word in words]
    return re.compile("|".join(found), re.IGNORECASE) if found else None


def _wide(character: str) -> str:
    """Return what matches an ASCII character in either width."""
    if "!" <= character <= "~":
        return f"[{re.escape(character)}{chr(ord(character) + 0xFEE0)}]"
    return re.escape(character)


def marked(value: str, wanted: re.Pattern[str] | None, mark: Mark | None = None) -> Markup:
    """Return a text as HTML, each hit in <mark>; `mark` makes another element of a hit."""
    pieces, at = [Markup()], 0
    for start, end in _hits(value, wanted):
        shown = escape(value[start:end])
        hit = mark(shown) if mark else Markup("<mark>{}</mark>").format(shown)
        pieces += [escape(value[at:start]), hit]
        at = end
    return Markup().join([*pieces, escape(value[at:])])


def _hits(value: str, wanted: re.Pattern[str] | None) -> Iterator[tuple[int, int]]:
    """Yield the spans of all hits; those that touch are one."""
    start = end = -1
    for match in wanted.finditer(value) if wanted else ():
        if match.start() > end:
            if end > start:
                yield start, end
            start = match.start()
        end = match.end()
    if end > start:
        yield start, end
