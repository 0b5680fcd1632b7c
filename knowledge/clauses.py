"""Clauses: a sentence cut at its commas, but never inside quotation marks or brackets."""

from collections.abc import Iterator

from knowledge.patterns import regex

OPENING, CLOSING = "“‘（《(", "”’）》)"
CLAUSE_MARKS = "，,；;。！？：:"
ITEM_MARKS = CLAUSE_MARKS + "、"
PIECES = CLAUSE_MARKS + "、"
AND = regex(r"(?<=[\w”）])(?:和|及|以及|与|暨)(?=[\w“])")
PAIR = regex(r"(?P<first>[\w“”]{2,12})(?:和|及|与)(?P<second>[\w“”]{2,12})")
QUOTED = regex("“([^”]+)”")
BRACKETED = regex("“(?P<inner>[^”]*[、，][^”]*)”")
SAME_HEAD = regex(r"(?:(?P<head>\w)\w(?:(?P=head)\w)+)")  # 预警预判预防
FEW = 2


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


def runs(text: str) -> list[list[str]]:
    """Return every run of parallel things in a text: what stands between 、 and 和, in a row of quotation marks,
    in a row of clauses that end alike (道路平整化，设施减量化) or of words that begin alike (预警预判预防).

    >>> [len(run) for run in runs("聚焦数字化与智能化发展方向，构建大数据、人工智能、物联网等新兴产业生态")]
    [3]
    """
    found = [items(text)] if len(text.split("”“")) > FEW else []
    for _, clause in split(text):
        pieces = [piece for _, piece in split(clause, "、")]
        if len(pieces) > 1:
            found.append([*pieces[:-1], *AND.split(pieces[-1].split("等")[0])])
    found += [[p for _, p in split(m["inner"], PIECES)] for m in BRACKETED.finditer(text)]
    found += [QUOTED.findall(text)]
    found += [[m.group()[i : i + 2] for i in range(0, len(m.group()), 2)] for m in SAME_HEAD.finditer(text)]
    found += _alike(text)
    return [run for run in found if len(run) >= FEW]


def pairs(text: str) -> list[list[str]]:
    """Return what stands on both sides of 和, 与 or 及: two things, or two halves of anything else.

    >>> pairs("全面实施河道保洁及绿化养护市场化服务")
    [['全面实施河道保洁', '绿化养护市场化服务']]
    """
    return [[m["first"], m["second"]] for m in PAIR.finditer(text)]


def _alike(text: str) -> list[list[str]]:
    """Return the rows of neighbouring pieces that end in the same character."""
    rows: list[list[str]] = [[]]
    for _, piece in split(text, PIECES):
        if rows[-1] and rows[-1][-1][-1] == piece[-1]:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [row for row in rows if len(row) > FEW]
