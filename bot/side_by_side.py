"""Steps on several passages at once: figures that a message adds up, parallel names, a piece quoted verbatim."""

import re
from decimal import Decimal

from bot import choosing, computing, given, passages, prose, quantities
from bot.answer import ANSWERED, Answer
from bot.question import Question
from index import text
from index.search import Search

EACH = re.compile(r"[\u4e00-\u9fff]{2,6}?(?:、[\u4e00-\u9fff]{2,6}?)+(?=[各三四五两]|分别|每|、?$)")
AVERAGE = re.compile("平均|均摊|摊(到|着|下来)?|人均|户均|分摊")
PER = re.compile(
    "(?:平均|均)?(?:每|一|1)(?P<unit>[户家个人名位条处所座套])(?P<noun>(?:(?!平均|几|多少|摊|能|有|要)[\u4e00-\u9fff]){0,3})"
)
COUNTED = re.compile(r"\d+(\.\d+)?$")
BOTH = re.compile("两[级种类项个]|二者|两者")
SAME = 4
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


def on_quotient(question: Question, search: Search) -> Answer | None:
    """The mean of two figures of one sentence (平均一户几套); the plan prints only the two."""
    match = PER.search(question.message)
    if match is None or question.measures or not AVERAGE.search(question.message):
        return None
    wanted = quantities.quantities(AVERAGE.sub("", question.message.replace(match.group(), "")))
    for hit in choosing.relevant(question, search)[:2]:
        figures = [f for f in search.figures(hit.entry.sentence) if COUNTED.match(f.value)]
        noun = match["noun"][:2]
        by = [f for f in figures if match["unit"] == f.unit and (f.unit in "户人名" or noun in f.subject)]
        of = [f for f in figures if by and f != by[0] and any(q.kind and quantities.fits(q, f) for q in wanted)]
        if not by or not of:
            continue
        number = computing.rounded(Decimal(of[0].value) / Decimal(by[0].value))
        sum_ = f"{of[0].value}{of[0].unit} ÷ {by[0].value}{by[0].unit}"
        lines = [
            f"平均约{number}{of[0].unit}：{sum_} ≈ {number}（按规划里的两个数演算，规划没有直接写平均数）。",
            f"原文：“{search.sentence(hit.entry.sentence).text}”",
        ]
        citation = passages.cite_sentence(search, hit.entry.sentence)
        return Answer(ANSWERED, "\n".join([*lines, passages.source_lines([citation])]), (citation,), derived=(number,))
    return None


def on_total(question: Question, search: Search) -> Answer | None:
    """The sum of two figures that one clause lists of the same thing (2个区级整治区域、38个镇级整治区域)."""
    if not ADDING.search(question.message) or not BOTH.search(question.message) or question.measures:
        return None
    for hit in choosing.relevant(question, search)[:1]:
        figures = [f for f in given.figures_of(search, hit) if COUNTED.match(f.value)]
        alike = [f for f in figures if f.unit == figures[0].unit and f.subject[-SAME:] == figures[0].subject[-SAME:]]
        if len(alike) != len(figures) or len(alike) != len("两级") or len(figures[0].subject) < SAME:
            return None
        result = computing.total([f.value for f in alike])
        lines = [
            f"合计{result.value}{alike[0].unit}：{result.formula}（规划没有写合计，按原文两个数相加）。",
            f"{passages.lead(search, hit.entry.sentence, hit.entry.quote)}。",
        ]
        citation = passages.cite_sentence(search, hit.entry.sentence)
        return Answer(
            ANSWERED, "\n".join([*lines, passages.source_lines([citation])]), (citation,), derived=(result.value,)
        )
    return None


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
