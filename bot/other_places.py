"""Step on other towns, districts and cities: their figures are not in the plan; a claim that puts one into its place is."""

import re

from bot import passages, replies
from bot.answer import ANSWERED, NOT_FOUND, PARTIAL, Answer
from bot.question import Question
from index import text
from index.search import VERY_SURE_BM25, Hit, Search
from knowledge.patterns import regex

IN_SLOT, BESIDE_OWN = 0.45, 0.3  # beside a place of the plan's own (嘉兴、宁波) less is needed
SLOT_ASKED = regex("核对|核实|规划说|在不在|是不是|不是|还是|有没有|算不算|吗|吧|么$|伐")
AROUND = regex(
    "核对|核实|规划(里|上)?说|要(?=加强)|:|听人说|听说|据说|说是|好像|一起|、|对吗|对吧|对伐|在不在|是不是|有没有|算不算|里面|里头|难道|吗|吧|么$|伐|呢|[?？,，]|也|还是(?=.)"
)
APART = regex("不同|区别|差别|不一样|两样|比")
NOT_OURS = regex("(别|不要|不是|不问|不要拿|莫)(拿|用|给|说|报|问)?[^,，。?？]*")
BROAD = 2  # characters of a place's shortest name, as it stands inside other names (新松江示范镇)


def on_other_place(question: Question, search: Search) -> Answer | None:
    """The figures of another town, district or city are not in the plan."""
    places = [search.plan.places[int(n.target)] for n in question.places]
    foreign = [(p, n.found) for p, n in zip(places, question.places, strict=True) if not p.in_plan]
    asks_figure = (
        question.measures
        or question.ambiguous
        or question.asks("count", "cost", "percent")
        or "目标" in question.message
    )
    theirs = [
        (p, n.found)
        for p, n in zip(places, question.places, strict=True)
        if p.in_plan and asks_figure and _owns(question, n.found)
    ]
    found = foreign or theirs
    if not found or (question.enumerations and question.asks("list") and not APART.search(question.message)):
        return None  # 三区联动是哪三个区，青浦也算伐
    place, word = found[0]
    hit = None if asks_figure else _own_in_slot(question, search, word)
    if hit is not None:
        return _corrected(search, hit, word)
    hit = _claimed_elsewhere(question, search, word)
    if hit is not None:
        return _corrected(search, hit, word).with_(status=ANSWERED)
    lines = [
        f"规划没有写{place.name}的情况，这份规划只讲小昆山镇。",
        f"要问{place.name}，请查{place.name}自己的规划或公报。",
    ]
    return Answer(NOT_FOUND, "\n".join(lines))


def _owns(question: Question, place: str) -> bool:
    """Return whether the figure asked for is the place's own (上海市…多少), not the town's dealings with it."""
    at = question.message.removeprefix("那么").removeprefix("那").find(place)
    told = NOT_OURS.sub("", question.message)
    own_town = any(w in told for w in ("小昆山", "镇", "我们", "阿拉", "咱"))
    return at == 0 and not own_town


def _own_in_slot(question: Question, search: Search, foreign: str) -> Hit | None:
    """Return the passage that has a place of the plan's own where the message has another (新浦东示范镇), or None."""
    if not SLOT_ASKED.search(question.message):
        return None
    best: Hit | None = None
    beside = any(search.plan.places[int(n.target)].in_plan for n in question.places)
    least = BESIDE_OWN if beside else IN_SLOT
    for place in search.plan.places:
        name = min((text.compact(a) for a in place.aliases), key=len)
        if not place.in_plan or len(name) > BROAD:
            continue
        hits = search.hits(AROUND.sub("", question.message.replace(foreign, name)))
        if hits and hits[0].likeness >= max(least, best.likeness if best else 0.0):
            best = hits[0] if name in text.compact(hits[0].entry.quote) else best
    return best


def _claimed_elsewhere(question: Question, search: Search, foreign: str) -> Hit | None:
    """Return the passage of which a claim only puts the place wrong (形态改造的是新桥出口，没错吧), or None."""
    bare = question.confirms and not (question.claims or question.years or APART.search(question.message))
    hits = search.hits(AROUND.sub("", question.message.replace(foreign, ""))) if bare else []
    near = hits and hits[0].likeness >= BESIDE_OWN and hits[0].bm25 >= VERY_SURE_BM25
    behind = question.message[question.message.find(foreign) + len(foreign) :][:2]
    told = re.search(f"([\u4e00-\u9fff]{{2}}){re.escape(behind)}", hits[0].entry.quote) if near else None
    return hits[0] if told and len(behind) == BROAD and told[1] not in question.message else None


def _corrected(search: Search, hit: Hit, foreign: str) -> Answer:
    citation = passages.cite_sentence(search, hit.entry.sentence)
    lines = [
        replies.NOT_NAMED.format(name=foreign),
        f"· {passages.lead(search, hit.entry.sentence, hit.entry.quote)}。",
        passages.source_line(citation),
    ]
    return Answer(PARTIAL, "\n".join(lines), (citation,))
