"""Facts out of prose: figures with their subject, and projects with every mention and its stage."""

import re
from collections.abc import Iterable, Iterator

from knowledge import clauses
from knowledge.records import Figure, Mention, Period, Project, Sentence

UNITS = (
    "万平方米|平方米|万人次|人次|亿元|万元|元|公里|分钟|亩|家|户|套|个|座|条|所|名|张|台|处|幅|件|项|路|村|小区|%|年|届|批|期|份"
)
FIGURE = re.compile(
    rf"(?<![A-Za-z\d.第＋+])(?P<value>\d+(?:\.\d+)?|(?<=连续)[一二三四五六七八九十]+)(?P<unit>{UNITS})"
    rf"|第(?P<nth>[一二三四五六七八九十]+)(?P<nth_unit>届|批|期|轮)"
)
YEAR = re.compile(r"^(?:19|20)\d\d$")

# Earlier entries win: "建成并投入使用" is 投入使用, "加快推进…建设" is 推进.
STAGES = (
    ("投入使用", r"投入使用|交付使用|启用|投入运转|启动供气"),
    ("建成", r"建成|建立|成立|挂牌"),
    ("完成", r"完成|办理|获得|创建成功|成功创建|成功申报|顺利"),
    ("设计招标", r"设计招标"),
    ("立项", r"立项"),
    ("启动建设", r"启动建设|开工建设|启动实施"),
    ("新建", r"新建|新增|建设|改建"),
    ("创建", r"创建"),
    ("推进", r"推进|加快|协调|对接|推动|深化|落实|实施|完善|研究|谋划|编制"),
)
OVERRIDES = (("设计招标", "设计招标"), ("立项", "立项"), ("启动建设", r"启动建设|实现开工建设"))


def find_figures(sentences: Iterable[Sentence], done: dict[str, bool]) -> Iterator[Figure]:
    """Yield every number with a unit, in order; years (2022年) are dates, not figures."""
    for sentence in sentences:
        for offset, clause in clauses.split(sentence.text):
            for match in FIGURE.finditer(clause):
                value = match["value"] or match["nth"]
                unit = match["unit"] or match["nth_unit"]
                if unit == "年" and YEAR.match(value):
                    continue
                yield Figure(
                    sentence=sentence.id,
                    value=value,
                    unit=unit,
                    subject=_subject(clause, match),
                    clause=clause,
                    start=offset + match.start(),
                    period=sentence.period,
                    done=done.get(sentence.period, False),
                )


def _subject(clause: str, match: re.Match[str]) -> str:
    """Return the words that the number counts: what stands before it and right after its unit.

    A neighbouring figure of the same clause ends the reach on both sides.
    """
    before, after = clause[: match.start()], clause[match.end() :]
    neighbours = list(FIGURE.finditer(clause))
    earlier = [m for m in neighbours if m.end() <= match.start()]
    later = [m for m in neighbours if m.start() >= match.end()]
    if earlier:
        between = before[earlier[-1].end() :]
        before = re.split(r"[、和及]", between)[-1] if re.search(r"[、和及]", between) else clause[: earlier[0].start()]
    if later:
        after = clause[match.end() : later[0].start()]
        after = re.split(r"[、和及]", after)[0]
    return f"{before}{after}".strip("、和及约达为")


def stage_of(clause: str) -> str:
    """Return the stage that a clause tells (设计招标, 启动建设, 建成 …), or ""."""
    for stage, pattern in (*OVERRIDES, *STAGES):
        if re.search(pattern, clause):
            return stage
    return ""


def find_project(
    name: str, in_plan: Iterable[str], aliases: Iterable[str], sentences: Iterable[Sentence]
) -> Project:
    """Return the project with its mentions: sentences that hold one of the `in_plan` strings."""
    wanted = tuple(in_plan)
    mentions = []
    for sentence in sentences:
        for _, clause in clauses.split(sentence.text):
            if any(piece in clause for piece in wanted) or _crosses(clause, wanted, sentence.text):
                mentions.append(Mention(sentence.id, clause, stage_of(clause), sentence.period))
    return Project(name, tuple(aliases), tuple(mentions))


def _crosses(clause: str, wanted: tuple[str, ...], sentence: str) -> bool:
    """Return whether a wanted string that runs over a comma begins in this clause."""
    return any("，" in piece and piece in sentence and piece.split("，")[0] in clause for piece in wanted)


def period_label(periods: Iterable[Period], period: str) -> str:
    """Return the label of a period id, or ""."""
    return next((p.label for p in periods if p.id == period), "")
