"""Uses: what a message asks whether it will be built on a named site, of which the plan has no word."""

import re

from bot.question import Question
from index import text
from index.search import Search

BUILT = re.compile(
    r"(?:(?<![改创打制营组新公民])[建造盖](?:成|个|点|些)?|改成|变成|用来|拿来做|当作?)(?P<thing>[^\W\d_a-z]{2,5}?)(?=对?[吗么伐嘛吧哇]|还是|[?？]|$)"
)
# What is built well or done names no thing.
STATE = re.compile("^[好完成了过的起来下得到上在]|[过了好完]$|什么|啥|哪|多少|几")


def unmentioned(question: Question, search: Search) -> str:
    """Return the thing (住宅) that a yes-or-no message would see on a named site, where the plan tells of none, else ""."""
    if not (question.asks("yesno") or question.confirms) or not question.projects:
        return ""
    projects = [search.plan.projects[int(n.target)] for n in question.projects]
    known = "".join(
        text.compact(search.sentence(m.sentence).text) + "".join(p.aliases) for p in projects for m in p.mentions
    )
    for match in BUILT.finditer(question.own or question.message):
        thing = match["thing"]
        words = search.terms.content(thing)
        if STATE.search(thing) or not words or any(w in known for w in (thing, *words)):
            continue
        return thing
    return ""
