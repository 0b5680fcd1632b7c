"""Second look: what a long message asks, without the story told before and after it, where the whole got no answer."""

from dataclasses import replace

from bot.question import Question, parsed
from index.search import Search
from knowledge.patterns import regex

PIECES = regex("[,，。?？!！;；]+")
ASKS = regex(
    "哪(?!能可能)|(?<!没)(?<!没有)(?<!为)什么(?!都)|(?<!没)啥(?!都)|多少"
    "|几(?=[个家户座条所套张台处幅件项路届批期份次间栋幢辆类块种桩人位名化钿年多])"
    "|怎么(?!都)|如何|吗|伐$|呢$|谁|有没有|是不是|能不能|会不会|要不要|管不管|还是|原话|出处|第几|章"
)
LONG, SEVERAL = 30, 3
NEAR_ENOUGH = 0.3


def shortened(question: Question, search: Search) -> Question | None:
    """Return what a long message asks, with as much before it as names the subject; None where that is all of it.

    People tell a story before they ask, and after: what is told by the way (门票, 免费, 每年 …) is neither what is asked
    for nor a thing that the plan lacks.
    """
    pieces = [p for p in PIECES.split(question.message) if p]
    asking = [n for n, piece in enumerate(pieces) if ASKS.search(piece)]
    if len(question.message) < LONG or len(pieces) < SEVERAL or not asking or question.follows:
        return None
    first = last = asking[-1]
    while first - 1 in asking:
        first -= 1
    while first > 0 and not _names_subject(",".join(pieces[first : last + 1]), search):
        first -= 1
    if not first and last + 1 == len(pieces):
        return None
    found = parsed(",".join(pieces[first : last + 1]), search)
    return replace(found, text=question.text, previous=question.previous)


def _names_subject(message: str, search: Search) -> bool:
    """Return whether a part of a message names what it asks of."""
    question = parsed(message, search)
    if question.projects or question.enumerations or question.measures or question.topics:
        return True
    hits = search.hits(message)
    return bool(hits) and hits[0].likeness >= NEAR_ENOUGH and hits[0].likeness > hits[0].missing
