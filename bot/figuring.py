"""Figuring: arithmetic over figures in prose (per year, per unit, difference, share, sum), with formula and quotes.

Only figures of one sentence are put together, so that they speak of the same thing in the same period;
what does not fit in unit or period is left to the steps that say what the plan lacks.
"""

import math
from collections.abc import Iterable

from bot import choosing, passages, shares
from bot.answer import Answer
from bot.prose_figures import NUMERIC, Choice, Sum
from bot.prose_sums import ASKING, OPERATIONS
from bot.question import Question
from index.search import Search

NEAR = 3


def on_figuring(question: Question, search: Search) -> Answer | None:
    """Compute from figures of one sentence what the message asks for and the plan does not print."""
    if not any(p.search(question.message) for p in ASKING):
        return None
    if question.years or shares.clipped(question.message, search):
        return None
    if (question.measures or question.ambiguous) and not _beside_measures(question, search):
        return None
    told = [(number, _choices(question, search, number)) for number in _sentences(question, search)]
    for operation in OPERATIONS:
        done = [
            (number, sum_, choices) for number, choices in told if choices and (sum_ := operation(question, choices))
        ]
        if done:
            # Two passages may fit (收入 and 分红 of one body): the figure that knows most of the message counts.
            number, sum_, _ = max(done, key=lambda d: next(c.cover for c in d[2] if c.figure is d[1].figures[0]))
            return _answer(search, number, sum_)
    return None


def _beside_measures(question: Question, search: Search) -> bool:
    """Return whether a measure is named only by the way: another passage knows the message far better."""
    hits = search.hits(question.message)
    told = {m.prose_sentence for m in search.plan.measures}
    return bool(hits) and hits[0].likeness >= choosing.SURE_LIKENESS and hits[0].entry.sentence not in told


def _sentences(question: Question, search: Search) -> Iterable[int]:
    """Return the sentences whose figures may be meant: of figures stated, of the turn before, of the best hits."""
    values = {value for value, _ in question.claims if len(value) > 1}
    stated: dict[int, set[str]] = {}
    for figure in search.plan.figures:
        if figure.value in values:
            stated.setdefault(figure.sentence, set()).add(figure.value)
    numbers = [number for number, told in stated.items() if len(told) > 1]
    hits = choosing.relevant(question, search)
    if question.follows and question.previous is not None:
        cited = {c.quote for c in question.previous.answer.citations}
        numbers += [s.id for s in search.plan.sentences if s.text in cited]
    least = 0.7 * hits[0].score if hits else 0.0
    numbers += [h.entry.sentence for h in hits[:NEAR] if h.score >= least]
    return dict.fromkeys(numbers)


def _choices(question: Question, search: Search, number: int) -> list[Choice]:
    """Return the amounts of a sentence, those that know most of the message first."""
    wanted = frozenset(search.terms.of(question.message))
    entries = search.entries_of([number])
    sentence = search.sentence(number).text
    found = []
    for figure in search.figures(number):
        if figure.kind != "amount" or not NUMERIC.match(figure.value) or figure.unit in ("年", "分钟"):
            continue
        own = [e for e in entries if (at := sentence.find(e.quote)) <= figure.start < at + len(e.quote)]
        shortest = min((len(e.quote) for e in own), default=0)
        covers = [search.cover(wanted, e) for e in own if len(e.quote) == shortest]
        named = math.fsum(search.idf(w) for w in search.terms.of(figure.subject) if w in wanted)
        weight = math.fsum(search.idf(w) for w in wanted) or 1.0
        found.append(Choice(figure, max(covers, default=0.0) + named / weight))
    return sorted(found, key=lambda c: (-c.cover, c.figure.start))


def _answer(search: Search, number: int, done: Sum) -> Answer:
    clauses_ = list(dict.fromkeys(f.clause for f in sorted(done.figures, key=lambda f: f.start)))
    sentence = search.sentence(number).text
    lines = [
        f"{done.line}。",
        *([f"算式：{done.formula}（{done.note}）。"] if done.formula else []),
        f"{passages.lead(search, number, passages.quoted(sentence, clauses_))}。",
    ]
    citation = passages.cite_sentence(search, number)
    text = "\n".join([*lines, passages.source_line(citation)])
    return Answer(done.status, text, (citation,), derived=done.numbers)
