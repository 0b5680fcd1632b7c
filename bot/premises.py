"""Premises: names in a message that the passage does not bear out (昆港公路北延伸, T3线, 第五期), said first."""

import re
from collections.abc import Sequence

from bot import asked, cues, replies, slots
from bot.answer import ANSWERED, PARTIAL, Answer
from bot.choosing import ORDINAL, first_few
from bot.question import Question
from index import text
from index.search import Hit, Search
from knowledge import clauses
from knowledge.patterns import regex

# Marks that tell one thing of a kind from the others: the kind's name follows or is the shape itself.
CODE = regex(r"(?<![a-z0-9])(?P<kind>[a-z])\d+(?!\d|%)")
DIRECTION = regex("[东南西北](?P<kind>延伸|延长)")
SIDE = regex("(?P<kind>以)[东南西北](?!外)")
AUTHOR = regex(r"是(?P<who>(?!这|那|怎|如何|什么|哪|谁|啥|咋)[^\W\d_]{2,4})(写|作|创作|画|题|建|办|造|开)的")
CALLED = regex(
    r"^(?:[^是不]*的)?(?P<thing>[^\W\d_是不]{3,8}?)(?:就|还|应该|算)?是(?P<name>[^\W\d_是不]{2,4}?)的?(?:吧|对吗|对吧|对不对|对伐|没错)"
)
GONE = regex("取消|关闭|停办|停掉|停止|撤销|撤掉|暂停|废止")
STANDS = regex(
    r"(?:建|造|设|放|开|就|位)?在(?P<place>[^\W\d_]{2,8}?)(?:那边|里面|里)?(?:的|造|建)?(?:吧|对吗|对吧|对不对|是吗|是不是|对伐|没错)"
)
YEAR_SPAN = regex(r"(20\d\d)年?[-—–－~至到](20\d\d)年")
NAMED_PLACE = regex(
    r"[^\W\da-z哪几这那的有在里上到和跟与新修造建拆条个是不一]{2}(?<![马道公铁])(?:公路|路|街|苑|新村|小区|大学|公司|广场|大厦|幼儿园|小学|中学|敬老院)"
)
# 总体目标是什么 claims nothing, though it ends like a question for a yes.
ASKS = regex("哪|什么|啥|怎|咋|如何|谁|多少|几")
SAID = regex("吧|对吗|对不对|对伐|没错|是吗|是不是|属实")
SCHOOL = regex("(幼儿园|小学|中学)$")
LEVEL = regex(
    r"(?P<level>(?:国家|世界|全国|上海市|松江区)(?=级?[^\W\d_])|[省市区镇县](?=级[^\W\d_])|(?<=全)[市区镇县](?=[^\W\d_]))级?"
)
FIRST = ("第一", "首个", "首家", "首例", "头一", "率先", "首创")
ALIKE = {"非物": ("非遗",), "率先": FIRST, "首家": FIRST, "首个": FIRST}
HALF = 0.5


def held(question: Question, search: Search, answer: Answer) -> Answer:
    """Return the answer with a first line on what the message calls differently from the passage."""
    told = text.compact("".join(c.quote for c in answer.citations))
    quotes = list(dict.fromkeys(c.quote for c in answer.citations))
    if slots.EITHER.search(question.message):
        return _chosen(question, answer, quotes)
    claims = SAID.search(question.message) or (
        (question.confirms or question.asks("yesno")) and not ASKS.search(question.message)
    )
    message = question.own or question.message
    other = slots.other(message, quotes) if claims else None
    marked = _marks(message, told)
    found = marked or ((_other_clause(question, search, answer) or _level(question, told) or other) if claims else None)
    if not found:
        return _not_so_called(question, search, _unknown_names(question, search, answer), told)
    said, written = found
    asks = question.confirms or (marked is None and found == other) or LEVEL.match(f"{said}的") is not None
    asks = asks or said in search.prose  # what the plan tells of elsewhere is not what it does not write
    line = f"不是{said}，规划写的是{written}。" if asks else f"规划没有写{said}，写的是{written}。"
    status = answer.status if asks or answer.status != ANSWERED else PARTIAL
    rest = answer.text.removeprefix("对，")
    if asks and rest.startswith(replies.NOT_DIRECTLY):
        rest, status = rest.removeprefix(replies.NOT_DIRECTLY).lstrip(), ANSWERED
    return answer.with_(text=f"{line}\n{rest}", status=status)


