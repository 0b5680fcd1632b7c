"""Facts out of prose: figures with their subject, and projects with every mention and its stage.

Both are read off the wording alone: a table of units, a table of verbs, and how Chinese lists numbers
("新增甲18家、乙11家", "2个甲、38个乙整治工作").
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from knowledge import clauses, numerals
from knowledge.patterns import regex
from knowledge.records import Figure, Mention, Project, Sentence

UNITS = (
    "万平方米|平方米|万人次|人次|亿元|万元|元|公里|分钟|方面|亩|家|户|套|个|座|条|所|名|张|台|处|幅|件|项|路|村|小区"
    "|%|年|届|批|期|份"
)
# Chinese numerals count only before these, and not where a term begins: 一步, 五年来, “五个中心” are no figures.
FIGURE = regex(
    rf"(?<![A-Za-z\d.第＋+])(?P<plain>\d+(?:\.\d+)?)(?P<plain_unit>{UNITS})"
    r"|第(?P<nth>[一二三四五六七八九十]+)(?P<nth_unit>届|批|期|轮)"
    r"|(?P<count>(?<![“第十])[二两三四五六七八九十]|(?<=“)万)(?P<count_unit>个(?!一)|张|方面|名)"
    r"|(?P<years>[一二三四五六七八九十])(?P<years_unit>年(?=行动计划|计划))"
    r"|(?<=连续)(?P<run>[一二三四五六七八九十])(?P<run_unit>年)"
    r"|(?<=前)(?P<phases>[一二三四五六七八九十])(?P<phases_unit>期)"
)
YEAR = regex(r"^(?:19|20)\d\d$")
SPAN = regex(r"年(?:来|以来)")
KINDS = {"nth": "ordinal", "years": "name"}

JOINT = regex(r"[、和及]")
# What a list's first verb says goes for its later items too: "新增甲18家、乙11家" are 11 new ones.
VERB = regex(
    r"^(?:累计完成|累计|改造完成|成功创建|成功举办|升级改造|提标改造|新增|新建|完成|建成|实施|消除|启用|打造|服务|调整|出让|整治|处置|发放|募集)"
)
CARRIED = regex(r"^(?:新增|出让|打造)")
OWN_VERB = regex(r"净增|上市|腾出|实现|完成|达|敷设|增长|面积|募集|救助|发放|处置|扶持|关停|调整|经营|连续|投入")
MEASURE = regex(r"^(?:建筑|经营)?面积")
SHARED_TAIL = regex(r"(?:完成|启动|投入|交付).{2,}$|^的.+$")
EDGES = "、和及约达为"

# Earlier entries win: "建成并投入使用" is 投入使用, "协调建成" is 建成, "推进…建设" is 推进.
STAGES = tuple(
    (stage, re.compile(pattern))
    for stage, pattern in (
        ("设计招标", r"设计招标"),
        ("立项", r"立项"),
        ("投入使用", r"投入使用|交付使用|启用|投入运转|启动供气"),
        ("启动建设", r"启动建设|开工建设"),
        ("启动实施", r"启动实施"),
        ("巩固", r"^巩固"),
        ("基本建成", r"基本建成"),
        ("建成", r"建成(?!果)"),
        ("获得", r"获得|入围|入选"),
        ("创建成功", r"成功创建|创建成功"),
        ("基本完成", r"基本完成"),
        ("完成", r"完成"),
        ("成立", r"成立|组建"),
        ("协调", r"协调(?:推进|落实|优化)"),
        ("加快建设", r"加快.*建设"),
        ("创建", r"创建"),
        ("谋划", r"谋划|科学规划"),
        ("试点", r"试点工作"),
        ("推进", r"推进|加快|推动|促进|深化|落实|对接|引领|攻坚|整合|研究"),
        ("实施", r"实施"),
        ("完善", r"完善"),
        ("改建", r"改建"),
        ("新建", r"新建|新增|敷设"),
        ("建设", r"建设"),
        ("开展", r"开展"),
        ("实现", r"实现"),
    )
)


def find_figures(sentences: Iterable[Sentence], done: dict[str, bool]) -> Iterator[Figure]:
    """Yield every number with a unit, in order; dates (2022年) and spans (5年来) are no figures.

    `done` tells for each period id whether the period gives results or plans.
    """
    for sentence in sentences:
        carried = ""
        for offset, clause in clauses.split(sentence.text):
            matches = [m for m in FIGURE.finditer(clause) if not _is_date(m, clause)]
            for match, subject in zip(matches, _subjects(clause, matches, carried), strict=True):
                group = str(match.lastgroup).removesuffix("_unit")
                value = match[group]
                yield Figure(
                    sentence=sentence.id,
                    value=value,
                    number=_number(value),
                    unit=match[str(match.lastgroup)],
                    kind=_kind(group, value),
                    subject=subject,
                    clause=clause,
                    start=offset + match.start(),
                    period=sentence.period,
                    done=done.get(sentence.period, False),
                )
            carried = _carried(clause, matches, carried)


def _number(value: str) -> str:
    """Return a printed number in Arabic digits; 万 alone is 10000."""
    return str({"万": 10000}.get(value) or numerals.number_of(value) or value)


def _is_date(match: re.Match[str], clause: str) -> bool:
    if match["plain_unit"] != "年":
        return False
    return bool(YEAR.match(match["plain"]) or SPAN.match(clause, match.end() - 1))


def _kind(group: str, value: str) -> str:
    return "name" if value == "万" else KINDS.get(group, "amount")


def _carried(clause: str, matches: list[re.Match[str]], carried: str) -> str:
    """Return the verb, or the thing measured, that the sentence's next clause goes on with."""
    if not matches or OWN_VERB.match(clause):
        return carried if MEASURE.match(clause) else ""
    verb = CARRIED.match(clause)
    if verb is None:
        return carried
    return clause[: matches[0].start()] if verb.group() == "出让" or "土地" in clause else verb.group()


