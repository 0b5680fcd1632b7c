"""Schema: describes the data file as a page of the documentation; `python -m index.schema` prints it.

Columns come from a file that was really built, descriptions from the records' own docstrings.
"""

import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from index import build
from knowledge import plan, store
from knowledge.bank import Entry

HEAD = """# Data file

One SQLite file a plan, `<plan>.sqlite3` in the home folder. It is made from the plan's own files, the word lists
and the code; where one of these changes, or a byte of the file, it is built anew. Nobody writes to it: change the
plan's files. This page is made by `python -m index.schema > docs/schema.md`; a test keeps it true.

Lists stand as JSON, `bool` as 0 or 1. The header's field `user_version` holds the file's CRC-32, taken without
that field.
"""

PLAN = "The plan: its id, title and town."
OF_INDEX = {
    "meta": "What the file was made from (fingerprint), the total of jieba's frequencies, the English phrases.",
    "words": "jieba's dictionary with the plan's own words; a mere beginning of words has frequency 0.",
    "proper_nouns": "Words that jieba's dictionary tags as places, organisations and other proper names.",
    "lexicon": "Every name of the plan's things in canonical form, its kind and the target's id or number.",
    "spellings": "Words that a message may misspell: fuzzy sound, toneless pinyin, sorted characters; lower rank wins.",
    "sounds": "The fuzzy sound of every character of GB 2312.",
    "asked": "A bank question in compact form (kind question or missing), or all that an entry knows (kind known), "
    "with its terms, parted by spaces, and their summed idf.",
    "postings": "A term's idf and its BM25 shares: entry numbers (uint16), then weighted shares (float32).",
}


def descriptions() -> dict[str, str]:
    """Return what each table holds: {table: one paragraph}."""
    records = {**store.RECORDS, **{name: cls for name, (_, _, cls) in store.NESTED.items()}, "entries": Entry}
    told = {name: " ".join(str(cls.__doc__).split()) for name, cls in records.items()}
    owners = {name: f" `owner` is the number of its row in `{owner}`." for name, (owner, _, _) in store.NESTED.items()}
    return {"plan": PLAN, **{name: text + owners.get(name, "") for name, text in told.items()}, **OF_INDEX}


def markdown(connection: sqlite3.Connection) -> str:
    """Return the page that describes an open data file; raises KeyError for a table without a description."""
    return "\n".join([HEAD, *_tables(connection)])


def _tables(connection: sqlite3.Connection) -> Iterator[str]:
    told = descriptions()
    for (name,) in connection.execute("select name from sqlite_master where type = 'table' order by rowid").fetchall():
        yield f"## {name}\n\n{told[name]}\n\n| column | type | key |\n| --- | --- | --- |"
        for column, kind, key in connection.execute("select name, type, pk from pragma_table_info(?)", (name,)):
            yield f"| {column} | {kind.lower()} | {'yes' if key else ''} |"
        yield ""


def main() -> None:
    """Build the default plan's data file in a temporary folder and print the page."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.sqlite3"
        build.build(plan.DEFAULT, path)
        connection = sqlite3.connect(path)
        try:
            sys.stdout.write(markdown(connection))
        finally:
            connection.close()


if __name__ == "__main__":
    main()
