"""Companies that the plan names, by what people call them: 库卡 is 库卡机器人."""

from bot.question import Question
from index.search import Search


def named(question: Question, search: Search) -> list[str]:
    """Return the short names of the plan's companies in a message, in the order of its lists."""
    return [name for name in search.companies if name in question.message]


def owns_measure(question: Question, search: Search) -> bool:
    """Return whether a measure is asked of a company: the tables have the town's alone (库卡的年产值)."""
    first = min((n.start for n in question.measures), default=0)
    return any(question.message.find(name) < first for name in named(question, search))
