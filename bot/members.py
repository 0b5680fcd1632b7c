"""Members of a list in prose: what else stands beside a thing that a message names (除了崇德幼儿园还有哪些)."""

import re

from bot import choosing, cues, list_claims, passages, row
from bot.answer import ANSWERED, PARTIAL, Answer, figure_told
from bot.question import Question
from index import text
from index.search import Search
from knowledge import clauses
from knowledge.patterns import regex

BESIDES = regex(r"除(?:了|掉|去)?(?P<thing>[^,，。?？]{1,14}?)(?:以外|之外|外|[,，]|还|另外|其他|别的|(?=都))")
POINTING = regex("^(它|这个|那个|这|那|这所|这条|这家|那所|那家|他|她)$")
MORE = regex("还|其他|其它|别的|另外|哪|什么|啥")
TOGETHER = regex(
    "这些|那些|等|之类|一共|总共|合计|加起来|合起来|这[两二三四几0-9]|[那这][几两二三四五][个条处家座所]"
)  # 平复苑那几个小区
AMONG = regex("[里中头面](?:有没有|有无|是否|是不是|包|有|列)|(?:有没有|包括|包含).{2,12}$")
MIN_SHARED, LONG_ITEM, LIST = 2, 16, 3


def not_apart(question: Question, search: Search, answer: Answer) -> Answer:
    """Return the answer with a first line where its figure is of several things and the message names but some of them."""
    told = figure_told(answer)
    which = question.asks("list") and not question.asks("count")
    whole = which or TOGETHER.search(question.message)
    if answer.status != ANSWERED or not told or question.confirms or whole:
        return answer
    quotes = {c.quote for c in answer.citations}
    for figure in search.plan.figures:
        if (figure.value, figure.unit) == told[0] and search.sentence(figure.sentence).text in quotes:
            if figure.clause[: figure.clause.find(figure.value)].endswith("等"):
                continue  # 光华路、彭丰路等43条 counts the things themselves
            listed = row.members(figure.clause[: figure.clause.find(figure.value)] + "0")
            named = [m for m in listed if text.compact(m) in question.message]
            if named and len(named) < len(listed) and not any(c.isdigit() for m in listed for c in m):
                line = f"规划没有单独写{'、'.join(named)}的数，只有{len(listed)}处合在一起的："
                return answer.with_(
                    text=f"{line}\n{answer.text}", status=PARTIAL, derived=(*answer.derived, str(len(listed)))
                )
    return answer


def not_among(question: Question, search: Search, answer: Answer) -> Answer:
    """Return the answer with a first line where a message asks for a thing in a list (里有没有飞利浦) that has it not."""
    match = list_claims.HOLDS.search(question.message)
    if match is None or answer.status != ANSWERED or not AMONG.search(question.message):
        return answer
    thing, quotes = match["thing"].strip("的了"), [c.quote for c in answer.citations]
    if len(thing) < MIN_SHARED or list_claims.ASKED.search(thing) or question.claims:
        return answer
    known = [text.compact(q) for q in quotes]
    known += [t for s in _sentences(search, quotes) for e in search.entries_of([s]) for t in e.lay_terms]
    words = search.terms.content(thing) or [thing]
    listed = any(len(row) >= LIST for q in quotes for row in clauses.runs(q))
    if not listed or any(w in piece for w in words for piece in known):
        return answer
    return answer.with_(text=f"规划在这里没有列“{thing}”，写的是：\n{answer.text}")


def _sentences(search: Search, quotes: list[str]) -> list[int]:
    return [s.id for s in search.plan.sentences if s.text in quotes]


