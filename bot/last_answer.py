"""The last answer: its source, its wording, more of it, a chart of it, where a message asks for nothing else."""

import re
from decimal import Decimal

from bot import computing, cues, measures, overviews, passages, replies, series
from bot.answer import ANSWERED, CLARIFY, PARTIAL, Answer
from bot.follow_table import row_measures
from bot.question import Question, Turn
from index.search import Search
from knowledge.patterns import regex

SOURCE_FILLER = regex(
    "[规划纲要文件再告诉那这两几些个句条话的是在于呢吗啊呀哦吧和与跟及、,+?？!！。给我发下一看请帮忙要来把也还数据上面刚才说法说怎么什么写有没里您你麻烦谢]"
)


GAP = regex(
    "(那|那么)?(这|上面|前面)?[两二2]个?(个|者|数|项|数字|家数)*(之间)?(相?差|差距|差额)(了|是)?(多少|几)?(家|个|户|亿|万|座|条|名|亩)?(呢|啊)?[?？]?"
)
SUM = regex(
    "(那|那么)?(这|上面|前面)?[两二2](个|项|者|类|样|种|处)?(数|数字|指标|目标|家数)?(加起来|加一起|加在一起|合起来|合计|一共|总共|相加)(是|有|等于)?(多少|几)?(家|个|户|亿|万|座|条|名|亩)?(呢|啊)?[?？]?"
)
TOGETHER = regex("一共|总共|合计|加起来|合起来|累计|共")
PAIR = 2


def on_last_answer(question: Question, search: Search) -> Answer | None:
    """Source, chart or more of the answer before."""
    turn = question.previous
    cue = cues.table("follow_up")
    if turn is None:
        if cue["more"].search(question.message) or asks_source(question):
            return Answer(CLARIFY, replies.NOTHING_BEFORE)
        return None
    if asks_source(question):
        return _source_of(search, turn)
    if cue["more"].search(question.message):
        return _more_of(search, turn)
    if asks_chart(question):
        return _chart_of(search, turn)
    return _of_told(question, turn)


def _of_told(question: Question, turn: Turn) -> Answer | None:
    """The difference or the sum of the last two figures told, where a message asks for nothing else (两个数差几家)."""
    claimed = _sum_claimed(question, turn)
    if claimed is not None:
        return claimed
    differ, together = GAP.fullmatch(question.message), SUM.fullmatch(question.message)
    if not (differ or together) or len(turn.told) < PAIR:
        return None
    (one, unit), (other, same) = turn.told[-PAIR:]
    if unit != same or unit == "%" or (differ and one == other):
        return None
    if together:
        done = computing.total([one, other])
        lines = [f"相加是{done.value}{unit}：{done.formula}。规划没有写这个合计，各类可能有重叠，引用时请注明。"]
    else:
        done = computing.difference(max(one, other, key=Decimal), min(one, other, key=Decimal))
        lines = [
            f"相差{done.value}{unit}：{done.formula}（按前面说的{one}{unit}和{other}{unit}算，统计口径可能不同）。"
        ]
    citations = turn.answer.citations
    return Answer(
        ANSWERED, "\n".join([*lines, passages.source_lines(citations)]), citations, derived=(*done.numbers, one, other)
    )


def _sum_claimed(question: Question, turn: Turn) -> Answer | None:
    """Say that the plan has no such sum, where a message claims that of two figures that the turn before was on."""
    if not (question.confirms and TOGETHER.search(question.message)) or len(question.claims) != 1 or question.measures:
        return None
    ((value, unit),) = question.claims
    told = [n for n, u in dict.fromkeys((*turn.told, *turn.question.claims)) if u == unit and n in turn.answer.text]
    done = computing.total(told)
    if len(told) != PAIR or done.value != value:
        return None
    line = f"规划没有写{value}{unit}这个合计，只分别写了{told[0]}{unit}和{told[1]}{unit}。"
    lines = [line, f"相加是{done.formula}，两项可能有重叠，引用时请分别写明。"]
    citations = turn.answer.citations
    text = "\n".join([*lines, passages.source_lines(citations)])
    return Answer(PARTIAL, text, citations, derived=(*done.numbers, value, *told))


def asks_source(question: Question) -> bool:
    """Return whether the message asks for nothing but the source or wording of what was said."""
    rest, count = cues.table("follow_up")["source_words"].subn("", question.message)
    return count > 0 and not SOURCE_FILLER.sub("", rest)


def asks_chart(question: Question) -> bool:
    """Return whether the message asks for a chart and names no measure to draw."""
    return bool(cues.table("follow_up")["chart"].search(question.message)) and not question.measures


def _source_of(search: Search, turn: Turn) -> Answer:
    citations = turn.answer.citations
    if not citations:
        return Answer(PARTIAL, replies.NO_SOURCE)
    lines = []
    for citation in citations[:4]:
        numeral = passages.chapter_numeral(citation.path)
        kind = "表" if citation.kind == "table" else f"第{numeral}章" if numeral else ""
        lines.append(f"{passages.source_line(citation)}" + (f"（{kind}）" if kind else ""))
        lines.append(f"原文：“{citation.quote}”")
    return Answer(ANSWERED, "\n".join(lines), citations[:4], derived=turn.answer.derived)


def _more_of(search: Search, turn: Turn) -> Answer:
    """The rest of an overview, or the whole paragraphs behind the answer."""
    topics = [search.plan.topics[int(n.target)] for n in turn.question.topics]
    if topics and "还有吗" in turn.answer.text:
        shown = len(re.findall(r"(?m)^· ", turn.answer.text)) + turn.skipped
        return overviews.overview(turn.question, search, list(dict.fromkeys(topics)), skip=shown)
    if topics and turn.answer.step == "overviews.on_overview":
        name = "、".join(dict.fromkeys(t.name for t in topics))
        return Answer(ANSWERED, replies.ALL_TOLD.format(name=name), turn.answer.citations)
    numbers = list(dict.fromkeys(c.paragraph for c in turn.answer.citations if c.kind == "paragraph"))[:2]
    if not numbers:
        return Answer(PARTIAL, replies.NO_MORE)
    citations = tuple(passages.cite_paragraph(search, n) for n in numbers)
    lines = [f"这一段的全文：\n“{c.quote}”\n{passages.source_line(c)}" for c in citations]
    return Answer(ANSWERED, "\n".join(lines), citations)


def _chart_of(search: Search, turn: Turn) -> Answer:
    """The yearly row behind the answer as a table that a channel can draw."""
    rows = [v for n in row_measures(search, turn) if (v := measures.view(search, n.target)).years]
    if not rows or rows[0].achieved is None:
        return Answer(PARTIAL, replies.NO_CHART)
    lines = [f"{v.label}：{series.listing(v)}。" for v in rows]
    citations = tuple(measures.cite(search, v.achieved) for v in rows if v.achieved)
    grid = measures.series_grid(search, rows)
    return Answer(ANSWERED, "\n".join([*lines, passages.source_lines(citations)]), citations, grid)
