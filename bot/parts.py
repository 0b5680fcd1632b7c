"""Several questions in one message: each is answered by itself, each with its source."""

import re
from collections.abc import Iterable
from dataclasses import replace

from bot import cues, naming
from bot.answer import ANSWERED, CHAT, CLARIFY, NOT_FOUND, PARTIAL, Answer, figure_told
from bot.asked import NAMES
from bot.quantities import figures_of, quantities
from bot.question import Question, Turn, parsed
from bot.subject import is_bare
from bot.untold import ASKING_WORD
from index.search import Hit, Search
from knowledge.patterns import regex

HARD = regex(r"[?？;；!！。\n①②③④⑤⑥]+")
SOFT = regex(r"[?？;；!！。\n,，①②③④⑤⑥]+|还有(?=.{3})|另外|以及|顺便问一?下?")
AND_THAT = regex(r"(?P<first>.{6,}?)[,，。?？；;](?P<second>[^,，。?？]{1,8}呢)[?？]?")
PADDING = regex(
    "[两二三四几]?[个件]?(事情?|问题|数)?(一起|一并|一道)(问|查|核)[:：]?|(请|麻烦|帮忙)?(你|您|侬)?(一起|一并|都|分别|全部|一次)?(都)?(告诉我?|说说|讲讲|说一下|列一下|回答一下?|答复一?下?|查一?下|查查)(一下|吧|好吗|谢谢)?"
)
MIN_PIECE, MAX_PIECES = 4, 4
NEAR, FAR = 0.39, 0.15
PAIR = 2
LISTED, LONGEST_NOUN = 3, 14
EACH_HOW_MANY = regex("(各|分别)(是|有)?(?P<asks>(多少|几)[个家户条座名]?)[?？]?$")
OF_FIGURES = regex("(数|数量|额|面积|长度|里程|人次|公里数|亩数|资金|规模)$")  # what a telegram calls a figure
FIGURE_FIRST = regex(r"(?!“|规划)[^：\n]*\d[^：\n]*：")  # an answer that begins with its figure
NO_COUNT = regex("规划没有写[^。，]{0,12}数量。")
NUMBER_IN_SERIES = regex("第几[届批期轮次]")
OF_EACH = regex("(这|那)?([两二三四](类|样|项|个|种|块|者|边))?(各自|各|分别)(的|算|是)?")
OF_TWO = regex(
    "(?:^|[,，:：])(?P<one>[^,，。?？/]{2,12}?)(?:和|与|跟|/)(?P<other>[^,，。?？/]{2,12}?)(?:这?[两二](?:样|类|个|种|块))(?P<rest>[^?？]*?)各(?:自)?(?:是|有)?(?P<asks>(?:几|多少)[个家户条座处亩名]?)"
)
LIST_OF_TWO = regex(
    "(几|多少|哪些|哪几)[^?？]*[,，、和跟与及?？][^?？]*(几|多少|哪些|哪几)|(各|分别)(有|是)?(几|多少|哪)"
)
MARKS = "①②③④"


def on_parts(question: Question, search: Search) -> Answer | None:
    """Answer a message of several questions on different subjects, or None where it is one question."""
    if question.follows or len(question.message) < 2 * MIN_PIECE:
        return None
    from bot.steps import first_answer

    pair = AND_THAT.fullmatch(question.message)
    if pair and not question.measures:
        return _and_that(pair, search)
    for pattern in (HARD, SOFT):
        pieces = [p for p in pattern.split(question.message) if len(p) >= MIN_PIECE and not PADDING.fullmatch(p)]
        if not 2 <= len(pieces) <= MAX_PIECES:
            continue
        questions = [parsed(p, search) for p in pieces]
        if not _independent(questions, search):
            continue
        answers = [first_answer(q, search) for q in questions]
        if any(a.status in (CHAT, CLARIFY) for a in answers):
            continue
        if len({a.text for a in answers}) < len(answers):
            continue
        if pattern is SOFT and any(a.step == "absence.not_found" for a in answers):
            continue  # 敬老院里有床位吗，改造出来几张: the second leans on the first
        return _counted_by_list(answers) or joined(answers)
    return (
        _claims_in_row(question, search)
        or _asked_of_each(question, search)
        or _each_of_two(question, search)
        or _two_lists(question, search)
        or _figures_listed(question, search)
        or _on_one_subject(question, search)
        or _leaning_second(question, search)
    )


def _answers(messages: Iterable[str], search: Search) -> list[Answer]:
    """Return the answers to messages, each by itself."""
    from bot.steps import first_answer

    return [first_answer(parsed(message, search), search) for message in messages]


