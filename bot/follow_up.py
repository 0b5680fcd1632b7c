"""Follow-ups: a message that leans on the one before takes over what it leaves out; a new subject ends the old one."""

import re
from dataclasses import replace

from bot import cues, passages
from bot.answer import CLARIFY
from bot.choosing import ORDINAL
from bot.follow_table import on_table, other_half, row_measures
from bot.last_answer import asks_chart, asks_source
from bot.leaning import (
    asks_level,
    changes_subject,
    disputes,
    has_own_passage,
    is_within,
    leans,
    on_passage,
    own_names,
    points_back,
)
from bot.quantities import HOW_MANY, quantities
from bot.question import Question, Turn, parsed, years_in
from bot.subject import INSIDE, own_words, stays
from bot.untold import asking_clause
from index import text
from index.search import Search
from knowledge.patterns import regex

ONE_CHARACTER = regex("那?([\u4e00-\u9fff])的呢?[?？]?")
AGAIN = regex("再(建|造|开|做|搞|新|弄|改)|还要")  # of what was done it asks for what is to be done
THEN = regex("以前|之前|那时|当时|过去|原来|以后|今后|将来")
THING = regex("什么|啥|谁|怎|咋|哪")  # 种什么 asks no longer how many
THAT_CHAPTER = regex("(那|那么)?(这|那|该|本)(一)?章(?!程)(里|里面|里头)?")
CLIPS = regex("^(那么|那个|那|换成|换|再说)(?=..)|呢[?？]?$")
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
        or asks_source(question)
        or cue["more"].search(question.message)
        or asks_chart(question)
    ):
        return question
    question = _inside(question, search, turn)
    chosen = _chosen_option(question, search, turn) or _that_chapter(question, search, turn)
    if chosen is not None:
        return chosen
    if not leans(question, search):
        return question
    return _taken_over(question, search, turn)


def _inside(question: Question, search: Search, turn: Turn) -> Question:
    """Return a message without what it tells before it asks of the inside of the thing before (想带小囡去，里头有点啥)."""
    clause = asking_clause(question.message)
    if (
        not clause
        or clause == question.message.rstrip("?？")
        or not INSIDE.match(clause)
        or own_names(parsed(clause, search))
    ):
        return question
    return replace(parsed(clause, search), text=question.text, previous=turn)


def _that_chapter(question: Question, search: Search, turn: Turn) -> Question | None:
    """Return a message on "this chapter" (这章分别讲啥) with the chapter that the turn before cited, or None."""
    numeral = passages.chapter_numeral(next((c.path for c in turn.answer.citations if c.path), ()))
    if not numeral or not THAT_CHAPTER.match(question.message):
        return None
    return replace(
        parsed(THAT_CHAPTER.sub(f"第{numeral}章", question.message), search), text=question.text, previous=turn
    )


def _taken_over(question: Question, search: Search, turn: Turn) -> Question:
    """Return a message that leans on the turn before with the subject it leaves out."""
    clipped = _clipped_figure(question, search, turn)
    if clipped is not None:
        return clipped
    disputed = disputes(question) and not row_measures(search, turn)
    if is_within(question, turn) or points_back(question) or disputed:
        return _on_prose(question, search, turn)
    if not (question.measures or other_half(question, search, turn)) and _row_is_left(question, search, turn):
        return _on_prose(question, search, turn)
    abroad = question.places and not (question.projects or question.enumerations or question.absent)
    if question.measures or (row_measures(search, turn) and (abroad or not own_names(question))):
        return on_table(question, search, turn)
    other = question.projects or question.enumerations or question.absent or question.places
    if has_own_passage(question, search):
        return replace(question, attributes=question.attributes or turn.question.attributes)
    aspects = all(search.plan.absent[int(n.target)].aspect for n in question.absent)
    if question.absent and aspects and not (question.projects or question.enumerations or question.places):
        return replace(question, follows=True)  # 在哪个小区、几号楼
    on_theme = question.topics and not other and turn.answer.step.startswith(("prose.", "mentions."))
    if own_names(question) and not on_theme and not _asks_figure_too(question, turn):
        return replace(question, attributes=question.attributes or turn.question.attributes)
    return _on_prose(question, search, turn)


def _row_is_left(question: Question, search: Search, turn: Turn) -> bool:
    """Return whether a clipped message (那商贸型的呢) after a row of a table names what only the prose tells of."""
    told = question.operations or question.periods or years_in(question.message, search, bare=True)
    return bool(row_measures(search, turn)) and not told and changes_subject(question, search, turn)


def _clipped_figure(question: Question, search: Search, turn: Turn) -> Question | None:
    """Return the question for the figure that one character tells from the one before (净的呢 after 总收入), or None."""
    clip = ONE_CHARACTER.fullmatch(question.message)
    if clip is None:
        return None
    for number in _anchor(search, turn):
        for figure in search.figures(number):
            if clip[1] in figure.subject and figure.subject[-2:] in turn.question.message:
                asked = parsed(text.compact(f"{figure.subject}多少"), search)
                return replace(asked, text=question.text, previous=turn)
    return None


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


def _on_prose(question: Question, search: Search, turn: Turn) -> Question:
    """Put the subject of the turn before in front of the message."""
    before = turn.question
    names = [_numbered(n.found, before.message) for n in (*before.projects, *before.enumerations, *before.measures)]
    if names:
        nouns = (q.noun for q in quantities(before.message) if search.is_word(q.noun))
        names += [noun for noun in nouns if not any(noun in name for name in names)]  # 多少路摄像头 of 城运中心
    if not names:
        words = [w for w in search.terms.content(before.message) if not cues.found("attribute", w)]
        names = words[:4]
    if changes_subject(question, search, turn):
        return _same_of_another(question, search, turn, names)
    subject = "".join(dict.fromkeys(names))
    other = ORDINAL.search(question.message)
    if other and ORDINAL.search(subject) and not own_words(ORDINAL.sub("", question.message), search):
        merged = parsed(ORDINAL.sub(other.group(), subject, count=1) + ORDINAL.sub("", question.message), search)
        return replace(merged, text=question.text, previous=turn, attributes=question.attributes or before.attributes)
    merged = parsed(subject + question.message, search)
    held = stays(question, search) or on_passage(question, search) or disputes(question) or asks_level(question)
    anchor = _anchor(search, turn) if held else ()
    if (
        anchor
        and len(question.periods) == 1
        and not question.confirms
        and not any(search.sentence(n).period in question.periods for n in anchor)
    ):
        anchor = ()  # 后面还要往哪里装 after what was done: told elsewhere, if at all
    return replace(
        merged,
        anchor=anchor,
        text=question.text,
        attributes=question.attributes or (frozenset() if THING.search(question.message) else before.attributes),
        operations=question.operations,
        periods=question.periods or (before.periods if _keeps_period(question, before) else frozenset()),
        previous=turn,
        follows=True,
        own=CLIPS.sub("", question.message),
    )


def _keeps_period(question: Question, before: Question) -> bool:
    """Return whether a message that names no time stays in the period of the one before (改几个 after 十四五还改吗)."""
    again = before.periods == {"135"} and AGAIN.search(question.message)
    return len(before.periods) == 1 and not (again or THEN.search(question.message))


def _numbered(name: str, message: str) -> str:
    """Return a name with the number of its series in front, as the message has it (第三届慈善基金募捐)."""
    if ORDINAL.match(name):
        return name
    match = re.search(f"{ORDINAL.pattern}[^,，。?？]{{0,4}}{re.escape(name)}", message)
    return match.group() if match else name


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
    return passages.sentences_of(search, turn.answer.citations)
