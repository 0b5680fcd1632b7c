"""Follow-ups: a message that leans on the one before takes over what it leaves out; a new subject ends the old one."""

import re
from dataclasses import replace

from bot import choosing, cues, measures, overviews, passages, replies, series
from bot.answer import ANSWERED, CLARIFY, PARTIAL, Answer, Citation
from bot.quantities import HOW_MANY
from bot.question import Question, Turn, is_span, parsed, years_in
from bot.subject import own_words, stays
from index import text
from index.lexicon import Name
from index.search import Search
from knowledge.records import Sentence

SOURCE_FILLER = re.compile(
    "[那这个句条话的是在于呢吗啊呀哦吧和与跟及、,+?？!！。给我发下一看请帮忙要来把也还数据上面刚才说法说怎么什么写有没里您你麻烦谢]"
)
SHORT, BARE = 12, 6
CLIPS = re.compile("^(那么|那个|那|换成|换|再说)(?=..)|呢[?？]?$")
OWN_LIKENESS, NAMED_LIKENESS = 0.55, 0.35
RELATIVE_YEARS = {
    "去年同期": -1,
    "上年同期": -1,
    "前一年": -1,
    "上一年": -1,
    "上年": -1,
    "后一年": 1,
    "下一年": 1,
    "第二年": 1,
    "次年": 1,
}
KEEPS_YEAR = {"yoy", "difference", "convert", "share", "rank", "maximum"}
COMPARED = re.compile(r"^(那|那么)?[和跟与同比较]|比|相比|对比")
ORDINALS = {
    "一": 0,
    "二": 1,
    "三": 2,
    "四": 3,
    "五": 4,
    "1": 0,
    "2": 1,
    "3": 2,
    "4": 3,
    "5": 4,
    "①": 0,
    "②": 1,
    "③": 2,
    "④": 3,
}


def in_context(question: Question, search: Search) -> Question:
    """Return the question with what it leaves out taken from the turn before."""
    turn = question.previous
    cue = cues.table("follow_up")
    if (
        turn is None
        or cue["courtesy"].search(question.message)
        or _asks_source(question)
        or cue["more"].search(question.message)
        or _asks_chart(question)
    ):
        return question
    chosen = _chosen_option(question, search, turn)
    if chosen is not None:
        return chosen
    if not _leans(question, search):
        return question
    return _taken_over(question, search, turn)


def _taken_over(question: Question, search: Search, turn: Turn) -> Question:
    """Return a message that leans on the turn before with the subject it leaves out."""
    abroad = question.places and not (question.projects or question.enumerations or question.absent)
    if question.measures or (_row_measures(search, turn) and (abroad or not _own_names(question))):
        return _on_table(question, search, turn)
    other = question.projects or question.enumerations or question.absent or question.places
    if _has_own_passage(question, search):
        return replace(question, attributes=question.attributes or turn.question.attributes)
    on_theme = question.topics and not other and turn.answer.step.startswith(("prose.", "mentions."))
    if _own_names(question) and not on_theme and not _asks_figure_too(question, turn):
        return replace(question, attributes=question.attributes or turn.question.attributes)
    return _on_prose(question, search, turn)


def _has_own_passage(question: Question, search: Search) -> bool:
    """Return whether a message names something of its own so plainly that the turn before adds nothing."""
    if len(question.message) <= BARE:
        return False  # 服务站呢 names a part of what was spoken of
    hits = search.hits(question.message)
    return (
        bool(hits) and hits[0].likeness >= NAMED_LIKENESS and bool(search.rare_words(question.message, hits[0].entry))
    )


def _asks_source(question: Question) -> bool:
    """Return whether the message asks for nothing but the source or wording of what was said."""
    rest, count = cues.table("follow_up")["source_words"].subn("", question.message)
    return count > 0 and not SOURCE_FILLER.sub("", rest)


def _asks_chart(question: Question) -> bool:
    return bool(cues.table("follow_up")["chart"].search(question.message)) and not question.measures


