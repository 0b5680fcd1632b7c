"""A project's mentions: how far it is, when, and what the plan says of it in either period."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot import given, passages, replies
from bot.answer import ANSWERED, PARTIAL, Answer
from bot.question import Question
from index import text
from index.search import Hit, Search
from knowledge.patterns import regex
from knowledge.records import Mention, Project

NEIGHBOUR = 0.82
LONG_REPLY = 4
SHORT_SENTENCE = 56
# Stages of a mention that are results; the others (创建, 推进 …) may still have been under way.
GOT, AGAIN = re.compile("评上|评的|评为|获得|拿到|拿的|得的|授牌|创建成功|当上"), re.compile("复审|复查|重新|再次")
BUILT = regex("建成|新建|修建|扩建|改建|建设(?!成)|改造|延伸|开工|通车|投入使用|匝道|轨交")
HAPPENED = regex(f"(?<!目)的[?？]?$|了的|{GOT.pattern}|创成的|拿的|批的|批下来")
WHICH_PERIOD = regex(
    "(五年|十[三四]五)[^,，。?？]{0,6}还是[^,，。?？]{0,8}(五年|十[三四]五)"
)  # the period is what is asked
UNDER_WAY = regex("^(高标准)?创建|^推进")  # no result yet, though told among the results
REACHED = ("建成", "投入使用", "完成")
FINISHED = regex(
    "(?<![要会将])(修|造|建|弄|搞|做|评|办|拿|批)(好|完|成|上|到手|下来)了?|早就|已经|已是|已获|挂上|完工|竣工|通车|开业|投用|到手|(开学|住人|入住|住进|搬进|启用)了|交房了|收生了"
)

# 一条都没搞成过: the claim is that nothing came of it.
DENIES = regex("(都|从来|根本|压根)没有?[\u4e00-\u9fff]{0,2}(?<!还)(造|建|弄|搞|做|评|办|拿|拆|修|改|开|成)")
RESULT = regex("^(?!.*(设计|招标|规划|方案|签约|开工)).*(成功|建成|完成|获得|投入使用|启用)")


def is_dated(question: Question, search: Search) -> bool:
    """Return whether a named project has a mention with a year."""
    named = [search.plan.projects[int(n.target)] for n in question.projects]
    return any(given.YEAR.search(m.clause) for p in named for m in p.mentions)


def tells_the_year(question: Question, search: Search, project: Project) -> bool:
    """Return whether when is told, by a mention with a year: of a review that is asked for, or just shown (哪一年的事)."""
    dated = [m for m in project.mentions if given.YEAR.search(m.clause)]
    again = AGAIN.search(question.message) and any(AGAIN.search(m.clause) for m in dated)
    turn = question.previous
    shown = passages.sentences_of(search, turn.answer.citations) if turn and question.follows else ()
    got = GOT.search(question.message)
    return bool(again) or (not got and any(m.sentence in shown for m in dated))


def joint(question: Question, search: Search) -> Project | None:
    """Return several named projects as one, their mentions in the plan's order, or None for fewer than two."""
    numbers = list(dict.fromkeys(int(n.target) for n in question.projects))
    if len(numbers) < 2 or question.asks("count", "cost", "list"):
        return None
    named = [search.plan.projects[n] for n in numbers]
    mentions = dict.fromkeys(m for p in named for m in p.mentions)  # a set's order differs from process to process
    told = sorted(mentions, key=lambda m: (m.sentence, search.sentence(m.sentence).text.find(m.clause)))
    both = [m for m in told if all(n.found in text.compact(m.clause) for n in question.projects)]
    if both:
        # 大港农贸市场 is one thing: the clause that names both is meant, not all that is told of either.
        return Project("、".join(p.name for p in named), (), tuple(both))
    return Project("、".join(p.name for p in named), tuple(a for p in named for a in p.aliases), tuple(told))


def project(question: Question, search: Search, best: Hit) -> Project | None:
    """Return the project that the message names and the best hit speaks of."""
    named = [search.plan.projects[int(n.target)] for n in question.projects]
    own = [p for p in named if any(m.sentence == best.entry.sentence for m in p.mentions)]
    if own or named:
        return own[0] if own else named[0]
    spoken = [p for p in search.plan.projects if any(is_mention(m, best) for m in p.mentions)]
    listed = any("、" in m.clause for p in spoken for m in p.mentions if is_mention(m, best))
    if listed and not any(w in text.compact(p.name) for p in spoken for w in search.terms.content(question.message)):
        return None  # another of the things in one list (潮圣厂区、翔昆大厦)
    return spoken[0] if len(spoken) == 1 else None


