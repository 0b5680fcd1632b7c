"""Slots: what a message puts in a place where the passage has another of its kind (Ⅱ类 for Ⅲ类, 上升 for 下降)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot import cues
from index import text
from knowledge import clauses
from knowledge.patterns import regex

# Where a word of a claim must stand to be what is claimed: before 吧, 的是, a comma or the end.
CLAIMED = r"(?=$|[,，。?？]|的?[是吧吗呢对么伐嘛]|了吧|了吗|没错|里的?吧)"
NUMERAL = "[一二两三四五六七八九十\\d]"
# The first group tells one mark of a kind from another; what stands beside it is the kind's own.
KINDS: dict[str, re.Pattern[str]] = {
    "class": re.compile(r"(?<![a-z])(?P<key>i{1,3}|iv|v|[一二三四五1-5])类(?=水|以[上下]|的水|标准|$|[,，吧对吗])"),
    "version": re.compile(r"(?<![\d.])(?P<key>\d\.\d)(?=版|上线|运作|$|[,，了吧对吗])"),
    "stars": re.compile(r"(?P<key>\d)a(?=级|景区|农业|[,，]|$)"),
    "grid": re.compile(f"(?P<key>{NUMERAL}横{NUMERAL}纵)"),
    "round": re.compile(f"第?(?P<key>{NUMERAL})轮"),
    "side": re.compile("以?(?P<key>[东南西北])(?=[侧面边](?!路)|向?延伸|延长|(?<=以[东南西北])(?!外|南|北))"),
    "stage": re.compile(rf"(?P<key>成长|[^\W\d_](?![时长短近前后中定学到周日初早晚分本同])[^\W\d_])期{CLAIMED}"),
    "manner": re.compile(rf"(?P<key>[^\W\d_][^\W\d_文绿美变深强优淡转])化{CLAIMED}"),
    "years": re.compile(rf"(?:连[续着]?办?了?|办了|行动|计划)(?P<key>{NUMERAL})年|(?P<plan>{NUMERAL})年(?=行动|计划)"),
    "scheme": re.compile(r"(?P<key>\d(?:\+\d)+)"),
    "goal": re.compile(rf"第(?P<key>{NUMERAL})个(?=百年)"),
    "level": re.compile(
        "(?P<key>国家|世界|市|区|镇)级(?=的?[是吧吗还,，对]|的?$|试点|督办|林荫|绿化|违建|整治|非)|(?P<wide>全国)(?=小城镇|新型)"
    ),
}
# Marks that tell two things apart only where a message sets one against the other.
EITHER_KINDS: dict[str, re.Pattern[str]] = KINDS | {
    "code": re.compile(r"(?<![a-z0-9])(?P<key>[a-z]\d+)(?!\d|%)"),
    "number": re.compile(f"第?(?P<key>{NUMERAL})(?=[届批期])"),
    "ways": re.compile("(?P<key>公建民营|民建公营|公办民营)"),
    **{
        unit: re.compile(rf"(?<![\d.第])(?P<key>\d+(?:\.\d+)?){unit}(?!方)")
        for unit in ("分钟", "座", "条", "所", "个", "家", "处", "户", "亩", "公里", "张", "项", "次")
    },
}
SAME = {"全国": "国家"}
ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5"}
ROMAN_SHOWN = {"1": "Ⅰ类", "2": "Ⅱ类", "3": "Ⅲ类", "4": "Ⅳ类", "5": "Ⅴ类"}
EITHER = regex("还是|抑或")
NEGATED = regex("[没不未](有|是|再|曾)?$")
TURNED = regex("从?(?P<old>[^从向到转,，]{2,12})(向|转向|转为|转到|变成|变为)(?P<new>[^转变对吧吗,，的]{2,12})")
FIGURES = regex(r"[\d.]+")
ROLE = "(?P<role>主导|主体|引领|支撑|核心|根本导向|本底|主线|龙头|衡量标准|辐射|补充)"
TOLD_ROLE = regex(rf"(?:以|(?<=，))?(?P<who>[^，、；以为]{{2,12}})为{ROLE}")
SAID_ROLE = regex(rf"(?:以|由)?(?P<who>[^，,以由为是]{{2,8}}?)(?:为|是|当|作为|做){ROLE}")


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark of a kind in a text: what tells it from others, how it is written, and where it stands."""

    kind: str
    key: str
    shown: str
    start: int
    end: int


def marks(compact: str, kinds: Mapping[str, re.Pattern[str]] = KINDS) -> list[Mark]:
    """Return the marks of every kind in a compact text."""
    found = []
    for kind, pattern in kinds.items():
        for match in pattern.finditer(compact):
            key = next(group for group in match.groups() if group)
            key = SAME.get(key, key)
            key = ROMAN.get(key, text.arabic(key) if len(key) == 1 else key)
            shown = ROMAN_SHOWN[key] if kind == "class" else match.group()
            found.append(Mark(kind, key, _whole(compact, match, kind, shown), match.start(), match.end()))
    return found


def _whole(compact: str, match: re.Match[str], kind: str, shown: str) -> str:
    """Return a mark with the unit that its pattern only looks at (1.0版, 东侧)."""
    unit = {"number": "[届批期]", "version": "版", "stars": "级", "side": "[侧面边]|延伸|延长", "goal": "百年"}.get(
        kind
    )
    after = re.match(unit, compact[match.end() :]) if unit else None
    shown = shown.upper() if kind in ("stars", "code") else shown
    shown = f"第{shown}" if kind == "number" and not shown.startswith("第") else shown
    return shown + after.group() if after else shown


