"""Steps on the plan's named lists (三张名片 …) and on terms that it uses without spelling them out."""

import re

from bot import asked, passages
from bot.answer import ANSWERED, PARTIAL, Answer
from bot.quantities import quantities
from bot.question import Question
from index.search import Search
from knowledge.records import Enumeration

CLAIMED = re.compile(r"(?:就?是|包括|指)?(?P<things>[\w、]{2,20}?)(?:吧|吗|么|伐|对|是不是|$|[,，?？])")
ONE_OF = re.compile(r"(?P<thing>[^\W\d_]{2,6}?)(是|算|属于)(不是)?")
JOINED, TAIL = re.compile("[、和与跟及]"), re.compile("(这|那)?[两二三四五六]?(个人|个|位|人|兄弟|项|条)$")
SHORT_ITEM = 8
NOT_LISTS = (
    "where",
    "when",
    "cost",
    "contact",
    "hours",
    "apply",
    "person",
    "scale",
    "each",
    "yearly",
    "percent",
    "who",
    "fate",
)


def on_lists(question: Question, search: Search) -> Answer | None:
    """Answer a question on a named list, or None where none is named or something else is asked of it."""
    if not question.enumerations or question.measures:
        return None
    found = search.plan.enumerations[int(question.enumerations[0].target)]
    if not found.items:
        return _unspelt(question, search, found)
    wrong = not_in_list(question, found)
    if wrong:
        listed = _items(question, search, found)
        return listed.with_(text=f"不是{wrong}，规划写的是{'、'.join(found.items)}。\n{listed.text}")
    if not _wants_items(question, found) or _named_apart(question, search, found):
        return None
    return _items(question, search, found)


def not_in_list(question: Question, found: Enumeration) -> str:
    """Return what a claim counts among a named list and the plan does not (二陆是陆游和陆机吧), or ""."""
    if not question.confirms and not question.asks("yesno"):
        return ""
    name = question.enumerations[0]
    after = CLAIMED.match(question.message[name.end :])
    before = ONE_OF.fullmatch(question.message[: name.start])
    if before and question.message[name.end :].startswith(("之一", "里", "中", "的一")):
        said = [before["thing"]]
    elif after and name.found.endswith("是") | after.group().startswith(("是", "就是", "包括", "指")):
        said = [p for p in JOINED.split(TAIL.sub("", after["things"])) if len(p) > 1]
    else:
        return ""
    short = all(len(item) <= SHORT_ITEM for item in found.items)
    return next((s for s in said if short and not any(s in item or item in s for item in found.items)), "")


def _named_apart(question: Question, search: Search, found: Enumeration) -> bool:
    """Return whether the message asks of a named place that stands elsewhere (平原街是什么称号)."""
    names = [n for n in asked.named_places(question, search) if not any(n in item for item in found.items)]
    own = [s.id for s in search.plan.sentences if any(n in s.text for n in names)]
    return bool(own) and not set(own) & set(found.sentences)


def _wants_items(question: Question, found: Enumeration) -> bool:
    if question.asks(*NOT_LISTS):
        return False
    if question.follows and any(q.kind not in ("", "thing") for q in quantities(question.own)):
        return False
    rest = question.message.replace(question.enumerations[0].found, "")
    named = question.enumerations[0].found[0] in "一二两三四五六七八九2345"
    return (
        question.asks("list", "count", "meaning", "source")
        or len(rest) <= 4
        or (named and not question.asks("status", "how", "why"))
    )


def _items(question: Question, search: Search, found: Enumeration) -> Answer:
    count = len(found.items)
    wrong = [
        f"{v}{u}"
        for v, u in question.claims
        if u in ("个", "项", "条", "张", "家", "种", "位", "名") and v != str(count)
    ]
    lead = f"不是{wrong[0]}，" if wrong and question.confirms else ""
    citations = [passages.cite_sentence(search, n) for n in found.sentences]
    short = sum(map(len, found.items)) <= 60 and not any("、" in item for item in found.items)
    if short:
        lines = [f"{lead}{found.name}：{'、'.join(found.items)}（共{count}个）。"]
    else:
        lines = [f"{lead}{found.name}，共{count}条：", *(f"{n}. {item}" for n, item in enumerate(found.items, 1))]
    sentence = search.sentence(found.sentences[0]).text
    if _after_list(sentence, found.items):
        lines.append("（原文在列举后面用了“等”字，可能不止这些。）")
    if short:
        lines.append(f"原文：“{passages.quoted(sentence, found.items)}”")
    label = passages.period_label(search.plan, search.sentence(found.sentences[0]).period)
    if question.asks("when", "status") and label:
        lines.append(f"这段话写在{label}的内容里。")
    text = "\n".join([*lines, passages.source_lines(citations)])
    derived = (str(count), *(str(n) for n in range(1, count + 1)))
    return Answer(ANSWERED, text, tuple(dict.fromkeys(citations)), derived=derived)


def _after_list(sentence: str, items: tuple[str, ...]) -> bool:
    """Return whether the sentence goes on with 等 after the last item."""
    at = sentence.find(items[-1])
    return at >= 0 and sentence[at + len(items[-1]) :].lstrip("”）’街镇")[:1] == "等"


def _unspelt(question: Question, search: Search, found: Enumeration) -> Answer | None:
    """A term whose parts the plan never gives: say so, quote where it stands."""
    bare = len(question.message) - len(question.enumerations[0].found) <= len("呢?")
    if not bare and not question.asks("list", "meaning", "person"):
        return None
    citations = [passages.cite_sentence(search, n) for n in found.sentences]
    sentence = search.sentence(found.sentences[0]).text
    lines = [found.note or f"规划用了{found.name}这个说法，但没有逐项写明具体指什么，不能替它补充。"]
    quotes = [q for q in (found.name, *found.aliases) if q in sentence]
    lines.append(f"原文：“{passages.quoted(sentence, [quotes[0] if quotes else sentence[:12]])}”")
    lines += [
        f"上下文：“{passages.quoted(search.sentence(n).text, [search.sentence(n).text[:20]])}”"
        for n in found.sentences[1:]
    ]
    return Answer(PARTIAL, "\n".join([*lines, passages.source_lines(citations)]), tuple(citations))
