"""Suggestions: three next questions that the plan really answers, from the passages nearby."""

from bot import passages
from bot.answer import ANSWERED, NOT_FOUND, PARTIAL, Answer
from bot.question import Question
from index.search import Search
from knowledge.patterns import regex

COUNT = 3
MOST_THEMES, MOST_SENTENCES = 2, 14
SHORTEST, LONGEST = 6, 20
# Dialect, claims, doubts and telegrams are not what one suggests to somebody.
COLLOQUIAL = regex(
    "侬|阿拉|伐|哪能|啥|咋|辰光|几化|白相|浪头|格|嘎|弄|搞|咱|俺|^不是|吧|真的|对吗|到底|居民问|来电|记者|说是|听说| "
)
START = ("体育培训中心什么时候建成", "2018年财政总收入", "约束性指标有哪些")


def with_suggestions(answer: Answer, question: Question, search: Search) -> Answer:
    """Return the answer with up to three suggested questions."""
    if answer.status == NOT_FOUND or not answer.citations:
        return answer.with_(suggestions=START)
    if answer.status not in (ANSWERED, PARTIAL):
        return answer.with_(suggestions=START if not answer.options else ())
    found = _on_tables(answer) if answer.citations[0].kind == "table" else _nearby(answer, question, search)
    found += [s for s in START if s not in found]
    found = [s for s in found if s != question.text.strip().rstrip("？?")]
    return answer.with_(suggestions=tuple(found[:COUNT]))


def _on_tables(answer: Answer) -> list[str]:
    row = passages.row_name(answer.citations[0].quote)
    name = row.removesuffix("年均增长率").removesuffix("年均下降率").removesuffix("增长率")
    if answer.citations[0].quote[0].isdigit():
        # A row of targets: go on with its attribute and the table it stands in.
        return [f"{name}是预期性还是约束性", "“十四五”指标有哪些", "约束性指标有哪些"]
    return [f"{name}历年数据", f"{name}哪一年最高", f"“十四五”{name}目标是多少"]


def _nearby(answer: Answer, question: Question, search: Search) -> list[str]:
    """Return bank questions on other facts of the same theme, then of the cited paragraph, each of another sentence."""
    cited = {c.quote for c in answer.citations}
    paragraph = answer.citations[0].paragraph
    own = [s.id for s in search.plan.sentences if s.paragraph == paragraph]
    told = {number for number in own if search.sentence(number).text in cited}
    themes = [search.plan.topics[int(n.target)] for n in question.topics]
    themes += sorted((t for t in search.plan.topics if told & set(t.sentences)), key=lambda t: len(t.sentences))
    near = [n for theme in themes[:MOST_THEMES] for n in theme.sentences] + own
    near = [n for n in dict.fromkeys(near) if search.sentence(n).text not in cited]
    found: list[str] = []
    for number in near[:MOST_SENTENCES]:
        asked = [_plainest(e.questions) for e in search.entries_of([number])[:1]]
        found += [q for q in asked if q and q != question.text and q not in found]
    return found[:COUNT]


def _plainest(questions: tuple[str, ...]) -> str:
    """Return the first short question in standard words, or "" where people asked in dialect or at length only."""
    plain = (q for q in questions if SHORTEST <= len(q) <= LONGEST and not COLLOQUIAL.search(q))
    return next(plain, "")
