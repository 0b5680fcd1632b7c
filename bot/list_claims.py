"""What a message says of a named list: how many it has (机遇一共六条), what is in it (里有没有平安小昆山)."""

import re
from dataclasses import dataclass, replace

from bot.list_names import COUNTERS, Meant
from bot.question import Question
from bot.subject import own_words
from index import text
from index.search import Search
from knowledge.patterns import regex
from knowledge.records import Enumeration

SHORT_ITEM = 8
CLAIMED = regex(r"(?:(?:讲|说|指)的?(?:就)?是|就?是|指)?(?P<things>[\w、]{2,20}?)(?:吧|吗|么|伐|对|是不是|$|[,，?？])")
JOINED, TAIL = re.compile("[、和与跟及]"), re.compile("(这|那)?[两二三四五六]?(个人|个|位|人|兄弟|项|条)$")
ASKED = regex(
    "^(写|提|讲|说|列|写到|提到|讲到|说到|写过|提过|好脸色)$|[哪几谁啥多咋]|什么|怎|如何|名单|清单|规定|说明|具体|别的|其[他它]|关系|区别|联系"
)
# What follows or precedes the list's name where a message asks whether a thing is in it.
HOLDS = regex(
    r"(?:^|[,，]|里|中|头|面|单)(?:还|也|都|规划)?(?P<has>有没有|有无|是否有|是否包括|是不是有|是不是包括|包不包括|包不包含|有|包括|包含|列了)"
    rf"(?P<thing>[^,，。?？]{{1,16}}?)(?:这一?[{COUNTERS}]|在内|的说法|的提法|进去)?(?P<end>没有|没|吗|么|伐|吧|不|呢)?[?？。]*$"
)
COUNTED_IN = regex(
    r"(?:^|[,，])(?P<thing>[^,，。]{1,14}?)(?P<is>算不算|算不算是|是不是|属不属于|在不在|是否属于|能不能算|算|属于|在|也是|是)(?:规划)?(?:里|中)?(?:写|讲|说|列|点名)?的?$"
)
ENDS = regex("[吗呢啊呀吧伐么对来规请说列都分]")
AMONG = regex("^的?(之一|里面?|中|当中|名单|区域|范围|行列|的一)?里?(吗|么|吧|伐|不|呢|没有|里|中|之一|的一|[?？]|$)")
COUNT = regex(
    rf"(?<![第前后几这那每十])(?P<asks>哪)?(?P<number>[二两三四五六七八九十]|[2-9]|1\d)(?P<unit>[{COUNTERS}])(?!面)"
)
TOTAL = regex("(一共|总共|共|有|是|就|共有|分|还是|只有)$")


@dataclass(frozen=True, slots=True)
class Held:
    """What a message asks or claims to be in a list, whether the list has it, and whether it is said to be one of it."""

    thing: str
    inside: bool
    is_one: bool = False


def held(question: Question, search: Search, found: Meant) -> Held | None:
    """Return the thing that a message asks or claims to be in a list (里有没有X, X算不算), or None."""
    after, before = question.message[found.end :], question.message[: found.start]
    match = HOLDS.search(after)
    if match and (match["end"] or len(match["has"]) > len("包括")):
        return _judged(match["thing"], search, found.listed)
    match = COUNTED_IN.search(before)
    if match and AMONG.match(after) and (question.asks("yesno") or question.confirms or "不" in match["is"]):
        told = _judged(match["thing"], search, found.listed)
        return told and replace(told, is_one=match["is"].endswith("是"))
    return None


def _judged(thing: str, search: Search, listed: Enumeration) -> Held | None:
    thing = thing.strip("、的了")
    if not thing or ASKED.search(thing) or COUNT.search(thing):
        return None
    inside = any(_same(thing, item, search) for item in listed.items)
    return None if not inside and _nearly(thing, listed.items) else Held(thing, inside)