def _claims_in_row(question: Question, search: Search) -> Answer | None:
    """Hold each of several figures of prose against its own passage (绿化养护288万平方米，群租整治228户，没错吧), or None."""
    if not question.confirms or len(question.claims) < PAIR or question.measures:
        return None
    pieces = [parsed(f"{p}对吗", search) for p in SOFT.split(question.message) if len(p) >= MIN_PIECE]
    stating = [p for p in pieces if len(p.claims) == 1 and search.terms.content(cues.without_cues(p.message))]
    if not PAIR <= len(stating) <= MAX_PIECES or any(p.claims and p not in stating for p in pieces):
        return None
    best = [search.hits(p.message)[:1] for p in stating]
    if len({h.entry.sentence for hits in best for h in hits}) < len(stating):
        return None
    from bot.steps import first_answer

    answers = [first_answer(p, search) for p in stating]
    verdicts = [a.text.startswith(("不是", "对，")) and a.status == ANSWERED for a in answers]
    return joined(answers) if all(verdicts) else None


def _asked_of_each(question: Question, search: Search) -> Answer | None:
    """Answer for each of several figures told what is asked of them all (关61家,清拆47家,各自每年多少家), or None."""
    if len(question.claims) < PAIR or not OF_EACH.search(question.message):
        return None
    pieces = [p for p in SOFT.split(question.message) if p.strip()]
    told = [p for p in pieces if len(parsed(p, search).claims) == 1 and len(p) >= MIN_PIECE]
    asks = ",".join(p for p in pieces if p not in told)
    if not PAIR <= len(told) <= MAX_PIECES or not OF_EACH.search(asks) or question.confirms or question.measures:
        return None
    answers = _answers((f"{p},{OF_EACH.sub('', asks)}" for p in told), search)
    given = all(a.status == ANSWERED and a.derived for a in answers)
    return joined(answers) if given and len({a.text for a in answers}) == len(answers) else None


def _each_of_two(question: Question, search: Search) -> Answer | None:
    """Answer for each of two things named together how many it has (三高一低和198区域…各是几家), or None."""
    match = OF_TWO.search(question.message)
    if match is None or question.measures or question.previous is not None or len(question.claims) > 1:
        return None
    rest = OF_EACH.sub("", match["rest"]) + match["asks"]
    answers = _answers((f"{match[name]}{rest}" for name in ("one", "other")), search)
    told = [figure_told(a) for a in answers]
    return joined(answers) if all(told) and told[0] != told[1] else None


def _two_lists(question: Question, search: Search) -> Answer | None:
    """Answer for each of two named lists how many items it has, or which (新机遇几条、新挑战几条), or None."""
    named = list({n.target: n for n in question.enumerations}.values())
    items = all(search.plan.enumerations[int(n.target)].items for n in named)
    asks = LIST_OF_TWO.search(question.message)
    if len(named) != PAIR or not items or not asks or question.confirms or question.projects or question.measures:
        return None
    answers = _answers((f"{n.found}有哪几条" for n in named), search)
    told = all(a.status == ANSWERED and a.step == "lists.on_lists" for a in answers)
    return joined(answers) if told and answers[0].text != answers[1].text else None


def _counted_by_list(answers: list[Answer]) -> Answer | None:
    """Return the answer that names the things whose number alone another lacks (几家，是哪几个), or None."""
    if len(answers) != PAIR or {a.status for a in answers} != {ANSWERED, PARTIAL}:
        return None
    lacking, told = sorted(answers, key=lambda a: a.status == ANSWERED)
    same = {c.paragraph for c in lacking.citations} == {c.paragraph for c in told.citations}
    return told if same and NO_COUNT.match(lacking.text) else None


def _figures_listed(question: Question, search: Search) -> Answer | None:
    """Answer a telegram that lists figures (累计总收入、净收入、成员分配兑现额), each with its own, or None."""
    head, _, rest = question.message.rpartition(":")
    each = EACH_HOW_MANY.search(rest)
    pieces = re.split("[、;；/]", EACH_HOW_MANY.sub("", rest))
    least = PAIR if (each and "/" in rest) or all(OF_FIGURES.search(p) for p in pieces) else LISTED
    short = all(2 <= len(p) <= LONGEST_NOUN for p in pieces)
    plain = {"count", "cost", "scale"} | ({"each"} if each else set())
    asks = question.attributes - plain or question.measures or question.enumerations or question.years
    if not least <= len(pieces) <= MAX_PIECES or not short or asks or question.confirms:
        return None
    how_many = each["asks"] if each else "多少"
    answers = _answers((f"{head}{p}{how_many}" for p in pieces), search)
    told = [figure_told(a) for a in answers]
    return joined(answers) if all(told) and len(set(told)) == len(told) else None


def _on_one_subject(question: Question, search: Search) -> Answer | None:
    """Answer two whole questions on one subject, of two periods or numbers (第三届募了多少？…要办的是第几届？), or None."""
    from bot.steps import first_answer

    pieces = [p for p in HARD.split(question.message) if len(p) >= MIN_PIECE]
    if len(pieces) != PAIR:
        return None
    questions = [parsed(p, search) for p in pieces]
    whole = questions[0].projects and all((q.attributes or "几" in q.message) and not q.measures for q in questions)
    if not whole or first_answer(question, search, on_parts).status == ANSWERED:
        return None
    answers = [first_answer(q, search) for q in questions]
    told = all(a.status == ANSWERED for a in answers) and answers[0].text != answers[1].text
    return joined(answers) if told else None


