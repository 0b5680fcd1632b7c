"""Text to its canonical form: the same chain for plan and question.

NFKC, traditional to simplified, lower case, years and digit strings in Arabic digits.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache

from knowledge import numerals
from knowledge.patterns import regex

DIGITS = {c: str(i) for i, c in enumerate("零一二三四五六七八九")} | {"〇": "0", "○": "0", "两": "2"}
DIGIT_RUN = regex(r"[零〇○一二三四五六七八九]{4,}")
SHORT_YEAR = regex(r"(?<![零〇○一二三四五六七八九十第])([一二][零〇○一二三四五六七八九])年(?!级|度计划)")
# The letter O typed for a zero: 2O25, 二O二五.
CHINESE_O = regex(r"(?<=[零〇一二三四五六七八九])o(?=[零〇一二三四五六七八九])")
LETTER_O = regex(r"(?<=\d)o(?=\d|年)")
# The traditional characters that GB 2312 has among its simplified ones.
TRADITIONAL = frozenset("乾後徵夥於麽菸薹醣麴摺")
CONTROL = regex(r"[\u0000-\u0008\u000b-\u001f\u007f\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufe0f]")
NUMERAL = r"[零〇一二两三四五六七八九十百千万半]+"
ROUND_NUMBER = regex("[一二两三四五六七八九][百千](?=[多余来几])")  # 两百多万: only its first digit is said
NUMBER_BEFORE_UNIT = regex(
    rf"(?P<numeral>{NUMERAL})(?P<unit>个小区|个点|个亿|平方米|公里|分钟|亿|万|亩|家|户|套|座|条|所|名|张|台|处|幅|件|项|路|届|年|成|%)"
)


def clean(text: str) -> str:
    """Return the text without control and zero-width characters, unpaired surrogates and outer space."""
    sound = text.encode("utf-8", "ignore").decode("utf-8")
    return CONTROL.sub("", sound).strip()


@cache
def _converter() -> Callable[[str], str]:
    from opencc import OpenCC  # only traditional text pays for the import

    return OpenCC("t2s").convert


def simplified(text: str) -> str:
    """Return the text in simplified characters; one of nothing but those is left as it is (and costs no import)."""
    try:
        text.encode("gb2312")
        if TRADITIONAL.isdisjoint(text):
            return text
    except UnicodeEncodeError:
        pass
    convert = _converter()
    return convert(convert(text))  # 薴 becomes 苧, and only that 苎


@lru_cache(maxsize=2048)
def normalise(text: str) -> str:
    """Return the canonical form that all matching works on.

    >>> normalise("二零一九年　財政總收入")
    '2019年 财政总收入'
    >>> normalise("2O25年ＧＤＰ")
    '2025年gdp'
    """
    text = clean(simplified(unicodedata.normalize("NFKC", clean(text)))).lower()
    text = CHINESE_O.sub("〇", text)
    text = DIGIT_RUN.sub(lambda m: "".join(DIGITS[c] for c in m.group()), text)
    text = SHORT_YEAR.sub(lambda m: f"20{''.join(DIGITS[c] for c in m.group(1))}年", text)
    return LETTER_O.sub("0", text)


@lru_cache(maxsize=4096)
def compact(text: str) -> str:
    """Return the canonical form without white space and quotation marks."""
    return re.sub(r"[\s“”‘’\"'「」『』《》]", "", normalise(text))


def arabic(numeral: str) -> str:
    """Return a Chinese numeral below 100 million in Arabic digits, or itself where it is none.

    >>> arabic("三十一"), arabic("五"), arabic("两")
    ('31', '5', '2')
    """
    number = numerals.number_of(numeral)
    return numeral if number is None else str(number)


def with_arabic_numbers(text: str) -> str:
    """Return the text with numerals before a unit in Arabic digits (三座 → 3座), for comparing claims."""
    text = ROUND_NUMBER.sub(lambda m: arabic(m.group()), text)
    return NUMBER_BEFORE_UNIT.sub(lambda m: arabic(m["numeral"]) + m["unit"], text)


# How people put a question on a document; none of it says what they ask of: 规划里是怎么说的, 原文怎么写.
FRAME = regex(
    "(这份|那份|镇里的?|小昆山镇?的?)?(规划|纲要|文件|正文)(纲要)?(里面|里头|里|中|上|书)?(到底|究竟|具体|是)*(怎么|哪能|如何|怎样)(说|写|讲|提|表述|规定)(的|了)*"
    "|(规划|纲要|文件)(里|中|上)?(为啥|为什么|为何|凭啥|凭什么)(要|会)?(说|讲|写|提到?)"
)
LEFT = 4


def without_frame(message: str) -> str:
    """Return a compact message without the words that only say that a document is asked, if enough is left.

    >>> without_frame("想发展旅游,规划怎么说的")
    '想发展旅游,'
    """
    left = FRAME.sub("", message)
    return left if len(left) >= LEFT else message