def _subjects(clause: str, matches: list[re.Match[str]], carried: str) -> list[str]:
    """Return for each number of a clause the words it counts: what stands before it and right after its unit."""
    if not matches:
        return []
    gaps = [clause[a.end() : b.start()] for a, b in pairwise(matches)]
    tail = clause[matches[-1].end() :].removeprefix("以上")
    nouns = [*(JOINT.split(gap, maxsplit=1)[0] for gap in gaps), tail]
    shared = _shared_tail(nouns) if any(JOINT.search(gap) for gap in gaps) else ""
    heads = [_opening(clause[: matches[0].start()], carried)]
    for gap, noun in zip(gaps, nouns, strict=False):
        heads.append(_head(heads[0], gap, noun))
    last = nouns[-1].removesuffix(shared) if shared else nouns[-1]
    own = [noun or (tail if not gap else "") for noun, gap in zip(nouns, gaps, strict=False)]
    return [f"{head}{noun.strip(EDGES)}{shared}" for head, noun in zip(heads, [*own, last], strict=True)]


def _opening(before: str, carried: str) -> str:
    """Return the words before the first number, with what the clause before gave them."""
    before = before.strip(EDGES).removesuffix("前")
    if not carried or VERB.match(before) or (OWN_VERB.search(before) and not MEASURE.match(before)):
        return before
    return f"{carried}{before}"


def _head(first: str, gap: str, noun: str) -> str:
    """Return the words before a later number of a clause, by the gap between it and the number before."""
    if not JOINT.search(gap):
        # "4个搬迁村64名工作人员": the first thing counted is part of the second.
        return f"{first}{noun}"
    own = JOINT.split(gap)[-1].strip(EDGES)
    verb = VERB.match(first)
    if own:
        return own if VERB.match(own) or verb is None else f"{verb.group()}{own}"
    return first


def _shared_tail(nouns: list[str]) -> str:
    """Return the end of a list that goes for all its items: "2个区级区域、38个镇级区域整治工作" → 整治工作."""
    last = nouns[-1]
    match = SHARED_TAIL.search(last)
    if match:
        return match.group()
    for size in range(len(nouns[0]), 1, -1):
        at = last.find(nouns[0][-size:])
        if at >= 0:
            return last[at + size :]
    return ""


def stage_of(clause: str) -> str:
    """Return the stage that a clause tells (设计招标, 启动建设, 建成 …), or ""."""
    return next((stage for stage, pattern in STAGES if pattern.search(clause)), "")


def find_project(name: str, in_plan: Iterable[str], aliases: Iterable[str], sentences: Iterable[Sentence]) -> Project:
    """Return the project with its mentions: clauses that hold one of the `in_plan` strings, in order."""
    wanted = tuple(in_plan)
    mentions = []
    for sentence in sentences:
        if not any(piece in sentence.text for piece in wanted):
            continue
        for _, clause in clauses.split(sentence.text):
            if any(piece in clause for piece in wanted) or _crosses(clause, wanted, sentence.text):
                mentions.append(Mention(sentence.id, clause, stage_of(clause), sentence.period))
    return Project(name, tuple(aliases), tuple(mentions))


def _crosses(clause: str, wanted: tuple[str, ...], sentence: str) -> bool:
    """Return whether a wanted string that runs over a comma begins in this clause."""
    return any("，" in piece and piece in sentence and piece.split("，")[0] in clause for piece in wanted)
