"""Steps on the plan's named lists (三张名片 …) and on terms that it uses without spelling them out."""

import re

from bot import asked, list_claims, list_names, passages, slots
from bot.answer import ANSWERED, PARTIAL, Answer
from bot.list_names import COUNTERS, Meant
from bot.quantities import quantities
from bot.question import Question
from bot.subject import own_words
from bot.untold import asking_clause
from index import text
from index.search import RARE, Search
from knowledge.patterns import regex
from knowledge.records import Enumeration

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
    "kin",
)
NOT_OF_A_LIST = ("who", "fate", "purpose", "status", "how", "why")  # what a follow-up asks of what the list is for
LONG_WORD = 3
USED_FOR = regex("(汇报|写稿|材料|报告|宣传|讲话|发言|念稿|参考)(用|要用)|十[三四]五|面临的?|[,，。?？]")
EACH = regex("各自|各是|分别")
OF_EACH = ("where", "each")
APART = regex("区别|不同|差别|不一样|啥关系|什么关系|区分")
FOR_WHAT = regex(
    "(哪方面|什么|啥)的?网络|(给|为|对)谁|(干|做|派|有|拿来做?)(什么|啥)用|起(什么|啥)作用|(什么|哪个)项目"
)
FEW_QUOTES, SHORT_QUOTE = 4, 40
FEW_WORDS = 2  # beside a list's name; with more of them something else is asked of it
ASKS_WORDING = regex("[一二两三四五六几]个字|几个字|[前后][头面](一句|是|写|还|半句|那|接|的话|[?？]|$)")
LONGER_NAME = regex(
    "(?!到底|具体|分别|一共|总共|究竟|全部|大概|主要|应该|其中|里面|里头|方面|名单|内容|都|的)(?P<noun>[\u4e00-\u9fff]{2})(有|是|叫|在)(哪|什么|啥)"
)
COUNTS_ONLY = regex(f"那|一共|总共|总数|列了|共|有|是|多少|几|[{COUNTERS}]|[呢啊呀?？]")
OTHER_COUNT = regex("(多少|几个?)(人(?!物)|税|钱|亩|平方|平米|公里|岁|次|产值|员工|职工|资金)")  # counts no items
SPELT = regex(
    "代表(什么|啥|哪)|一[项个样条]一?[项个样条]|逐[项个一条]|一一|挨个|念(给|一)|具体|讲的|说的|报一|报个|报出|名字|路名|列出|写明|展开"
)
NEAR = 0.3  # likeness of a clause that asks of something else
NEAR_ITEMS = 12  # sentences after a list's heading within which its items stand


def on_lists(question: Question, search: Search) -> Answer | None:
    """Answer a question on a named list, or None where none is named or something else is asked of it."""
    found = list_names.meant(question, search)
    if found is None or question.measures or _of_a_project(question, search, found):
        return None
    if not found.listed.items:
        return _unspelt(question, search, found)
    if question.follows and question.asks(*NOT_OF_A_LIST):
        return None
    quotes = [search.sentence(n).text for n in found.listed.sentences]
    otherwise = slots.other(question.message, quotes) if question.confirms else None
    if otherwise:
        # 社会治理是深化期吧 names an item, but with what another has.
        return _listed(question, search, found, f"不是{otherwise[0]}，规划写的是{otherwise[1]}。")
    inside = list_claims.held(question, search, found)
    if inside is not None and not question.asks("cost", "contact", "hours", "apply"):
        return _listed(question, search, found, _told(inside, found))
    wrong = list_claims.not_in_list(question, found)
    if wrong:
        return _listed(question, search, found, f"不是{wrong}，规划写的是{'、'.join(found.listed.items)}。")
    counted = list_claims.verdict_on_count(question, found, open_end=_goes_on(search, found.listed))
    said = counted or list_claims.says_count(question)
    wanted = bool(said) or _wants_items(question, search, found)
    elsewhere = _of_something_else(question, search, found) or _named_apart(question, search, found.listed)
    if not wanted or elsewhere:
        return None
    return _listed(question, search, found, "")


def _of_a_project(question: Question, search: Search, found: Meant) -> bool:
    """Return whether a list's lay name (牌子) is said of a project that stands elsewhere (农业景区牌子挂上了)."""
    told = {m.sentence for n in question.projects for m in search.plan.projects[int(n.target)].mentions}
    return bool(told) and found.found not in search.prose and told.isdisjoint(places_of(search, found.listed))


