"""A talk held against what its last reply must be: what the tables of talks in the tests share."""

import re

from bot.answer import ANSWERED, NOT_FOUND, PARTIAL
from bot.terminal import answer_talk
from index.search import Search

A, P = ANSWERED, PARTIAL
PN, AP = f"{PARTIAL} {NOT_FOUND}", f"{ANSWERED} {PARTIAL}"
# The turns parted by |, the statuses, what the text must match, what it must not ("" for nothing).
Case = tuple[str, str, str, str]


def holds(search: Search, turns: str, status: str, must: str, must_not: str = "") -> None:
    """Ask the turns, parted by |, and hold the last reply against a status (or several), a pattern, and one that is wrong."""
    reply = answer_talk(search, None, turns.split("|"))
    assert reply["status"] in status.split(), reply["text"]
    assert re.search(must, reply["text"]), reply["text"]
    assert not must_not or not re.search(must_not, reply["text"]), reply["text"]
