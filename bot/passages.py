"""Passages: citations of prose, quotes cut to the clauses that matter, source lines."""

from collections.abc import Iterable, Sequence

from bot import replies
from bot.answer import Citation
from index.search import Search
from knowledge import clauses
from knowledge.patterns import regex
from knowledge.records import Plan, Sentence

WHOLE = 90  # a sentence up to this long is quoted whole
MARKS = "，；。：！？,"
NUMBER = regex(r"\d+(?:\.\d+)?")


def cite_sentence(search: Search, number: int) -> Citation:
    """Return the citation of a sentence, quoted whole."""
    sentence = search.sentence(number)
    paragraph = search.plan.paragraphs[sentence.paragraph]
    return Citation(search.plan.id, "paragraph", paragraph.path or (replies.PREFACE,), sentence.text, paragraph.id)


def sentences_of(search: Search, citations: Iterable[Citation]) -> tuple[int, ...]:
    """Return the sentences that citations of prose quote, each once."""
    cited = [(c.paragraph, c.quote) for c in citations if c.kind == "paragraph"]
    return tuple(
        dict.fromkeys(
            s.id for at, quote in cited for s in search.plan.sentences if s.paragraph == at and s.text in quote
        )
    )


def chapter_numeral(path: Sequence[str]) -> str:
    """Return the numeral of the chapter that a path begins with (八), or "" where it has none."""
    return path[0].split("、")[0] if path and "、" in path[0][:4] else ""


def cite_paragraph(search: Search, number: int) -> Citation:
    """Return the citation of a whole paragraph."""
    paragraph = search.plan.paragraphs[number]
    return Citation(search.plan.id, "paragraph", paragraph.path or (replies.PREFACE,), paragraph.text, paragraph.id)


def source_line(citation: Citation) -> str:
    """Return "出处：六、… › 二是…"."""
    return replies.SOURCE.format(path=" › ".join(citation.path) or replies.PREFACE)


def source_lines(citations: Iterable[Citation]) -> str:
    """Return the source lines of citations, one for each place; table rows under one caption share a line."""
    places: dict[tuple[str, ...], list[str]] = {}
    for citation in citations:
        rows = places.setdefault(citation.path, [])
        if citation.kind == "table":
            rows.append(row_name(citation.quote))
    lines = []
    for path, rows in places.items():
        shown = "、".join(dict.fromkeys(rows)) if len(set(rows)) <= 3 else ""
        where = " › ".join((*path, *([shown] if shown else ()))) or replies.PREFACE
        lines.append(replies.SOURCE.format(path=where))
    return "\n".join(lines)


def row_name(row: str) -> str:
    """Return the name in a printed table row."""
    cells = row.split("　")
    return cells[1] if cells[0].isdigit() else cells[0]


def quoted(sentence: str, quotes: Sequence[str], whole: int = WHOLE) -> str:
    """Return the sentence, or its clauses that hold the quotes with …… for what is left out; always verbatim."""
    if len(sentence) <= whole:
        return sentence
    spans = sorted((start, start + len(q)) for q in quotes if (start := sentence.find(q)) >= 0)
    if not spans:
        return sentence
    kept = "".join(("……" if before else "") + sentence[start:end] for before, start, end in _merged(sentence, spans))
    return kept + ("" if kept.endswith(sentence[-1]) and spans[-1][1] >= len(sentence) - 1 else "……")


def nearest_clauses(sentence: str, words: Sequence[str], most: int = 3) -> list[str]:
    """Return the clauses of a long sentence that share words with a message, at most some; its first ones for none."""
    pieces = [piece for _, piece in clauses.split(sentence)]
    shares = [sum(w in piece for w in words) for piece in pieces]
    best = sorted(range(len(pieces)), key=lambda n: (-shares[n], n))[:most]
    return [pieces[n] for n in sorted(best) if shares[n]] or pieces[:2]


def _merged(sentence: str, spans: list[tuple[int, int]]) -> list[tuple[bool, int, int]]:
    """Return (something is left out before, start, end) with each span widened to its clause's ends."""
    merged: list[tuple[int, int]] = []
    for from_, to in spans:
        start = max((at for at, _ in clauses.split(sentence) if at <= from_), default=from_)
        stop = next((at for at in range(to, len(sentence)) if sentence[at] in MARKS), len(sentence) - 1)
        end = max(stop + 1 if stop == len(sentence) - 1 else stop, to)
        if merged and start <= merged[-1][1] + 12:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return [(start > 0 if i == 0 else True, start, end) for i, (start, end) in enumerate(merged)]


def period_label(plan: Plan, period: str) -> str:
    """Return “十四五”期间（2021—2025年） for a period's id, or ""."""
    return next((p.label for p in plan.periods if p.id == period), "")


def is_done(plan: Plan, sentence: Sentence) -> bool:
    """Return whether a sentence tells results, not plans."""
    return any(p.done for p in plan.periods if p.id == sentence.period)


def lead(search: Search, sentence: int, clause: str) -> str:
    """Return a clause with its period in front: “十四五”期间（2021—2025年）计划：新建3座口袋公园."""
    record = search.sentence(sentence)
    label = period_label(search.plan, record.period)
    clause = clause.strip("，。；")
    if not label:
        return f"规划写到：{clause}"
    return f"{label}：{clause}" if is_done(search.plan, record) else f"{label}计划：{clause}"


def first_number(text: str) -> str:
    """Return the first number in a text, or ""."""
    match = NUMBER.search(text)
    return match.group() if match else ""
