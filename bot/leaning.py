"""Leaning: whether a message is understood only with the turn before, or brings a subject of its own."""

from bot import cues, naming, passages
from bot.choosing import ORDINAL
from bot.follow_table import is_held_against
from bot.question import Question, Turn
from bot.scopes import CHAPTER
from bot.subject import is_bare, is_effect, own_words, stays
from bot.wording import ASKED_ON, GOES_ON
from index import text
from index.search import SURE_BM25, Search
from knowledge.patterns import regex

SHORT, BARE = 12, 6
FEW_OWN = 2
SAME_YEAR = regex("同年|同一年|那一?年|当年|该年")
WHOSE = regex("(是|属于|讲|说)?(哪|什么|啥)(一)?(块|方面|项|个|样)?的?(数字|数据|数)[?？呀啊]*$")
DISPUTES = regex("[搞弄记看写讲]错|明明|不对吧|我(怎么)?(记得|看到|听说|看见)|(?<!是)不是.{1,8}[吗吧么]")
WHICH_LEVEL = regex("^(那|那么|它)?(评上|评到|拿到|获得|属于|算)?的?(是)?(哪|什么|啥)(一)?个?级别?的?[呀啊呢]?[?？]*$")
WHICH_FIVE = regex("(哪个|哪一个)(五年|规划期)")
POINTS = regex("(这|那)(块|张|个|只|项)(牌子|称号|荣誉|名头|招牌|奖牌|头衔)(?!有)")
CONCLUDES = regex("所以|那|这么说|这样说|照这么|也就是说|等于说|意思是|看来")
OWN_LIKENESS, NAMED_LIKENESS = 0.55, 0.35


def leans(question: Question, search: Search) -> bool:
    """Return whether a message must be read with the turn before: by its words, or as it is near nothing by itself."""
    cue = cues.table("follow_up")
    if CHAPTER.search(question.message) or (question.claims and WHOSE.search(question.message)):
        return False  # 第九章呢 says all; 那47家是哪一块的数字 asks for the figure alone
    if (cue["start"].search(question.message) and len(question.message) <= 12) or cue["end"].search(question.message):
        return not (
            question.measures and (question.years or question.periods) and not cue["end"].search(question.message)
        )
    then = cue["then"].search(question.message)  # 那这五年呢，是要建成还是…
    clipped = (
        asks_level(question) or cue["level"].search(question.message) or (then and not own_words(then.group(), search))
    )
    if clipped or disputes(question) or points_back(question) or _asks_aspects(question, search):
        return True
    raw = text.compact(question.text)
    goes_on = (GOES_ON.match(raw) or ASKED_ON.search(raw)) and not own_names(question)
    if (goes_on or cue["refer"].search(question.message)) and not (question.projects or question.measures):
        return True
    turn = question.previous
    on_table = turn and (_compares(question, turn) or _in_another_year(question, search, turn))
    of_that = turn and (is_within(question, turn) or _names_its_figure(question, turn) or _concludes(question, search))
    if on_table or of_that:
        return True
    bare = turn and turn.question.projects and not question.projects and question.attributes
    if bare and not question.measures and not own_words(question.message, search):
        return True  # 投资多少 after a project asks for its cost, not for the town's investment
    if turn and (is_bare(question, search) or is_effect(question) or naming.WHICH.search(question.message)):
        return True
    that = turn is not None and (_asks_of_that(question, search) or _of_the_measure(question, turn))
    return that or _says_too_little(question, search) or on_passage(question, search)


def _asks_aspects(question: Question, search: Search) -> bool:
    """Return whether a message names but things that everything may have or lack (早上几点开门，双休日开伐)."""
    other = question.projects or question.enumerations or question.places or question.topics or question.measures
    aspects = [search.plan.absent[int(n.target)].aspect for n in question.absent]
    return question.previous is not None and not other and bool(aspects) and all(aspects)


def asks_level(question: Question) -> bool:
    """Return whether a message asks but for the level of the thing before (评上的是哪一级)."""
    return WHICH_LEVEL.search(question.message) is not None


def points_back(question: Question) -> bool:
    """Return whether a message points at what was just spoken of by the kind of thing that it is (这块牌子)."""
    return question.previous is not None and bool(POINTS.search(question.message)) and not question.projects


def disputes(question: Question) -> bool:
    """Return whether a message holds another figure against the one just told (我看到是514亩，你搞错了吧)."""
    told = {unit for _, unit in question.previous.told[-1:]} if question.previous else set()
    named = own_names(question) or question.measures or question.ambiguous
    return bool(DISPUTES.search(question.message) and not named and told & {unit for _, unit in question.claims})


def _compares(question: Question, turn: Turn) -> bool:
    """Return whether a message holds another measure against the one before (比规上服务业多几家)."""
    other = {n.target for n in question.measures} - {n.target for n in turn.question.measures}
    return bool(is_held_against(question, turn) and other)


def _in_another_year(question: Question, search: Search, turn: Turn) -> bool:
    """Return whether a message asks of another year of the measure before (到2020年反而更少了，对吧), or the same (同年)."""
    if SAME_YEAR.search(question.message) and turn.question.years and question.measures:
        return True
    named = own_names(question) or question.measures or question.ambiguous
    bare = turn.question.measures and question.years and not named
    words = [w for w in own_words(question.message, search) if not w.isdigit()]
    return bool(bare) and len(words) <= FEW_OWN


