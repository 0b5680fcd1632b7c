"""Overviews of a theme (养老, 教育, 停车 …): its clauses in the plan's order, short for a phone, the rest on request."""

from bot import asked, choosing, cues, naming, passages, proper, replies, scopes
from bot.answer import ANSWERED, PARTIAL, Answer, Citation
from bot.given_things import WHICH_ONES
from bot.quantities import quantities
from bot.question import Question
from index.search import Search
from knowledge.patterns import regex
from knowledge.records import Topic

SHOWN = 8
FAR_BEHIND = 0.4  # of the best passage's score: nothing else is on the matter
ASKS_WIDELY = frozenset(["how", "list", "meaning"])
# Words that ask for a theme as a whole, whatever else the message says.
WIDE = regex(
    "(大致|大概|简单|简要|笼统|粗粗)(地|的)?(讲|说|介绍|列|谈)|[拣挑](要紧|重要|主要|重点|大)的|(讲|说)两句|随便(讲|说)|(做|干|搞|弄|办)了?点(什么|啥)|(要|各)(做|干|办)了?/?(要做)?(哪些|些?什么|些?啥)|办的事|(一|两|三|几)[句两]{1,3}话?(地)?(讲|说|概括|介绍)|两样(?!东|都)|怎么干|咋干|概要|(做|干|搞|办|抓)(哪些|什么|啥|几样)(事|工作|活)|汇总|归纳|概括|概述|简述|简介|总结|梳理|盘点|成绩单|总体|综述|概况|方方面面|哪些方面|(归纳|概括|总结|列|讲|说|理|写|给|提炼|分)(出|成|个)?几(条|样|点)|(列出|所有|全部).{0,12}(有关|相关|方面)|(有关|相关|方面)的(内容|都|全)|有哪些内容|有什么内容|哪些内容|哪些措施|什么措施|哪些安排|什么安排|啥(安排|措施|内容|打算|举措)|"
    "(措施|内容|安排|工作|任务|举措)(有|都有|是)?(哪些|什么|啥)|几样|哪些规划|哪些工作|做了哪些|做了啥|做了什么|干了什么|干了啥|干了哪些|搞了啥|搞了什么|有什么规划|有啥规划|有哪些规划|有什么计划|啥计划|整体|要点|举措|亮点|讲了什么|讲了啥"
)
# Words that do so only where hardly anything but the theme is named beside them.
SOFT = regex(
    "介绍|打算|口径|搞法|政策|福利|待遇|好处|实惠|新?动作|新?动静|新?变化|新?花头|改善|工作|规划|计划|安排|情况|全部|成绩|成就|成果|方面|怎么说|怎么写|怎么弄|怎么搞|怎么规划|如何规划|规划怎么|都有啥|都有什么|有什么|有啥|做点啥|弄点啥|咋样|怎么样|什么样"
)
# What people say before they come to the theme, and what they hang behind it.
PADDING = regex(
    "(我|俺|阿拉)?(就|只)?想?(问|打听|咨询|请教|了解|知道|晓得|听听|看看|看|查|聊聊|说说|讲讲)(一?下|一?问|看)?|麻烦|劳驾|请教?|"
    "帮我|给我|关于|(有关|相关)的?|的?(事情?|事体|话题|这一?块|这一?方面|这些)$|(我们?|阿拉|咱们?)?(镇里|镇上|这里|小昆山)|你们"
)
# 不问已有的，就问要新建的
NEW_ONES, NEW = (
    regex("(要|打算|准备|计划)?新(建|造|开|办|设)的?(有)?(哪|什么|啥)|新[造建]点(啥|什么)|(就|只)(问|要)(要)?新[建造]"),
    regex("新建|建设|建成|新增"),
)
WIDE_COUNT = regex(
    "几样|[几两三一]句|(?<!哪)(?<![造建修弄铺搞开拓新加]了)(?<![造建修弄铺开拓有])几条(?!路|街|河)|几个?方面|几点|几项(措施|内容|工作)"
)


def on_overview(question: Question, search: Search) -> Answer | None:
    """Answer a wide question on one or several themes, or None."""
    if (
        not question.topics
        or question.measures
        or question.asks(
            "source", "where", "cost", "person", "contact", "hours", "apply", "when", "penalty", "rank", "elsewhere"
        )
    ):
        return None
    if (question.follows and question.asks("count")) or proper.named(question, search):
        return None
    if question.projects or (quantities(question.message) and not WIDE_COUNT.search(question.message)):
        return None
    if choosing.verbatim(question, search) is not None or scopes.names_part(question, search):
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
    alone = len(hits) > 1 and hits[1].score <= FAR_BEHIND * hits[0].score
    return bool(hits) and hits[0].likeness >= (0.3 if themes > 1 or alone else 0.5)