def _of_something_else(question: Question, search: Search, found: Meant) -> bool:
    """Return whether a list's name only opens the name of another thing (名人故居有哪些)."""
    match = LONGER_NAME.match(question.message[found.end :])
    known = text.compact("".join(search.sentence(n).text for n in found.listed.sentences))
    return match is not None and search.is_word(match["noun"]) and match["noun"] not in known


def _told(inside: list_claims.Held, found: Meant) -> str:
    if inside.inside:
        return f"有，“{inside.thing}”列在里面。"
    short = all(len(item) <= list_claims.SHORT_ITEM for item in found.listed.items)
    if short and inside.is_one:
        return f"不是{inside.thing}，规划写的是{'、'.join(found.listed.items)}。"
    return f"没有“{inside.thing}”。" if short else f"规划列的里面没有“{inside.thing}”这个说法。"


def _listed(question: Question, search: Search, found: Meant, lead: str) -> Answer:
    """Return the list, after what is to be said first: its right number, and whether it has the thing asked for."""
    counted = list_claims.verdict_on_count(question, found, open_end=_goes_on(search, found.listed))
    answer = _items(question, search, found.listed)
    return answer.with_(text="\n".join(line for line in (counted, lead, answer.text) if line))


def _goes_on(search: Search, listed: Enumeration) -> bool:
    return _after_list(search.sentence(listed.sentences[0]).text, listed.items)


def _named_apart(question: Question, search: Search, found: Enumeration) -> bool:
    """Return whether the message asks of a named thing that stands elsewhere (平原街是什么称号, 生化机是什么牌子)."""
    names = [n for n in asked.named_places(question, search) if not any(n in item for item in found.items)]
    rest = question.message.replace(question.enumerations[0].found, "") if question.enumerations else ""
    names += [w for w in search.terms.content(rest) if len(w) >= LONG_WORD and search.idf(w) >= RARE]
    own = [s.id for s in search.plan.sentences if any(n in s.text for n in names)]
    return bool(own) and not set(own) & set(places_of(search, found))


def _wants_items(question: Question, search: Search, found: Meant) -> bool:
    beyond = [a for a in NOT_LISTS if not (a in OF_EACH and EACH.search(question.message))]
    if question.asks(*beyond) or ASKS_WORDING.search(question.message):
        return False
    if question.follows and any(q.kind not in ("", "thing") for q in quantities(question.own)):
        return False
    if question.follows and quantities(question.own) and COUNTS_ONLY.sub("", question.own):
        return False  # 招商模式有哪些, 招了多少家
    # 基本要求五条 gives the list's own number
    counted = re.search(re.escape(found.found) + r"(?:[二三四五六七八九十]|\d+)[条个项点]", question.message)
    rest = USED_FOR.sub("", question.message)
    rest = re.sub(re.escape(found.found) + r"(?:[一二三四五六七八九十]|\d+)[条个项点]", "", rest)
    rest = rest.replace(found.found, "")
    if OTHER_COUNT.search(rest) or (question.asks("who") and "是谁" not in rest):
        return False
    named = found.found[0] in "一二两三四五六七八九2345"
    return (
        question.asks("list", "count", "meaning", "source")
        or counted is not None
        or len(rest) <= 4
        or (named and "具体" in rest)
        or (named and not question.asks("status", "how", "why") and len(own_words(rest, search)) <= FEW_WORDS)
    )


def _items(question: Question, search: Search, found: Enumeration) -> Answer:
    count = len(found.items)
    places = places_of(search, found)
    sentence = search.sentence(found.sentences[0]).text
    citations = [passages.cite_sentence(search, n) for n in places]
    short = sum(map(len, found.items)) <= 60 and not any("、" in item for item in found.items)
    if short:
        lines = [f"{found.name}：{'、'.join(found.items)}（共{count}个）。"]
    else:
        lines = [f"{found.name}，共{count}条：", *(f"{n}. {item}" for n, item in enumerate(found.items, 1))]
    if _goes_on(search, found):
        lines.append("（原文在列举后面用了“等”字，可能不止这些。）")
    if short:
        lines.append(f"原文：“{passages.quoted(sentence, found.items)}”")
        others = [(search.sentence(n).text, items) for n, items in places.items() if n not in found.sentences]
        telling = [pair for pair in others if len(pair[0]) > len("".join(pair[1])) + len("一是。——")]
        lines += [f"原文：“{passages.quoted(told, items, whole=SHORT_QUOTE)}”" for told, items in telling[:FEW_QUOTES]]
    label = passages.period_label(search.plan, search.sentence(found.sentences[0]).period)
    if question.asks("when", "status") and label:
        lines.append(f"这段话写在{label}的内容里。")
    shown = "\n".join([*lines, passages.source_lines(citations)])
    derived = (str(count), *(str(n) for n in range(1, count + 1)))
    return Answer(ANSWERED, shown, tuple(dict.fromkeys(citations)), derived=derived)


