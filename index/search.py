"""Search: one façade over an open data file; keeps rejected candidates so that an answer can be explained."""

import json
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from heapq import nsmallest

from index import segment, text
from index.bm25 import unpacked
from index.lexicon import Lexicon, Name
from index.likeness import BankQuestions, Wanted
from index.spelling import Speller
from index.terms import Terms, stop_words
from knowledge import store
from knowledge.bank import Entry
from knowledge.records import Figure, Plan, Sentence

POSTINGS = "select term, idf, shares from postings where term in (select value from json_each(?))"
CANDIDATES = 24
CACHE = 5_000  # terms
KEPT = 8  # messages, or parts of one, whose hits are kept
OF_COMPANIES = ("企业", "百亿级")  # what the names of lists of companies have
SURE_BM25, VERY_SURE_BM25 = 24.0, 48.0  # summed BM25 of a passage that is, or is plainly, spoken of
RARE = 4.5  # idf of a word in about 1 % of the entries


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that may answer: its score and what the score is made of.

    bm25 is the weighted BM25 sum; likeness (0–1) the cosine to the nearest question of the bank;
    missing (0–1) the same for questions that the plan does not answer; cover (0–1) the share of the
    message's terms, by idf, that the entry knows.
    """

    entry: Entry
    score: float
    bm25: float
    likeness: float
    missing: float
    cover: float
    nearest: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What the bank asks about an entry: answered and unanswered questions, and all terms that it knows."""

    questions: BankQuestions
    known: frozenset[str]


def fronted(own: list[Hit], hits: list[Hit]) -> list[Hit]:
    """Return the hits with some of them, or others, put first, each once."""
    return own + [h for h in hits if h not in own]


