"""Redaction of numbers: telephones, papers, bank cards, and whatever else is too long to be a figure of a plan."""

import re

from bot.redaction_rules import GAP, HOTLINE, UNIT, YEAR, Rule, all_years, groups, number, rule, with_digits
from knowledge.patterns import regex

PHONE, PAPER, CARD, CODE, DATE, PLACE = "电话", "证件号", "银行卡号", "号码", "日期", "位置"
YEARS = regex(r"(?:(?:19|20)\d\d)+")
DAY = regex(r"20[0-4]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
EXTENSION = rf"(?:{GAP}(?:转|分机|ext\.?|x|#){GAP}\d{{1,6}})?"
DASHED = rf"(?!\d|{UNIT})(?:-\d{{1,6}}(?!\d))?{EXTENSION}"
# How people group a mobile number's digits, beside groups that begin with three, seven or all of them.
MOBILE_GROUPS = frozenset(
    {(4, 4, 3), (5, 6), (6, 5), (2, 9), (4, 7), (2, 3, 6), (2, 4, 5), (2, 3, 3, 3), (2, 2, 2, 2, 2, 1), (1, 10)}
)
LONGEST_AMOUNT = 12  # digits


def _mobile(match: re.Match[str]) -> bool:
    """Tell a mobile number from figures in a row (16-20 2016 100) and from an amount (15000000000元)."""
    if match["country"]:
        return True
    found = groups(match["number"])
    lengths = tuple(map(len, found))
    grouped = lengths[0] in {3, 7, 11} or set(lengths) == {1} or lengths in MOBILE_GROUPS
    amount = lengths == (11,) and found[0].endswith("000") and re.match(UNIT, match.string[match.end() :][:4])
    return grouped and not amount


def _local(match: re.Match[str]) -> bool:
    """Tell a number without area code from a date, two years or two round figures."""
    found = groups(match["base"])
    if len(found) == 1:
        return not (YEARS.fullmatch(found[0]) or DAY.fullmatch(found[0]))
    return not any(map(YEAR.fullmatch, found)) and not all(group.endswith("0") for group in found)


def _card(match: re.Match[str]) -> bool:
    """Tell groups of four digits from years and round figures in a row."""
    return not all(YEAR.fullmatch(group) or group.endswith("00") for group in groups(match.group()))


def _no_amount(match: re.Match[str]) -> bool:
    """Tell a long number from an amount, which has its unit behind it."""
    digits: str = match["digits"]
    round_or_other = digits.endswith("000") or not re.match("1[3-9]", digits)
    return not (match["unit"] is not None and len(digits) <= LONGEST_AMOUNT and round_or_other)


NUMBERS: tuple[Rule, ...] = (
    number(PHONE, rf"(?P<country>(?:\+|00)?86{GAP})?(?P<number>1{GAP}[3-9](?:{GAP}\d){{9}})(?!\d){EXTENSION}", _mobile),
    number(PHONE, r"1[3-9]\d[,，/、]\d{4}[,，/、]\d{4}(?!\d)"),
    number(
        PHONE,
        rf"(?:\(?\+?(?:00)?86\)?{GAP}\(?0?|\(?0)(?:10|2\d|[3-9]\d\d)\)?{GAP}\d{{3,4}}{GAP}\d{{4}}{DASHED}",
    ),
    number(PHONE, rf"[48]00(?:\d{{7}}|(?P<sep>[- ])\d{{3,4}}(?P=sep)\d{{3,4}}){DASHED}"),
    # An identity card with any signs between its digits: six of the place, eight of the birthday, four more.
    number(
        PAPER,
        rf"[1-9](?:{GAP}\d){{5}}{GAP}(?:1{GAP}9|2{GAP}0)(?:{GAP}\d){{2}}{GAP}(?:0{GAP}[1-9]|1{GAP}[0-2])"
        rf"{GAP}(?:[0-2]{GAP}\d|3{GAP}[01])(?:{GAP}\d){{3}}{GAP}[\dx×](?!\d)",
    ),
    number(PAPER, rf"\d{{6}}[- ](?:\d{{8}}|\d{{4}}[- ]\d{{4}})[- ]?\d{{3}}{GAP}[\dx×](?!\d)"),
    number(PAPER, r"\d{3}[- ]\d{3}[- ]\d{4}[- ]\d{4}[- ]\d{3}[\dx×](?!\d)"),
    number(PAPER, r"\d{6}[- ]\d{6}[- ]\d{3}(?!\d)"),
    number(PAPER, r"\d{17}[x×]|\d{14}[\dx×](?!\d)|\d{18}(?!\d)"),
    number(CARD, r"\d{4}[- ]\d{4}[- ]\d{4}[- ]\d{4}(?:[- ]?\d{1,3})?(?!\d)", _card),
    number(CARD, r"\d{16,19}(?!\d)"),
    number(CODE, r"\d(?:[- .]\d){10,40}(?!\d)"),
    number(
        CODE,
        rf"(?:\d{{3,6}}[- ])?(?P<digits>\d{{9,}})(?P<unit>(?={UNIT}))?(?:[- ]\d{{1,6}}(?!\d)){{0,2}}",
        _no_amount,
    ),
    number(CODE, r"\d{2,6}\*{2,20}\d{0,4}[x×]?"),
    number(PHONE, rf"(?P<base>[2-9]\d{{6,7}}|\d{{8}}){DASHED}", _local),
    number(PHONE, rf"(?P<base>[23568]\d{{3}}[- ]\d{{4}}){DASHED}", _local),
    Rule(
        PHONE,
        re.compile(
            r"(?:电话|手机|号码|联系方式|座机|小灵通|tel|phone|mobile|致电|拨打|打给|短号)(?:号码?|是|为|[:.]|\s){0,4}"
            rf"(?!{HOTLINE})(?P<it>\d{{5,12}}|\d{{3,4}}[- ]\d{{3,4}})(?!\d|{UNIT})"
        ),
        lambda match: not all_years(match["it"]),
        spoken=True,
    ),
    Rule(CODE, re.compile(r"(?:尾号|[后末]4位)[是为:\s]{0,3}(?P<it>\d{3,6}[x×]?)(?!\d)"), spoken=True),
    rule(PAPER, r"(?<![a-z0-9])[a-z]{1,2}-?\d{7,10}(?![a-z0-9])"),
    rule(PAPER, r"(?<![a-z0-9])[a-z]{1,2}[- ]?\d{4}[- ]\d{4}(?!\d|年)", lambda match: not YEAR.search(match.group())),
    rule(PAPER, r"(?<![a-z0-9])[a-z]{1,2}\d{6}\(?[\da]\)"),
    rule(PAPER, r"[\u4e00-\u9fff]字第?\d{5,9}号?"),
    rule(
        PAPER,
        r"(?:身份证|证件|护照|通行证|台胞证|驾驶证|驾照|社保卡?|医保卡?|军官证|居住证|工号|学号|病历|档案|户口本?|房产证|卡号"
        r"|账号|帐号|保单|车架)(?:号码?|编号|尾号|是|为|[:.]|\s){0,4}(?P<it>[a-z0-9][a-z0-9*-]{4,19})",
        with_digits(4),
    ),
    # A code of letters and digits, such as an enterprise's eighteen.
    rule(CODE, r"(?<![a-z0-9])(?P<it>[a-z0-9]{14,})", with_digits(8)),
    rule(CODE, r"(?<![a-z0-9])[159][1239]\d\d[- ]\d{4}[- ][a-z0-9]{4}[- ][a-z0-9]{4}[- ][a-z0-9]{2}"),
    rule(CODE, r"(?<![a-z0-9])[159][1239]\d{6}[- ](?:[a-z0-9]{8,10}|\d{4,6}[- ][a-z0-9]{2,6})(?![a-z0-9])"),
    rule(PLACE, r"\d{2,3}\.\d{4,12}[,，\s]{1,3}\d{2,3}\.\d{4,12}"),
    rule(
        DATE,
        r"(?:出生|生日|生于)(?:日期|年月日?|于|在|是|为|[:\s]){0,4}"
        r"(?P<it>(?:19|20)?\d\d[-./年]?\d{1,2}[-./月]?\d{1,2}[日号]?|(?:19|20)\d\d年?)",
    ),
    rule(
        DATE,
        r"(?<!\d)(?P<it>(?:19|20)?\d\d[-./年]\d{1,2}(?:[-./月]\d{1,2}[日号]?|月))(?=出生|生[人的,，。]|生$)",
    ),
)
