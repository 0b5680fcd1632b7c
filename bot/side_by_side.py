"""Steps on several passages at once: figures that a message adds up, parallel names, a piece quoted verbatim."""

import re

from bot import choosing, overviews, passages, prose
from bot.answer import ANSWERED, PARTIAL, Answer
from bot.quantities import figures_of, quantities
from bot.question import Question, parsed
from index import text
from index.lexicon import Name
from index.search import Hit, Search
from knowledge.patterns import regex
from knowledge.records import Figure

EACH = regex(r"[^\W\d_]{2,6}?(?:、[^\W\d_]{2,6}?)+(?=[各三四五两]|分别|每|、?$)")
EVERY = regex("各自|各|分别|每[个种样]?")
SAME = regex("同一批|同一拨|一回事|一码事|同样的|重复|同一个|是一批|重叠")
TWO = regex(
    r"(?:^|[,，:：])(?P<one>[^,，。?？]{2,12}?)(?:和|与|跟|加上?|、)(?P<other>[^,，。?？]{2,12}?)[,，]?(?=一共|总共|加起来|合计|合起来|可否相加|能不能相加|能相加|相加|两个加)"
)
APART = regex("差别|区别|不同|两样|不一样|差在哪|分别(叫|是|有)|各是|各有|分不清|搞不清|弄不清")
DIFFERS = regex("差别|区别|不同(?!意)|(?<![问讲说查])两样|不一样|差在哪")
TERM = regex('[“‘"「『]([^”’"」』]{4,16})[”’"」』]')
PAIR = 2
DONE_AND_TO_DO = regex(
    "(造好|建好|建成|办好|弄好|做好|完成|已经有|已有|有了|现有|前五年|十三五)[^?？]*(新要|要(新)?(建|造|做|办|搞|弄)|还要|接下来|后五年|十四五|将来|以后|打算|计划)"
)
BUILT, MOST_OF_PERIOD = regex("[造建改]"), 2
SHORT_QUOTE, HEADING = 8, 16
THESE = regex("(?:^|那)这[一两二三四五六七八九几0-9]?[个家条处]")
ADDING = regex("总共|一共|合计|加起来|加上|相加|共关|总计|共计|合起来|相加")


def on_sums(question: Question, search: Search) -> Answer | None:
    """Figures of different passages that a message adds up: quoted side by side, never added."""
    if question.previous is not None and THESE.search(question.own or question.message):
        return None  # 这三个小区加起来: what the passage before counts together
    if question.previous is not None and not question.claims and _counts_its_own(question, search):
        return None  # 一共管多少老兵 adds nothing
    claims = list(dict.fromkeys((*question.claims, *_told_before(question))))
    told = [_nearest_figure(claim, question, search) for claim in claims]
    known = [f for f in told if f is not None]
    if question.previous and known and ADDING.search(question.message):
        known += [f for h in choosing.relevant(question, search)[:1] for f in figures_of(search, h)]
    known = _of_two(question, search) or known
    if len({f.sentence for f in known}) < 2 or not ADDING.search(question.message):
        return None
    lines = ["这几个数在规划里是分开写的，规划没有给出合计，范围可能有重叠，不宜直接相加。"]
    lines += [f"· {passages.lead(search, f.sentence, f.clause)}。" for f in known]
    citations = [passages.cite_sentence(search, f.sentence) for f in known]
    return Answer(ANSWERED, "\n".join([*lines, passages.source_lines(citations)]), tuple(dict.fromkeys(citations)))


def on_periods(question: Question, search: Search) -> Answer | None:
    """What was done and what is planned of a theme, where a message asks what tells them apart: one passage of each."""
    if not (question.topics and APART.search(question.message) and DONE_AND_TO_DO.search(question.message)):
        return None
    if question.measures or question.previous is not None or question.enumerations:
        return None
    themes = set(search.on_topics(question.topics))
    hits = [h for h in search.hits(question.message) if h.entry.sentence in themes]
    if BUILT.search(question.message):
        hits.sort(key=lambda h: not BUILT.search(h.entry.quote))
    found: list[Hit] = []
    for period in search.plan.periods:
        own: list[Hit] = []
        for hit in (h for h in hits if search.sentence(h.entry.sentence).period == period.id):
            if not any(hit.entry.quote in h.entry.quote or h.entry.quote in hit.entry.quote for h in own):
                own.append(hit)
        found += own[:MOST_OF_PERIOD]
    if len({search.sentence(h.entry.sentence).period for h in found}) < len(search.plan.periods):
        return None
    lines = [f"· {passages.lead(search, h.entry.sentence, h.entry.quote)}。" for h in found]
    citations = list(dict.fromkeys(passages.cite_sentence(search, h.entry.sentence) for h in found))
    first = "前一段是“十三五”期间做到的，后一段是“十四五”期间的计划："
    return Answer(ANSWERED, "\n".join([first, *lines, passages.source_lines(citations)]), tuple(citations))


