"""Overclaims: what a message has of a named project that no passage on it tells – a place it reaches, a sum of money."""

from bot import mentions
from bot.answer import PARTIAL, Answer
from bot.figure_lines import THIS_FIGURE, unheard
from bot.question import Question
from index import text
from index.search import Search
from knowledge.patterns import regex
from knowledge.records import Project

REACHES = regex("(通|修|造|开|接|延伸|铺|装|覆盖)(到|进)了?")


def answered(question: Question, search: Search, project: Project | None) -> Answer | None:
    """Say that the plan does not tell what a message has of a project, then what it does tell; None where it has no such."""
    far = _not_so_far(question, search)
    if far is not None:
        return far
    sum_ = _sum_not_told(question, search, project) if project else ""
    if project is None or not sum_:
        return None
    told = mentions.timeline(question, search, project)
    return told.with_(status=PARTIAL, text=f"规划没有写{sum_}这个数，写的是：\n{told.text}")


def _not_so_far(question: Question, search: Search) -> Answer | None:
    """The place that a thing is said to reach (天然气通到大港了吗), where no passage on the thing names that place."""
    match = REACHES.search(question.message)
    there = [n for n in question.projects if match and match.end() <= n.start <= match.end() + 1]
    place = {n.target for n in there}
    things = [n for n in question.projects if n.target not in place and match and n.start < match.start()]
    if not (match and there and things) or question.claims:
        return None
    project = search.plan.projects[int(things[0].target)]
    if any(there[0].found in text.compact(search.sentence(m.sentence).text) for m in project.mentions):
        return None
    told = mentions.timeline(question, search, project)
    line = f"规划没有写{things[-1].found}{match.group()}{there[0].found}。"
    return told.with_(status=PARTIAL, text=f"{line}\n{told.text}")


def _sum_not_told(question: Question, search: Search, project: Project) -> str:
    """Return the sum of money that a claim has of a project on which no passage tells any (目标是1500万吧), or ""."""
    if not question.confirms or THIS_FIGURE.search(question.message):
        return ""
    meant = [m.sentence for m in project.mentions]
    if question.periods:
        meant = [n for n in meant if search.sentence(n).period in question.periods]
    return unheard(question, search, meant, ("money",))
