"""The subject of a message: which of its words carry one, and what a message without any leans on."""

from dataclasses import replace

from bot import cues
from bot.answer import CLARIFY, Answer
from bot.asides import TO_THE_BOT
from bot.question import Question, is_named
from bot.replies import WHICH_THING
from index.search import Search
from knowledge.patterns import regex

# What the plan gives of hardly anything; a follow-up that asks for it stays with its subject.
NEVER_GIVEN = ("apply", "contact", "hours", "person")
KNOWN_LIKENESS = 0.5
INSIDE = regex("^(那|那么)?(里头|里面|其中|当中|这里头|这里面)")  # 里头有几个是给四十多岁的
LONG, LONGEST = 6, 11  # characters of a message that may still say nothing of what it means


def own_words(message: str, search: Search) -> list[str]:
    """Return the content words of a compact message that are neither cues nor pointing words nor padding."""
    rest = cues.table("follow_up")["generic"].sub(" ", cues.without_cues(message))
    return [w for w in search.terms.content(rest) if len(w) > 1]  # 种什么 has no subject


def is_bare(question: Question, search: Search) -> bool:
    """Return whether a message asks something without saying of what (那个啥时候弄好, 多少钱)."""
    return not (_names_a_thing(question) or question.claims) and not own_words(question.message, search)


def _names_a_thing(question: Question) -> bool:
    """Return whether a message names anything; a theme that is but a word of its question (投资多少) is none."""
    if not is_named(replace(question, topics=())):
        rest = cues.without_cues(question.message)
        return any(n.found in rest for n in question.topics)
    return True


def is_effect(question: Question) -> bool:
    """Return whether a message asks what came of the thing before (带来多少就业)."""
    return bool(cues.table("follow_up")["effect"].search(question.message)) and not question.measures


def stays(question: Question, search: Search) -> bool:
    """Return whether a follow-up must be answered from what the turn before spoke of."""
    if is_bare(question, search) or is_effect(question) or INSIDE.search(question.message):
        return True
    if not question.asks(*NEVER_GIVEN) or question.projects or question.enumerations or question.measures:
        return False
    hits = search.hits(question.message)
    return not hits or not (hits[0].likeness >= KNOWN_LIKENESS or search.rare_words(question.message, hits[0].entry))


def on_bare(question: Question, search: Search) -> Answer | None:
    """Ask back where a message asks for a date, a sum or a place and names nothing."""
    wide = question.periods or question.years or any(w in question.message for w in ("规划", "纲要", "小昆山", "镇"))
    asks = question.attributes - {"list", "how"} or question.operations
    hits = search.hits(question.message)
    known = bool(hits) and hits[0].likeness >= KNOWN_LIKENESS and len(question.message) >= LONG
    if (
        known
        or len(question.message) > LONGEST
        or question.previous is not None
        or wide
        or not asks
        or TO_THE_BOT.search(question.message)
        or is_named(question)
        or not is_bare(question, search)
    ):
        return None
    return Answer(CLARIFY, WHICH_THING)