def on_two(question: Question, search: Search) -> Answer | None:
    """What tells two themes (一网通办和一网统管差在哪) or two figures (61家和47家差别在哪) apart: the passages on each."""
    if question.measures or question.previous is not None or not DIFFERS.search(question.message):
        return None
    figures = [_only_figure(claim, search) for claim in dict.fromkeys(question.claims)]
    told = [(f.sentence, f.clause) for f in figures if f is not None]
    if len(figures) != PAIR or len(told) != PAIR:
        names = {n.target: n for n in question.topics if not _is_in_longer(n, question)}
        own = [_of_each_period(n, search) for n in names.values()] if len(names) == PAIR and not figures else []
        told = (
            [(h.entry.sentence, h.entry.quote) for hits in own for h in hits]
            or _of_two_terms(question, search)
            or _of_two_projects(question, search)
        )
    if len({number for number, _ in told}) < PAIR or len(told) > PAIR * PAIR:
        return None
    lines = ["规划没有直接比较这两样，分别写的是："]
    lines += [f"· {passages.lead(search, number, clause.strip('，。；'))}。" for number, clause in told]
    citations = tuple(passages.cite_sentence(search, number) for number, _ in told)
    return Answer(ANSWERED, "\n".join([*lines, passages.source_lines(citations)]), citations)


def _of_two_terms(question: Question, search: Search) -> list[tuple[int, str]]:
    """Return where two terms in quotation marks stand, each in one sentence of the plan; else []."""
    terms = list(dict.fromkeys(TERM.findall(question.text)))
    places = [[s for s in search.plan.sentences if term in s.text] for term in terms]
    if len(terms) != PAIR or any(len(found) != 1 for found in places):
        return []
    told = [(found[0], term) for term, found in zip(terms, places, strict=True)]
    return [(s.id, passages.quoted(s.text, [term])) for s, term in told]


def _of_two_projects(question: Question, search: Search) -> list[tuple[int, str]]:
    """Return where two named projects are mentioned, two clauses of each at most, in the plan's order; else []."""
    named = list(dict.fromkeys(int(n.target) for n in question.projects))
    if len(named) != PAIR or question.claims:
        return []
    mentions = [m for n in named for m in search.plan.projects[n].mentions[:PAIR]]
    return list(dict.fromkeys((m.sentence, m.clause) for m in sorted(mentions, key=lambda m: m.sentence)))


def _of_each_period(name: Name, search: Search) -> list[Hit]:
    """Return the best passage of each period on a theme that names it."""
    hits = [
        h for h in search.hits_of(name.found, search.on_topics([name])) if name.found in text.compact(h.entry.quote)
    ]
    first = (
        next((h for h in hits if search.sentence(h.entry.sentence).period == p.id), None) for p in search.plan.periods
    )
    return [h for h in first if h is not None]


def _only_figure(claim: tuple[str, str], search: Search) -> Figure | None:
    """Return the one figure of the plan with a value and unit, or None."""
    found = [f for f in search.plan.figures if (f.value, f.unit) == claim]
    return found[0] if len(found) == 1 else None


def _is_in_longer(name: Name, question: Question) -> bool:
    return any(n.start <= name.start and name.end <= n.end and n.found != name.found for n in question.topics)


def _of_two(question: Question, search: Search) -> list[Figure]:
    """Return the figure of each of two things that a message adds up (三高一低和198区域一共关了多少家), else []."""
    match = TWO.search(question.message)
    if match is None or question.measures or question.previous is not None:
        return []
    units = {unit for _, unit in question.claims} | {q.unit for q in quantities(question.message) if q.unit}
    rest = question.message[match.end() :]
    found = []
    for name in (match["one"], match["other"]):
        hit = next((h for h in search.hits(name + rest)[:1] if search.rare_words(name, h.entry)), None)
        told = [f for f in figures_of(search, hit) if not units or f.unit in units] if hit else []
        found += told[:1]
    return found if len({f.sentence for f in found}) == len(("one", "other")) else []


