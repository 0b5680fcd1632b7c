"""Guard: every figure in a reply stands in a cited quote, in a table cell, or was computed from cited cells."""

import re
from collections.abc import Iterable

from bot import replies
from bot.answer import CHAT, CLARIFY, NOT_FOUND, Answer
from bot.question import Question
from knowledge.patterns import regex

NUMBER = regex(r"\d+(?:\.\d+)?")
# Numbers of our own fixed sentences: the periods, the hotlines, the divisor of 万元 to 亿元, exponents.
FIXED = frozenset({"12345", "110", "120", "12356", "10000", "1", "2015", "2016", "2020", "2021", "2025"})
# The rows that a table citation quotes stand under these printed columns.
TABLE_YEARS = frozenset({"2016", "2017", "2018", "2019", "2020"})


def numbers(text: str) -> set[str]:
    """Return the numbers in a text as printed, without leading zeros."""
    return {n.lstrip("0") or "0" for n in NUMBER.findall(text.replace(",", ""))}


def ungrounded(answer: Answer, question: Question) -> set[str]:
    """Return the numbers of a reply that nothing backs; a repeated claim of the message is no figure of ours."""
    backed = set(FIXED) | numbers(question.text) | numbers(question.message) | numbers(" ".join(answer.derived))
    backed |= {str(year) for year in question.years}
    backed |= {number for value, _ in question.claims for number in numbers(value)}
    for piece in _cited(answer):
        backed |= numbers(piece)
    if any(citation.kind == "table" for citation in answer.citations):
        backed |= TABLE_YEARS
    markers = numbers(" ".join(re.findall(r"(?m)^\d+\. ", answer.text)))
    return numbers(answer.text) - backed - markers


def _cited(answer: Answer) -> Iterable[str]:
    for citation in answer.citations:
        yield citation.quote
        yield " ".join(citation.path)
    if answer.table:
        yield " ".join(answer.table.columns)
        for row in answer.table.rows:
            yield " ".join(row)


def guarded(answer: Answer, question: Question) -> Answer:
    """Return the answer, or, where a figure in it has no backing, an honest refusal with its sources."""
    fixed = answer.status == CHAT or (answer.status == CLARIFY and not answer.citations)
    if fixed or not ungrounded(answer, question):
        return answer
    return answer.with_(status=NOT_FOUND, text=replies.UNGROUNDED, citations=(), table=None, derived=())
