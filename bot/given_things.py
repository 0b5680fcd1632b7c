"""Whether a passage gives the things that are asked of it: which ones, where, by whom, what for.

One rule for 哪些, 哪三种, 什么方向: does the passage hold an answer of that shape? A row of parallel things or names
that the message does not name itself answers it, whatever noun people call them by.
"""

import re

from bot import cues, naming, passages
from bot.question import Question
from index import text
from index.search import Hit, Search
from knowledge import clauses
from knowledge.patterns import regex
from knowledge.records import Figure

PLACE = regex(
    r"[\u4e00-\u9fff]{2,6}?(?:(?<![铁道])路|街(?![心区道])|苑|新村|以西|以东|南侧|北侧|东侧|西侧|周边|沿线|商圈|大厦|小区|地块|开发区|分区|西部园区|片区|大学城|厂区|园艺场|河(?![道长浜网流]))"
    r"|\d+区域"
)
# 哪个园区, 哪条河: the passage names one of the kind.
KIND = regex(
    r"哪(?:个|块|条|一?片|处|座|家|些|只)(?P<kind>园(?=子|里|$|[?？啊呀])|园区|景区|区域|广场|厂区|地块|街|路|河|镇|片区|国家|城市|走廊|山|大学|学校|企业|小区|村)"
)
# Whoever asks for the road wants no park and no estate.
BY_ROAD = regex("哪(条|个)(马?路|街)|门牌|(什么|啥)路(上|几号)|路几号|路名")
ROADS = ("路", "街", "路口")
STANDS_AT = regex(
    "(造|建|设|开|放|位|落|盖)(在|于)[^,，。?？]{0,6}哪(条|个)(路|街|村|小区)"
)  # of one thing its place is asked
NEAR_ENOUGH = 0.2
WHICH_ONES = regex(
    r"(?<![黑面])(?<!在服务)名单(?!里(?:有没有|有无|有|[?？]?$))|名单里?(?:有没有|有无|有)(?:我|阿拉|咱)|点名(?!气)|名字(报|讲|说|列)|路名|村名|厂名|都叫|分别叫|名称$|叫(?:什么|啥)名|(?:企业|公司|村|小区|学校|单位|厂|部门)叫(?:什么|啥)|哪(?P<count>\d+|[二两三四五六七八九十]+)(个(?!字|词)|家|条|所|处|座|种|项|幢|块|位)|哪[几一]?(家|路(?=车|公交|班车|巴士)|个小区|个村|所|条路|条街|座|个企业|家企业|个学校)|哪(?:几个?|些|个)(?:公交站|车站|站点|站头|站(?=吗|[,，。?？]|$)|路口|商场|厕所|桥|楼)|哪几位|哪些(小区|企业|公司|学校|村|单位|厂)"
)
SOME_OF = regex(r"等\d+[个家条所户]")  # 玉昆小区等11个居民区: one is named, ten are not
ESTATES = ("苑", "新村", "小区")
COUNTED_PLACES = regex(r"\d+[个条处座家][^，,。、]{0,8}?(小区|路|街|苑|地块)")  # 3个示范小区 says not where
COUNTED = regex(r"\d+[个家条所处座种项幢块户]")
WHO_ACTS = regex("为主导|人大|参与|党委|领导下|名人|工作力量|职能部门")
PLACES = frozenset("路街苑村区园厦场圈宅河台堂里圃")  # the last character of a place's name: no one who acts
PERSONS = regex("(人|员|师|生|授|工|医生|老师|专家|领导|老板)$")
CLEARED = regex("[拆清腾搬空](除|走|空|出)?(掉|完|好|光)?(了|之后|以后|后|出来)[^,，。?？]{0,8}(地|房子|楼|屋|场)")
BUILDS_WHAT, BUILT = re.compile("(造|建|盖|开发)(点|成|些)?(什么|啥)"), re.compile("建成|新建|开发建设|改造完成")
GROUND = regex("结合|依托|位于|设在|建在|落户|在“")
LONG_ITEM = 10  # characters of a thing in a list
LONG_NAME = 3
ONE_NAME = ("哪家", "哪所", "哪座", "叫什么名", "叫啥名")
ASKS_ONE = regex("哪家|哪所|哪座|哪个|叫什么|叫啥|名字|谁")
CLEARLY = 0.1
# A name asked of one thing; for whom something is, and who may act for it.
NAME_OF_ONE = regex("^(?!.*(引进|招商|入驻|中标|招了)).*((什么|啥)名[称字]?|名称|名字|叫(什么|啥))")
NAMED_KIND = regex("(?P<kind>站|路|桥|楼|店|村|小区|公司|厂)(的名[字称])?(叫|取)(什么|啥)")
TO_WHOM = regex("(给|向|为|对)谁|谁(能|可以)?(享受|受益)")
RECEIVERS = regex("居民|农民|群众|老年人|企业|社员|成员|市民|军人|家庭|园区|人才|学生|社员|儿童")
ORGANS = regex("公司|联合社|居委会|业委会|改造办|人大|总站|职能部门|顾问|管家|河长(?!制)|民营|市场化|派出所|镇党委")
PAIR, LEAST_LIKE = 2, 0.15
LIST = 3  # things in a row that surely are a list
ON_THE_MATTER = 0.3  # as near to a question of the bank a shorter row is what is asked for
FAR_BEHIND = 0.65  # of the best one's score: the second is on something else
LISTED_NEAR, LISTED_LIKENESS = 0.36, 0.42


