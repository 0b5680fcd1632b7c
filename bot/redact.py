"""Redact: what names a person in a message gives way to a word in brackets before the message is kept.

Where in doubt it redacts; but figures, years, roads and hotlines, of which plans speak, stay. tests/redaction holds
what must go and what must stay; what is known to be missed is counted there.
"""

import unicodedata
from collections.abc import Iterator

from bot.redaction_houses import HOUSES
from bot.redaction_numbers import NUMBERS
from bot.redaction_rules import GAP
from bot.redaction_words import NAMES, NET
from index.text import simplified
from knowledge.patterns import regex

RULES = (*NET, *NUMBERS, *HOUSES, *NAMES)
MARK = regex(f"〔(?:{'|'.join(sorted({rule.label for rule in RULES}))})〕")
AGAIN = 3  # a message is redacted until nothing changes, which is after the first time for all but contrived ones
NUMERALS = {c: str(i) for i, c in enumerate("零一二三四五六七八九")} | {
    c: str(i) for i, c in enumerate("〇壹贰叁肆伍陆柒捌玖")
}
NUMERALS |= {"○": "0", "幺": "1", "貳": "2", "參": "3", "陸": "6"}
DIGITS = "".join(NUMERALS)
# Numerals said digit by digit; those of 十四五, 二十三 and 第三 are none.
SPOKEN = regex(rf"(?<![{DIGITS}十百千万亿第])[{DIGITS}]+(?![{DIGITS}十百千万亿])")
# Without one of these a message holds nothing personal; most messages are done with here.
CUES = regex(
    rf"[0-9@*:#.]|(?:[{DIGITS}]{GAP}){{3}}|[{DIGITS}十百][号组队弄幢栋室单支]|[我俺咱本鄙叫姓名户人主民东男女爸妈父母婆公妻儿孩爷奶友板戚哥姐弟妹他她这]|[a-z]{{4}}|微信|先生|女士|小姐|阿姨|师傅|大|老|同志"
)


class Folded(dict[int, str]):
    """Characters in their plain form: ASCII digits and small letters for whatever stands for one, one for one."""

    def __missing__(self, code: int) -> str:
        """Find a character's plain form, and keep it."""
        character = chr(code)
        category = unicodedata.category(character)
        digit = unicodedata.digit(character, None)
        if category == "Cs":  # half a pair, which has no UTF-8
            plain = "\ufffd"
        elif category == "Cc" and character not in "\r\n":
            plain = " "
        else:
            plain = str(digit) if digit is not None else unicodedata.normalize("NFKC", character).lower()
        self[code] = folded = plain if len(plain) == 1 else character
        return folded


FOLDED = Folded()


def without_marks(text: str) -> str:
    """Return a redacted text without the words in brackets, which say things that its writer did not.

    >>> without_marks("我叫〔姓名〕，2018年财政总收入多少")
    '我叫，2018年财政总收入多少'
    """
    return MARK.sub("", text)


def redact(text: str) -> str:
    """Return the text with personal data replaced by what it was, such as 〔电话〕.

    >>> redact("我叫王小明，电话138 1234 5678，住文翔路123弄4号501室，2018年财政总收入多少")
    '我叫〔姓名〕，电话〔电话〕，住文翔路〔门牌〕，2018年财政总收入多少'
    """
    for _ in range(AGAIN):
        redacted = _once(text)
        if redacted == text:
            break
        text = redacted
    return text


def _once(text: str) -> str:
    plain = text.translate(FOLDED)
    simple = simplified(plain)
    if len(simple) == len(plain):  # else it is some other script, and the names of the rules do not occur
        plain = simple
    if not CUES.search(plain):
        return text
    spoken = SPOKEN.sub(lambda match: "".join(map(NUMERALS.__getitem__, match.group())), plain)
    parts, end = [], 0
    for start, stop, label in _merged(sorted(_spans(plain, spoken), key=lambda span: (span[0], -span[1]))):
        parts += [text[end:start], f"〔{label}〕"]
        end = stop
    return "".join([*parts, text[end:]])


def _spans(plain: str, spoken: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, label) of all that the rules find."""
    for rule in RULES:
        copy = spoken if rule.spoken else plain
        group = "it" if "it" in rule.pattern.groupindex else 0
        for match in rule.pattern.finditer(copy):
            if rule.holds(match):
                yield (*match.span(group), rule.label)


def _merged(spans: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Yield spans that overlap as one, under the label of the first, the longest."""
    start = end = -1
    label = ""
    for first, last, name in spans:
        if first < end:
            end = max(end, last)
            continue
        if label:
            yield start, end, label
        start, end, label = first, last, name
    if label:
        yield start, end, label
