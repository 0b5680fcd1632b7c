"""Untold: whether a message asks of a passage what neither it nor the bank has a word of (健康公园有厕所吗)."""

import re

from bot import cues, given
from bot.question import Question
from index import text
from index.search import Hit, Search
from knowledge.patterns import regex

THINGS = regex("哪|什么|啥|怎|咋|如何|谁")
USED, ASKED_SO = re.compile("(干|做|用|拿来|派).{0,2}(什么|啥)"), 0.2
AWARDED = regex("[得获拿评]"), re.compile("创建|入选|入围|获|称号")
UNLIKE = 0.12
ASKING = frozenset("什么啥谁哪怎咋的了呢吗啊呀是在都有个些样以后干做用拿来派搞到成为给和第几")
REASON = regex(
    "^(那|那么|这是|是|这|它)*(为什么|为啥|为何|什么原因|啥原因|原因|咋回事|怎么回事)[^，,。]{0,4}[呢啊呀?？]*$"
)
CAUSE = regex("为了|因|由于|旨在|以便|使|从而|以.{2,12}为(目标|目的|宗旨|导向|契机)|需求|要求")
CLAUSE = regex("[,，。?？!！;；:：]")
TELLS = regex(
    "还在|仍|漏|坏|破|堵|黑|烂|下岗|失业|退休|毕业|在家|[有是住用跑送低高贵怕想被了苦难穷生得患赌吃喝买骂吵]|天天|经常|老是|总是|的$"
)
ASKING_WORD = regex(
    "哪|什么|啥|多少|(?<![十廿卅好前近])几(?![十百千]年)|怎|咋|如何|吗|伐|呢|谁|有没有|是不是|能不能|会不会|[?？]|([建造做修装弄搞拆改换通开])[没不]\\1"
)
OF_A_THING = regex(
    "^(?P<thing>[^,，。?？]{2,}?)(?:(?:有没有|有无|能不能|可不可以)(?P<part>[\u4e00-\u9fff]{2,8}?)(?:没有|没)?|(?<!没)[有能](?P<other>[\u4e00-\u9fff]{2,8}?)(?:吗|伐|么|嘛))$"
)
NOTHING_OF_ITS_OWN = regex(
    "^人|帮|推|动作|做法|讲法|说法|分量|商量|改进|机制|打算|安排|话|变化|提高|改善|保障|措施|办法|支持|讲究|好处|期限|下文|进展|意思|问题"
)
INSIDE = regex("^(里厢|里面|里头|那里|那边|它|上面)$")
MODAL = regex("能不能|可不可以|要不要|能否|让不让|准不准|允许")
LIKE_ENOUGH = 0.5
NEXT_BEST, NEARLY = 3, 0.8
A_NOT_A = regex(r"(?!有)([\u4e00-\u9fff])[不没]\1")
WHETHER = regex("(?:吗|伐|(?<![什怎那])么|嘛|没有|不|没)[?？]*$|(.)[不没]\\1|有没有|有无|可不可以")
INWARD = regex("[进上出下起][去来]")
MENTIONS = regex("[提讲写说](到|过|没|了|及|群)|有没有[提写讲说]|[讲说]法")
# Words that ask of nothing by themselves.
PLAIN = regex(
    "^(去弄|去管|[弄搞拆关清填]掉|政府|事体|事情|[这那][种样桩条]|提要|后来|真有|支持|打算|安排|计划|说法|内容|措施|办法|动作|有关|关系|规划|进展|希望|变化|情况|问题|要求|动静|着落|可能|保障|接着|下文|帮帮?忙|眉目|意思|[说讲]头|位置|名字|一定|真的|干净|清爽|方便|一样|轮得?到|通过|[看听]得懂|好[吃用看玩]|.*[来去]|(.)\\2)$"
)


def asked_of_it(question: Question, search: Search, hit: Hit) -> bool:
    """Return whether a message asks of the passage what no answered question asks, or of which no word is known."""
    return _never_asked_so(question, search, hit) or _of_the_unknown(question, search, hit)


def asking_clause(message: str) -> str:
    """Return the last clause of a compact message that asks something, or ""."""
    return next((p for p in reversed(CLAUSE.split(message)) if ASKING_WORD.search(p)), "")


def asks_reason(question: Question, search: Search, hit: Hit) -> bool:
    """Return whether a follow-up asks but why, and the passage before tells no cause."""
    why = question.follows and REASON.search(question.own)
    return bool(why) and not CAUSE.search(search.sentence(hit.entry.sentence).text)


