"""Choosing the passage: which hits may answer, and in which order."""

import re

from bot import claimed, counting, cues, given, proper, quantities, scopes
from bot.question import Question
from bot.untold import asking_clause
from index import text
from index.search import SURE_BM25, VERY_SURE_BM25, Hit, Search, fronted
from knowledge import clauses
from knowledge.patterns import regex
from knowledge.records import Mention

SURE_LIKENESS, SURE_COVER, KNOWN_COVER = 0.42, 0.45, 0.3
STORY = 30  # characters
TOP = 3
PIECE, PIECE_LIKENESS = 5, 0.3
FEW = 2
OWN_WORDS, OWN_KIND = 1.0, 0.8
MANY, ABOUT_AS_GOOD, WITH_CLAIM = 2, 0.85, 0.7
SKEWING = ("when", "cost", "person", "apply", "hours")  # their words weigh more than the subject's, so rare they are
LIST_BONUS, THEME_BONUS = 0.2, 0.2
LONG_QUOTE = 8
SURE_NAMED = 0.5
OUTDOES = 1.5
IN_TIME, OF_THAT_TIME = 0.72, 0.4
OTHER_TIME = 0.12  # likeness by which a passage of the other period is what a claim speaks of
LEAST_SUBJECT = 0.05
ROUND_NUMBER = regex("[一二两三四五六七八九十百千万多来几0-9.]+(平方米?|平米?|亩|户|家|万元|亿元?|元|个|套)?")
ORDINAL = regex(r"第([一二三四五六七八九十\d]+)([届期批轮次])")
DONE = regex("([\u4e00-\u9fff])(?:了|掉|出|过)")
CLIP = regex("呢[?？]?$")
FIRST_FEW = regex(r"前([二两三四五六七八九十\d]+)([届期批])")
OPENING = regex(r"[“\"「『]([\u4e00-\u9fff]{2,}?)[，,]?(?:……|…|\.{3,})[”\"」』]")
QUOTED = regex(r"[“\"「『]([^”\"」』]{4,})[”\"」』]")


def relevant(question: Question, search: Search) -> list[Hit]:
    """Return the hits that may answer, best first; [] where the subject is not in the plan."""
    if question.anchor:
        return _anchored(question, search)
    hits = claimed.named_hits(question, search)
    if not (hits and present(question, search, hits[0])):
        hits = search.hits(question.message)
    told = verbatim(question, search)
    if told is not None:
        own = [h for h in hits if h.entry.sentence == told]
        return fronted(own, hits)
    if not (hits and present(question, search, hits[0])):
        hits = _best_piece(question, search) or hits
    themes = set(search.on_topics(question.topics))
    if themes:
        hits = sorted(hits, key=lambda h: -h.score - THEME_BONUS * (h.entry.sentence in themes))
    if question.asks("list") and not question.asks("how"):
        hits = sorted(hits, key=lambda h: -h.score - LIST_BONUS * (len(clauses.items(h.entry.quote)) >= TOP))
    hits = _in_period(question, search, proper.speaking(question, search, _leaning(question, search, hits)))
    named = {m.sentence for n in question.projects for m in search.plan.projects[int(n.target)].mentions}
    apart = (
        _holds_name(question, search, hits[0]) or _asks_of_another_theme(question, search, hits[0]) if hits else True
    )
    if named and not apart and hits[0].entry.sentence not in named:
        least = 0.0 if question.follows else 0.6 * hits[0].score
        own = [h for h in hits if h.entry.sentence in named and h.score >= least]
        hits = fronted(own, hits)
    others = [other_one(question, search, hit) for hit in hits]
    if not (hits and others[0] and _outdoes(hits, others) and not _has_number(question, search, hits)):
        hits = [h for _, h in sorted(zip(others, hits, strict=True), key=lambda pair: pair[0])]
    hits = counting.counted_first(question, search, _of_the_subject(question, search, hits))
    part = scopes.part_asked(question, search, hits)
    if part:
        return part
    return hits if hits and present(question, search, hits[0]) else []