class Search:
    """Everything that can be looked up in one plan's data file."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Take an open data file; raises sqlite3.DatabaseError where it is damaged."""
        self._connection = connection
        self.plan: Plan = store.read_plan(connection)
        self.terms = Terms(segment.Segmenter(connection), stop_words())
        self.lexicon = Lexicon(connection)
        self._shares: dict[str, tuple[float, list[tuple[int, float]]]] = {}
        self._hits = lru_cache(KEPT)(self._ranked)
        self._entries: dict[int, Entry] = {}
        self._asked: dict[int, Asked] = {}

    @cached_property
    def speller(self) -> Speller:
        """Return the speller; read when first needed."""
        return Speller(self._connection)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Return the whole question bank (for checks; answering reads single entries)."""
        return store.read_entries(self._connection)

    def entry(self, number: int) -> Entry:
        """Return one entry of the question bank, kept for the next time."""
        found = self._entries.get(number)
        if found is None:
            found = self._entries[number] = store.read_entry(self._connection, number)
        return found

    def entries_of(self, sentences: Iterable[int]) -> list[Entry]:
        """Return the entries of some sentences, in the plan's order."""
        return [self.entry(number) for number in sorted({n for s in sentences for n in self._entries_at.get(s, ())})]

    @cached_property
    def _entries_at(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for number, sentence in self._connection.execute("select id, sentence from entries order by id"):
            found.setdefault(sentence, []).append(number)
        return found

    @cached_property
    def _figures(self) -> dict[int, list[Figure]]:
        found: dict[int, list[Figure]] = {}
        for figure in self.plan.figures:
            found.setdefault(figure.sentence, []).append(figure)
        return found

    def figures(self, sentence: int) -> list[Figure]:
        """Return the figures that stand in a sentence, in its order."""
        return self._figures.get(sentence, [])

    @cached_property
    def companies(self) -> tuple[str, ...]:
        """Return the companies that the plan's lists name, by the two characters that people call them by."""
        proper = {name.text for name in self.plan.names if name.proper}
        lists = (e.items for e in self.plan.enumerations if any(word in e.name for word in OF_COMPANIES))
        return tuple(dict.fromkeys(item[:2] for items in lists for item in items if item in proper))

    @cached_property
    def prose(self) -> str:
        """Return all sentences as one compact text, to see whether the plan has a word at all."""
        return text.compact("".join(s.text for s in self.plan.sentences))

    def words_told(self, entries: Iterable[Entry]) -> str:
        """Return all words that the plan has and that the bank has of some entries, as one text to look a word up in."""
        return self.prose + "".join("".join((*e.lay_terms, *e.questions)) for e in entries)

    def on_topics(self, topics: Iterable[Name]) -> list[int]:
        """Return the sentences that the plan's themes list, for themes that a message names."""
        return [n for name in topics for n in self.plan.topics[int(name.target)].sentences]

    def sentence(self, number: int) -> Sentence:
        """Return a sentence of the plan."""
        return self.plan.sentences[number]

    def is_word(self, word: str) -> bool:
        """Return whether jieba's dictionary (with the plan's names) knows the word."""
        return bool(self.terms.segmenter.frequencies.get(word))

    def is_name(self, word: str) -> bool:
        """Return whether jieba's dictionary tags the word as a place, an organisation or another proper name."""
        return self._connection.execute("select 1 from proper_nouns where word = ?", (word,)).fetchone() is not None

    def postings(self, term: str) -> tuple[float, list[tuple[int, float]]]:
        """Return a term's idf and its shares; a term that no entry has weighs as much as the rarest."""
        known = self._shares.get(term)
        if known is None:
            self._look_up([term])
            known = self._shares[term]
        return known

    def _look_up(self, terms: Iterable[str]) -> None:
        """Keep what the index has on some terms, all that are new read at once."""
        new = [term for term in dict.fromkeys(terms) if term not in self._shares]
        if not new:
            return
        if len(self._shares) + len(new) > CACHE:
            self._shares.clear()
        self._shares.update(dict.fromkeys(new, (self._rarest, [])))
        rows = self._connection.execute(POSTINGS, (json.dumps(new),))
        self._shares.update((term, (float(idf), unpacked(shares))) for term, idf, shares in rows)

    @cached_property
    def _rarest(self) -> float:
        return float(self._connection.execute("select max(idf) from postings").fetchone()[0])

    def idf(self, term: str) -> float:
        """Return how telling a term is."""
        return self.postings(term)[0]

    def hits(self, message: str, without: str = "") -> list[Hit]:
        """Return the best entries for a compact message, best first.

        `without` leaves one bank question, in compact form, out.
        """
        return list(self._hits(message, without))

    def _ranked(self, message: str, without: str) -> list[Hit]:
        terms = self.terms.of(text.without_frame(message))
        sums = self._sums(terms)
        # Tuples that compare as they are: a key would be called for every entry of the bank.
        best = nsmallest(CANDIDATES, [(-total, number) for number, total in sums.items()])
        if not best:
            return []
        top = -best[0][0]
        wanted = frozenset(terms)
        asked = self._wanted(wanted)
        hits = [self._hit(self.entry(number), -low, -low / top, asked, without) for low, number in best]
        return sorted(hits, key=lambda hit: (-hit.score, hit.entry.id))

    def _sums(self, terms: Iterable[str]) -> dict[int, float]:
        """Return the sum of each entry's BM25 shares of some terms, each counted once."""
        sums: defaultdict[int, float] = defaultdict(float)
        self._look_up(terms)
        for term in dict.fromkeys(terms):
            for number, share in self.postings(term)[1]:
                sums[number] += share
        return sums

    def hits_of(self, message: str, sentences: Iterable[int]) -> list[Hit]:
        """Return the entries of some sentences as hits for a compact message, best first, however far from it."""
        terms = self.terms.of(message)
        sums = self._sums(terms)
        top = max(sums.values(), default=1.0)
        wanted = self._wanted(frozenset(terms))
        own = self.entries_of(sentences)
        hits = [self._hit(e, sums.get(e.id, 0.0), sums.get(e.id, 0.0) / top, wanted, "") for e in own]
        return sorted(hits, key=lambda hit: (-hit.score, hit.entry.id))

    def _wanted(self, terms: frozenset[str]) -> Wanted:
        return Wanted({term: self.idf(term) for term in sorted(terms)})

    def _hit(self, entry: Entry, total: float, share: float, wanted: Wanted, without: str) -> Hit:
        asked = self.asked(entry)
        likeness, nearest, missing = wanted.nearest(asked.questions, without)
        cover = wanted.cover(asked.known)
        score = share + 1.2 * max(likeness, 0.9 * missing) + 0.6 * cover
        return Hit(entry, score, total, likeness, missing, cover, nearest)

    def asked(self, entry: Entry) -> Asked:
        """Return what the bank asks about an entry, kept for the next time."""
        found = self._asked.get(entry.id)
        if found is None:
            rows = self._connection.execute(
                "select kind, question, weight, terms from asked where entry = ?", (entry.id,)
            ).fetchall()
            of = {kind: [row[1:] for row in rows if row[0] == kind] for kind in ("question", "missing", "known")}
            known = frozenset(map(sys.intern, of["known"][0][2].split(" ")))
            found = self._asked[entry.id] = Asked(BankQuestions.of(of["question"], of["missing"]), known)
        return found

    def cover(self, wanted: frozenset[str], entry: Entry) -> float:
        """Return the share of a term set, by idf, that an entry knows (0–1)."""
        return self._wanted(wanted).cover(self.asked(entry).known)

    def rare_words(self, message: str, entry: Entry) -> list[str]:
        """Return the rare words (names, mostly) that a message shares with an entry's sentence."""
        sentence = text.compact(self.sentence(entry.sentence).text)
        return [w for w in self.terms.content(message) if w in sentence and self.idf(w) >= RARE]

    def likeness(
        self, wanted: frozenset[str], entry: Entry, where: Callable[[str], object] = bool, *, answered: bool = True
    ) -> float:
        """Return the best cosine (0–1), weighted by idf, of a message's terms and those of some questions on an entry.

        They are those that the plan answers, or does not, and of these those `where` is true of; 0 for none.
        """
        questions = self.asked(entry).questions
        cosines = self._wanted(wanted).cosines(questions)
        kinds = ((n, cosine) for n, cosine in enumerate(cosines) if (n < questions.answered) == answered)
        return max((cosine for n, cosine in kinds if where(questions.texts[n])), default=0.0)

    def term_set(self, message: str) -> frozenset[str]:
        """Return the terms of a compact message as a set."""
        return frozenset(self.terms.of(message))