def which(question: Question, search: Search, hit: Hit, noun: str) -> bool:
    """Return whether a passage that does not know a noun (哪些家底) still lists or names what is asked by it."""
    estates = [n for n in search.plan.names if n.proper and n.text in hit.entry.quote and n.text.endswith(ESTATES)]
    if noun.startswith("小区") and len(estates) >= PAIR:
        return True  # 3464户是哪几个小区的: the passage names them
    alone = [h.score for h in search.hits(question.message)[:PAIR]]
    clearly = len(alone) == PAIR and hit.score >= alone[0] and alone[1] <= FAR_BEHIND * alone[0]
    least = LEAST_LIKE if clearly else ON_THE_MATTER
    if PERSONS.search(noun) or hit.missing > hit.likeness or hit.likeness < least:
        return False
    rows = clauses.runs(hit.entry.quote)
    if any(_names_member(question, search, row) for row in (*rows, *clauses.pairs(hit.entry.quote))):
        return False
    if any(len(row) >= LIST for row in rows) and (hit.likeness >= LISTED_NEAR or clearly):
        return True
    return hit.likeness >= LISTED_LIKENESS and bool(rows or _named(question, search, hit))


def _names_member(question: Question, search: Search, row: list[str]) -> bool:
    """Return whether the message asks something of one of the things in a row: then the row is no answer to it."""
    words = [w for w in search.terms.content(cues.without_cues(question.message)) if len(w) >= LONG_NAME]
    words += [text.compact(a) for n in question.projects for a in search.plan.projects[int(n.target)].aliases]
    return any(w in text.compact(item) for w in words for item in row)


def _named(question: Question, search: Search, hit: Hit) -> list[str]:
    """Return the terms in quotation marks and the proper names of a passage that the message does not use itself."""
    names = clauses.QUOTED.findall(hit.entry.quote)
    names += [n.text for n in search.plan.names if n.proper and n.text in hit.entry.quote]
    return [n for n in names if text.compact(n) not in question.message]


def names(question: Question, search: Search, hit: Hit, figures: list[Figure]) -> bool:
    """Two or more parallel names in the sentence, or a proper name that the message does not use itself."""
    called = _called(question, search, hit)
    if called is not None:
        return called
    match = WHICH_ONES.search(question.message)
    told = [n for n in search.plan.names if n.proper and n.text in hit.entry.quote]
    rows = clauses.runs(hit.entry.quote)
    if "点名" in question.message and match is not None:
        return bool(told or clauses.QUOTED.search(hit.entry.quote)) or any(len(row) >= LIST for row in rows)
    if match is None or "名单" in question.message:
        estates = sum(n.text.endswith(ESTATES) for n in told) >= PAIR and not SOME_OF.search(hit.entry.quote)
        return estates if "小区" in question.message else any(len(row) >= LIST for row in rows) or len(told) >= PAIR
    said = [int(n) for n, unit in question.claims if unit in "个家条所处座种项幢块户" and n.isdigit() and int(n) > 1]
    if said and "叫" in question.message:
        return any(len(row) in said for row in rows)  # 这八条路叫啥: five others are no answer
    kind = NAMED_KIND.search(question.message)
    if kind and not re.search(f"[^\\W\\d]{{2}}{kind['kind']}", hit.entry.quote):
        return False  # 地铁站叫啥: a line has a name there, no station
    if NAME_OF_ONE.search(question.message) and not COUNTED.search(hit.entry.quote):
        return hit.likeness >= max(LEAST_LIKE, hit.missing - CLEARLY)
    return _which_of(question, search, hit, match)


