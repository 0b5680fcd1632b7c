"""Steps on prose: what the passage gives, what it lacks, and where it stands."""

from collections.abc import Sequence

from bot import (
    asked,
    choosing,
    cues,
    figure_lines,
    given,
    giving,
    members,
    mentions,
    overclaims,
    passages,
    premises,
    proper,
    quantities,
    replies,
    town_totals,
    uses,
)
from bot.answer import ANSWERED, PARTIAL, Answer
from bot.question import Question
from bot.untold import asking_clause
from index import text
from index.search import Hit, Search
from knowledge import clauses
from knowledge.patterns import regex
from knowledge.records import Figure, Mention

OTHER_PERIOD = 0.6
MOST_BESIDE = 2
# What is asked of a project and no stage of it tells: its purpose, motto or number in a series.
OF_IT = regex(
    "[成是]个?(什么|啥)样|(什么|啥)样子|成(啥|什么)(?!立)|干嘛|干什么|干啥|为了?(啥|什么|谁)|目的|总目标|口号|服务(谁|什么)|哪句|第几|几个字|[一二两三四五六七八]个字"
)
BARE = regex("[嗯哦噢那呢啊呀吧,，。?？!！]")  # what may stand beside a name that is all that is asked
STAGES = regex("各?个?阶段|已[^,，。?？/]{1,3}/未|进展到|进度")  # 各阶段怎么表述 asks how far it is
LONG_QUOTE = 170  # characters; of a longer one the clauses nearest to the message are shown
FROM_TODAY = regex("去年|前年|今年|明年|上个?月|这个月|本月|上个?(星期|礼拜)|昨天|今天|上半年|下半年")
WIDE = 150  # characters of a sentence that is quoted whole where how, why or what all is asked
OUTSTANDING, OUTSTANDING_BY = 0.6, 0.25


def on_prose(question: Question, search: Search) -> Answer | None:
    """Answer from the prose, or None where the plan does not speak of the subject."""
    found = _on_subject(question, search)
    found = found and members.not_apart(question, search, premises.held(question, search, found))
    return found and members.not_among(question, search, found)


def _on_subject(question: Question, search: Search) -> Answer | None:
    hits = choosing.relevant(question, search)
    if not hits:
        return None
    hits, figures, lacking = giving.best_giving(question, search, hits)
    best = hits[0]
    told = question.asks("when", "status") or question.confirms or mentions.is_dated(question, search)
    if question.years and not _has_year(question, best) and not told:
        lacking = [*lacking, "year"]
    if not lacking and figures and _of_today(question):
        lacking = ["today"]
    if lacking == ["detail"] and question.confirms and _is_said(question, search, best):
        lacking = []
    if lacking or (question.asks("source") and not (question.projects and STAGES.search(question.message))):
        return _lacking(question, search, hits, lacking) if lacking else located(search, best.entry.sentence)
    project = mentions.joint(question, search) or mentions.project(question, search, best)
    over = overclaims.answered(question, search, project)
    if over is not None:
        return over
    if project and {"135", "145"} <= question.periods:
        return mentions.timeline(question, search, project)
    on_it = project is not None and any(mentions.touches(m, best) for m in project.mentions)
    told = (
        on_it
        and not question.asks("list", "how", "why", "meaning")
        and not OF_IT.search(question.message)
        and (question.asks("yesno") or _names_alone(question) or not _stands_out(hits))
    )
    if project and (told or question.asks("status", "when")) and not _wants_figure(question, figures):
        return mentions.timeline(question, search, project)
    if question.asks("status") and not _wants_figure(question, figures):
        return mentions.twins(search, hits)
    return _told(question, search, hits, figures)


def _of_today(question: Question) -> str:
    """Return the time counted from today (去年) whose figure is asked, which a plan cannot know, else ""."""
    match = FROM_TODAY.search(asking_clause(question.message))
    return match.group() if match and question.asks("count", "cost", "scale", "percent") else ""


def _names_alone(question: Question) -> bool:
    """Return whether a message is but the name of a project."""
    rest = question.message
    for name in question.projects:
        rest = rest.replace(name.found, "")
    return bool(question.projects) and not BARE.sub("", rest)


def _is_said(question: Question, search: Search, best: Hit) -> bool:
    """Return whether a claim's own words stand in the passage (110出警数下降了吧)."""
    words = search.terms.content(cues.without_cues(question.message))
    quote = text.compact(best.entry.quote)
    return bool(words) and all(w in quote for w in words)


def _stands_out(hits: Sequence[Hit]) -> bool:
    """Return whether one passage is what was asked for, far more than any other on the same project (its motto)."""
    second = hits[1].likeness if len(hits) > 1 else 0.0
    return hits[0].likeness >= OUTSTANDING and hits[0].likeness - second >= OUTSTANDING_BY


def _has_year(question: Question, best: Hit) -> bool:
    return any(str(year) in best.entry.quote for year in question.years)


