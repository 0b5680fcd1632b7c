"""Build the data file of a plan: knowledge, question bank, and all that searching needs, in one step.

The file is written under a temporary name and renamed when whole, so that readers never see half of
it and two processes that build at once do each other no harm.
"""

import json
import os
import sqlite3
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from index import bm25, lexicon, segment, spelling, terms, text
from index.fingerprint import DATA, fingerprint, seal
from knowledge import bank, plan, store
from knowledge.bank import Entry
from knowledge.errors import StoreError
from knowledge.patterns import regex
from knowledge.records import Plan

# Aliases that hold a question word (哪三区) are no names that could be misspelt.
NUMERALS = "一二三四五六七八九"
QUESTION_WORD = regex("[哪什啥怎么几多谁]|得过|拿过|评过")
# Weights of an entry's fields in the BM25 sum, found with `planbot eval` on the development cases.
WEIGHTS = {"quote": 1.0, "sentence": 0.35, "path": 0.15, "questions": 1.0, "lay": 0.8, "missing": 0.4}
ABANDONED = 600.0  # seconds after which the temporary file of a killed build is removed

TABLES = """
create table meta (name text primary key, value text) without rowid;
create table words (word text primary key, freq integer) without rowid;
create table proper_nouns (word text primary key) without rowid;
create table lexicon (alias text, kind text, target text);
create table spellings (rank integer primary key, word text, sound text, pinyin text, letters text, mend integer);
create table sounds (character text primary key, sound text) without rowid;
create table asked (entry integer, kind text, question text, weight real, terms text);
create index asked_entry on asked (entry);
create table postings (term text primary key, idf real, shares blob) without rowid;
"""


def build(plan_id: str, target: Path) -> None:
    """Write the data file of a plan.

    Raises StoreError where the folder cannot be written, PlanError or UnknownPlan where the plan cannot be read.
    """
    temporary = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _remove_abandoned(target)
        handle, name = tempfile.mkstemp(prefix=_prefix(target), dir=target.parent)
        os.close(handle)
        temporary = Path(name)
        _fill(plan_id, temporary)
        seal(temporary)
        temporary.replace(target)
    except OSError as error:
        raise StoreError(
            f"data file {target}: {error.strerror or error}; make the folder writable or name another in PLANBOT_HOME"
        ) from error
    except sqlite3.Error as error:
        raise StoreError(
            f"data file {target}: {error}; free some space or name another folder in PLANBOT_HOME"
        ) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def _prefix(target: Path) -> str:
    return f".{target.name}-"


def _remove_abandoned(target: Path) -> None:
    for left in target.parent.glob(f"{_prefix(target)}*"):
        try:
            if time.time() - left.stat().st_mtime > ABANDONED:
                left.unlink()
        except FileNotFoundError:
            continue  # another build has just renamed or removed it


def _fill(plan_id: str, path: Path) -> None:
    record = plan.load(plan_id)
    entries = bank.read(plan.folder(plan_id) / "question-bank.jsonl", record)
    connection = sqlite3.connect(path)
    try:
        # Speed over safety: a build that is cut short is thrown away whole.
        connection.executescript(
            "pragma journal_mode = off; pragma synchronous = off; pragma locking_mode = exclusive;"
        )
        store.write_plan(connection, record, entries)
        connection.executescript(TABLES)
        names = list(lexicon.rows(record))
        connection.executemany("insert into lexicon values (?, ?, ?)", names)
        words = _write_words(connection, record, names)
        chain = OnceTerms(segment.Segmenter(connection, words), terms.stop_words())
        idf = _write_postings(connection, chain, record, entries)
        _write_asked(connection, chain, record, entries, idf)
        _write_spellings(connection, chain, record, names)
        meta = {"fingerprint": fingerprint(plan_id), "english": json.dumps(_english(), ensure_ascii=False)}
        connection.executemany("insert into meta values (?, ?)", meta.items())
        connection.commit()
    finally:
        connection.close()


def own_words(record: Plan, names: Iterable[tuple[str, str, str]]) -> list[str]:
    """Return the plan's own words that jieba must keep whole: proper names, measures and projects."""
    kinds = ("measure", "project")
    aliases = {a for a, kind, _ in names if kind in kinds and 2 < len(a) <= 8 and not a.isascii()}
    return sorted(aliases | {text.compact(name.text) for name in record.names})


def _write_words(connection: sqlite3.Connection, record: Plan, names: Iterable[tuple[str, str, str]]) -> dict[str, int]:
    words, total = segment.dictionary(own_words(record, names))
    connection.executemany("insert into words values (?, ?)", words.items())
    connection.execute("insert into meta values ('words.total', ?)", (str(total),))
    connection.executemany("insert or ignore into proper_nouns values (?)", ((w,) for w in segment.proper_nouns()))
    return words