def _which_of(question: Question, search: Search, hit: Hit, match: re.Match[str]) -> bool:
    """Return whether a passage names those of several things that a message asks for (哪三家, 哪几条路)."""
    rows = clauses.runs(hit.entry.quote)
    told = [n for n in search.plan.names if n.proper and n.text in hit.entry.quote]
    if SOME_OF.search(hit.entry.quote) and re.search("都叫|分别叫|全部|名单", question.message):
        return False
    if match["count"] and _ends_in(question, search, hit, match) == int(text.arabic(match["count"])):
        return True  # 哪两个幼儿园: two of the three that are listed
    if match["count"]:
        return _of_number(int(text.arabic(match["count"])), rows, search, hit)
    if any(len(row) >= LIST for row in rows):
        return True
    if "叫" in match.group() and hit.likeness >= max(ON_THE_MATTER, hit.missing):
        return bool(rows or (_named(question, search, hit) and not COUNTED.search(hit.entry.quote)))
    near = hit.likeness >= max(LISTED_LIKENESS, hit.missing + CLEARLY)
    noun = question.message[match.end() : match.end() + 1]
    listed = [item for row in (*rows, *clauses.pairs(hit.entry.quote)) for item in row]
    heads = [w for w in search.terms.content(question.message) if len(w) >= LONG_NAME] + [noun] * (noun in PLACES)
    if any(sum(text.compact(i).split("(")[0].endswith(h) for i in listed) >= PAIR for h in heads):
        return True  # 哪几所园: 崇德幼儿园、昆安幼儿园
    single = near and match.group() in ONE_NAME and bool(ASKS_ONE.search(hit.nearest))
    return single or any(n.proper and text.compact(n.text) not in question.message for n in told)


def counts_only(question: Question, hit: Hit) -> bool:
    """Return whether a passage counts the things that are to be named (企业61家), and no other number of them is asked for."""
    counted = COUNTED.findall(hit.entry.quote)
    match = WHICH_ONES.search(question.message)
    number = text.arabic(match["count"]) if match and match["count"] else ""
    return bool(counted) and (not number or any(c.startswith(number) for c in counted))


def _called(question: Question, search: Search, hit: Hit) -> bool | None:
    """Return whether a passage says what the things are called that a follow-up asks for; None where it asks otherwise."""
    asks = naming.asks_names(question)
    counted = naming.names_counted(search, hit) if asks else None
    if counted is not None:
        return counted
    if asks and _is_new(question, search, hit):
        return True
    # What is not counted is called by its own name.
    own = naming.CALLED.search(question.own or question.message) and not WHICH_ONES.search(question.message)
    return True if own else None


def _is_new(question: Question, search: Search, hit: Hit) -> bool:
    """Return whether a passage has a proper name that neither the message nor the one before has."""
    said = question.message + (question.previous.question.message if question.previous else "")
    return any(n.proper and n.text in hit.entry.quote and text.compact(n.text) not in said for n in search.plan.names)


def _ends_in(question: Question, search: Search, hit: Hit, match: re.Match[str]) -> int:
    """Return how many things listed in a passage are called what the message counts (两个幼儿园)."""
    words = search.terms.content(question.message[match.end() :])[:1]
    listed = {item for row in (*clauses.runs(hit.entry.quote), *clauses.pairs(hit.entry.quote)) for item in row}
    return sum(text.compact(item).split("(")[0].endswith(words[0]) for item in listed) if words else 0