def _of_its_unit(question: Question, search: Search, lead: Hit, hits: list[Hit]) -> Hit | None:
    """Return the hit on the same sentence that has a figure of the unit asked for (多少人), where the first has none."""
    wanted = [q for q in quantities.quantities(question.own) if q.kind == "people" or (q.unit and q.unit != "个")]
    own = [h for h in hits if h.entry.sentence == lead.entry.sentence]

    def fits(hit: Hit) -> bool:
        return any(
            q.unit == f.unit or (q.kind == "people" == quantities.CLASS_OF.get(f.unit))
            for q in wanted
            for f in quantities.figures_of(search, hit)
        )

    if not wanted or fits(lead):
        return None
    return next((h for h in sorted(own, key=lambda h: len(h.entry.quote)) if fits(h)), None)


def _outdoes(hits: list[Hit], others: list[bool]) -> bool:
    """Return whether a hit on another number of a series (第四期 for 第六期) is plainly what is spoken of."""
    second = next((h.score for h, other in zip(hits, others, strict=True) if not other), 0.0)
    return hits[0].likeness >= PIECE_LIKENESS or hits[0].score >= OUTDOES * second


def _of_the_subject(question: Question, search: Search, hits: list[Hit]) -> list[Hit]:
    """Put a hit that has more of the message's subject first, where the best is but alike in what it asks (起止年份)."""
    skewed = question.asks(*SKEWING) or (question.confirms and question.claims)
    words = search.terms.content(cues.without_cues(ROUND_NUMBER.sub(" ", question.message)))
    if len(hits) < TOP or question.own or not skewed or len(words) < (1 if question.claims else MANY):
        return hits

    def known(hit: Hit) -> int:
        told = text.compact("".join((search.sentence(hit.entry.sentence).text, *hit.entry.lay_terms)))
        return sum(w in told for w in words)

    least = known(hits[0])
    near = WITH_CLAIM if question.claims else ABOUT_AS_GOOD  # the words of a figure are alike in all that has one
    fuller = [h for h in hits[1:TOP] if h.score >= near * hits[0].score and known(h) > least]
    best = max(fuller, key=known, default=None)
    return hits if best is None else fronted([best], hits)


def _anchored(question: Question, search: Search) -> list[Hit]:
    """Return the hits of the passages that the turn before spoke of, the one that answered it first.

    A neighbour in the same sentence may give a figure, where it shares a word with that one; it says nothing of
    where or by whom.
    """
    before = question.previous.question.message if question.previous else ""
    asked_before = search.hits_of(before, question.anchor)
    if not asked_before:
        return []
    first = asked_before[0]
    hits = search.hits_of(question.message, question.anchor)
    lead = next(h for h in hits if h.entry.id == first.entry.id)
    other = _of_own_words(question, search, lead, hits)
    if other is not None:
        return [other, lead]
    counted = _of_its_unit(question, search, lead, hits)
    if counted is not None:
        return [counted, lead]
    if question.projects:
        clauses_ = [m for n in question.projects for m in search.plan.projects[int(n.target)].mentions]
        own = [lead, *(h for h in hits if h is not lead and any(_is_clause(m, h) for m in clauses_))]
        meant = [h for h in own if search.sentence(h.entry.sentence).period in question.periods]
        one = len(question.periods) == 1 and not re.search("[,，?？].", question.own)  # 面积多大？接下来还搞不搞 is two
        return fronted(meant, own) if one else own
    if len(question.anchor) > FEW:
        return [lead, *(h for h in hits if h is not lead)]
    words = set(search.terms.content(lead.entry.quote))
    near = [h for h in hits if h is not lead and words & set(search.terms.content(h.entry.quote))]
    numeric = question.asks("cost", "count", "scale", "percent", "yearly", "each")
    return [lead, *(h for h in near if numeric and h.entry.sentence == lead.entry.sentence)]