def is_wide(question: Question) -> bool:
    """Return whether the message asks for a theme as a whole."""
    return bool(WIDE.search(question.message)) and not question.claims


def _bare(question: Question, search: Search) -> bool:
    """Return whether the message is hardly more than the theme's name."""
    if (
        question.asks("status", "apply", "who", "yearly", "each")
        or WHICH_ONES.search(question.message)
        or naming.asks_names(question)
    ):
        return False
    rest = question.message
    for name in question.topics:
        rest = rest.replace(name.found, "")
    for table in ("attribute", "period"):
        for pattern in cues.table(table).values():
            rest = pattern.sub("", rest)
    return not search.terms.content(PADDING.sub(" ", SOFT.sub(" ", rest)))


def overview(question: Question, search: Search, topics: list[Topic], skip: int = 0) -> Answer:
    """Return the clauses of the themes, of the asked period where one is asked, `skip` of them left out."""
    found = {(n, q) for t in topics for n, q in zip(t.sentences, t.quotes, strict=True)}
    pairs = sorted(found, key=lambda pair: _place(search, pair))
    if len(question.periods) == 1:
        own = [p for p in pairs if search.sentence(p[0]).period in question.periods]
        pairs = own or pairs
    if NEW_ONES.search(question.message):
        pairs = [p for p in pairs if NEW.search(p[1])] or pairs
    room = SHOWN if len(topics) == 1 else SHOWN + 2
    room += len(pairs) - skip == room + 1  # one line more is shorter than the line that says so
    ordered = _first_page_first(pairs, room, topics)
    shown = sorted(ordered[skip : skip + room], key=lambda pair: _place(search, pair))
    name = "、".join(t.name for t in topics[:3])
    left = len(pairs) - skip - len(shown)
    head = f"规划关于{name}的内容有{len(pairs)}条"
    head += f"，第{skip + 1}条起：" if skip else "，主要是：" if left else "："
    lines = [head]
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
    derived = (str(len(pairs)), str(left), str(skip + 1))
    return Answer(ANSWERED, "\n".join([*lines, _sources(citations)]), citations, derived=derived)


def _place(search: Search, pair: tuple[int, str]) -> tuple[int, int]:
    """Return where a clause stands in the plan: sentence and place within it."""
    number, quote = pair
    return number, search.sentence(number).text.find(quote)


def _first_page_first(pairs: list[tuple[int, str]], room: int, topics: list[Topic]) -> list[tuple[int, str]]:
    """Return the clauses with those that stand on the first page before the others; each theme has its share of it."""
    if len(pairs) <= room or len(topics) == 1:
        return pairs
    share = max(2, room // len(topics))
    first = [p for t in topics for p in [p for p in pairs if p[1] in t.quotes][:share]]
    first = list(dict.fromkeys(first))[:room]
    first += [p for p in pairs if p not in first][: room - len(first)]
    return [*first, *(p for p in pairs if p not in first)]


def _sources(citations: tuple[Citation, ...]) -> str:
    chapters = list(dict.fromkeys(c.path[0] if c.path else "" for c in citations))
    return "出处：" + "；".join(c for c in chapters if c)


def on_remaining_topic(question: Question, search: Search) -> Answer | None:
    """A theme that is named while no single passage answers: its overview, and that no more is told where more is asked."""
    if not question.topics or question.measures or question.absent:
        return None
    found = overview(question, search, list(dict.fromkeys(search.plan.topics[int(n.target)] for n in question.topics)))
    if not question.attributes - ASKS_WIDELY and not _beyond(question, search):
        return found
    return found.with_(status=PARTIAL, text=f"{replies.NOT_DIRECTLY}\n{found.text}")


def _beyond(question: Question, search: Search) -> bool:
    """Return whether a message has a word that neither the plan nor the bank uses of its themes (饭菜 of 养老)."""
    known = search.words_told(search.entries_of(search.on_topics(question.topics)))
    words = search.terms.content(PADDING.sub(" ", SOFT.sub(" ", cues.without_cues(question.message))))
    return any(len(w) > 1 and w not in known and w not in "".join(n.found for n in question.topics) for w in words)
