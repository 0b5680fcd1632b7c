"""Steps on several passages at once: figures that a message adds up, parallel names, a piece quoted verbatim."""

import re

from bot import choosing, given, passages, prose
from bot.answer import ANSWERED, Answer
from bot.question import Question
from index import text
from index.search import Search

EACH = re.compile(r"[\u4e00-\u9fff]{2,6}?(?:、[\u4e00-\u9fff]{2,6}?)+(?=[各三四五两]|分别|每|、?$)")
ADDING = re.compile("总共|一共|合计|加起来|加上|相加|共关|总计|共计|合起来")


def on_sums(question: Question, search: Search) -> Answer | None:
    """Figures of different passages that a message adds up: quoted side by side, never added."""
    claims = list(dict.fromkeys((*question.claims, *_told_before(question))))
    told = [next((f for f in search.plan.figures if (f.value, f.unit) == claim), None) for claim in claims]
    known = [f for f in told if f is not None]
    if question.previous and known and ADDING.search(question.message):
        known += [f for h in choosing.relevant(question, search)[:1] for f in given.figures_of(search, h)]
    if len({f.sentence for f in known}) < 2 or not ADDING.search(question.message):
        return None
    lines = ["这几个数在规划里是分开写的，规划没有给出合计，范围可能有重叠，不宜直接相加。"]
    lines += [f"· {passages.lead(search, f.sentence, f.clause)}。" for f in known]
    citations = [passages.cite_sentence(search, f.sentence) for f in known]
    return Answer(ANSWERED, "\n".join([*lines, passages.source_lines(citations)]), tuple(dict.fromkeys(citations)))


def _told_before(question: Question) -> list[tuple[str, str]]:
    """Return the figure with which the answer before began, for a message that adds to it."""
    if question.previous is None or not ADDING.search(question.message):
        return []
    match = re.match(r"(?:不是[^，]*，)?([\d.]+)([^\d：]{1,4})：", question.previous.answer.text)
    return [(match[1], match[2])] if match else []


def on_each(question: Question, search: Search) -> Answer | None:
    """One line on each of several parallel names (文旅、农旅、商旅各讲什么)."""
    match = EACH.search(question.message)
    if match is None or not re.search("各|分别|每", question.message[match.end() :]):
        return None
    names = [name for name in match.group().split("、") if name]
    found = [[h for h in search.hits(name) if name in text.compact(h.entry.quote)] for name in names]
    shared = set.intersection(*({search.sentence(h.entry.sentence).paragraph for h in hs} for hs in found))
    best = [next((h for h in hs if search.sentence(h.entry.sentence).paragraph in shared), None) for hs in found]
    hits = [h for h in best if h is not None]
    if len(hits) < len(names) or len({h.entry.sentence for h in hits}) < len(names):
        return None
    lines = [
        f"{name}：{passages.lead(search, h.entry.sentence, h.entry.quote)}。"
        for name, h in zip(names, hits, strict=True)
    ]
    citations = [passages.cite_sentence(search, h.entry.sentence) for h in hits]
    return Answer(ANSWERED, "\n".join([*lines, passages.source_lines(citations)]), tuple(dict.fromkeys(citations)))


def on_verbatim(question: Question, search: Search) -> Answer | None:
    """Where a piece quoted in the message stands."""
    number = choosing.verbatim(question, search)
    if number is None or not question.asks("source"):
        return None
    return prose.located(search, number)
