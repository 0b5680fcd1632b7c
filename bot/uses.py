"""Uses: what a message asks whether a named thing has, lets do or becomes, and of which the plan has no word."""

from bot.question import Question
from index import text
from index.search import Hit, Search
from knowledge.patterns import regex

BUILT = regex(
    r"(?:(?<![改创打制营组新公民])[建造盖](?:成|个|点|些)?|改成|变成|用来|拿来做|当作?)(?P<thing>[^\W\d_a-z]{2,5}?)(?=对?[吗么伐嘛吧哇]|还是|[?？]|$)"
)
NEAR = 0.6
NUMBERED = regex("^了?[一二两三四五六七八九十百0-9]+[个座家所条处栋幢]")  # 建了四个对吧
# What is built well or done names no thing.
STATE = regex("^[好完成了过的起来下得到上在]|[过了好完]$|什么|啥|哪|多少|几")
CAN = regex(
    r"(?:可以|能不能|可不可以|能否|能够|让不让|准不准|好不好|(?<![智功性技可不哪])能)(?!引用|转发|回复|发|抄|贴|说|用)([\u4e00-\u9fff]{2,8})"
)
MAY = regex(
    r"(?:能不能|可不可以|能否|让不让|准不准|允不允许|(?<!不)可以(?!这么|这样|写|报|说|引用))(?P<deed>[\u4e00-\u9fff]{2,8}?)(?:吗|伐|么|不|呢|了|[?？]|$)"
)
BUILT_AS = regex(
    "(?:(?<!改)造|(?<![改民公])建|盖|开|做成|搞成|变成|改成|给)(?!在|勒|辣|到|于)(?P<what>[\u4e00-\u9fff]{2,6}?)(?:住|用|的)*(?:吗|伐|吧|么|还是)"
)
# 体育培训中心有没有游泳池: a part or a service, asked right behind the thing's name.
HAS = regex(
    r"^.{0,3}?(?:有没有|有无|带不带|设不设|配不配|有|带|配)(?:个|点|些)?(?P<part>(?![列写提说讲人改整])[\u4e00-\u9fff]{2,6}?)"
    r"(?:没有|么|吗|伐|嘛|呢|没|不)?[?？。]*$"
)
NEWS = regex(
    "进展|消息|下文|希望|动静|结果|着落|影子|计划|打算|安排|眉目|说法|戏|事|关系|影响|原话|办法|意义|问题|变化"
)
DONE_WORDS = regex("交房|交付|拿到|建|造|完|用上|住|开|通|落实|实现|解决|看到|有|成")


def unmentioned(question: Question, search: Search, hit: Hit) -> str:
    """Return what a message asks whether a named project has or lets do, where the plan has no word of it, else ""."""
    built = BUILT_AS.search(question.own or question.message) if question.asks("yesno") or question.confirms else None
    if (
        built
        and not DONE_WORDS.search(built[1])
        and not NUMBERED.search(built[1])
        and (question.projects or question.anchor)
    ):
        return _unknown_object(built[1], question, search, hit) or _thing_built(question, search)
    if thing := _thing_built(question, search):
        return thing
    if not question.projects and not question.follows and hit.likeness < NEAR:
        return _untold_permission(question, search, hit)
    if not question.projects or hit.likeness >= NEAR:
        return ""
    part = part_of(question)
    can = CAN.search(question.message)
    wanted = part or (can[1] if can else "")
    if not wanted or DONE_WORDS.search(wanted):
        return ""
    told = _told(question, search) + "".join(n.found for n in question.projects)
    if part:
        told += text.compact("".join(hit.entry.lay_terms))
    words = search.terms.content(wanted)
    return wanted if words and not any(w in told for w in words) else ""


def _told(question: Question, search: Search) -> str:
    """Return the sentences that mention the projects that a message names, as one compact text."""
    named = [search.plan.projects[int(n.target)] for n in question.projects]
    return "".join(text.compact(search.sentence(m.sentence).text) for p in named for m in p.mentions)


def _untold_permission(question: Question, search: Search, hit: Hit) -> str:
    """Return what a message asks whether one may or can do (铺子能不能转租), where the passage has no word of it, else ""."""
    may = MAY.search(question.message)
    if may is None or DONE_WORDS.search(may["deed"]) or not question.asks("yesno"):
        return ""
    told = text.compact("".join((search.sentence(hit.entry.sentence).text, *hit.entry.lay_terms)))
    words = search.terms.content(may["deed"])
    return may["deed"] if words and not any(w[:2] in told for w in words) else ""


def part_of(question: Question) -> str:
    """Return the part or service that a message asks of the thing that it names (电梯 of 第四期安置房有电梯吗), else ""."""
    if not (question.asks("yesno") and question.projects):
        return ""
    behind = question.message[max(n.start + len(n.found) for n in question.projects) :]
    match = HAS.search(behind)
    return match["part"] if match and not NEWS.search(match["part"]) else ""


def _unknown_object(thing: str, question: Question, search: Search, hit: Hit) -> str:
    """Return what a message says is built or whom it serves (造别墅吗), where the plan has no word of it, else ""."""
    told = text.compact(search.sentence(hit.entry.sentence).text) + _told(question, search)
    plain = [q for q in hit.entry.questions if "还是" not in q]  # one that offers two does not say that either is meant
    lay = "".join((*hit.entry.lay_terms, *plain, *(n.found for n in question.projects)))
    words = [w for w in search.terms.content(thing) if len(w) > 1 and search.is_word(w)]
    return thing if words and not any(w in told or w in lay for w in words) else ""


def _thing_built(question: Question, search: Search) -> str:
    """Return the thing (住宅) that a yes-or-no message would see on a named site, where the plan tells of none, else ""."""
    if not (question.asks("yesno") or question.confirms) or not question.projects:
        return ""
    aliases = (alias for n in question.projects for alias in search.plan.projects[int(n.target)].aliases)
    known = _told(question, search) + "".join(aliases)
    for match in BUILT.finditer(question.own or question.message):
        thing = match["thing"]
        words = search.terms.content(thing)
        if STATE.search(thing) or not words or any(w in known for w in (thing, *words)):
            continue
        return thing
    return ""
