"""jieba's exact segmentation without its start-up cost.

jieba reads its whole dictionary at start (about 0.8 s). Here the frequencies stand in the data
file and are looked up as a text needs them; the cuts are the same, which a test checks.
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Set
from functools import lru_cache
from itertools import accumulate

import jieba

from knowledge.patterns import regex

CACHE_SIZE = 30_000  # words
KEPT = 64  # texts whose borders are kept
KEPT_BLOCKS = 256  # runs without punctuation whose words are kept
BLOCK = regex(r"[\u4e00-\u9fd5a-zA-Z0-9+#&._%\-]+")  # what jieba cuts by itself, apart from what is around it
WORD = regex(r"[\u3400-\u9fffa-z0-9.%+]+", re.IGNORECASE)


class Frequencies:
    """The part of a dict that jieba uses, served from the table `words` (word, freq)."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Serve from an open data file."""
        self._connection = connection
        self._known: dict[str, int] = {}

    def get(self, word: str, default: int | None = None) -> int | None:
        """Return a word's frequency, 0 for the mere beginning of a word, `default` for no word."""
        freq = self._known.get(word)
        if freq is None:
            row = self._connection.execute("select freq from words where word = ?", (word,)).fetchone()
            freq = -1 if row is None else int(row[0])
            if len(self._known) >= CACHE_SIZE:
                self._known.clear()
            self._known[word] = freq
        return default if freq < 0 else freq

    def __contains__(self, word: str) -> bool:
        """Return whether the word or a longer word beginning with it is known."""
        return self.get(word) is not None

    def __getitem__(self, word: str) -> int:
        """Return the frequency; raises KeyError for an unknown word."""
        freq = self.get(word)
        if freq is None:
            raise KeyError(word)
        return freq


class _Tokenizer(jieba.Tokenizer):  # type: ignore[misc]
    """jieba's, whose words of a block are kept: one message is cut in many forms that share most of their blocks."""

    def __init__(self) -> None:
        super().__init__()
        self._kept = lru_cache(KEPT_BLOCKS)(self._words)

    def _words(self, block: str, hmm: bool) -> tuple[str, ...]:
        return tuple(super().cut(block, HMM=hmm))

    def cut(self, sentence: str, *, HMM: bool = True) -> Iterator[str]:  # noqa: N803 - jieba's own name
        """Yield the words of a block, with new words that jieba finds (HMM) or without."""
        return iter(self._kept(sentence, HMM))


class Segmenter:
    """Cuts canonical text into words; one for each open data file."""

    def __init__(self, connection: sqlite3.Connection, words: dict[str, int] | None = None) -> None:
        """Take frequencies and their total from an open data file.

        `words` is the whole dictionary in memory, where it is there anyway (while the index is built).
        """
        self.frequencies: Frequencies | dict[str, int] = Frequencies(connection) if words is None else words
        row = connection.execute("select value from meta where name = 'words.total'").fetchone()
        self._borders = lru_cache(KEPT)(self._ends)
        self._tokenizer = _Tokenizer()
        self._tokenizer.FREQ = self.frequencies
        self._tokenizer.total = int(row[0])
        self._tokenizer.initialized = True

    def cut(self, text: str) -> list[str]:
        """Return the words of a canonical text, in order, without punctuation and white space."""
        return [w for block in BLOCK.findall(text) for w in self._tokenizer.cut(block) if WORD.fullmatch(w)]

    def borders(self, text: str) -> Set[int]:
        """Return the offsets where words of the dictionary begin or end."""
        return self._borders(text)

    def _ends(self, text: str) -> frozenset[int]:
        inside = set[int]()
        for block in BLOCK.finditer(text):
            lengths = map(len, self._tokenizer.cut(block.group(), HMM=False))
            inside |= set(range(*block.span())) - set(accumulate(lengths, initial=block.start()))
        return frozenset(range(len(text) + 1)) - inside

    def search_cut(self, text: str) -> list[str]:
        """Return the words and the words inside long words, as jieba's search mode does."""
        return [w for block in BLOCK.findall(text) for w in self._tokenizer.cut_for_search(block) if WORD.fullmatch(w)]


def dictionary(own_words: Iterable[str]) -> tuple[dict[str, int], int]:
    """Return jieba's frequencies (beginnings of words have 0) and their total, with a plan's own words added.

    A word of the plan gets the lowest frequency that keeps it whole, so that no other cut changes more than it must.
    """
    tokenizer = jieba.Tokenizer()
    # gen_pfdict reads the dictionary itself and leaves no cache file behind.
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    for word in own_words:
        tokenizer.add_word(word, tokenizer.suggest_freq(word, tune=False))
    return tokenizer.FREQ, tokenizer.total


def proper_nouns() -> Iterator[str]:
    """Yield the words that jieba's dictionary tags as a place (ns), an organisation (nt) or another name (nz)."""
    with jieba.Tokenizer().get_dict_file() as lines:
        for line in lines:
            word, _, tag = line.decode("utf-8").strip().rsplit(" ", 2)
            if tag in ("ns", "nt", "nz"):
                yield word


def bigrams(text: str) -> Iterator[str]:
    """Yield the pairs of neighbouring Chinese characters of a canonical text.

    >>> list(bigrams("口袋公园ab"))
    ['口袋', '袋公', '公园']
    """
    for run in re.findall(r"[\u3400-\u9fff]+", text):
        for at in range(len(run) - 1):
            yield run[at : at + 2]
