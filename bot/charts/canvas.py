"""Canvas: the few SVG elements that the pictures are made of, and how much room a text needs.

Nothing is fetched and nothing runs: no script, no style sheet, no link. All attributes are presentation attributes, so
that a page may forbid inline styles, and a page's style sheet may override them by class.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from knowledge.patterns import regex

FONTS = "'Noto Sans SC','Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif"
# What XML 1.0 has no place for: https://www.w3.org/TR/xml/#charsets
ILLEGAL = regex("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
REPLACEMENT = "□"
# Advance widths in em of the shipped font, rounded up; every other character is taken as one em wide.
WIDTHS = {
    **{chr(code): 0.62 for code in range(0x20, 0x7F)},
    **dict.fromkeys(" .,:;'|ilj!ftr()[]{}I-/\\", 0.36),
    **dict.fromkeys("0123456789+=<>~#$", 0.56),
    **dict.fromkeys("CDGHKNOQU&", 0.75),
    **dict.fromkeys("MW%mw@", 0.95),
    "−": 0.56,
    "—": 0.9,
}
# Where no line ends: within a short quotation (“十三五”), the commonest words of tables, or a number.
TOKEN = regex(r"“[^“”]{1,4}”|年均|增长率|下降率|完成|情况|目标值?|指标|五年|合计|累计|[0-9A-Za-z.,%+−-]+|.", re.DOTALL)
NEVER_FIRST = "、，。；：！？）》”’％…—"
NEVER_LAST = "（《“‘"
INDENTED = "“‘（《"  # signs whose left half is empty: a line that begins with one is moved to the left by that half


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours: text, lesser text, paper ("" where the page shows through), every second row of a table, and series.

    `faint` is how much of the colour a row of a table gets (0–1).
    """

    ink: str
    muted: str
    paper: str
    stripe: str
    faint: float
    series: tuple[str, ...]


# Both at least 3:1 against white and against the dark paper, and of different lightness for those who see no hues.
SERIES = ("#2a78c2", "#d9660b", "#1c8a6a", "#a04fa8")
THEMES = {
    "light": Theme("#1c2733", "#56636f", "#ffffff", "#f1f4f7", 1, SERIES),
    "dark": Theme("#eef2f5", "#a9b4be", "#14191e", "#1e252c", 1, SERIES),
    # Inside a page: its own colour of text, whatever that is; the paper is the page.
    "page": Theme("currentColor", "currentColor", "", "currentColor", 0.06, SERIES),
}
Attributes = dict[str, str | float]


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set: size in units of the picture, colour, which end `x` is (start, middle, end), and its class."""

    size: float
    fill: str
    anchor: str = "start"
    name: str = "ink"


def legal(value: str) -> str:
    """Return a text with every character that XML cannot hold replaced by a box."""
    return ILLEGAL.sub(REPLACEMENT, value)


def element(name: str, attributes: Attributes, content: str = "") -> str:
    """Return an element; `content` is markup already."""
    told = "".join(f" {key}={quoteattr(legal(_attribute(value)))}" for key, value in attributes.items())
    return f"<{name}{told}>{content}</{name}>" if content else f"<{name}{told}/>"


def _attribute(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:.1f}".rstrip("0").rstrip(".")


def label(x: float, y: float, value: str, style: Style) -> str:
    """Return a line of text whose baseline is at `y`."""
    if style.anchor == "start" and value.startswith(tuple(INDENTED)):
        x -= style.size * 0.45
    place: Attributes = {"class": style.name, "x": x, "y": y, "font-size": style.size, "fill": style.fill}
    if style.anchor != "start":
        place["text-anchor"] = style.anchor
    return element("text", place, escape(legal(value)) or " ")


def rectangle(name: str, corner: tuple[float, float], size: tuple[float, float], fill: str) -> str:
    """Return a filled rectangle of a class, from its upper left corner."""
    place: Attributes = {"x": corner[0], "y": corner[1], "width": size[0], "height": size[1]}
    return element("rect", {"class": name, **place, "fill": fill})


def document(size: tuple[float, float], told: tuple[str, str], theme: Theme, content: str) -> str:
    """Return a whole picture that may stand alone or inside a page; `told` are its title and description."""
    across, down = size
    head = "".join(
        element(name, {}, escape(legal(text)) or " ") for name, text in zip(("title", "desc"), told, strict=True)
    )
    paper = rectangle("paper", (0, 0), size, theme.paper) if theme.paper else ""
    attributes: Attributes = {
        "xmlns": "http://www.w3.org/2000/svg",
        "class": "planbot-picture",
        "role": "img",
        "lang": "zh-CN",
        "viewBox": f"0 0 {_attribute(across)} {_attribute(down)}",
        "width": across,
        "height": down,
        "font-family": FONTS,
    }
    return element("svg", attributes, head + paper + content)


def width(value: str, size: float) -> float:
    """Return about how wide a text is, never less than the shipped font sets it."""
    return size * sum(WIDTHS.get(c, 1.0) for c in value)


def wrapped(value: str, size: float, room: float) -> list[str]:
    """Return a text in lines that fit the room; numbers stay whole, no line begins with a full stop or the like."""
    return _filled(list(_tokens(value, size, room)), size, room)


def balanced(value: str, size: float, room: float) -> list[str]:
    """Return a text in as few lines as fit the room, of about the same length: no character is left alone."""
    tokens = list(_tokens(value, size, room))
    lines = _filled(tokens, size, room)
    while len(lines) > 1 and room > size:
        room -= size / 2
        closer = _filled(tokens, size, room)
        if len(closer) > len(lines):
            break
        lines = closer
    return lines


def _filled(tokens: Iterable[str], size: float, room: float) -> list[str]:
    lines = [""]
    for token in tokens:
        if lines[-1] and width(lines[-1] + token, size) > room:
            lines.append("")
        lines[-1] += token
    return [line.strip() for line in lines]


def _tokens(value: str, size: float, room: float) -> Iterator[str]:
    """Yield the pieces between which a line may end."""
    held = ""
    pieces = TOKEN.findall(" ".join(value.split()))
    for piece, after in zip(pieces, [*pieces[1:], ""], strict=False):
        held += piece
        if piece in NEVER_LAST or (after and after in NEVER_FIRST):
            continue
        yield from _cut(held, size, room)
        held = ""
    yield from _cut(held, size, room)


def _cut(token: str, size: float, room: float) -> Iterator[str]:
    """Yield a piece that is wider than a line in parts that are not."""
    part = ""
    for character in token:
        if part and width(part + character, size) > room:
            yield part
            part = ""
        part += character
    if part:
        yield part
