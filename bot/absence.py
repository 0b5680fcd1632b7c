"""Steps on what the plan does not speak of: other towns, absent things, and the last resort."""

import re

from bot import asked, cues, mentions, passages, replies, untold
from bot.answer import CHAT, NOT_FOUND, PARTIAL, Answer
from bot.asides import TO_THE_BOT
from bot.question import Question, parsed
from bot.subject import INSIDE
from index import text
from index.lexicon import Name
from index.search import SURE_BM25, VERY_SURE_BM25, Hit, Search
from knowledge.patterns import regex
from knowledge.records import Absent

PIECE, PIECE_LIKENESS = 7, 0.33
INSTEAD, INSTEAD_MARGIN = 0.5, 0.15
STRONG, STRONG_WITH_NAME, BESIDE = 0.62, 0.38, 0.3
THANKS = regex("谢|辛苦|(讲|答|说|回)得(蛮|很|真|挺|交关|老)?")
ABOUT_MYSELF = regex(
    "(我们?|阿拉|本人|咱)(家|是|在|自己)?(开|做|当|搞|卖|种|养|办|管|跑|带|教|写)[^,，。?？]{1,12}[,，]"
)
EXPLAINED = regex("(?P<term>[^,，。?？]{2,16}?)(?:就?是(?:在)?(?:指|说|讲)|指的(?:就)?是|的意思(?:就)?是)")
EXCEPT = regex("[^,，。?？]{0,8}(以外|之外|除外|不算)")
CALLS = regex("(?:的[^,，。?？]{1,6}?)?(反映|来电|投诉|打电话|打来|问(?!题)|来问|想问|说(?!明)|讲)")
# 你是不是某某 asks who the bot is, whatever product it names.
ADDRESSED = regex("[你您侬]们?(到底)?(是|不是|跟|和|用|背后)")


def on_absent(question: Question, search: Search) -> Answer | None:
    """Things that people ask about and the plan never mentions."""
    if (
        not question.absent
        or (question.enumerations and not _whether(question))
        or (question.measures and not question.asks("cost"))
    ):
        return _no_share(question, search)
    if ADDRESSED.match(question.message) and not question.topics:
        return Answer(CHAT, replies.SMALL_TALK["identity"])
    by_the_way = _by_the_way(question, search)
    answer = None if by_the_way else _of_other_piece(question, search)
    if answer is not None or by_the_way:
        return answer
    name = question.absent[0]
    found = search.plan.absent[int(name.target)]
    # 欠了多少 is how people ask; its name says what is absent.
    shown = name.found.upper() if "多少" not in name.found else _bare(name.found, search) or found.name
    hits = search.hits(question.message)
    inner = [p for p in question.projects if name.start <= p.start and p.end <= name.end]
    outer = [p for p in question.projects if p not in inner]
    strong = STRONG_WITH_NAME if outer else STRONG
    known = name.found in hits[0].nearest if hits else False
    if (
        hits
        and hits[0].likeness >= strong
        and hits[0].likeness > hits[0].missing
        and (known or not (_whether(question) or found.aspect))
    ):
        return None
    beside = None if outer else _told_instead(question, search, name)
    if beside is not None:
        return _of_passage(search, beside, replies.NOT_NAMED.format(name=shown))
    if outer:
        return _of_project(question, search, shown, owned=found.aspect)
    of_before = found.aspect or INSIDE.search(question.own or question.message)  # 里头漏水的有几件
    before = _spoken_of(question, search) if of_before else None
    subject = before if question.follows else None
    subject = subject or (_subject_beside(question, search, name.found) if found.aspect else None)
    named = asked.named_places(question, search)
    if subject is None and named and hits and named[0] in search.sentence(hits[0].entry.sentence).text:
        subject = hits[0]
        shown = f"{named[0]}的{shown}" if found.aspect else shown
    subject = subject or before
    return _nowhere(search, found, shown) if subject is None else _of_passage(search, subject, f"规划没有写{shown}。")