def _leaning_second(question: Question, search: Search) -> Answer | None:
    """Answer two questions of which the second names nothing (口袋公园造几座，造在哪): it leans on the first."""
    from bot.follow_up import in_context
    from bot.steps import first_answer

    pieces = [p for p in SOFT.split(question.message) if p.strip()]
    if len(pieces) > PAIR:
        told, _, last = HARD.sub("?", question.message).rstrip("?").rpartition("?")
        pieces = [told, last] if told and last else []
    if len(pieces) != PAIR or question.measures or question.confirms or question.asks("source"):
        return None
    first, second = (parsed(p, search) for p in pieces)
    goes_on = second.periods and second.asks("yesno", "status") and second.periods != first.periods  # 往后还管伐
    asks = second.attributes & NAMES.keys() or naming.CALLED.search(second.message) or goes_on
    if not (first.attributes and asks and is_bare(second, search)) or is_bare(first, search):
        return None
    answer = first_answer(first, search)
    definite = FIGURE_FIRST.match(answer.text) or answer.step == "lists.on_lists" or first.asks("status")
    whole = first_answer(question, search, on_parts)
    if answer.status != ANSWERED or not definite or (whole.status == ANSWERED and whole.text != answer.text):
        return None
    other = first_answer(
        in_context(replace(second, previous=Turn(first, answer, told=figure_told(answer))), search), search
    )
    new = other.text.split("\n")[0] not in answer.text and other.status in (ANSWERED, PARTIAL)
    return joined([answer, other]) if new else None


def _and_that(pair: re.Match[str], search: Search) -> Answer | None:
    """Answer a question and the 那…呢 after it, the second in the context of the first."""
    from bot.follow_up import in_context
    from bot.steps import first_answer

    first = parsed(pair["first"], search)
    answer = first_answer(first, search)
    if answer.status != ANSWERED:
        return None
    second = in_context(replace(parsed(pair["second"], search), previous=Turn(first, answer)), search)
    other = first_answer(second, search)
    new = other.status == ANSWERED and other.text != answer.text and not set(other.citations) <= set(answer.citations)
    same = {c.quote for c in other.citations} != {c.quote for c in answer.citations}
    return joined([answer, other]) if new and same else None


def _independent(questions: list[Question], search: Search) -> bool:
    """Return whether each piece asks something and has a subject of its own."""
    subjects = []
    asking = any(ASKING_WORD.search(q.message) for q in questions)
    for question in questions:
        if asking and not (ASKING_WORD.search(question.message) or question.attributes or question.measures):
            return False  # 老房子一直用钢瓶 tells and asks nothing
        asks = question.attributes or question.operations or question.years or NUMBER_IN_SERIES.search(question.message)
        if not (asks or ASKING_WORD.search(question.message)):
            return False
        if len(questions) == PAIR and is_bare(question, search):
            return False  # 后头还要弄几个 leans on what stands before
        if not (question.measures or search.terms.content(cues.without_cues(question.message))):
            return False
        subjects.append(_subject(question, search))
    # A piece without a name of its own beside one with a measure leans on it (…2018年多少？十四五每年要涨多少).
    if any(q.measures for q in questions) and not all(q.measures or q.projects or q.topics for q in questions):
        return False
    if any(q.measures for q in questions) and any(q.asks("why") and not q.measures for q in questions):
        return False  # 2020年财政收入少了一截，原因是疫情吧
    return all(subjects) and len(set(subjects)) == len(subjects)


def _subject(question: Question, search: Search) -> str:
    if question.measures:
        return question.measures[0].target
    if question.projects:
        return "project " + question.projects[0].target
    hits = search.hits(question.message)
    if hits and _near(question, search) and not question.absent:
        return f"entry {hits[0].entry.id}"
    return "absent " + question.absent[0].target if question.absent else ""


def _near(question: Question, search: Search) -> bool:
    """Return whether a piece by itself is really near a passage; a piece of chatter is not."""
    best = search.hits(question.message)[0]
    own = FAR if question.topics or _counts_what_is_told(question, search, best) else NEAR
    return best.likeness >= own or bool(search.rare_words(question.message, best.entry))


def _counts_what_is_told(question: Question, search: Search, hit: Hit) -> bool:
    """Return whether a piece asks for a number in the very unit in which its best passage has one (帮多少户当老板)."""
    units = {q.unit for q in quantities(question.message)} - {"", "个"}
    return any(f.unit in units for f in figures_of(search, hit))


def joined(answers: list[Answer]) -> Answer:
    """Return several answers as one, each with its mark and its sources."""
    statuses = {a.status for a in answers}
    status = statuses.pop() if len(statuses) == 1 else PARTIAL
    if status not in (ANSWERED, NOT_FOUND, PARTIAL):
        status = PARTIAL
    lines = [line for mark, a in zip(MARKS, answers, strict=False) for line in f"{mark}{a.text}".split("\n")]
    text = "\n".join(dict.fromkeys(lines))
    citations = tuple(dict.fromkeys(c for a in answers for c in a.citations))
    derived = tuple(d for a in answers for d in a.derived)
    table = next((a.table for a in answers if a.table), None)
    return Answer(status, text, citations, table, derived=derived)