def _own_names(question: Question) -> bool:
    return bool(question.projects or question.enumerations or question.absent or question.places or question.topics)


def _leans(question: Question, search: Search) -> bool:
    cue = cues.table("follow_up")
    if (cue["start"].search(question.message) and len(question.message) <= 12) or cue["end"].search(question.message):
        return not (
            question.measures and (question.years or question.periods) and not cue["end"].search(question.message)
        )
    if cue["refer"].search(question.message) and not (question.projects or question.measures):
        return True
    turn = question.previous
    bare = turn and turn.question.projects and not question.projects and question.attributes
    if bare and not question.measures and not _residue(question, search):
        return True  # 投资多少 after a project asks for its cost, not for the town's investment
    if question.measures or _own_names(question) or question.ambiguous:
        return False
    on_table = turn and turn.question.measures and len(question.message) <= SHORT
    if stays(question, search) or (on_table and (question.periods or question.years or question.operations)):
        return True
    if not _residue(question, search):
        return True
    hits = search.hits(question.message)
    own = frozenset(search.terms.of(cues.without_cues(question.message)))
    if hits and len(question.message) <= SHORT and not search.cover(own, hits[0].entry):
        return True  # 降了百分之几: the best passage shares nothing but the way of asking
    return not hits or (hits[0].likeness < OWN_LIKENESS and hits[0].bm25 < choosing.SURE_BM25)


def _residue(question: Question, search: Search) -> list[str]:
    """Return the content words that are left when all cues are taken out of the message."""
    return search.terms.content(cues.without_cues(question.message))


def _chosen_option(question: Question, search: Search, turn: Turn) -> Question | None:
    options = turn.answer.options
    if turn.answer.status != CLARIFY or not options:
        return None
    match = cues.table("follow_up")["option"].search(question.message)
    index = None
    if match:
        index = ORDINALS.get(next((c for c in question.message if c in ORDINALS), ""))
    else:
        told = [i for i, o in enumerate(options) if question.message in o or o in question.message]
        told = told or [
            i for i, o in enumerate(options) if len(question.message) <= 6 and set(question.message) <= set(o)
        ]
        index = told[0] if len(told) == 1 else None
    if index is None or index >= len(options):
        return None
    message = turn.question.message
    for name in turn.question.ambiguous[:1]:
        message = message.replace(name.found, options[index], 1)
    return replace(parsed(message, search), text=question.text, previous=turn, follows=True)


def _row_measures(search: Search, turn: Turn) -> tuple[Name, ...]:
    """Return the measures of the turn before: those it named, or the only row that it cited."""
    if turn.question.measures:
        return turn.question.measures
    rows = {passages.row_name(c.quote) for c in turn.answer.citations if c.kind == "table"}
    if len(rows) != 1:
        return ()
    (row,) = rows
    found = [v for v in measures.views(search) if row in {r.name for r in (v.achieved, v.target) if r}]
    return tuple(Name("measure", v.measure.id, row, 0) for v in found[:1])


def _on_table(question: Question, search: Search, turn: Turn) -> Question:
    """Take over from the turn before what a message on the tables leaves out: measure, years, what is asked."""
    before = turn.question
    years = _years_meant(question, search, turn)
    bare = not (years or question.periods or question.operations)
    keeps = bare or (not years and question.operations & KEEPS_YEAR and not question.periods)
    operations = question.operations or (before.operations if bare or years else frozenset())
    if operations == {"convert"}:
        operations |= before.operations
    if len(years) == 2 and len(question.years) < 2:
        operations |= {"difference"}
    return replace(
        question,
        message=_carried(question, before),
        measures=_measures_meant(question, search, turn),
        years=years or (before.years if keeps else ()),
        periods=question.periods or (before.periods if bare else frozenset()),
        operations=operations,
        attributes=question.attributes or before.attributes,
        follows=True,
    )