def _no_share(question: Question, search: Search) -> Answer | None:
    """Say that the plan lacks a thing whose share of a measure is asked (研发经费占增加值比重), or None."""
    if not (question.absent and question.measures and "share" in question.operations):
        return None
    name = question.absent[0]
    if name.start > question.measures[0].start:
        return None
    return _nowhere(search, search.plan.absent[int(name.target)], name.found)


def _spoken_of(question: Question, search: Search) -> Hit | None:
    """Return the passage that the turn before spoke of, where a message asks an absent aspect of it."""
    turn = question.previous
    name = question.absent[0]
    own = any(name.start <= n.start and n.end <= name.end for n in question.topics)  # 停车费 is on parking itself
    if turn is None or own or question.projects or question.measures:
        return None
    told = passages.sentences_of(search, turn.answer.citations)
    themes = set(search.on_topics(question.topics))
    if themes and themes.isdisjoint(told):
        return None
    hits = search.hits_of(turn.question.message, told) if told else []
    return hits[0] if hits else None


def _bare(found: str, search: Search) -> str:
    """Return the thing itself of 工资多少, or "" where the rest is no word (欠了多少)."""
    bare = found.replace("多少", "")
    return bare if len(bare) > 1 and search.is_word(bare) else ""


def _whether(question: Question) -> bool:
    """Return whether a message asks if there is an absent thing (景区里有没有迪士尼)."""
    name = re.escape(question.absent[0].found)
    asks = f"有(没有|没|无|个)?{name}|(.)不\\2[^,，。?？]{{0,3}}{name}|{name}.{{0,2}}(吗|伐|么|有没有|有伐)"
    return bool(re.search(asks, question.message))


def _told_instead(question: Question, search: Search, name: Name) -> Hit | None:
    """Return the passage that a claim with an absent thing in it is near to (是镇纪委监督规划执行吧), or None."""
    if not (question.confirms or question.asks("yesno")) or question.asks("count", "cost", "where", "when", "contact"):
        return None
    explained = EXPLAINED.match(question.message)
    if explained and explained.end() <= name.start:
        of_term = search.hits(explained["term"])  # “店小二”是说旅馆的伙计吧: the term is in the plan
        return of_term[0] if of_term and of_term[0].bm25 >= SURE_BM25 else None
    hits = search.hits(question.message[: name.start] + question.message[name.end :])
    near = bool(hits) and hits[0].likeness >= INSTEAD and hits[0].likeness > hits[0].missing + INSTEAD_MARGIN
    # What stands beside the absent thing in the list of them was chosen by hand.
    chosen = search.plan.absent[int(name.target)].sentences
    return hits[0] if near and (not chosen or hits[0].entry.sentence in chosen) else None


def _nowhere(search: Search, found: Absent, shown: str) -> Answer:
    """Say that the plan has nothing on a thing, and quote what is near."""
    lines = [f"规划没有提到{shown}。"]
    if found.near:
        lines.append(replies.NEAR + "；".join(f"“{q}”" for q in found.near))
    lines.append(replies.ASK_TOWN)
    citations = tuple(passages.cite_sentence(search, n) for n in found.sentences)
    sources = [passages.source_lines(citations)] if citations else []
    return Answer(NOT_FOUND, "\n".join([*lines, *sources]), citations)


def _of_other_piece(question: Question, search: Search) -> Answer | None:
    """Return the answer to the piece that asks, where the absent thing stands in another that only leads up to it."""
    pieces = [p for p in re.split(r"[\s,，。?？!！;；]+", question.text) if len(p) >= PIECE]
    asking = [q for q in (parsed(text.compact(text.normalise(p)), search) for p in pieces) if q.attributes - {"yesno"}]
    if len(pieces) < 2 or len(asking) != 1 or asking[0].absent or asking[0].projects:
        return None
    hits = search.hits(asking[0].message)
    if not hits or hits[0].likeness < PIECE_LIKENESS or hits[0].missing > hits[0].likeness:
        return None
    from bot.steps import first_answer

    return first_answer(asking[0], search)


