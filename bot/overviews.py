"""Overviews of a theme (养老, 教育, 停车 …): its clauses in the plan's order, short for a phone, the rest on request."""

import re

from bot import asked, choosing, cues, passages, replies
from bot.answer import ANSWERED, PARTIAL, Answer, Citation
from bot.given import WHICH_ONES
from bot.quantities import quantities
from bot.question import Question
from index.search import Search
from knowledge.records import Topic

SHOWN = 8
# Words that ask for a theme as a whole, whatever else the message says.
WIDE = re.compile(
    "汇总|归纳|概括|总结|梳理|盘点|成绩单|总体|综述|概况|方方面面|哪些方面|(归纳|概括|总结|列|讲|说|理|写|给|提炼|分)(出|成|个)?几(条|样|点)|(列出|所有|全部).{0,12}(有关|相关|方面)|(有关|相关|方面)的(内容|都|全)|有哪些内容|有什么内容|哪些内容|哪些措施|什么措施|哪些安排|什么安排|啥(安排|措施|内容|打算|举措)|"
    "(措施|内容|安排|工作|任务|举措)(有|都有|是)?(哪些|什么|啥)|几样|哪些规划|哪些工作|做了哪些|做了啥|做了什么|干了什么|干了啥|干了哪些|搞了啥|搞了什么|有什么规划|有啥规划|有哪些规划|有什么计划|啥计划|整体|要点|举措|亮点|讲了什么|讲了啥"
)
# Words that do so only where hardly anything but the theme is named beside them.
SOFT = re.compile(
    "介绍|打算|口径|搞法|情况|全部|成绩|成就|成果|方面|怎么说|怎么写|怎么弄|怎么搞|怎么规划|如何规划|规划怎么|都有啥|都有什么|有什么|有啥|做点啥|弄点啥|咋样|怎么样|什么样"
)
WIDE_COUNT = re.compile("几样|(?<!哪)几条(?!路|街|河)|几个?方面|几点|几项(措施|内容|工作)")


def on_overview(question: Question, search: Search) -> Answer | None:
    """Answer a wide question on one or several themes, or None."""
    if (
        not question.topics
        or question.measures
        or question.asks("source", "where", "cost", "person", "contact", "hours", "apply", "when", "penalty")
    ):
        return None
    if question.follows and question.asks("count"):
        return None
    if question.projects or (quantities(question.message) and not WIDE_COUNT.search(question.message)):
        return None
    if choosing.verbatim(question, search) is not None:
        return None
    named = asked.named_places(question, search)
    if not is_wide(question) and question.confirms and (named or question.claims):
        return None
    if not is_wide(question) and _passage_is_nearer(question, search):
        return None
    if not (is_wide(question) or _bare(question, search)):
        return None
    topics = list(dict.fromkeys(search.plan.topics[int(n.target)] for n in question.topics))
    return overview(question, search, topics)


def _passage_is_nearer(question: Question, search: Search) -> bool:
    """Return whether a single passage answers better than a theme's overview."""
    hits = search.hits(question.message)
    themes = len({n.target for n in question.topics})
    return bool(hits) and hits[0].likeness >= (0.3 if themes > 1 else 0.5)


def is_wide(question: Question) -> bool:
    """Return whether the message asks for a theme as a whole."""
    return bool(WIDE.search(question.message)) and not question.claims


def _bare(question: Question, search: Search) -> bool:
    """Return whether the message is hardly more than the theme's name."""
    if question.asks("status", "apply", "who", "yearly", "each") or WHICH_ONES.search(question.message):
        return False
    rest = question.message
    for name in question.topics:
        rest = rest.replace(name.found, "")
    for table in ("attribute", "period"):
        for pattern in cues.table(table).values():
            rest = pattern.sub("", rest)
    return not search.terms.content(SOFT.sub("", rest))


def overview(question: Question, search: Search, topics: list[Topic], skip: int = 0) -> Answer:
    """Return the clauses of the themes, of the asked period where one is asked, `skip` of them left out."""
    pairs = sorted({(n, q) for t in topics for n, q in zip(t.sentences, t.quotes, strict=True)})
    if len(question.periods) == 1:
        own = [p for p in pairs if search.sentence(p[0]).period in question.periods]
        pairs = own or pairs
    room = SHOWN if len(topics) == 1 else SHOWN + 2
    shown = _balanced(pairs[skip:], room, topics)
    name = "、".join(t.name for t in topics[:3])
    left = len(pairs) - skip - len(shown)
    lines = [f"规划关于{name}的内容有{len(pairs)}条" + ("，主要是：" if left else "：")]
    period = None
    for number, quote in shown:
        told = search.sentence(number).period
        if told != period:
            lines.append(f"【{passages.period_label(search.plan, told) or '背景'}】")
            period = told
        lines.append(f"· {quote.strip('，。；')}")
    if left > 0:
        lines.append(f"还有{left}条，回复“还有吗”继续看。")
    citations = tuple(dict.fromkeys(passages.cite_sentence(search, n) for n, _ in shown))
    derived = (str(len(pairs)), str(left))
    return Answer(ANSWERED, "\n".join([*lines, _sources(citations)]), citations, derived=derived)


def _balanced(pairs: list[tuple[int, str]], room: int, topics: list[Topic]) -> list[tuple[int, str]]:
    """Return at most `room` clauses, each theme with its share, in the plan's order."""
    if len(pairs) <= room or len(topics) == 1:
        return pairs[:room]
    kept: list[tuple[int, str]] = []
    for topic in topics:
        kept += [p for p in pairs if p[1] in topic.quotes and p not in kept][: max(2, room // len(topics))]
    return sorted(kept)[: room + 2]


def _sources(citations: tuple[Citation, ...]) -> str:
    chapters = list(dict.fromkeys(c.path[0] if c.path else "" for c in citations))
    return "出处：" + "；".join(c for c in chapters if c)


def on_remaining_topic(question: Question, search: Search) -> Answer | None:
    """A theme that is named while no single passage answers: said so, then its overview."""
    if not question.topics or question.measures or question.absent:
        return None
    found = overview(question, search, list(dict.fromkeys(search.plan.topics[int(n.target)] for n in question.topics)))
    return found.with_(status=PARTIAL, text=f"{replies.NOT_DIRECTLY}\n{found.text}")