def _years_meant(question: Question, search: Search, turn: Turn) -> tuple[int, ...]:
    """Return the years of a follow-up: its own, one before or after the last, or both where it compares (比2018年呢)."""
    before = turn.question
    years = question.years or years_in(question.message, search, bare=True)
    step = next((n for word, n in RELATIVE_YEARS.items() if re.search(f"(?<![比较同]){word}", question.message)), None)
    if not years and step is not None and before.years:
        return (before.years[-1] + step,)
    if len(years) == 1 and before.years and before.years[-1] != years[0] and COMPARED.search(question.message):
        return (before.years[-1], years[0])
    moves = question.operations & {"difference", "yoy"} or "点" in question.message
    earlier = before.previous.question.years if before.follows and before.previous else ()
    if not years and moves and "同比" not in question.message and len(before.years) == len(earlier) == 1:
        return tuple(sorted({*earlier, *before.years}))
    return years


def _measures_meant(question: Question, search: Search, turn: Turn) -> tuple[Name, ...]:
    """Return the measures of a follow-up; a share of another (占工业总产值多少) needs the one before too."""
    before = turn.question.measures
    if question.measures and "占" in question.message and question.operations & {"share"} and before:
        return (*before[:1], *question.measures)
    if not question.measures and not before and question.operations & {"attribute"}:
        return ()
    return question.measures or _other_half(question, search, turn) or _row_measures(search, turn)


def _carried(question: Question, before: Question) -> str:
    """Return the message; where it only names another measure or year, the one before with that measure in place."""
    own = question.operations or question.attributes - {"yesno"} or question.periods
    if (
        own
        or question.confirms
        or before.claims
        or before.confirms
        or not before.measures
        or len(question.measures) > 1
        or question.places
    ):
        return question.message
    if not question.measures:
        return before.message if question.years and not is_span(question.message) else question.message
    return before.message.replace(before.measures[0].found, question.measures[0].found)


def _other_half(question: Question, search: Search, turn: Turn) -> tuple[Name, ...]:
    """Return the measure that a clipped name (地方的, 总的) picks out of the group of the one before."""
    before = {n.target for n in turn.question.measures}
    for ambiguity in search.plan.ambiguities:
        if before & set(ambiguity.measures):
            labels = {m.id: m.label for m in search.plan.measures if m.id in ambiguity.measures}
            told = [
                i
                for i, label in labels.items()
                if label[:2] in question.message or f"{label[2:3]}的" in question.message
            ]
            return tuple(Name("measure", number, labels[number], 0) for number in told[:1])
    # 工业的呢 after 固定资产投资 is the measure called the same with that word in front.
    for measure in search.plan.measures:
        own = next((n.target for n in turn.question.measures), "")
        label = next((m.label for m in search.plan.measures if m.id == own), "")
        narrower = measure.label.removesuffix(label) if label else measure.label
        if narrower not in ("", measure.label) and f"{narrower}的" in question.message:
            return (Name("measure", measure.id, measure.label, 0),)
    return ()


def _on_prose(question: Question, search: Search, turn: Turn) -> Question:
    """Put the subject of the turn before in front of the message."""
    before = turn.question
    names = [n.found for n in (*before.projects, *before.enumerations, *before.measures)]
    if not names:
        words = [w for w in search.terms.content(before.message) if not cues.found("attribute", w)]
        names = words[:4]
    if _changes_subject(question, search, turn):
        return _same_of_another(question, search, turn, names)
    subject = "".join(dict.fromkeys(names))
    merged = parsed(subject + question.message, search)
    anchor = _anchor(search, turn) if stays(question, search) else ()
    return replace(
        merged,
        anchor=anchor,
        text=question.text,
        attributes=question.attributes or before.attributes,
        operations=question.operations,
        periods=question.periods,
        previous=turn,
        follows=True,
        own=CLIPS.sub("", question.message),
    )


