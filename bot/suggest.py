"""Suggestions: three next questions that the plan really answers, from the passages nearby."""

from bot import passages
from bot.answer import ANSWERED, NOT_FOUND, PARTIAL, Answer
from bot.question import Question
from index.search import Search

COUNT = 3
START = ("体育培训中心什么时候建成", "2018年财政总收入", "约束性指标有哪些")


def with_suggestions(answer: Answer, question: Question, search: Search) -> Answer:
    """Return the answer with up to three suggested questions."""
    if answer.status == NOT_FOUND or not answer.citations:
        return answer.with_(suggestions=START)
    if answer.status not in (ANSWERED, PARTIAL):
        return answer.with_(suggestions=START if not answer.options else ())
    found = _on_tables(answer, question) if answer.citations[0].kind == "table" else _nearby(answer, question, search)
    found += [s for s in START if s not in found]
    return answer.with_(suggestions=tuple(found[:COUNT]))


def _on_tables(answer: Answer, question: Question) -> list[str]:
    row = passages.row_name(answer.citations[0].quote)
    name = row.removesuffix("年均增长率").removesuffix("年均下降率").removesuffix("增长率")
    if answer.citations[0].quote[0].isdigit():
        # A row of targets: go on with its attribute and the table it stands in.
        return [f"{name}是预期性还是约束性", "“十四五”指标有哪些", "约束性指标有哪些"]
    found = [f"{name}历年数据", f"{name}哪一年最高", f"“十四五”{name}目标是多少"]
    return [s for s in found if s != question.text]


def _nearby(answer: Answer, question: Question, search: Search) -> list[str]:
    """Return bank questions on the other facts of the cited paragraph, each of another sentence."""
    cited = {c.quote for c in answer.citations}
    paragraph = answer.citations[0].paragraph
    found: dict[int, str] = {}
    near = [s.id for s in search.plan.sentences if s.paragraph == paragraph and s.text not in cited]
    for entry in search.entries_of(near):
        if entry.questions:
            found.setdefault(entry.sentence, entry.questions[0])
    return list(found.values())[:COUNT]
