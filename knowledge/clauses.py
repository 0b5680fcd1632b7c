"""Clauses: a sentence cut at its commas, but never inside quotation marks or brackets."""

from collections.abc import Iterator

OPENING, CLOSING = "“‘（《(", "”’）》)"
CLAUSE_MARKS = "，,；;。！？：:"
ITEM_MARKS = CLAUSE_MARKS + "、"


def split(text: str, marks: str = CLAUSE_MARKS) -> Iterator[tuple[int, str]]:
    """Yield (offset, piece) without the marks; empty pieces are left out.

    >>> [p for _, p in split("远看，近看“青山，绿水”。")]
    ['远看', '近看“青山，绿水”']
    """
    depth = start = 0
    for at, char in enumerate(text):
        if char in OPENING:
            depth += 1
        elif char in CLOSING:
            depth = max(0, depth - 1)
        elif char in marks and depth == 0:
            if at > start:
                yield start, text[start:at]
            start = at + 1
    if start < len(text):
        yield start, text[start:]


def items(text: str) -> list[str]:
    """Return the longest run of parallel names in a clause: a、b、c or “a”“b”“c”; [] without one.

    >>> items("协调辰花公路、广富林路、文翔路等区级道路西延伸")
    ['协调辰花公路', '广富林路', '文翔路等区级道路西延伸']
    """
    quoted = text.split("”“")
    if len(quoted) >= 3:
        return [piece.strip("“”").rsplit("“", 1)[-1].split("”", 1)[0] for piece in quoted]
    best: list[str] = []
    for _, clause in split(text):
        pieces = [piece for _, piece in split(clause, "、")]
        if len(pieces) > len(best) and len(pieces) > 1:
            best = pieces
    return best