def _nearly(thing: str, items: tuple[str, ...]) -> bool:
    """Return whether a thing may be another word for an item (水上乐园, 水上娱乐): what all of them share tells nothing."""
    common = {c for c in thing if 2 * sum(c in item for item in items) >= len(items)}
    telling = set(thing) - common
    return any(2 * len(telling & set(text.compact(item))) > len(telling) for item in items if telling)


def _same(thing: str, item: str, search: Search) -> bool:
    """Return whether a thing is an item of a list: one's name in the other's, or all its words in a long one."""
    item = text.compact(item)
    if len(item) == 1 or len(thing) == 1:
        return thing == item
    words = own_words(thing, search)
    told = len(item) > SHORT_ITEM and bool(words) and all(w in item for w in words)
    return thing in item or item in thing or told


def not_in_list(question: Question, found: Meant) -> str:
    """Return what a claim says a named list is and the plan does not (二陆是陆游和陆机吧), or ""."""
    plainly = question.message[found.end :].startswith(("就是", "不就是"))
    if not (question.confirms or question.asks("yesno") or plainly):
        return ""
    after = CLAIMED.match(question.message[found.end :])
    if not after or not (found.found.endswith("是") or after.group().startswith(("是", "就是", "指", "讲", "说"))):
        return ""
    if COUNT.search(after["things"]) or ASKED.search(after["things"]):
        return ""
    said = [p for p in JOINED.split(TAIL.sub("", after["things"])) if len(p) > 1]
    items = found.listed.items
    short = all(len(item) <= SHORT_ITEM for item in items)
    return next((s for s in said if short and not any(s in item or item in s for item in items)), "")


def verdict_on_count(question: Question, found: Meant, *, open_end: bool) -> str:
    """Return "不是六条，是5条。" or "对，是5条。" where a message says how many a list has, else "".

    `open_end`: the plan goes on with 等 after the list, so that only what it names is counted.
    """
    count = len(found.listed.items)
    if found.said:
        return f"不是{found.said}，规划写的是{found.listed.name}。"
    said = [m for m in COUNT.finditer(question.message) if _is_total(question, found, m)]
    if not said or count <= 1:
        return ""
    told = "规划点名的" if open_end else ""
    if any(int(text.arabic(m["number"])) == count for m in said):
        wrong = next((m for m in said if int(text.arabic(m["number"])) != count), None)
        if wrong:
            return f"{told}是{count}{wrong['unit']}，不是{wrong['number']}{wrong['unit']}。"  # 六个还是五个
        plainly = question.confirms and not any(m["asks"] for m in said)  # 是哪三张吗 asks which
        return f"对，{told}是{count}{said[0]['unit']}。" if plainly else ""
    return f"{told}不是{said[0]['number']}{said[0]['unit']}，是{count}{said[0]['unit']}。"


def says_count(question: Question) -> bool:
    """Return whether a message says how many a list has, asking or not (经验一共五条)."""
    return any(TOTAL.search(question.message[: m.start()]) for m in COUNT.finditer(question.message))


def _is_total(question: Question, found: Meant, match: re.Match[str]) -> bool:
    """Return whether a number in a message says how many the list has: 一共六条, 是哪四张, 四张城市名片是哪四张."""
    behind = re.match(r"[\u4e00-\u9fff]{2}", question.message[match.end() :])
    known = text.compact(found.listed.name + "".join(found.listed.aliases)) + question.message[found.start : found.end]
    if match["asks"] and behind and behind.group() not in known and not ENDS.match(behind.group()):
        return False  # 机遇那条里加快哪三个数字化 counts no 机遇
    told = bool(TOTAL.search(question.message[: match.start()])) or match.end() == found.start
    asks = (
        question.confirms
        or question.asks("yesno", "list")
        or "还是" in question.message
        or "?" in question.text
        or "？" in question.text
    )
    return bool(match["asks"]) or (told and asks)
