"""Terms: canonical text becomes the terms that are indexed; one chain for plan, bank and question."""

from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

from index import segment
from index.segment import Segmenter

DATA = Path(__file__).parent / "data"
KEPT = 512  # texts whose terms are kept


@cache
def stop_words() -> frozenset[str]:
    """Return the words that carry no subject (data/stop_words.txt)."""
    lines = (DATA / "stop_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


class Terms:
    """The chain: canonical text → words in search mode and character pairs, without stop words."""

    def __init__(self, segmenter: Segmenter, stop: Iterable[str]) -> None:
        """Take the segmenter of an open data file and the stop words it was built with."""
        self.segmenter = segmenter
        self.stop = frozenset(stop)
        # One message is asked of many times over, by every step that looks at it.
        self._of = lru_cache(KEPT)(self._terms)
        self._content = lru_cache(KEPT)(self._subject)

    def of(self, text: str) -> list[str]:
        """Return the terms of a canonical text, repeated as they occur; pairs that are words count once."""
        return list(self._of(text))

    def content(self, text: str) -> list[str]:
        """Return the words that carry a question's subject, in order, each once."""
        return list(self._content(text))

    def _terms(self, text: str) -> tuple[str, ...]:
        words = [w for w in self.segmenter.search_cut(text) if w not in self.stop and (len(w) > 1 or w.isalnum())]
        known = set(words)
        pairs = [p for p in segment.bigrams(text) if p not in known and p not in self.stop]
        return (*words, *pairs)

    def _subject(self, text: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(w for w in self.segmenter.cut(text) if w not in self.stop and len(w) > 1))