def _of_own_words(question: Question, search: Search, lead: Hit, hits: list[Hit]) -> Hit | None:
    """Return the hit on the neighbour that tells of the very deed or part (发了多少 after 募了多少, 床位呢), or None."""
    done = DONE.search(question.own)
    words = [done[1]] if done else search.terms.content(cues.without_cues(CLIP.sub("", question.own)))
    if not words or all(w in text.compact(lead.entry.quote) for w in words):
        return None
    same = [h for h in hits if h.entry.sentence == lead.entry.sentence or not done]
    telling = [h for h in same if all(w in text.compact(h.entry.quote) for w in words)]
    return next((h for h in telling if not done or quantities.figures_of(search, h)), None)


def _is_clause(mention: Mention, hit: Hit) -> bool:
    """Return whether a hit's quote is the clause that mentions a project or a part of it, not its neighbour's."""
    quote = hit.entry.quote.strip("，。；")
    return mention.sentence == hit.entry.sentence and (quote in mention.clause or quote == mention.clause)


def _best_piece(question: Question, search: Search) -> list[Hit]:
    """Return the hits of the clause that is nearest to a passage, where chatter drowns the whole message."""
    pieces = [text.compact(p) for p in re.split(r"[\s,，。?？!！;；]+", question.text) if len(p) >= PIECE]
    pieces = [p for p in pieces if len(text.FRAME.sub("", p)) >= PIECE]  # 规划怎么说的 is about nothing
    found = [search.hits(p) for p in pieces if len(pieces) > 1]
    best = max(found, key=lambda hits: hits[0].likeness if hits else 0.0, default=[])
    return best if best and (best[0].likeness >= PIECE_LIKENESS or best[0].bm25 >= SURE_BM25) else []


def _holds_name(question: Question, search: Search, hit: Hit) -> bool:
    """Return whether a hit that is very like the message has the words by which that names a project (大港片区)."""
    sentence = text.compact(search.sentence(hit.entry.sentence).text)
    return hit.likeness >= SURE_NAMED and any(name.found in sentence for name in question.projects)


def _asks_of_another_theme(question: Question, search: Search, hit: Hit) -> bool:
    """Return whether projects stand only before what is asked, and that names the theme of a hit (我们老小区…怎么搞业委会)."""
    clause = asking_clause(question.message)
    asked = [n for n in question.topics if n.found in clause]
    told = all(n.found not in clause for n in question.projects)
    return told and hit.entry.sentence in search.on_topics(asked)


def other_one(question: Question, search: Search, hit: Hit) -> bool:
    """Return whether a hit speaks of another number of a series (第三届) than the message does (第四届)."""
    named = ORDINAL.findall(question.own or question.message)
    sentence = text.with_arabic_numbers(search.sentence(hit.entry.sentence).text)
    told = ORDINAL.findall(sentence)
    told += first_few(sentence)
    units = {unit for _, unit in named}
    told = [(text.arabic(n), u) for n, u in told if u in units]
    return bool(told) and not {(text.arabic(n), u) for n, u in named} & set(told)


def first_few(sentence: str) -> dict[tuple[str, str], str]:
    """Return (number, unit) of each of the first few of a series, with their mark: the third stands in 前三期 too."""
    marks = FIRST_FEW.finditer(sentence)
    return {(str(n), m[2]): m.group() for m in marks for n in range(1, int(text.arabic(m[1])) + 1)}


def _has_number(question: Question, search: Search, hits: list[Hit]) -> bool:
    """Return whether any hit has the very number of a series that the message names."""
    named = {text.arabic(n) + u for n, u in ORDINAL.findall(question.own or question.message)}
    quotes = (text.with_arabic_numbers(search.sentence(h.entry.sentence).text) for h in hits)
    return any(text.arabic(n) + u in named for quote in quotes for n, u in ORDINAL.findall(quote))


def _leaning(question: Question, search: Search, hits: list[Hit]) -> list[Hit]:
    """Rank a follow-up's hits by what the message itself says and by nearness to the passage before."""
    if not question.own or question.previous is None:
        return hits
    own = frozenset(search.terms.of(cues.without_cues(question.own)))
    if not own:
        return hits
    near = {c.paragraph for c in question.previous.answer.citations}
    words = search.terms.content(cues.without_cues(question.own))
    kinds = {q.kind for q in quantities.quantities(question.own)} - {"", "thing"}

    def rank(hit: Hit) -> float:
        same = search.sentence(hit.entry.sentence).paragraph in near
        # Clauses of one sentence know the same words; the one that has the message's own in it is meant (商贸型呢).
        inside = given.known_share(words, hit.entry)
        told = same and any(quantities.CLASS_OF.get(f.unit) in kinds for f in quantities.figures_of(search, hit))
        return hit.score + 0.8 * search.cover(own, hit.entry) + 0.25 * same + OWN_WORDS * inside + OWN_KIND * told

    return sorted(hits, key=lambda hit: (-rank(hit), hit.entry.id))


