"""Second look: what a long message asks, without the story told before and after it, where the whole got no answer.

People tell a story before they ask, and after: what is told by the way (门票, 免费, 每年 …) is neither what is asked for
nor a thing that the plan lacks.
"""

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from bot.question import Question, parsed
from bot.subject import own_words
from index.search import Hit, Search
from knowledge.patterns import regex

PIECES = regex("[,，。?？!！;；]+")
ASKS = regex(
    "哪(?!能可能)|(?<!没)(?<!没有)(?<!为)什么(?!都)|(?<!没)啥(?!都)|多少"
    "|几(?=[个家户座条所套张台处幅件项路届批期份次间栋幢辆类块种桩人位名化钿年多])"
    "|怎么(?!都)|如何|吗|伐$|呢$|谁|有没有|是不是|能不能|会不会|要不要|管不管|还是|原话|出处|第几|章"
)
LONG, SEVERAL = 30, 3
NEAR_ENOUGH, FAR, GAIN = 0.28, 0.2, 0.1
MOST_BACK = 8  # pieces before the question that may name its subject: each costs a search
SPOKEN_OF = 8  # hits of the whole message among which that of a part of it must be


def shorter(question: Question, search: Search) -> Iterator[Question]:
    """Yield what a long message asks, with as little before it as names the subject, then with what is nearest."""
    pieces = [p for p in PIECES.split(question.message) if p]
    asking = [n for n, piece in enumerate(pieces) if ASKS.search(piece)]
    if len(question.message) < LONG or len(pieces) < SEVERAL or not asking or question.follows:
        return
    first = last = asking[-1]
    while first - 1 in asking:
        first -= 1
    asks = pieces[first : last + 1]
    back = max(0, first - MOST_BACK)
    parts = [",".join([*pieces[at:first], *asks]) for at in range(first, back - 1, -1)]
    told = parts + [",".join([pieces[at], *asks]) for at in range(back, first - 1)]
    spoken_of = {hit.entry.sentence for hit in search.hits(question.message)[:SPOKEN_OF]}
    near = [(message, hit) for message in told if (hit := _spoken_of(message, spoken_of, search)) is not None]
    named = next((m for m in parts if _names(m, search)), "")
    nearest = max(near, key=lambda pair: pair[1].likeness, default=("", None))[0]
    for message in dict.fromkeys((named, nearest)):
        if message and message != question.message:
            yield replace(parsed(message, search), text=question.text, previous=question.previous)


def is_far(question: Question, search: Search) -> bool:
    """Return whether a message as a whole is far from any passage, so that its parts may be nearer to one."""
    hits = search.hits(question.message)
    return bool(hits) and hits[0].likeness < FAR


def is_nearer(question: Question, part: Question, parts: Sequence[Question], search: Search) -> bool:
    """Return whether the parts of a message that is far from any passage as a whole are near the passage of one of them."""
    whole, found = search.hits(question.message)[0], search.hits(part.message)[0]
    near = [h.likeness for p in parts for h in search.hits(p.message)[:1] if h.entry.id == found.entry.id]
    return max(near) >= whole.likeness + GAIN and found.entry.id != whole.entry.id


def _spoken_of(message: str, spoken_of: Set[int], search: Search) -> Hit | None:
    """Return the best passage of a part of a message where it is near, and one that the whole message speaks of."""
    hits = search.hits(message) if own_words(message, search) else []
    near = bool(hits) and hits[0].likeness > max(NEAR_ENOUGH, hits[0].missing)
    return hits[0] if near and hits[0].entry.sentence in spoken_of else None


def _names(message: str, search: Search) -> bool:
    """Return whether a part of a message names the subject of what it asks."""
    question = parsed(message, search)
    return bool(question.projects or question.enumerations or question.measures or question.topics)