def other(message: str, quotes: Sequence[str]) -> tuple[str, str] | None:
    """Return (what a claim says, what the passage has in that place) where they differ, else None."""
    items, parts = _pieces(quotes, clauses.ITEM_MARKS), _pieces(quotes, clauses.CLAUSE_MARKS)
    opposite = _opposite(message, items) or _opposite(message, parts)
    return _other_mark(message, items) or opposite or _turned(message, parts) or _role(message, parts)


def chosen(message: str, quotes: Iterable[str]) -> str:
    """Return the one of two marks joined by 还是 that the passage has (G1503 of 在G1503还是G60上), or ""."""
    if not EITHER.search(message):
        return ""
    pieces = _pieces(quotes, clauses.ITEM_MARKS)
    apart = text.with_arabic_numbers(EITHER.sub("，", message))
    kinds: dict[str, dict[str, Mark]] = {}
    for mark in marks(apart, EITHER_KINDS):
        kinds.setdefault(mark.kind, {})[mark.key] = mark
    for kind, own in kinds.items():
        rest = apart
        for mark in own.values():
            rest = rest.replace(apart[mark.start : mark.end], " ")
        told = {p: {m.key for m in marks(text.with_arabic_numbers(p), EITHER_KINDS) if m.kind == kind} for p in pieces}
        with_one = [p for p in pieces if told[p] & set(own)]
        for near in (with_one, _nearest(rest, with_one)):
            right = {key for p in near for key in told[p]} & set(own)
            if len(own) > 1 and len(right) == 1:
                return own[right.pop()].shown
    return ""


def _pieces(quotes: Iterable[str], ends: str) -> list[str]:
    """Return the pieces of some passages between two marks of punctuation, in compact form."""
    return [text.compact(piece) for quote in quotes for _, piece in clauses.split(quote, ends)]


def _shared(rest: str, piece: str) -> int:
    """Return how many pairs of neighbouring characters a message's rest shares with a piece; a figure may be wrong."""
    rest = FIGURES.sub(" ", rest)
    return sum(rest[i : i + 2] in piece for i in range(len(rest) - 1))


def _nearest(rest: str, pieces: Sequence[str]) -> list[str]:
    """Return the pieces that share most with the rest of a message, [] where none shares anything."""
    shares = [_shared(rest, p) for p in pieces]
    most = max(shares, default=0)
    return [p for p, share in zip(pieces, shares, strict=True) if share == most] if most else []


def _other_mark(message: str, pieces: Sequence[str]) -> tuple[str, str] | None:
    own = marks(message)
    for mark in own:
        said = message[max(0, mark.start - 2) : mark.end]
        if len(said) > mark.end - mark.start and any(said in p for p in pieces):
            continue  # 清河街北侧 stands there, whatever else is 南侧
        if len({m.key for m in own if m.kind == mark.kind}) > 1 or f"{mark.key}化" in pieces:
            continue  # both are named, or it stands by itself at the end of a list (精细化、智能化)
        rest = message[: mark.start] + " " + message[mark.end :]
        alike = {p: [m for m in marks(p) if m.kind == mark.kind] for p in pieces}
        near = _nearest(rest, [p for p, own in alike.items() if own])
        told = [m for p in near for m in alike[p]]
        if told and all(m.key != mark.key and m.shown not in message for m in told):
            return mark.shown, "、".join(dict.fromkeys(m.shown for m in told))
    return None


def _opposite(message: str, pieces: Sequence[str]) -> tuple[str, str] | None:
    for pattern in cues.table("opposite").values():
        own = list(pattern.finditer(message))
        if len({m.lastgroup for m in own}) != 1 or NEGATED.search(message[: own[0].start()]):
            continue
        rest = pattern.sub(" ", message)
        told = [m for p in _nearest(rest, pieces) for m in pattern.finditer(p)]
        if told and all(m.lastgroup != own[0].lastgroup for m in told):
            return own[0].group(), told[0].group()
    return None


def _turned(message: str, pieces: Sequence[str]) -> tuple[str, str] | None:
    """Return a change told the other way round (从好办向能办转变)."""
    said = TURNED.search(message)
    for piece in pieces if said else ():
        told = TURNED.search(piece)
        if said and told and said["old"] in told["new"] and said["new"] in told["old"]:
            return f"从{said['old']}向{said['new']}转变", f"从{told['old']}向{told['new']}转变"
    return None


def _role(message: str, pieces: Sequence[str]) -> tuple[str, str] | None:
    """Return another's part in a whole (以业委会为主导 where the passage has 居委会)."""
    told = [m for p in pieces for m in TOLD_ROLE.finditer(p)]
    for said in SAID_ROLE.finditer(message):
        alike = [m for m in told if m["role"] == said["role"]]
        if alike and not any(_same_name(said["who"], m["who"]) for m in alike):
            return f"{said['who'][-4:]}为{said['role']}", f"{alike[0]['who']}为{said['role']}"
    return None


def _same_name(one: str, other: str) -> bool:
    """Return whether one of two names holds the other, or how it begins."""
    return one[:2] in other or other[:2] in one