def _only_the_town(question: Question, search: Search, hit: Hit) -> bool:
    """Return whether a message names the town, and the passage knows none of its other words (小昆山哪家牙医便宜)."""
    town = search.plan.town.removesuffix("镇")
    rest = question.message.replace(town, " ")
    words = [w for w in search.terms.content(cues.without_cues(rest)) if len(w) > 1]
    return town in question.message and bool(words) and not given.known_share(words, hit.entry)


def present(question: Question, search: Search, best: Hit) -> bool:
    """Return whether the best hit really is on the subject: named, or alike enough in several ways."""
    if question.projects or question.enumerations or question.own:
        return True
    if proper.spoken_of(question, search, best):
        return True
    subject = frozenset(search.terms.of(cues.without_cues(question.message)))
    if subject and not question.topics and search.cover(subject, best.entry) < LEAST_SUBJECT:
        return False  # 房家涨还是跌: alike in what is asked alone
    likeness = max(best.likeness, best.missing)
    if likeness < SURE_LIKENESS and _only_the_town(question, search, best):
        return False
    counted = question.topics and given.counts_the_noun(question, best, quantities.figures_of(search, best))
    if counted or (question.topics and likeness >= 0.15) or search.rare_words(question.message, best.entry):
        return True
    if best.bm25 >= VERY_SURE_BM25:
        return True
    short = len(question.message) < STORY  # a story has words of everything
    several = best.bm25 >= SURE_BM25 and (likeness >= 0.15 or (short and best.cover >= KNOWN_COVER))
    return likeness >= SURE_LIKENESS or several or best.cover >= SURE_COVER


def _in_period(question: Question, search: Search, hits: list[Hit]) -> list[Hit]:
    """Put hits of the period that is asked for first, where one is nearly as good."""
    if len(question.periods) != 1 or not hits or question.asks("status"):
        return hits
    (period,) = question.periods
    goes_on = question.follows and question.own and not question.asks("count")  # 那后面五年在这块还要做啥
    least = OF_THAT_TIME if goes_on else IN_TIME
    own = [h for h in hits if search.sentence(h.entry.sentence).period == period and h.score >= least * hits[0].score]
    claimed_ = [h for h in hits[:TOP] if question.confirms and _has_claim(question, search, h)]
    if claimed_ and not any(h in own for h in claimed_):
        return fronted(claimed_, hits)  # 4处口袋公园是十四五要造的吧: they are done
    nearest = max((h.likeness for h in own), default=0.0)
    if question.confirms and own and hits[0] not in own and hits[0].likeness >= nearest + OTHER_TIME:
        return hits  # 库卡机器人是这个五年才打算去引的吧: it came in the other one
    return fronted(own, hits)


def _has_claim(question: Question, search: Search, hit: Hit) -> bool:
    """Return whether a hit has the very figure that a message states."""
    told = {(f.number, f.unit) for f in quantities.figures_of(search, hit)}
    return bool(told & set(question.claims))


def verbatim(question: Question, search: Search) -> int | None:
    """Return the sentence that holds a piece quoted in the message."""
    opening = OPENING.search(question.text) if question.asks("source") else None
    if opening:
        holding = [s.id for s in search.plan.sentences if opening[1] in s.text]
        if len(holding) == 1:
            return holding[0]
    for piece in QUOTED.findall(question.text):
        wanted = text.compact(piece)
        holding = [s.id for s in search.plan.sentences if wanted in text.compact(s.text)]
        if 0 < len(holding) <= FEW or (holding and len(wanted) >= LONG_QUOTE):
            return holding[0]
    return None