def _never_asked_so(question: Question, search: Search, hit: Hit) -> bool:
    """Return whether a follow-up asks of the passage shown what no answered question of the bank asks of it (种什么)."""
    used = USED.search(question.own)
    if any(unit == f.unit for _, unit in question.claims for f in search.figures(hit.entry.sentence)):
        return False  # 那块地240亩，对不对: the passage has such a figure
    plain = not question.attributes - {"meaning", "yesno"} and (used or not question.asks("meaning"))
    if not (question.follows and question.own and plain):
        return False
    if not THINGS.search(question.own):
        words = search.terms.content(question.own)
        if question.asks("yesno") and words and not question.confirms:
            return _unlike_any(question, search, hit, words)
        return bool(words) and not any(w in search.prose or w in search.asked(hit.entry).known for w in words)
    if AWARDED[0].search(question.own) and AWARDED[1].search(search.sentence(hit.entry.sentence).text):
        return False
    if not question.anchor or set(search.sentence(hit.entry.sentence).text) & (set(question.own) - ASKING):
        return False
    own = search.term_set(question.own)
    return _likeness(own, search, hit) < ASKED_SO


def _of_the_unknown(question: Question, search: Search, hit: Hit) -> bool:
    """Return whether a message asks if something may or will be of which no word is known (电子病历能自己下载吗)."""
    clause = asking_clause(question.message)
    if _part_unknown(clause, question, search, hit) or _last_unknown(clause, question, search, hit):
        return True
    if not MODAL.search(clause) or question.confirms or question.claims:
        return False
    if hit.likeness >= LIKE_ENOUGH and not question.projects:
        return False
    told = search.words_told([hit.entry]) + "".join(n.found for n in question.projects)
    words = search.terms.content(cues.without_cues(MODAL.sub(" ", clause)))
    return any(len(w) > 1 and search.is_word(w) and w not in told for w in words)


def _part_unknown(clause: str, question: Question, search: Search, hit: Hit) -> bool:
    """Return whether a known thing is asked to have or to let do what no word is known of (健康公园有厕所吗)."""
    match = OF_A_THING.search(clause)
    if match is None or question.attributes - {"yesno"} or question.confirms or question.claims:
        return False
    asks = match["part"] or match["other"]
    if hit.likeness >= LIKE_ENOUGH or NOTHING_OF_ITS_OWN.search(asks):
        return False
    told = search.words_told([hit.entry])
    thing = [w for w in search.terms.content(match["thing"]) if given.known_share([w], hit.entry)]
    thing = thing or INSIDE.findall(match["thing"])  # …，里厢有母婴室伐
    part = [w for w in search.terms.content(cues.without_cues(asks)) if search.is_word(w)]
    return bool(thing and part) and not any(w in told for w in part)


def _last_unknown(clause: str, question: Question, search: Search, hit: Hit) -> bool:
    """Return whether the last word of a yes/no question (百日会战要停业吗) is known to nobody who asks of the passage.

    In Chinese what is asked stands last, behind the thing that it is asked of; the words of the bank are those of
    people who ask of the passage, so a word that none of them has is asked of it by nobody else.
    """
    if not WHETHER.search(clause) or MENTIONS.search(clause) or question.confirms or question.claims:
        return False
    asks = cues.found("attribute", clause) - {"yesno"} or question.asks("source")
    if question.measures or asks or hit.likeness >= LIKE_ENOUGH:
        return False
    words = [w for w in search.terms.content(cues.without_cues(A_NOT_A.sub(r"\1", clause))) if len(w) > 1]
    while words and INWARD.fullmatch(words[-1]):
        words.pop()  # 保温层做没做进去
    named = "".join(n.found for n in (*question.projects, *question.topics))
    if not words or not search.is_word(words[-1]) or PLAIN.search(words[-1]) or words[-1] in named:
        return False
    best = search.hits(question.message)[:NEXT_BEST]
    near = [h for h in best if h.entry.id == hit.entry.id or h.score >= NEARLY * best[0].score]
    told = [search.asked(e).known for h in (hit, *near) for e in search.entries_of([h.entry.sentence])]
    return not any(words[-1] in known for known in told)


def _unlike_any(question: Question, search: Search, hit: Hit, words: list[str]) -> bool:
    """Return whether a yes/no follow-up is on what neither the passage nor a question on it knows (夜里开灯吗)."""
    told = text.compact(search.sentence(hit.entry.sentence).text) + "".join(hit.entry.lay_terms)
    own = search.term_set(question.own)
    return not any(w in told for w in words) and _likeness(own, search, hit) < UNLIKE


def _likeness(terms: frozenset[str], search: Search, hit: Hit) -> float:
    """Return the likeness of terms to the nearest question of the bank on a passage."""
    return max(search.likeness(terms, e) for e in search.entries_of([hit.entry.sentence]))