def _changes_subject(question: Question, search: Search, turn: Turn) -> bool:
    """Return whether a clipped message (健身步道呢) names something that the passage before does not speak of."""
    own = own_words(question.message, search)
    if not own or not cues.table("follow_up")["end"].search(question.message):
        return False
    told = text.compact("".join(c.quote for c in turn.answer.citations if c.kind == "paragraph"))
    hits = search.hits(question.message)
    known = bool(hits) and any(w in text.compact(search.sentence(hits[0].entry.sentence).text) for w in own)
    return known and not any(w in told or w in turn.question.message for w in own)


def _asks_figure_too(question: Question, turn: Turn) -> bool:
    """Return whether a bare theme (生化机呢) follows on a question for a figure."""
    plain = question.topics and not question.projects and not question.attributes - {"yesno"}
    return bool(plain and HOW_MANY.search(turn.question.message))


def _same_of_another(question: Question, search: Search, turn: Turn, names: list[str]) -> Question:
    """Put what was asked of the subject before to the one that the message names."""
    asks = HOW_MANY.sub("有多少", turn.question.message)  # what is counted there (几座) may not be here (几家)
    for name in sorted({*names, *own_words(asks, search)}, key=len, reverse=True):
        asks = asks.replace(name, "")
    own = cues.table("follow_up")["end"].sub("", question.message).removeprefix("那么").removeprefix("那")
    other = parsed(own + asks, search)
    attributes = other.attributes or turn.question.attributes
    return replace(other, text=question.text, attributes=attributes, previous=turn)


def _anchor(search: Search, turn: Turn) -> tuple[int, ...]:
    """Return the sentences that the turn before spoke of: those of its project, else those that it cited."""
    before = turn.question
    told = {m.sentence for n in before.projects for m in search.plan.projects[int(n.target)].mentions}
    if told and not before.anchor:
        return tuple(sorted(told))
    if before.anchor:
        return before.anchor
    cited = [c for c in turn.answer.citations if c.kind == "paragraph"]
    return tuple(dict.fromkeys(s.id for c in cited for s in search.plan.sentences if _is_cited(s, c)))


def _is_cited(sentence: Sentence, citation: Citation) -> bool:
    return sentence.paragraph == citation.paragraph and sentence.text in citation.quote


def on_last_answer(question: Question, search: Search) -> Answer | None:
    """Source, chart or more of the answer before."""
    turn = question.previous
    cue = cues.table("follow_up")
    if turn is None:
        if cue["more"].search(question.message) or _asks_source(question):
            return Answer(CLARIFY, replies.NOTHING_BEFORE)
        return None
    if _asks_source(question):
        return _source_of(search, turn)
    if cue["more"].search(question.message):
        return _more_of(search, turn)
    if _asks_chart(question):
        return _chart_of(search, turn)
    return None


def _source_of(search: Search, turn: Turn) -> Answer:
    citations = turn.answer.citations
    if not citations:
        return Answer(PARTIAL, replies.NO_SOURCE)
    lines = []
    for citation in citations[:4]:
        numeral = citation.path[0].split("、")[0] if "、" in citation.path[0][:4] else ""
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
    numbers = list(dict.fromkeys(c.paragraph for c in turn.answer.citations if c.kind == "paragraph"))[:2]
    if not numbers:
        return Answer(PARTIAL, replies.NO_MORE)
    citations = tuple(passages.cite_paragraph(search, n) for n in numbers)
    lines = [f"这一段的全文：\n“{c.quote}”\n{passages.source_line(c)}" for c in citations]
    return Answer(ANSWERED, "\n".join(lines), citations)


def _chart_of(search: Search, turn: Turn) -> Answer:
    """The yearly row behind the answer as a table that a channel can draw."""
    rows = [v for n in _row_measures(search, turn) if (v := measures.view(search, n.target)).years]
    if not rows or rows[0].achieved is None:
        return Answer(PARTIAL, replies.NO_CHART)
    lines = [f"{v.label}：{series.listing(v)}。" for v in rows]
    citations = tuple(measures.cite(search, v.achieved) for v in rows if v.achieved)
    grid = measures.series_grid(search, rows)
    return Answer(ANSWERED, "\n".join([*lines, passages.source_lines(citations)]), citations, grid)