def touches(mention: Mention, hit: Hit) -> bool:
    """Return whether a hit's quote holds the clause that mentions a project, or stands in it."""
    quote = hit.entry.quote.strip("，。；")
    return mention.sentence == hit.entry.sentence and (quote in mention.clause or mention.clause in quote)


def is_mention(mention: Mention, hit: Hit) -> bool:
    """Return whether a hit's quote is hardly more than the clause that mentions a project."""
    if mention.sentence != hit.entry.sentence:
        return False
    quote = hit.entry.quote.strip("，。；")
    return quote in mention.clause or (mention.clause in quote and len(quote) <= len(mention.clause) + 4)


def same_subject(hit: Hit, best: Hit) -> bool:
    """Return whether a further hit is nearly as good and alike enough to be on the same thing."""
    return hit.score >= NEIGHBOUR * best.score and max(hit.likeness, hit.missing) >= 0.3


def distinct(mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions without those whose clause another holds, at most LONG_REPLY of them."""
    seen: dict[tuple[int, str], Mention] = {}
    for mention in mentions:
        held = [k for k in seen if k[0] == mention.sentence and (mention.clause in k[1] or k[1] in mention.clause)]
        if not held:
            seen[(mention.sentence, mention.clause)] = mention
    return list(seen.values())[:LONG_REPLY]


def _whole_if_short(search: Search, mention: Mention) -> Mention:
    """Return the mention with its whole sentence where that is short, so that its figures are told too."""
    sentence = search.sentence(mention.sentence).text
    return mention if len(sentence) > SHORT_SENTENCE else replace(mention, clause=sentence.strip("。；"))


def mention_lines(search: Search, mentions: Sequence[Mention]) -> list[str]:
    """Return a line for each mention in the plan's order, its period in front."""
    return [
        f"· {passages.lead(search, m.sentence, m.clause)}。"
        for m in sorted(distinct(mentions), key=lambda m: m.sentence)
    ]


def _shared(question: Question, search: Search, mention: Mention) -> int:
    """Return how many content words of the message a mention's clause has."""
    clause = text.compact(mention.clause)
    return sum(w in clause for w in search.terms.content(question.message))


def undated(question: Question, search: Search, hits: list[Hit], project: Project | None) -> Answer:
    """When: the plan gives a period at most."""
    best = hits[0]
    mentions = list(project.mentions) if project else [Mention(best.entry.sentence, best.entry.quote, "", "")]
    if not project:
        mentions += [Mention(h.entry.sentence, h.entry.quote, "", "") for h in hits[1:3] if same_subject(h, best)]
    finished = [m for m in mentions if passages.is_done(search.plan, search.sentence(m.sentence))]
    # 是哪年评上的 asks of what was done, whatever is planned beside it; the review is another matter.
    finished = [m for m in finished if not UNDER_WAY.search(m.clause)]
    past = finished if HAPPENED.search(question.message) and not AGAIN.search(question.message) else []
    nearest = max(
        past or mentions, key=lambda m: (_shared(question, search, m), m.sentence == best.entry.sentence, m.sentence)
    )
    mentions = sorted(distinct([nearest, *mentions]), key=lambda m: m.sentence)
    last = nearest if past or (nearest in mentions and _shared(question, search, nearest)) else mentions[-1]
    last = replace(last, clause=last.clause.strip("，。；"))
    record = search.sentence(last.sentence)
    label = passages.period_label(search.plan, record.period)
    done = passages.is_done(search.plan, record)
    if not label:
        first = f"{replies.NO_DATE}规划写到：{last.clause}。"
    elif done:
        first = f"规划没有写具体日期，只写明是{label}的成果：{last.clause}。"
    else:
        first = f"规划没有写具体日期，只列为{label}的计划：{last.clause}。"
    lines = [first]
    if len(mentions) > 1:
        lines += mention_lines(search, mentions)
    if not done:
        lines.append(_not_yet([last]) if label else replies.ASK_TOWN)
    citations = [passages.cite_sentence(search, m.sentence) for m in mentions]
    status = ANSWERED if label and WHICH_PERIOD.search(question.message) else PARTIAL
    return Answer(status, "\n".join([*lines, passages.source_lines(citations)]), tuple(dict.fromkeys(citations)))


def timeline(question: Question, search: Search, project: Project) -> Answer:
    """How far a project is: every mention in order, done apart from planned."""
    project = replace(project, mentions=tuple(_whole_if_short(search, m) for m in project.mentions))
    dated = [m for m in project.mentions if given.YEAR.search(m.clause)]
    done = [m for m in project.mentions if passages.is_done(search.plan, search.sentence(m.sentence))]
    planned = [m for m in project.mentions if m not in done]
    if question.asks("when") and dated:
        first = f"{given.YEAR.findall(dated[0].clause)[0]}年：{dated[0].clause}。"
    elif done and planned:
        did = "做到" if done[-1].stage in REACHED else "写的是"
        first = f"“十三五”期间（2016—2020年）{did}：{done[-1].clause}；“十四五”期间（2021—2025年）计划：{planned[-1].clause}。"
    elif planned:
        first = f"规划里还是计划，没有写完成：“十四五”期间（2021—2025年）{planned[-1].clause}。"
    else:
        first = f"{passages.lead(search, done[-1].sentence, done[-1].clause)}。"
    denied = question.confirms and DENIES.search(question.message)
    if denied and done and RESULT.search(done[-1].clause):
        first = f"不是，{first}"
    elif planned and done and question.confirms and not denied and FINISHED.search(question.message):
        first = f"{replies.NOT_SAID_DONE}{first}"
    if question.asks("when") and GOT.search(question.message) and not AGAIN.search(question.message):
        # 哪年评上的 is not the year of the review (2022年复审).
        dated = [m for m in dated if not AGAIN.search(m.clause)]
        first = (
            first if dated else f"{passages.lead(search, project.mentions[0].sentence, project.mentions[0].clause)}。"
        )
    undated_ = question.asks("when") and not dated and not question.years
    lines = [(replies.NO_DATE if undated_ else _wrong_year(question, dated)) + first]
    rest = [m for m in distinct(project.mentions) if m.clause not in first]
    lines += mention_lines(search, rest)
    lines.append(_not_yet(planned) if planned else replies.CHECK_TODAY_DONE)
    citations = [passages.cite_sentence(search, m.sentence) for m in project.mentions]
    text = "\n".join([*lines, passages.source_lines(citations)])
    return Answer(PARTIAL if undated_ else ANSWERED, text, tuple(dict.fromkeys(citations)))


def _not_yet(planned: Sequence[Mention]) -> str:
    """Return the closing line on what is planned: "built" is said only of what one builds."""
    return replies.PLAN_NOT_FACT if any(BUILT.search(m.clause) for m in planned) else replies.PLAN_NOT_DONE


def _wrong_year(question: Question, dated: Sequence[Mention]) -> str:
    if not question.years:
        return ""
    if not dated:
        return f"规划没有写{question.years[0]}年。" if question.confirms or question.asks("when") else ""
    wrong = [y for y in question.years if not any(str(y) in m.clause for m in dated)]
    right = given.YEAR.findall(dated[0].clause)[0]
    return f"不是{wrong[0]}年，是{right}年：{dated[0].clause}。" if wrong else ""


def twins(search: Search, hits: list[Hit]) -> Answer:
    """Done or planned, where no project is named: the best passage of each period."""
    best = hits[0]
    own = search.sentence(best.entry.sentence).period
    other = [
        h for h in hits[1:8] if search.sentence(h.entry.sentence).period not in (own, "") and same_subject(h, best)
    ]
    told = [Mention(h.entry.sentence, h.entry.quote, "", "") for h in (best, *other[:1])]
    lines = [f"{passages.lead(search, m.sentence, m.clause)}。" for m in sorted(told, key=lambda m: m.sentence)]
    planned = [m for m in told if not passages.is_done(search.plan, search.sentence(m.sentence))]
    if planned:
        lines.append(_not_yet(planned))
    citations = [passages.cite_sentence(search, m.sentence) for m in told]
    return Answer(ANSWERED, "\n".join([*lines, passages.source_lines(citations)]), tuple(dict.fromkeys(citations)))