def _concludes(question: Question, search: Search) -> bool:
    """Return whether a message draws a conclusion (所以十三五期间就住人了，对吧) and by itself is near no passage."""
    if not (question.confirms and CONCLUDES.match(question.message)) or question.measures or question.ambiguous:
        return False
    hits = search.hits(ORDINAL.sub("", question.message))  # 还是搞第三届: a number of a series names none
    far = not hits or hits[0].likeness < NAMED_LIKENESS
    return far and not _new_names(question, search)


def _of_the_measure(question: Question, turn: Turn) -> bool:
    """Return whether a message asks but for the course or the difference of the measure before (是涨是跌)."""
    named = own_names(question) or question.measures or question.ambiguous
    return bool(turn.question.measures and question.operations & {"trend", "yoy", "difference"} and not named)


def _asks_of_that(question: Question, search: Search) -> bool:
    """Return whether a message that begins with 那 asks for a date, a place or a sum of nothing that it names."""
    if (
        not question.message.startswith(("那", "具体", "到底", "究竟"))
        or question.measures
        or question.ambiguous
        or question.claims
    ):
        return False
    asks = question.asks("when", "where", "cost", "person", "contact", "apply", "hours")
    asks = asks or WHICH_FIVE.search(question.message) is not None
    own = own_words(question.message, search)
    turn = question.previous
    told = text.compact("".join(c.quote for c in turn.answer.citations)) if turn else ""
    that = asks and (len(own) <= FEW_OWN or any(w in told for w in own))  # 那试点放在哪一家卫生机构
    return that and not _new_names(question, search)


def _new_names(question: Question, search: Search) -> bool:
    """Return whether a message names a thing, or a theme to which the passage shown before does not belong."""
    if question.projects or question.enumerations or question.absent or question.places or question.previous is None:
        return own_names(question)
    shown = passages.sentences_of(search, question.previous.answer.citations)
    return bool(question.topics) and set(shown).isdisjoint(search.on_topics(question.topics))


def _names_its_figure(question: Question, turn: Turn) -> bool:
    """Return whether a message speaks of the number of things that the answer before told (十个小区都叫什么)."""
    named = own_names(question) or question.measures
    return not named and any(f"{value}{unit}" in turn.answer.text for value, unit in question.claims)


def on_passage(question: Question, search: Search) -> bool:
    """Return whether a short message names nothing, and all its words stand in the passage shown before (几个站点)."""
    turn = question.previous
    if turn is None or len(question.message) > SHORT or question.measures or own_names(question):
        return False
    told = text.compact("".join(c.quote for c in turn.answer.citations if c.kind == "paragraph"))
    words = own_words(question.message, search)
    return bool(words) and all(w.rstrip("了过着") in told for w in words)


def is_within(question: Question, turn: Turn) -> bool:
    """Return whether a message asks if the one project spoken of has something (有电梯吗)."""
    named = question.projects or question.enumerations or question.measures
    one = len({n.target for n in turn.question.projects}) == 1
    asks = question.asks("yesno") and not question.asks("list", "count", "when")
    return bool(one and asks and not named and cues.table("follow_up")["within"].search(question.message))


def _says_too_little(question: Question, search: Search) -> bool:
    """Return whether a message names nothing and by itself is near no passage."""
    turn = question.previous
    if question.measures or own_names(question) or question.ambiguous:
        return False
    on_table = turn and turn.question.measures and len(question.message) <= SHORT
    if stays(question, search) or (on_table and (question.periods or question.years or question.operations)):
        return True
    if not _residue(question, search):
        return True
    hits = search.hits(question.message)
    own = frozenset(search.terms.of(cues.without_cues(question.message)))
    if hits and len(question.message) <= 2 * SHORT and not search.cover(own, hits[0].entry):
        return True  # 降了百分之几: the best passage shares nothing but the way of asking
    return not hits or (hits[0].likeness < OWN_LIKENESS and hits[0].bm25 < SURE_BM25)


def has_own_passage(question: Question, search: Search) -> bool:
    """Return whether a message names something of its own so plainly that the turn before adds nothing."""
    if len(question.message) <= BARE:
        return False  # 服务站呢 names a part of what was spoken of
    hits = search.hits(question.message)
    rare = search.rare_words(question.message, hits[0].entry) if hits else []
    return any(not w.startswith("第") for w in rare) and hits[0].likeness >= NAMED_LIKENESS


def own_names(question: Question) -> bool:
    """Return whether a message names a thing of prose, of the plan or known to be absent from it."""
    return bool(question.projects or question.enumerations or question.absent or question.places or question.topics)


def _residue(question: Question, search: Search) -> list[str]:
    """Return the content words that are left when all cues are taken out of the message."""
    return search.terms.content(cues.without_cues(question.message))


def changes_subject(question: Question, search: Search, turn: Turn) -> bool:
    """Return whether a clipped message (健身步道呢) names something that the passage before does not speak of."""
    own = own_words(question.message, search)
    if not own or not cues.table("follow_up")["end"].search(question.message):
        return False
    told = text.compact("".join(c.quote for c in turn.answer.citations if c.kind == "paragraph"))
    hits = search.hits(question.message)
    known = bool(hits) and any(w in text.compact(search.sentence(hits[0].entry.sentence).text) for w in own)
    return known and not any(w in told or w in turn.question.message for w in own)
