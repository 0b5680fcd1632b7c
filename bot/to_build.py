"""Step on all that is to be built: the plan's projects that are still ahead, by name, in its order."""

from bot import asked, passages, replies
from bot.answer import ANSWERED, Answer
from bot.mentions import distinct
from bot.question import Question, is_named
from bot.subject import own_words
from index import text
from index.search import Search
from knowledge.patterns import regex
from knowledge.records import Mention

ALL_OF_THEM = regex(
    "(重点|重大|主要|所有|全部)的?(建设|新建)?的?(项目|工程)(有|是|都|包括)*(哪些|什么|啥|哪几个|清单|列|[?？]?$)"
    "|(要|新|准备|打算|计划)(新?[建造修盖])(设)?(的)?(都)?(有)?(哪些|什么|啥)(新的?)?(东西|项目|工程|设施|房子|建筑|地方)?[呀啊呢?？]?$"
    "|(项目|工程)(清单|列表|名单|一览)"
)
ONE = regex("园区|企业|产业|学校|道路|哪条|公园|养老|教育|医|体育|文化|百亿|上市|农")
TELLING = 3.0  # idf of a place's name at least
STAGES = ("完成", "实施", "建成", "新建", "建设", "加快建设", "基本建成", "启动建设", "投入使用", "改建")
BUILT = regex("建|造|改造|延伸")


def _place_of(question: Question, search: Search) -> str:
    """Return the place of which a message asks what is to be built there (昆水街那里要造什么), or ""."""
    return next((w for w in own_words(question.message, search) if search.idf(w) >= TELLING), "")


def _at(search: Search, mentions: list[Mention]) -> Answer | None:
    """Tell what is to be built at one place, or None where nothing is."""
    if not mentions:
        return None
    told = distinct(mentions)
    citations = [passages.cite_sentence(search, m.sentence) for m in told]
    lines = [f"{passages.lead(search, m.sentence, m.clause)}。" for m in told]
    lines += [replies.PLAN_NOT_FACT, passages.source_lines(citations)]
    return Answer(ANSWERED, "\n".join(lines), tuple(dict.fromkeys(citations)))


def on_to_build(question: Question, search: Search) -> Answer | None:
    """List the projects that the plan wants to build, where a message asks for all of them."""
    if is_named(question) and not question.topics:
        return None
    if any(text.compact(n.text) in question.message for n in search.plan.names):
        return None  # what is to be built in one street
    if not ALL_OF_THEM.search(question.message) or ONE.search(question.message) or question.periods == {"135"}:
        return None
    ahead = [
        (p.name, m)
        for p in search.plan.projects
        for m in p.mentions[-1:]
        if not passages.is_done(search.plan, search.sentence(m.sentence)) and BUILT.search(m.clause)
    ]
    place = _place_of(question, search)
    if place:
        return _at(search, [m for _, m in ahead if place in text.compact(m.clause)])
    if asked.named_places(question, search) or question.projects:
        return None  # 昆水街那里要造什么 asks of one place
    ahead = [(name, m) for name, m in ahead if m.stage in STAGES or "协调" in m.stage or "推进" in m.stage]
    ahead.sort(key=lambda pair: pair[1].sentence)
    if not ahead:
        return None
    label = passages.period_label(search.plan, search.sentence(ahead[0][1].sentence).period)
    names = "、".join(name for name, _ in ahead)
    lines = [
        f"规划没有单列项目清单；按原文顺序，{label}写明要建设、改造的有{len(ahead)}项：{names}。",
        "想知道哪一项，接着问它的名字就行。规划只说明计划，目前进展请向镇政府或12345核实。",
    ]
    citations = tuple(dict.fromkeys(passages.cite_sentence(search, m.sentence) for _, m in ahead))
    chapters = list(dict.fromkeys(c.path[0] for c in citations if c.path))
    return Answer(ANSWERED, "\n".join([*lines, "出处：" + "；".join(chapters)]), citations, derived=(str(len(ahead)),))
