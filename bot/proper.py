"""Proper names in a message, companies and places: the hits that speak of them come first."""

from bot.question import Question
from index import text
from index.search import Hit, Search, fronted
from knowledge.patterns import regex

CLAUSE = regex(r"[\s,，。?？!！;；:：]")
ASKING = regex("哪|什么|啥|多少|几|怎|咋|如何|吗|伐|呢|谁|有没有|是不是|还要|还会")
THERE = regex("[这那](条|里|边|块|个地方)")
ON_PLACE = 0.5  # the share of the best score that a hit on a named place must have


def named(question: Question, search: Search) -> list[str]:
    """Return the short names of the plan's companies in a message (库卡 is 库卡机器人), in the order of its lists."""
    return [name for name in search.companies if name in question.message]


def owns_measure(question: Question, search: Search) -> bool:
    """Return whether a measure is asked of a company: the tables have the town's alone (库卡的年产值)."""
    first = min((n.start for n in question.measures), default=0)
    return any(question.message.find(name) < first for name in named(question, search))


def measure_of_company(question: Question, search: Search) -> str:
    """Return the name of the company whose own figure a message states of a measure (库卡产值是1140000万元吧), or ""."""
    if not (question.measures and question.claims and owns_measure(question, search)):
        return ""
    return named(question, search)[0]


def speaking(question: Question, search: Search, hits: list[Hit]) -> list[Hit]:
    """Return the hits on a company or, first, those on a place in the message, where the best one does not name it."""
    companies = named(question, search)
    if not hits or any(_speaks_of(name, search, hits[0]) for name in companies):
        return hits
    if companies:
        holding = [s.id for s in search.plan.sentences if any(name in s.text for name in companies)]
        return search.hits_of(question.message, holding)
    if question.confirms or question.projects:
        return hits
    places = _places(question, search)
    if not places or any(_speaks_of(place, search, hits[0]) for place in places):
        return hits
    least = ON_PLACE * hits[0].score
    own = [h for h in hits if h.score >= least and any(_speaks_of(place, search, h) for place in places)]
    return fronted(own, hits)


def spoken_of(question: Question, search: Search, hit: Hit) -> bool:
    """Return whether a hit speaks of a company in the message."""
    return any(_speaks_of(name, search, hit) for name in named(question, search))


def _places(question: Question, search: Search) -> list[str]:
    """Return the plan's proper names in what a message asks: 我们翔昆苑老早盼着了 is by the way."""
    asking = text.compact("".join(p for p in CLAUSE.split(question.text) if ASKING.search(p)))
    about = question.message if THERE.search(asking) else asking
    return [n.text for n in search.plan.names if n.proper and text.compact(n.text) in about]


def _speaks_of(word: str, search: Search, hit: Hit) -> bool:
    return word in search.sentence(hit.entry.sentence).text
