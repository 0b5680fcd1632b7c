"""Premises: names in a message that the passage does not bear out (昆港公路北延伸, T3线, 第五期), said first."""

import re

from bot import asked, cues
from bot.answer import ANSWERED, PARTIAL, Answer
from bot.choosing import ORDINAL
from bot.question import Question
from index import text
from index.search import Hit, Search
from knowledge import clauses

# Marks that tell one thing of a kind from the others: the kind's name follows or is the shape itself.
CODE = re.compile(r"(?<![a-z0-9])(?P<kind>[a-z])\d+(?!\d|%)")
DIRECTION = re.compile("[东南西北](?P<kind>延伸|延长)")
SIDE = re.compile("(?P<kind>以)[东南西北](?!外)")
AUTHOR = re.compile(r"是(?P<who>[^\W\d_]{2,4})(写|作|创作|画|题|建|办|造|开)的")
FIRST_FEW = re.compile(r"前(?P<number>[一二两三四五六七八九十\d]+)(?P<kind>[期批届])")
NAMED_PLACE = re.compile(
    r"[^\W\da-z哪几这那的有在里上到和跟与新修造建拆条个是不一]{2}(?<![马道公铁])(?:公路|路|街|苑|新村|小区|大学|公司|广场|大厦)"
)
LEVEL = re.compile(r"(?P<level>国家|世界|省|市|区|镇|县|全国|上海市|松江区)级?(?=[^\W\d_])")
ALIKE = {"非物": ("非遗",)}
HALF = 0.5


def held(question: Question, search: Search, answer: Answer) -> Answer:
    """Return the answer with a first line on what the message calls differently from the passage."""
    told = text.compact("".join(c.quote for c in answer.citations))
    found = _marks(question.own or question.message, told) or (
        (_other_clause(question, search, answer) or _level(question, told))
        if question.confirms or question.asks("yesno")
        else None
    )
    if not found:
        return _unknown_names(question, search, answer)
    said, written = found
    asks = question.confirms or LEVEL.match(f"{said}的") is not None
    line = f"不是{said}，规划写的是{written}。" if asks else f"规划没有写{said}，写的是{written}。"
    status = answer.status if asks or answer.status != ANSWERED else PARTIAL
    return answer.with_(text=f"{line}\n{answer.text.removeprefix('对，')}", status=status)


def _unknown_names(question: Question, search: Search, answer: Answer) -> Answer:
    """Return the answer with a first line on names in a claim that the plan never uses (是王羲之写的吧)."""
    if not question.confirms or "的说法" in answer.text:
        return answer
    words = [w for w in search.terms.content(question.message) if search.is_name(w)]
    words += [m.group() for m in NAMED_PLACE.finditer(question.message)]
    words += [m["who"] for m in AUTHOR.finditer(question.message)]
    unknown = [w for w in dict.fromkeys(words) if w not in search.prose and not search.lexicon.find(w, "project")]
    if not unknown:
        return answer
    return answer.with_(text=f"规划里没有“{unknown[0]}”的说法，写的是：\n{answer.text.removeprefix('对，')}")


def _level(question: Question, told: str) -> tuple[str, str] | None:
    """Return (the message's level, the passage's) where it calls 市级 what the plan calls otherwise, else None."""
    for match in LEVEL.finditer(question.message):
        noun = question.message[match.end() : match.end() + 2]
        others = [
            m
            for m in LEVEL.finditer(told)
            if told[m.end() : m.end() + 2] == noun or noun in ALIKE.get(told[m.end() : m.end() + 2], ())
        ]
        if others and not any(m["level"] == match["level"] for m in others):
            return match.group(), others[0].group()
    return None


def _marks(message: str, told: str) -> tuple[str, str] | None:
    """Return (the message's mark, the passage's) where they differ in one of a kind, else None."""
    for pattern in (CODE, DIRECTION, SIDE):
        written = {m.group(): m["kind"] for m in pattern.finditer(told)}
        for match in pattern.finditer(message):
            others = [mark for mark, kind in written.items() if kind == match["kind"]]
            if match.group() not in written and others:
                return match.group().upper(), others[0].upper()
    numbered = {(text.arabic(m[1]), m[2]): m.group() for m in ORDINAL.finditer(told)}
    for few in FIRST_FEW.finditer(told):
        numbered |= {(str(n), few["kind"]): few.group() for n in range(1, int(text.arabic(few["number"])) + 1)}
    for match in ORDINAL.finditer(message):
        alike = [mark for (_, kind), mark in numbered.items() if kind == match[2]]
        # Of two series in one clause (第一届文化艺术节和第四届运动会) the one with the message's own noun is meant.
        noun = message[match.end() : match.end() + 2]
        alike = [mark for mark in alike if len(noun) > 1 and re.search(f"{mark}.{{0,4}}{noun}", told)] or alike
        if alike and (text.arabic(match[1]), match[2]) not in numbered:
            return match.group(), "、".join(dict.fromkeys(alike))
    return None


def _other_clause(question: Question, search: Search, answer: Answer) -> tuple[str, str] | None:
    """Return (name in the message, name in the passage) where the clause on the matter names another of its kind."""
    names = asked.named_places(question, search)
    pieces = [piece for c in answer.citations[:1] for _, piece in clauses.split(c.quote, "，；。")]
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
    return None


def foreign(question: Question, search: Search, best: Hit) -> list[str]:
    """Return names in a message that the plan never uses (与复旦合作吧), so that a false premise is said plainly."""
    known = search.prose + "".join(best.entry.lay_terms)
    words = [w for w in search.terms.content(question.message) if search.is_name(w)]
    words += [m.group() for m in NAMED_PLACE.finditer(question.message)]
    return list(dict.fromkeys(w for w in words if w not in known))[:2]