class OnceTerms(terms.Terms):
    """The chain of terms that cuts each text only once: the same sentence stands behind many entries."""

    def __init__(self, segmenter: segment.Segmenter, stop: Iterable[str]) -> None:
        """Take what the chain itself takes."""
        super().__init__(segmenter, stop)
        self._known: dict[str, list[str]] = {}

    def of(self, text: str) -> list[str]:
        """Return the terms of a canonical text; the list is shared."""
        found = self._known.get(text)
        if found is None:
            found = self._known[text] = super().of(text)
        return found


def corpora(chain: terms.Terms, record: Plan, entries: Sequence[Entry]) -> dict[str, list[list[str]]]:
    """Return the terms of each field of each entry: {field: [terms of entry 0, …]}."""
    return {
        field: [[t for piece in _field(record, e, field) for t in chain.of(text.compact(piece))] for e in entries]
        for field in WEIGHTS
    }


def _write_postings(
    connection: sqlite3.Connection, chain: terms.Terms, record: Plan, entries: Sequence[Entry]
) -> dict[str, float]:
    """Write each term's idf and shares; return the idf of all terms."""
    fields = corpora(chain, record, entries)
    merged = bm25.merged((weight, bm25.postings(fields[field])) for field, weight in WEIGHTS.items())
    idf = {term: bm25.idf(len(entries), len(shares)) for term, shares in merged.items()}
    connection.executemany(
        "insert into postings values (?, ?, ?)",
        ((term, idf[term], bm25.packed(shares)) for term, shares in sorted(merged.items())),
    )
    return idf


def _write_asked(
    connection: sqlite3.Connection,
    chain: terms.Terms,
    record: Plan,
    entries: Sequence[Entry],
    idf: Mapping[str, float],
) -> None:
    """Write the terms of each bank question with their summed idf, and all terms that an entry knows."""
    rarest = max(idf.values())

    def row(entry: Entry, kind: str, pieces: Sequence[str]) -> tuple[int, str, str, float, str]:
        compact = [text.compact(piece) for piece in pieces]
        own = sorted({term for piece in compact for term in chain.of(piece)})
        return entry.id, kind, compact[0], sum(idf.get(t, rarest) for t in own), " ".join(own)

    for entry in entries:
        rows = [row(entry, "question", (q,)) for q in entry.questions]
        rows += [row(entry, "missing", (q,)) for q in entry.missing]
        sentence = record.sentences[entry.sentence]
        path = record.paragraphs[sentence.paragraph].path
        rows.append(row(entry, "known", (sentence.text, *path, *entry.questions, *entry.lay_terms)))
        connection.executemany("insert into asked values (?, ?, ?, ?, ?)", rows)


def _field(record: Plan, entry: Entry, field: str) -> Sequence[str]:
    sentence = record.sentences[entry.sentence]
    return {
        "quote": (entry.quote,),
        "sentence": (sentence.text,),
        "path": record.paragraphs[sentence.paragraph].path,
        "questions": entry.questions,
        "lay": entry.lay_terms,
        "missing": entry.missing,
    }[field]


def _write_spellings(
    connection: sqlite3.Connection, chain: terms.Terms, record: Plan, names: Iterable[tuple[str, str, str]]
) -> None:
    """Write the words that a message may misspell, names first, then those that it may only give in pinyin."""
    prose = text.compact("".join(s.text for s in record.sentences))
    kinds = ("measure", "project", "enumeration")
    named = [a for a, kind, _ in names if kind in kinds and not QUESTION_WORD.search(a)]
    # A list's other names are the words of those who ask: only the plan's own, and those with its number, mend.
    lay = {a for a, kind, _ in names if kind == "enumeration" and a not in prose and a[0] not in NUMERALS}
    named = [a for a in named if a not in lay]
    named += [text.compact(name.text) for name in record.names]
    misspelt = (DATA / "misspelt_words.txt").read_text(encoding="utf-8").split()
    of_plan = [w for s in record.sentences for w in chain.content(text.compact(s.text))]
    mended = dict.fromkeys([*named, *misspelt, *(w for w in of_plan if len(w) > 2)], True)
    common = (DATA / "common_words.txt").read_text(encoding="utf-8").split()
    words = mended | {w: False for w in [*common, *of_plan] if w not in mended}
    kept = {w: mend for w, mend in words.items() if 1 < len(w) <= 12 and not w.isascii()}
    rows = [(rank, *row, kept[row[0]]) for rank, row in enumerate(spelling.word_rows(kept))]
    connection.executemany("insert into spellings values (?, ?, ?, ?, ?, ?)", rows)
    connection.executemany("insert into sounds values (?, ?)", spelling.character_rows())


def _english() -> list[tuple[str, str]]:
    """Return (English phrase, Chinese), longest phrase first."""
    path = DATA / "english.tsv"
    pairs = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if "\t" in line]
    return sorted(((p[0].strip(), p[1].strip()) for p in pairs), key=lambda pair: -len(pair[0]))
