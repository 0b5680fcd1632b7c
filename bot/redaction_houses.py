"""Redaction of house numbers: what in an address leads to a door. Names of roads, villages and estates stay."""

import re

from bot.redaction_rules import WORDS, YEAR, Rule, rule
from knowledge.patterns import regex

HOUSE = "门牌"
N = r"[0-9〇零一二三四五六七八九十百]{1,6}[a-z]?(?:-\d{1,4})?"
# What else has a number and 号: metro lines, plots, papers, stations.
NO_HOUSE = r"(?!线|地块|地$|文|令|公告|通告|桥|站|口|工程|项目|企业|课题|提案|议案|航站|出口|机|绿地|广场|公园)"
PUBLIC = regex("绿地|广场|公园|线|地块")
PLOTS = tuple(WORDS["plots"])
BEFORE_A_HOUSE = "路街道弄巷里村庄宅组队苑园庭城坊\u90a8区墅寓湾浜埭厦墩镇社府郡"
COUNTED = tuple(
    "建造有共了拆修盖要达约近余多过增装改新第是的"
)  # 要建3幢, 第3幢: a number of houses, not a house's number
BARE = r"[a-z]?\d{2,4}[a-z]?(?![0-9a-z年月日万亿%.个户家人元平])"
MORE = (
    rf"(?:[,，、\s]?(?:{N}(?:弄|支弄|号楼|号院|号|幢|栋|座|单元|室|楼|层|组|队|房)|[a-z]座|[东西南北甲乙]{{1,2}}[室楼单]?"
    rf"|-?{BARE}室?|[〇零一二三四五六七八九]{{3,4}}室?|之[一二三四五]|[底顶][楼层]|#)){{0,7}}"
)


def _house(match: re.Match[str]) -> bool:
    """Tell a house from a plot of the plan's."""
    return not PUBLIC.match(match.string, match.end()) and not match.string[: match.start()].endswith(PLOTS)


def _no_verb(match: re.Match[str]) -> bool:
    """Tell a lane from 弄一弄, 统一弄."""
    return match["more"] != "" or not match.group().startswith("一弄")


def _no_year(match: re.Match[str]) -> bool:
    return not YEAR.fullmatch(match["it"])


def _no_count(match: re.Match[str]) -> bool:
    """Tell a building's number (3幢) from how many buildings there are (要建3幢楼, 一幢楼)."""
    counted = match.string[: match.start()].endswith(COUNTED) or match.group().startswith("一")
    return match["more"] != "" or not counted


HOUSES: tuple[Rule, ...] = (
    rule(HOUSE, rf"(?<![0-9]){N}(?:支?弄|号楼|号院|单元)(?P<more>{MORE})", _no_verb),
    rule(HOUSE, rf"(?<=[{BEFORE_A_HOUSE}])\s?(?P<it>{N}\s?号{NO_HOUSE}{MORE})", _house),
    rule(HOUSE, rf"(?<![0-9]){N}[幢栋](?!标准|高层|厂房|住宅|居民|别墅|老|新|大楼|建筑|危)(?P<more>{MORE})", _no_count),
    rule(HOUSE, rf"(?<=[村庄宅社])\s?(?P<it>第?{N}(?:组|队|小组){MORE})"),
    rule(HOUSE, r"(?<![0-9a-z])[a-z]?\d{3,4}[a-z]?室|[〇零一二三四五六七八九]{3,4}室"),
    rule(HOUSE, rf"(?:门牌号?|房号|室号)(?:码|是|为|[:\s]){{0,3}}(?P<it>[0-9a-z][0-9a-z-]{{0,7}}号?{MORE})"),
    rule(HOUSE, r"(?<![0-9])\d{1,3}#(?:楼)?-?\s?\d{2,4}室?"),
    rule(HOUSE, r"(?<![0-9.-])\d{1,3}-\d{1,3}-(?P<it>\d{3,4})(?![0-9.-])", lambda m: not YEAR.fullmatch(m["it"])),
    rule(HOUSE, r"(?<=[苑园庭城坊\u90a8墅寓湾村弄])(?P<it>\d{1,3}-\d{3,4})(?![0-9年.-])"),
    rule(HOUSE, r"(?<=[路街弄])(?P<it>\d{1,5})(?=[,，。!！?？;；、\s]|\.(?!\d)|$)", _no_year),
)
