"""Figures of others: of another deed, kind or number of a series than is asked of, or of those that are left."""

from bot.quantities import HOW_MANY, wanted_of
from bot.question import Question
from index import text
from index.search import Hit, Search
from knowledge.patterns import regex
from knowledge.records import Figure

NOT_YET = regex("(多少|几)[^,，。?？]{0,6}(还没|尚未|(?<!有)没(?!错|问题))|(还没|尚未)[^,，。?？]{0,8}(多少|几)")
NOT_DONE = regex("未|没|无")
VACANT = regex("(空|剩|余)(着|出|下|余)?(?=的?(有|是)?(几|多少))|空(位|床|房|铺|置)")
ASSETS = (
    regex("(资产|家底)(总额|总量|规模|一共|总共|大概|现在|有|值|是)*(多少|几个亿)"),
    regex("资产(总额|规模|达|约|为)"),
)
# What asks of others than those that are counted, and what tells of them: 还空几张床位, 多少户还没分到房.
OF_OTHERS = ((VACANT, VACANT), (NOT_YET, NOT_DONE), ASSETS)
REMAIN = regex("(还有|还剩|剩下|还剩下|剩)(的|了|有)?(多少|几)(?!.{0,6}(要|没|未))")  # 还有多少户 of what was cleared
COMES = regex("引进|引来|招来|招引|落户|入驻|新增|净增|新开|进来|搬进")
GOES = regex("关停|关掉|搬迁|搬走|淘汰|清退|清拆|清掉|拆除|拆掉|取缔|整治")
# What stands before a noun without telling its kind: the town, a time, what is done to it.
NO_KIND = regex(
    "^(全镇|镇里|镇上|本镇|小昆山|[\\u4e00-\\u9fff]*[建造修改拆整治清办设开启升级完成做弄搞换增添]|[一总][共计]|现在|目前|上个|前面|过去|以前|大概|大约|[这那哪].*|.*(期间|时期|五年|年|里|上|的))$"
)
NUMBERED = regex(r"第(\d+)([届期批轮])")
DEED = regex("[空花用投罚赔捐付亏赚借欠剩退收](?=了|掉|出|过|多|几|的)")


def of_others(question: Question, search: Search, hit: Hit, figures: list[Figure]) -> bool:
    """Return whether a passage's figures are told of another deed, kind or number of a series than is asked of."""
    deed = any(is_of_another_deed(f, question) for f in figures)
    other = figures and (_of_another_kind(question, search, hit) or _of_another_number(question, search, hit))
    return bool(deed or other)


def is_of_another_deed(figure: Figure, question: Question) -> bool:
    """Return whether a figure was told before and a follow-up asks for another deed (花了多少 after 募集1268万元).

    What comes is no figure of what goes either (引进几家 of 关停61家), in whatever message.
    """
    message = question.own or question.message
    if any(asks.search(message) and not told.search(figure.clause) for asks, told in OF_OTHERS):
        return True
    if REMAIN.search(message) and GOES.search(figure.clause):
        return True
    for one, other in ((COMES, GOES), (GOES, COMES)):
        if one.search(message) and not other.search(message) and other.search(figure.clause):
            return not one.search(figure.clause)
    deed = DEED.search(question.own)
    if deed is None or question.previous is None or deed[0] in figure.clause:
        return False
    before = question.previous
    return (figure.value, figure.unit) in (*before.told, *before.question.claims)


def _of_another_kind(question: Question, search: Search, hit: Hit) -> bool:
    """Return whether another kind of what a passage counts is asked for (百强企业 of 三高一低企业, 截污管道 of 天然气管道).

    The kind stands right before the noun, and neither the passage nor anybody who asks of it has a word of it.
    """
    words = search.terms.segmenter.cut(question.own or question.message)
    quote = text.compact(hit.entry.quote)
    counted = ((a, b) for a, b, asks in zip(words, words[1:], words[2:], strict=False) if HOW_MANY.match(asks))
    kinds = [first for first, noun in counted if noun in quote and _is_kind(first, noun, search)]
    known = _words_on(search, hit) if kinds else ""
    return any(kind not in known for kind in kinds)


def _is_kind(first: str, noun: str, search: Search) -> bool:
    """Return whether the word before a noun may tell its kind (截污 of 管道): both are words, neither a time nor a deed."""
    both = min(len(first), len(noun)) > 1 and not (NO_KIND.search(first) or NO_KIND.search(noun))
    return both and (search.is_word(first) or first in search.prose)


def _of_another_number(question: Question, search: Search, hit: Hit) -> bool:
    """Return whether figures of one of a series (第三期) are asked for and a passage has those of several (前三期)."""
    named = [number + unit for number, unit in NUMBERED.findall(text.with_arabic_numbers(question.message))]
    told = text.with_arabic_numbers(search.sentence(hit.entry.sentence).text)
    several = any(f"前{n}" in told for n in named)
    return several and not any(f"第{n}" in told for n in named)


def counts_the_unknown(question: Question, search: Search, hit: Hit) -> bool:
    """Return whether the noun that is counted (几个年级) is a word that nobody has of the passage."""
    nouns = [q.noun for q in wanted_of(question) if q.noun and search.is_word(q.noun)]
    known = _words_on(search, hit) if nouns else ""
    return bool(nouns) and not any(part in known for n in nouns for part in (n[:2], n[-2:]))


def _words_on(search: Search, hit: Hit) -> str:
    """Return all that the plan and the bank say where a hit stands, as one compact text."""
    sentence = search.sentence(hit.entry.sentence)
    path = search.plan.paragraphs[sentence.paragraph].path
    entries = search.entries_of([sentence.id])
    asked = (word for e in entries for word in (*e.lay_terms, *e.questions))
    return text.compact("".join((sentence.text, *path, *asked)))