def _chosen(question: Question, answer: Answer, quotes: Sequence[str]) -> Answer:
    """Return the answer with the one of two things first between which the message asks (第一批还是第二批)."""
    right = slots.chosen(question.message, quotes)
    return answer.with_(text=f"是{right}。\n{answer.text.removeprefix('对，')}", status=ANSWERED) if right else answer


def _not_so_called(question: Question, search: Search, answer: Answer, told: str) -> Answer:
    """Return the answer with a first line where a claim calls a thing of the passage what no word there does."""
    if not question.confirms or answer.status != ANSWERED or answer.text.startswith(("不是", "规划没有", "规划里没有")):
        return answer
    unsaid = _unsaid(question, search, told)
    if unsaid:
        return answer.with_(text=f"规划没有写{unsaid}，写的是：\n{answer.text.removeprefix('对，')}")
    said = CALLED.search(question.message)
    if said is None:
        return answer
    thing, name = said["thing"], said["name"]
    words = search.terms.content(name)
    known = thing in told or ((own := search.terms.content(thing)) and all(w in told for w in own))
    # What the bank asks of the passage may be the same in other words (非遗 is 非物质文化遗产).
    cited = [s.id for s in search.plan.sentences if any(s.text == c.quote for c in answer.citations)]
    asked_of = "".join("".join((*e.lay_terms, *e.questions)) for e in search.entries_of(cited))
    if not known or not words or any(w in told or w in asked_of for w in words):
        return answer
    return answer.with_(text=f"规划没有说{thing}是{name}，写的是：\n{answer.text.removeprefix('对，')}")


def _unsaid(question: Question, search: Search, told: str) -> str:
    """Return what a claim would have done (取消), or where it would have a project stand, of which no word is told."""
    gone = GONE.search(question.message)
    if gone and gone.group() not in told:
        return gone.group()
    place = STANDS.search(question.message)
    projects = [search.plan.projects[int(n.target)] for n in question.projects if not place or n.start < place.start()]
    known = place and any(text.compact(n.text) in place["place"] for n in search.plan.names if n.proper)
    known = known or (place is not None and bool(search.lexicon.find(place["place"], "project")))
    if not (place and projects and known):
        return ""
    clauses_ = "".join(text.compact(m.clause) for p in projects for m in p.mentions)
    return "" if place["place"][:2] in clauses_ else f"{projects[0].name}在{place['place']}"


def _unknown_names(question: Question, search: Search, answer: Answer) -> Answer:
    """Return the answer with a first line on names in a claim that the plan never uses (是王羲之写的吧)."""
    if not question.confirms or "的说法" in answer.text:
        return answer
    words = [w for w in search.terms.content(question.message) if search.is_name(w)]
    words += [m.group() for m in NAMED_PLACE.finditer(question.message)]
    words += [m["who"] for m in AUTHOR.finditer(question.message)]
    unknown = [w for w in dict.fromkeys(words) if w not in search.prose and not _is_project(w, search)]
    if not unknown:
        return answer
    return answer.with_(text=f"规划里没有“{unknown[0]}”的说法，写的是：\n{answer.text.removeprefix('对，')}")


def _is_project(word: str, search: Search) -> bool:
    """Return whether a word names a project; of a school the whole word (崇德小学 is not 崇德幼儿园)."""
    found = search.lexicon.find(word, "project")
    return any(n.found == word or not SCHOOL.search(word) for n in found)


def _level(question: Question, told: str) -> tuple[str, str] | None:
    """Return (the message's level, the passage's) where it calls 市级 what the plan calls otherwise, else None."""
    own = LEVEL.match(question.own.removeprefix("那").removeprefix("是"))
    levels = {m["level"]: m.group() for m in LEVEL.finditer(told)}
    if own and len(levels) == 1 and own["level"] not in levels:
        return own.group(), next(iter(levels.values()))  # 国家级的，对伐, said of the thing before
    for match in LEVEL.finditer(question.message):
        noun = question.message[match.end() : match.end() + 2]
        others = [
            m
            for m in LEVEL.finditer(told)
            if told[m.end() : m.end() + 2] == noun or noun in ALIKE.get(told[m.end() : m.end() + 2], ())
        ]
        if others and not any(m["level"] == match["level"] for m in others):
            return _ranked(match, question.message), "、".join(_ranked(m, told) for m in others)
    return None


