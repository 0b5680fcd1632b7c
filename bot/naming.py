"""Naming: whether a follow-up asks what counted things are called, and whether the passage names them."""

from bot import row
from bot.quantities import CLASS_OF, figures_of
from bot.question import Question
from index import text
from index.search import Hit, Search
from knowledge import clauses
from knowledge.patterns import regex

CALLED = regex("(叫|是)(什么|啥)名字?|(什么|啥)名字|名字(是|叫|呢|有)|都?叫(什么|啥)|怎么称呼|都是些?(什么|啥)")
WHICH = regex(
    r"^(那|分别|都|具体|到底)*(是|有|指)?哪(些|几(?!年|月|天)|\d+(?=[个家条所处座种类样项户名幢幅])|[二两三四五六七八九十]+(?=[个家条所处座种类样项户名幢幅])|(?=[个家条所处座幢]))[^\W\d_]{0,5}[呢啊呀?？]*(?:$|[?？,，。])"
)
OWN_NAME = regex(
    r"叫(什么|啥)(名|[?？呢]*$)|\d+[家个所条]?是?哪\d+[家个所条]|企业是哪(些|几家)|(路|村|厂|店|校)名(报|说|列|是|有|叫)"
)
SOME_OF = regex(r"等[^，,。；、]{0,4}\d")  # 玉昆小区等11个居民区: one is named, ten are not
CALLED_ALONE = regex(r"(?<!\d)\d+(个|家|条|所|处|座|项)[^，,。?？]{0,8}(叫(啥|什么)|(啥|什么)名字|名字)")


def asks_names(question: Question) -> bool:
    """Return whether a message asks what several things are called: those spoken of, or those that it counts itself."""
    own = (question.own or question.message) if question.follows else ""
    if own and (CALLED.search(own) or WHICH.search(own)):
        return True
    if OWN_NAME.search(question.message):
        return True
    return bool(CALLED_ALONE.search(text.with_arabic_numbers(question.message)))


def names_counted(search: Search, hit: Hit) -> bool | None:
    """Return whether a passage names the things that it counts; None where it counts nothing."""
    counted = [f for f in figures_of(search, hit) if CLASS_OF.get(f.unit, "") in ("thing", "people", "length", "area")]
    if not counted:
        return None
    clause = next((c for _, c in clauses.split(hit.entry.quote) if counted[0].number in c), hit.entry.quote)
    if SOME_OF.search(clause):
        return False
    named = row.members(clause)
    return len(named) > 1 and not any(c.isdigit() for name in named for c in name)
