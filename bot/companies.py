"""Companies that the plan names, by what people call them: 库卡 is 库卡机器人."""

from bot.question import Question
from index.search import Search
from knowledge.patterns import regex

LISTS = regex("企业|百亿级")
HEAD = 2  # characters by which a company is known


def named(question: Question, search: Search) -> list[str]:
    """Return the short names of the plan's companies in a message, in the order of its lists."""
    proper = {n.text for n in search.plan.names if n.proper}
    items = (item for e in search.plan.enumerations if LISTS.search(e.name) for item in e.items)
    heads = dict.fromkeys(item[:HEAD] for item in items if item in proper)
    return [head for head in heads if head in question.message]


def owns_measure(question: Question, search: Search) -> bool:
    """Return whether a measure is asked of a company: the tables have the town's alone (库卡的年产值)."""
    first = min((n.start for n in question.measures), default=0)
    return any(question.message.find(head) < first for head in named(question, search))