def _ranked(level: re.Match[str], message: str) -> str:
    """Return a level as it stands: 市级, or with what is first there (全市率先)."""
    if not level.group().endswith("国") and not message[: level.start()].endswith("全"):
        return level.group()
    return f"{'' if level.group().startswith('全') else '全'}{level.group()}{message[level.end() : level.end() + 2]}"


def _marks(message: str, told: str) -> tuple[str, str] | None:
    """Return (the message's mark, the passage's) where they differ in one of a kind, else None."""
    for pattern in (CODE, DIRECTION, SIDE):
        written = {m.group(): m["kind"] for m in pattern.finditer(told)}
        for match in pattern.finditer(message):
            others = [mark for mark, kind in written.items() if kind == match["kind"]]
            if match.group() not in written and others:
                return match.group().upper(), others[0].upper()
    spans, said = YEAR_SPAN.findall(told), YEAR_SPAN.findall(message)
    if spans and said and not set(spans) & set(said):
        return "—".join(said[0]) + "年", "—".join(spans[0]) + "年"
    numbered = {(text.arabic(m[1]), m[2]): m.group() for m in ORDINAL.finditer(told)}
    numbered |= first_few(told)
    for match in ORDINAL.finditer(message):
        alike = [mark for (_, kind), mark in numbered.items() if kind == match[2]]
        # Of two series in one clause (第一届文化艺术节和第四届运动会) the one with the message's own noun is meant.
        noun = message[match.end() : match.end() + 2]
        meant = [mark for mark in alike if len(noun) > 1 and re.search(f"{mark}.{{0,4}}{re.escape(noun)}", told)]
        alike = meant or [mark for mark in alike if told[told.find(mark) + len(mark) :][:2] in message] or alike
        if alike and (text.arabic(match[1]), match[2]) not in numbered:
            return match.group(), "、".join(dict.fromkeys(alike))
    return None


def _other_clause(question: Question, search: Search, answer: Answer) -> tuple[str, str] | None:
    """Return (name in the message, name in the passage) where the clause on the matter names another of its kind."""
    names = asked.named_places(question, search)
    pieces = [piece for c in answer.citations[:1] for _, piece in clauses.split(c.quote, "，；。")]
    if len(names) > 1 and all(any(name in c.quote for c in answer.citations) for name in names):
        return None  # 彭丰路是…、光华路是…: both stand there
    for name in names:
        rest = question.message.replace(text.compact(name), "")
        wanted = set(search.terms.content(cues.without_cues(rest)))
        if not wanted:
            continue
        shares = [sum(w in text.compact(p) for w in wanted) / len(wanted) for p in pieces]
        best = max(shares, default=0.0)
        if best < HALF:
            continue
        clause = pieces[shares.index(best)]
        others = [n.text for n in search.plan.names if n.proper and n.text in clause and n.text[-1] == name[-1]]
        if others and name not in clause and len(others) == 1:
            return name, others[0]
    return _only_other(names, search, answer)


def _only_other(names: list[str], search: Search, answer: Answer) -> tuple[str, str] | None:
    """Return (name, the passage's) where the passage that was found names just one other of its kind (文晋苑 for 翔昆苑)."""
    told = "".join(c.quote for c in answer.citations)
    line = answer.text.split("\n")[0]
    for name in names:
        others = {n.text for n in search.plan.names if n.proper and n.text[-1] == name[-1] and n.text in told}
        if name not in told and len(others) == 1 and others <= {o for o in others if o in line}:
            return name, others.pop()
    return None


def foreign(question: Question, search: Search, best: Hit) -> list[str]:
    """Return names in a message that the plan never uses (与复旦合作吧), so that a false premise is said plainly."""
    known = search.prose + "".join(best.entry.lay_terms)
    words = [w for w in search.terms.content(question.message) if search.is_name(w)]
    words += [m.group() for m in NAMED_PLACE.finditer(question.message)]
    return list(dict.fromkeys(w for w in words if w not in known))[:2]