def _by_the_way(question: Question, search: Search) -> bool:
    """Return whether the absent things stand only in what the asker tells of himself (我开民宿的，…)."""
    if all(CALLS.match(question.message, n.end) or EXCEPT.match(question.message, n.end) for n in question.absent):
        return True  # 骑手反映找不到厕所: who asks; 身份证以外还要什么: what is known, not what is asked
    if all(_in_passing(question, search, n) for n in question.absent):
        return True
    told = ABOUT_MYSELF.match(question.message)
    if told is None or any(n.start >= told.end() for n in question.absent):
        return False
    own = (*question.topics, *question.projects, *question.measures)
    return any(n.start >= told.end() for n in own)


def _in_passing(question: Question, search: Search, name: Name) -> bool:
    """Return whether an absent thing stands in a clause that asks nothing, beside one that asks of what the plan tells."""
    ends = [m.end() for m in untold.CLAUSE.finditer(question.message)]
    starts = [0, *ends]
    pieces = [(a, question.message[a:b]) for a, b in zip(starts, [*ends, len(question.message)], strict=True)]
    own = next(((a, p) for a, p in pieces if a <= name.start < a + len(p)), (0, ""))
    others = [(a, p) for a, p in pieces if a != own[0] and untold.ASKING_WORD.search(p)]
    others = [(a, p) for a, p in others if not asked.ONLY_WHETHER.search(p)]
    told = own[1].rstrip(",，。!！;；?？")
    if untold.ASKING_WORD.search(told) or not untold.TELLS.search(told) or ADDRESSED.search(told):
        return False
    named = (*question.topics, *question.projects, *question.measures, *question.enumerations)
    asking = any(search.terms.content(cues.without_cues(p)) for _, p in others)
    rest = [(a, p) for a, p in pieces if a != own[0]] if asking else []
    if any(a <= n.start < a + len(p) for a, p in rest for n in named):
        return True
    places = asked.named_places(question, search) if rest else []
    if any(place in p for _, p in rest for place in places):
        return True  # 我家在东华新村，房子漏水，翻新轮到过我们伐
    best = [hits[0] for _, p in others if (hits := search.hits(p))]
    return any(h.likeness >= BESIDE and h.likeness > h.missing for h in best)


def _subject_beside(question: Question, search: Search, absent: str) -> Hit | None:
    """Return the passage on what a message asks an absent thing of (油菜花节 of 油菜花节门票), or None."""
    rest = question.message.replace(absent, "")
    own = [n.found for n in question.topics if absent not in n.found and n.found not in absent]
    hits = search.hits(rest)
    if not own and hits and hits[0].bm25 < SURE_BM25:
        return None
    near = [h for h in hits[:1] if h.likeness >= BESIDE or h.bm25 >= VERY_SURE_BM25 or search.rare_words(rest, h.entry)]
    return near[0] if near else None


def _of_passage(search: Search, hit: Hit, first: str) -> Answer:
    citation = passages.cite_sentence(search, hit.entry.sentence)
    lines = [
        first,
        f"· {passages.lead(search, hit.entry.sentence, hit.entry.quote)}。",
        replies.ASK_TOWN,
        passages.source_line(citation),
    ]
    return Answer(PARTIAL, "\n".join(lines), (citation,))


def _of_project(question: Question, search: Search, name: str, *, owned: bool) -> Answer:
    project = search.plan.projects[int(question.projects[0].target)]
    lines = [f"规划没有写{project.name}的{name}。" if owned else f"规划写到{project.name}，没有写{name}。"]
    lines += mentions.mention_lines(search, project.mentions[:3])
    lines.append(replies.ASK_TOWN)
    citations = tuple(dict.fromkeys(passages.cite_sentence(search, m.sentence) for m in project.mentions[:3]))
    return Answer(PARTIAL, "\n".join([*lines, passages.source_lines(citations)]), citations)


def not_found(question: Question, search: Search) -> Answer:
    """The last step: nothing in the plan is on the subject."""
    if THANKS.search(question.message):
        return Answer(CHAT, replies.SMALL_TALK["thanks"])
    if TO_THE_BOT.search(question.message):
        return Answer(CHAT, replies.SMALL_TALK["capability"])
    return Answer(NOT_FOUND, "\n".join([replies.NOT_IN_PLAN_PLAIN, replies.ASK_TOWN]))