def _counts_its_own(question: Question, search: Search) -> bool:
    """Return whether a message asks for the number of something that it names (多少老兵)."""
    nouns = [q.noun for q in quantities(question.own or question.message) if q.noun]
    return any(search.is_word(noun) for noun in nouns)


def on_same(question: Question, search: Search) -> Answer | None:
    """Two figures of the plan of which a message asks whether they are of the same things: told side by side."""
    if not SAME.search(question.message) or question.measures:
        return None
    claims = list(dict.fromkeys(question.claims))
    told = [f for claim in claims if (f := _nearest_figure(claim, question, search)) is not None]
    if len(told) < 2 or len({f.clause for f in told}) < 2:
        return None
    lines = [
        "规划没有说这是不是同一批，是分开写的：",
        *(f"· {passages.lead(search, f.sentence, f.clause)}。" for f in told),
    ]
    citations = [passages.cite_sentence(search, f.sentence) for f in told]
    text_ = "\n".join([*lines, passages.source_lines(citations)])
    return Answer(PARTIAL, text_, tuple(dict.fromkeys(citations)))


def _nearest_figure(claim: tuple[str, str], question: Question, search: Search) -> Figure | None:
    """Return the plan's figure that a message states: of several alike (12个部门, 12个睦邻点) the one it names."""
    alike = [f for f in search.plan.figures if (f.value, f.unit) == claim]
    words = search.terms.content(question.message)
    return max(alike, key=lambda f: sum(w in text.compact(f.clause) for w in words), default=None)


def _told_before(question: Question) -> list[tuple[str, str]]:
    """Return the figures with which the answers before began, for a message that adds to them."""
    if question.previous is None or not ADDING.search(question.message):
        return []
    told = question.previous.told if question.follows else question.previous.told[-1:]
    return list(told) if len({unit for _, unit in (*told, *question.claims)}) == 1 else list(told[-1:])


def on_each(question: Question, search: Search) -> Answer | None:
    """One line on each of several parallel names (文旅、农旅、商旅各讲什么)."""
    match = EACH.search(question.message)
    if match is None or not EVERY.search(question.message[match.end() :]):
        return None
    names = [name for name in match.group().split("、") if name]
    # 想看看文旅、农旅: what stands before the first name is no part of it.
    names[0] = names[0][-max(len(n) for n in names[1:]) :] if len(names) > 1 else names[0]
    found = [[h for h in search.hits(name) if _holds(name, h)] for name in names]
    shared = set.intersection(*({search.sentence(h.entry.sentence).paragraph for h in hs} for hs in found))
    best = [next((h for h in hs if search.sentence(h.entry.sentence).paragraph in shared), None) for hs in found]
    hits = [h for h in best if h is not None]
    told = len(hits) == len(names) == len({h.entry.sentence for h in hits})
    if not told or any(len(h.entry.quote) <= SHORT_QUOTE for h in hits):
        return _one_by_one(question, search, names, match)
    lines = [
        f"{name}：{passages.lead(search, h.entry.sentence, h.entry.quote)}。"
        for name, h in zip(names, hits, strict=True)
    ]
    citations = [passages.cite_sentence(search, h.entry.sentence) for h in hits]
    return Answer(ANSWERED, "\n".join([*lines, passages.source_lines(citations)]), tuple(dict.fromkeys(citations)))


def _holds(name: str, hit: Hit) -> bool:
    quote = text.compact(hit.entry.quote)
    return name in quote or (name[0] == "往" and "向" + name[1:] in quote)


def _one_by_one(question: Question, search: Search, names: list[str], match: re.Match[str]) -> Answer | None:
    """Answer for each name the rest of the message, where all have an answer and all differ."""
    from bot.parts import joined
    from bot.steps import first_answer

    if overviews.is_wide(question) and question.topics:
        return None
    rest = EVERY.sub("", question.message[match.end() :], count=1)
    answers = [first_answer(parsed(f"{name}{rest}", search), search) for name in names]
    given = all(a.status == ANSWERED and a.citations for a in answers)
    return joined(answers) if given and len({a.citations for a in answers}) == len(answers) else None


def on_verbatim(question: Question, search: Search) -> Answer | None:
    """Where a piece quoted in the message stands."""
    number = choosing.verbatim(question, search)
    if number is None or not question.asks("source"):
        return None
    if question.asks("list") and question.topics and len(search.sentence(number).text) <= HEADING:
        return None  # 擦亮三张名片 is but the heading of what is to be listed
    return prose.located(search, number)