def on_besides(question: Question, search: Search) -> Answer | None:
    """Name what stands in one list with the thing that the message leaves out."""
    match = BESIDES.search(question.own or question.message)
    if match is None or question.measures or not MORE.search(question.message[match.end() - 1 :]):
        return None
    names = _names_of(match["thing"], question, search)
    found = [(number, own) for number, own in _lists_with(names, search) if own]
    told = _told_before(question, search)
    some = next((n for n in told if _named_of_many(names, search.sentence(n).text)), None)
    if some is not None:
        return _only_some(question, search, some)
    found = [(number, own) for number, own in found if number in told] or found
    if not found:
        return None
    number, listed = max(found, key=lambda pair: _nearness(question, search, pair[0], pair[1]))
    left = [m for m in listed if not _is_one_of(m, names)]
    sentence = search.sentence(number)
    lines = [
        f"除了{_shown(listed, names)}，规划在同一处还列了：{'、'.join(left)}（另{len(left)}个）。",
        f"{passages.lead(search, number, passages.quoted(sentence.text, [left[0], left[-1]]))}",
    ]
    if re.search(re.escape(listed[-1]) + "”?等", sentence.text):
        lines.append("（原文在列举后面用了“等”字，可能不止这些。）")
    citation = passages.cite_sentence(search, number)
    derived = (str(len(left)),)
    return Answer(ANSWERED, "\n".join([*lines, passages.source_line(citation)]), (citation,), derived=derived)


def _told_before(question: Question, search: Search) -> list[int]:
    """Return the sentences that the turn before cited, where the message names no other thing."""
    if question.previous is None:
        return []
    cited = {(c.paragraph, c.quote) for c in question.previous.answer.citations if c.kind == "paragraph"}
    return [s.id for s in search.plan.sentences if (s.paragraph, s.text) in cited]


def _named_of_many(names: list[str], sentence: str) -> bool:
    """Return whether a sentence names one of the things and only counts the others (玉昆小区等11个居民区)."""
    return any(re.search(f"{re.escape(n)}等[^，,。；、]{{0,4}}\\d", text.compact(sentence)) for n in names if n)


def _only_some(question: Question, search: Search, number: int) -> Answer:
    citation = passages.cite_sentence(search, number)
    words = search.terms.content(question.message)
    shown = passages.quoted(search.sentence(number).text, passages.nearest_clauses(search.sentence(number).text, words))
    lines = ["规划没有列出其余的名单。", f"· {passages.lead(search, number, shown)}", passages.source_line(citation)]
    return Answer(PARTIAL, "\n".join(lines), (citation,))


def _names_of(thing: str, question: Question, search: Search) -> list[str]:
    """Return the compact names of the thing left out; a pointing word means the project of the turn before."""
    if POINTING.match(thing):
        before = question.previous.question if question.previous else None
        numbers = [int(n.target) for n in (before.projects if before else ())]
        return [text.compact(a) for n in numbers for a in search.plan.projects[n].aliases]
    named = [n for n in question.projects if n.found in thing]
    aliases = [text.compact(a) for n in named for a in search.plan.projects[int(n.target)].aliases]
    return [cues.table("follow_up")["generic"].sub("", text.compact(thing)), *aliases]


def _is_one_of(member: str, names: list[str]) -> bool:
    compact = text.compact(member)
    return any(n in compact or (len(n) > MIN_SHARED and compact in n) for n in names if len(n) >= MIN_SHARED)


def _lists_with(names: list[str], search: Search) -> list[tuple[int, list[str]]]:
    """Return (sentence, members) of every list that holds one of the names."""
    found = []
    for sentence in search.plan.sentences:
        for _, clause in clauses.split(sentence.text):
            listed = row.members(clause)
            short = all(len(m) <= LONG_ITEM for m in listed)
            if len(listed) > 1 and short and any(_is_one_of(m, names) for m in listed):
                found.append((sentence.id, listed))
    return found


def _nearness(question: Question, search: Search, number: int, listed: list[str]) -> tuple[int, float]:
    """Return how well a list fits the rest of the message: its own words first, then the sentence's rank."""
    words = search.terms.content(cues.without_cues(question.own or question.message))
    shared = sum(any(w in m for m in listed) for w in words)
    scores = [h.score for h in choosing.relevant(question, search) if h.entry.sentence == number]
    return shared, max(scores, default=0.0)


def _shown(listed: list[str], names: list[str]) -> str:
    return next(m for m in listed if _is_one_of(m, names))