def _wants_figure(question: Question, figures: Sequence[Figure]) -> bool:
    claimed = {quantities.CLASS_OF.get(unit) for _, unit in question.claims} if question.confirms else set()
    if any(quantities.CLASS_OF.get(f.unit) in claimed for f in figures):
        return True
    return bool(figures) and question.asks("count", "cost", "scale", "percent") and bool(quantities.wanted_of(question))


def _lacking(question: Question, search: Search, hits: list[Hit], lacking: Sequence[str]) -> Answer:
    """The subject is in the plan, what is asked of it is not: say so, then what the plan does say."""
    best = hits[0]
    project = mentions.project(question, search, best)
    subject = project.name if project else ""
    if "total" in lacking:
        return _no_total(question, search, best)
    part = uses.part_of(question)
    named = [a for a in lacking if a not in ("year", "period", "today")]
    names = [part if a == "use" and part else _lacking_name(a, question, search) for a in named]
    names += [f"{_of_today(question)}单独的数"] if "today" in lacking else []
    if "period" in lacking:
        wanted = asked.other_period(question, search, best)
        names.insert(0, next(p.name for p in search.plan.periods if p.id == wanted) + "的这个数")
    if "year" in lacking:
        years = "、".join(f"{y}年" for y in question.years)
        names.append(f"{years}单独的数" if len(question.years) == 1 else "分年的数")
    words = "、".join(dict.fromkeys(names))
    about = f"{subject}的" if subject else ""
    if lacking == ["when"] and project and mentions.tells_the_year(question, search, project):
        return mentions.timeline(question, search, project)
    if lacking == ["when"]:
        return mentions.undated(question, search, hits, project)
    lines = [replies.NOT_DIRECTLY if lacking == ["detail"] else f"规划没有写{about}{words}。"]
    told = [Mention(best.entry.sentence, best.entry.quote, "", "")]
    if project:
        told = sorted(project.mentions, key=lambda m: m.sentence != best.entry.sentence)
    beside = [h for h in hits[1:3] if mentions.same_subject(h, best) and not _may_mislead(question, search, h)]
    told += [Mention(h.entry.sentence, h.entry.quote, "", "") for h in beside]
    lines += mentions.mention_lines(search, told)
    lines.append(replies.ASK_TOWN)
    citations = [passages.cite_sentence(search, m.sentence) for m in mentions.distinct(told)]
    return Answer(PARTIAL, "\n".join([*lines, passages.source_lines(citations)]), tuple(dict.fromkeys(citations)))


def _no_total(question: Question, search: Search, best: Hit) -> Answer:
    """The town's total of what every town has is not in the plan; what it does count of them is said as that."""
    noun = town_totals.counted(question)
    lines, citations = [f"规划没有写全镇一共有多少{noun}。"], []
    counts = noun in text.compact(best.entry.quote) or quantities.figures_of(search, best)
    if counts and given.known_share([noun], best.entry):
        lines += mentions.mention_lines(search, [Mention(best.entry.sentence, best.entry.quote, "", "")])
        citations.append(passages.cite_sentence(search, best.entry.sentence))
    lines.append(replies.ASK_TOWN)
    sources = [passages.source_lines(citations)] if citations else []
    return Answer(PARTIAL, "\n".join([*lines, *sources]), tuple(citations))


def _may_mislead(question: Question, search: Search, hit: Hit) -> bool:
    """Return whether a hit beside what lacks a figure has one of its kind of something else (6.9公里 of new roads)."""
    kinds = {q.kind for q in quantities.wanted_of(question)} - {"", "thing"}
    alike = any(quantities.CLASS_OF.get(f.unit) in kinds for f in quantities.figures_of(search, hit))
    return alike and not any(
        len(w) > 1 and w not in quantities.CLASS_OF for w in search.rare_words(question.message, hit.entry)
    )


def _lacking_name(attribute: str, question: Question, search: Search) -> str:
    """Return what is lacking in words; a noun that was to be counted is named (车位数量)."""
    noun = next((q.noun for q in quantities.quantities(question.message) if q.noun), "")
    if attribute not in ("count", "scale"):
        return asked.NAMES[attribute]
    kinds = {q.kind for q in quantities.quantities(question.message)}
    measured = asked.MEASURES.get(kinds.pop(), "") if len(kinds) == 1 else ""
    return measured or (f"{noun}数量" if noun and search.is_word(noun) else asked.NAMES[attribute])


def located(search: Search, number: int) -> Answer:
    """Return chapter, section and whole wording of a sentence."""
    citation = passages.cite_sentence(search, number)
    record = search.sentence(number)
    chapter = citation.path[0] if citation.path else replies.PREFACE
    numeral = passages.chapter_numeral(citation.path)
    where = f"第{numeral}章“{chapter}”" if numeral else f"“{chapter}”"
    label = passages.period_label(search.plan, record.period)
    lines = [
        f"出自{where}" + (f"，属于{label}的内容。" if label else "。"),
        f"原文：“{record.text}”",
        passages.source_line(citation),
    ]
    return Answer(ANSWERED, "\n".join(lines), (citation,))