def places_of(search: Search, found: Enumeration) -> dict[int, list[str]]:
    """Return the sentences of a list with the items that stand in each: its own first, then those of single items."""
    places: dict[int, list[str]] = {n: [] for n in found.sentences}
    first = found.sentences[0]
    near = [*found.sentences, *range(first + 1, min(first + NEAR_ITEMS, len(search.plan.sentences)))]
    for item in found.items:
        number = next((n for n in near if item in search.sentence(n).text), first)
        places.setdefault(number, []).append(item)
    return places


def _after_list(sentence: str, items: tuple[str, ...]) -> bool:
    """Return whether the sentence goes on with 等 after the last item."""
    at = sentence.find(items[-1])
    return at >= 0 and sentence[at + len(items[-1]) :].lstrip("”）’街镇")[:1] == "等"


def _side_by_side(terms: list[Enumeration], search: Search) -> Answer:
    """Quote where each of several unspelt terms stands: what tells them apart is the period and the wording."""
    told = [search.sentence(term.sentences[0]) for term in terms]
    labels = [passages.period_label(search.plan, s.period) for s in told]
    apart = len(set(labels)) == len(labels) and all(labels)
    kinds = ("的成果" if passages.is_done(search.plan, s) else "的计划" for s in told)
    of_periods = (f"{t.name}是{label}{kind}" for t, label, kind in zip(terms, labels, kinds, strict=True))
    lacking = f"规划没有逐项解释{'和'.join(t.name for t in terms)}"
    lines = [f"{'，'.join(of_periods)}。" if apart else f"{lacking}，只在不同的地方写到："]
    citations = []
    for term in terms:
        number = term.sentences[0]
        sentence = search.sentence(number)
        named = next(q for q in (term.name, *term.aliases, sentence.text[:12]) if q in sentence.text)
        lines.append(f"· {passages.lead(search, number, passages.quoted(sentence.text, [named]))}")
        citations.append(passages.cite_sentence(search, number))
    lines += [f"{lacking}。"] if apart else []
    status = ANSWERED if apart else PARTIAL
    return Answer(status, "\n".join([*lines, passages.source_lines(citations)]), tuple(dict.fromkeys(citations)))


def _asks_beside(question: Question, search: Search, meant: Meant) -> bool:
    """Return whether a term is named before what is asked, and another passage is near to that."""
    clause = asking_clause(question.message)
    other = meant.found not in clause and own_words(clause, search)
    hits = search.hits(clause) if other else []
    return bool(hits) and hits[0].likeness >= NEAR and meant.found not in text.compact(hits[0].entry.quote)


def _unspelt(question: Question, search: Search, meant: Meant) -> Answer | None:
    """A term whose parts the plan never gives: say so, quote where it stands."""
    found = meant.listed
    both = list(dict.fromkeys(int(n.target) for n in question.enumerations))
    if len(both) > 1 and APART.search(question.message):
        return _side_by_side([search.plan.enumerations[n] for n in both], search)
    if _asks_beside(question, search, meant):
        return None  # 推行四微之后，摸索出的自治新模式叫啥
    if FOR_WHAT.search(question.message):
        return None  # 是给谁、干什么用的: told by the passage, if at all
    bare = len(question.message) - len(meant.found) <= len("呢?")
    part = list_claims.HOLDS.search(question.message[meant.end :])  # 五型经济里有没有平台经济
    if not (bare or meant.said or part or question.asks("list", "meaning", "person") or SPELT.search(question.message)):
        return None
    citations = [passages.cite_sentence(search, n) for n in found.sentences]
    sentence = search.sentence(found.sentences[0]).text
    lines = [f"不是{meant.said}，规划写的是{found.name}。"] if meant.said else []
    lines += [found.note or f"规划用了{found.name}这个说法，但没有写具体是哪几项，不能替它补充。"]
    quotes = [q for q in (found.name, *found.aliases) if q in sentence]
    lines.append(f"原文：“{passages.quoted(sentence, [quotes[0] if quotes else sentence[:12]])}”")
    lines += [
        f"上下文：“{passages.quoted(search.sentence(n).text, [search.sentence(n).text[:20]])}”"
        for n in found.sentences[1:]
    ]
    return Answer(PARTIAL, "\n".join([*lines, passages.source_lines(citations)]), tuple(citations))