def _of_number(number: int, rows: list[list[str]], search: Search, hit: Hit) -> bool:
    """Return whether a passage lists so many things, or lists others near by: 哪四张 where there are three."""
    sentence = search.sentence(hit.entry.sentence).text
    around = [piece for _, piece in clauses.split(sentence)]
    inside = [n for n, piece in enumerate(around) if piece in hit.entry.quote]
    beside = around[max(0, inside[0] - 1) : inside[-1] + 2] if inside else []
    near = [row for piece in beside for row in (*clauses.runs(piece), *clauses.pairs(piece))]
    if any(len(row) == number for row in (*rows, *near)):
        return True
    return bool(rows) and not COUNTED.search(hit.entry.quote) and hit.likeness >= LISTED_LIKENESS


def purpose(question: Question, search: Search, hit: Hit, figures: list[Figure]) -> bool:
    """What a thing is for, or what it is made of; of ground that was cleared that alone is told."""
    if CLEARED.search(question.message) and passages.is_done(search.plan, search.sentence(hit.entry.sentence)):
        return False
    if "meaning" in question.attributes or "为一体" in hit.entry.quote:
        return True
    if BUILDS_WHAT.search(question.message) and BUILT.search(hit.entry.quote):
        return True  # 昆水街那里要造什么: what stands there as to be built
    return len(clauses.items(hit.entry.quote)) >= 3 and not question.projects


def who(question: Question, search: Search, hit: Hit, figures: list[Figure]) -> bool:
    """Those who act, or a proper name that may be theirs."""
    if WHO_ACTS.search(search.sentence(hit.entry.sentence).text):
        return True
    quote = text.compact(hit.entry.quote)
    for name in question.projects:
        quote = quote.replace(name.found, "")
    if TO_WHOM.search(question.message):
        return bool(RECEIVERS.search(search.sentence(hit.entry.sentence).text))
    if ORGANS.search(quote):
        return True
    return any(
        n.proper
        and n.text[-1] not in PLACES
        and n.text in hit.entry.quote
        and text.compact(n.text) not in question.message
        for n in search.plan.names
    )


def place(question: Question, search: Search, hit: Hit, figures: list[Figure]) -> bool:
    """A place in the item that is asked about, which the question did not name itself."""
    kind = KIND.search(question.message)
    road = kind is not None and kind["kind"] in ("路", "街", "河", "村", "小区", "镇") and bool(question.projects)
    if (
        kind
        and not (road or STANDS_AT.search(question.message))
        and hit.likeness >= NEAR_ENOUGH
        and re.search(rf"[\u4e00-\u9fff]{kind['kind']}", hit.entry.quote)
    ):
        return not COUNTED.search(hit.entry.quote)
    pieces = [piece for _, piece in clauses.split(hit.entry.quote, clauses.ITEM_MARKS)]
    own = [alias for n in question.projects for alias in search.plan.projects[int(n.target)].aliases]
    near = [p for p in pieces if any(word in text.compact(p) for word in own)]
    mentioned = any(
        m.clause in hit.entry.quote or hit.entry.quote in m.clause
        for n in question.projects
        for m in search.plan.projects[int(n.target)].mentions
        if m.sentence == hit.entry.sentence
    )
    if not near and len(pieces) > 1:
        words = search.terms.content(cues.without_cues(question.message))
        near = [p for p in pieces if len(p) <= LONG_ITEM and any(w in text.compact(p) for w in words)]
        whole = [p for _, p in clauses.split(hit.entry.quote, "，；。")]
        near = near or [p for p in whole if any(w in text.compact(p) for w in words)]
    near = near or ([] if own and len(pieces) > 1 and not mentioned else pieces)
    near = [COUNTED_PLACES.sub("", p) for p in near]
    by_road = BY_ROAD.search(question.message)
    said = [w for w in search.terms.content(cues.without_cues(question.message)) if len(w) > 1]
    return any(
        text.compact(place) not in question.message and not any(place[-len(w) - 1 :].startswith(w) for w in said)
        for piece in near
        for place in (*PLACE.findall(piece), *_own_places(search, piece))
        if not by_road or place.endswith(ROADS)
    )


def _own_places(search: Search, piece: str) -> list[str]:
    """Return the plan's own names of places in a piece (二陆草堂), where something is done on their ground."""
    if not GROUND.search(piece):
        return []
    return [n.text for n in search.plan.names if n.proper and n.text in piece and n.text[-1] in PLACES]