def _told(question: Question, search: Search, hits: list[Hit], figures: list[Figure]) -> Answer:
    """The passage itself: the answer line, the quote, and a second passage where it is as near."""
    best = hits[0]
    group = [best, *(h for h in hits[1:6] if _goes_with(question, search, h, best))][:3]
    first = figure_lines.figure_line(question, search, best, figures)
    lines = [first] if first else []
    foreign = premises.foreign(question, search, best) if question.confirms else []
    company = proper.measure_of_company(question, search)
    strange = figure_lines.without_figure(question, search, best) if not (foreign or company) else ""
    if company:
        lines = [f"规划没有写{company}的{question.measures[0].found}，只写了："]
    if strange:
        lines.insert(0, f"规划没有写{strange}这个数，写的是：")
    if foreign:
        lines.insert(0, f"规划里没有“{'、'.join(foreign)}”的说法，写的是：")
    numbers = list(dict.fromkeys(h.entry.sentence for h in group))
    numbers += [n + 1 for n in numbers[:1] if _is_heading(search, n)]
    for number in numbers:
        shown = _shown(question, search, number, group, numbers[0])
        lead = replies.ORIGINAL.format(quote=shown) if first and number == best.entry.sentence else ""
        lines.append(lead or passages.lead(search, number, shown) + ("" if shown.endswith("……") else "。"))
    theirs = figure_lines.told_of(question, search, first)
    citations = [passages.cite_sentence(search, n) for n in dict.fromkeys((*numbers, *theirs))]
    derived = [x for f in figures for x in figure_lines.converted(question, f)[1]]
    return Answer(
        PARTIAL if company else ANSWERED,
        "\n".join([*lines, passages.source_lines(citations)]),
        tuple(dict.fromkeys(citations)),
        derived=tuple(derived),
    )


def _shown(question: Question, search: Search, number: int, group: Sequence[Hit], first: int) -> str:
    """Return what is shown of a sentence: its clauses that answer; of a long one those nearest to the message."""
    quotes = [h.entry.quote for h in group if h.entry.sentence == number]
    sentence = search.sentence(number).text
    if number == first:
        quotes += _beside(question, search, sentence, quotes)
    wide = question.asks("list", "how", "why", "meaning")
    shown = passages.quoted(sentence, quotes, whole=WIDE if wide else passages.WHOLE)
    if len(shown) <= LONG_QUOTE:
        return shown
    return passages.quoted(sentence, passages.nearest_clauses(sentence, search.terms.content(question.message)))


def _beside(question: Question, search: Search, sentence: str, quotes: Sequence[str]) -> list[str]:
    """Return the clauses of a sentence that have a word of the message which the quotes lack (搞了个啥中心)."""
    told = "".join(quotes)
    words = [w for w in search.terms.content(cues.without_cues(question.message)) if len(w) > 1 and w not in told]
    return [c for _, c in clauses.split(sentence) if any(w in c for w in words)][:MOST_BESIDE]


def _is_heading(search: Search, number: int) -> bool:
    sentence = search.sentence(number)
    paragraph = search.plan.paragraphs[sentence.paragraph]
    return bool(paragraph.lead) and sentence.text.startswith(paragraph.lead) and sentence.text != paragraph.text


def _other_period_too(question: Question, search: Search, hit: Hit, best: Hit) -> bool:
    """Return whether a hit gives the same count of the other period, where the message names none (口袋公园有几个)."""
    periods = {search.sentence(h.entry.sentence).period for h in (hit, best)}
    timed = question.periods or asked.FUTURE.search(question.message) or asked.PAST.search(question.message)
    if timed or len(periods) != len(("135", "145")) or hit.score < OTHER_PERIOD * best.score:
        return False
    named = set(search.rare_words(question.message, best.entry))
    wanted = quantities.wanted_of(question)
    fits = any(quantities.fits(q, f) for q in wanted for f in quantities.figures_of(search, hit))
    return fits and bool(named) and named <= set(search.rare_words(question.message, hit.entry))


def _goes_with(question: Question, search: Search, hit: Hit, best: Hit) -> bool:
    """Return whether a further hit belongs into the same reply."""
    if len(question.periods) == 1 and search.sentence(hit.entry.sentence).period not in (*question.periods, ""):
        return False
    same = hit.entry.sentence == best.entry.sentence
    if not same and asked.unknown_noun(question, search, hit):
        return False
    if question.asks("count", "cost", "scale", "percent"):
        return (same and hit.score >= 0.75 * best.score) or _other_period_too(question, search, hit, best)
    return hit.score >= (0.7 if same else 0.85) * best.score and max(hit.likeness, 0.3 * same) >= 0.25
