"""Steps on prose: the passage that answers, its figures, what it lacks, and how a project moved on."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from bot import asked, computing, cues, passages, quantities, replies
from bot.answer import ANSWERED, PARTIAL, Answer
from bot.question import Question
from index import text
from index.search import Hit, Search
from knowledge import clauses
from knowledge.records import Figure, Mention, Project

SURE_LIKENESS, SURE_BM25, SURE_COVER = 0.42, 24.0, 0.45
NEIGHBOUR = 0.82
EACH = re.compile(r"[\u4e00-\u9fff]{2,6}?(?:、[\u4e00-\u9fff]{2,6}?)+(?=[各三四五两]|分别|每|、?$)")
FINISHED = re.compile("(修|造|建|弄|搞|做|评|办|拿|批)(好|完|成|上|到手|下来)了?|早就|已经|完工|竣工|通车|开业|投用|到手")
ADDING = re.compile("总共|一共|合计|加起来|加上|相加|共关|总计|共计|合起来")
NAMED_PLACE = re.compile(r"[^\W\da-z哪几这那的有在里上到和跟与新修造建拆条个是不一]{2}(?<![马道公铁])(?:公路|路|街|苑|新村|小区|大学|公司|广场|大厦)")
ORDINAL = re.compile(r"第([一二三四五六七八九十\d]+)([届期批轮次])")
QUOTED = re.compile(r"[“\"「『]([^”\"」』]{4,})[”\"」』]")
MU_PER_HECTARE = Decimal(15)
LONG_REPLY = 4
LONG_QUOTE = 8
SHORT_SENTENCE = 56
COVER_LOSS = 0.12
TOP = 3


def on_prose(question: Question, search: Search) -> Answer | None:
    """Answer from the prose, or None where the plan does not speak of the subject."""
    hits = relevant(question, search)
    if not hits:
        return None
    hits, figures, lacking = _best_giving(question, search, hits)
    best = hits[0]
    if question.years and not _has_year(question, best) and not (question.asks("when", "status") or question.confirms):
        lacking = [*lacking, "year"]
    if lacking:
        return _lacking(question, search, hits, lacking)
    if question.asks("source"):
        return _source(question, search, hits)
    project = _project(question, search, best)
    if project and {"135", "145"} <= question.periods:
        return timeline(question, search, project)
    told = project is not None and not question.asks("list", "how", "why", "meaning")
    if project and (told or question.asks("status", "when")) and not _wants_figure(question, figures):
        return timeline(question, search, project)
    if question.asks("status") and not _wants_figure(question, figures):
        return _twins(question, search, hits)
    return _told(question, search, hits, figures)


def _best_giving(question: Question, search: Search, hits: list[Hit]) -> tuple[list[Hit], list[Figure], list[str]]:
    """Return the hits with the first that gives all that is asked in front, its figures, and what is lacking."""
    best = hits[0]
    figures = _near_figures(search, best, hits)
    lacking = asked.missing(question, search, best, figures)
    told = max(h.likeness for h in hits[:TOP])
    if max(h.missing for h in hits[:TOP]) > max(told + asked.MISSING_MARGIN, asked.KNOWN_MISSING):
        return hits, figures, lacking or ["detail"]
    if not lacking:
        return hits, figures, lacking
    wanted = frozenset(search.terms.of(cues.without_cues(question.own or question.message)))
    named = set(search.rare_words(question.message, best.entry))
    numeric = bool(quantities.wanted_of(question)) and set(lacking) <= {"count", "cost", "scale", "percent"}
    for hit in hits[1:8]:
        same = search.sentence(hit.entry.sentence).paragraph == search.sentence(best.entry.sentence).paragraph
        if hit.score < (0.6 if numeric else 0.7 if same else 0.85) * best.score:
            continue
        if not named <= set(search.rare_words(question.message, hit.entry)):
            continue
        if _other_one(question, search, hit) or search.cover(wanted, hit.entry) < search.cover(wanted, best.entry) - COVER_LOSS:
            continue
        other = _near_figures(search, hit, hits)
        if not asked.missing(question, search, hit, other):
            return [hit, *(h for h in hits if h is not hit)], other, []
    return hits, figures, lacking


def _near_figures(search: Search, best: Hit, hits: Sequence[Hit]) -> list[Figure]:
    """Return the figures of a hit's quote, then those of hits on the same sentence that are nearly as good."""
    same = [h for h in hits if h.entry.sentence == best.entry.sentence and h.score >= 0.6 * best.score]
    return list(dict.fromkeys(f for h in (best, *same) for f in asked.figures_of(search, h)))


def relevant(question: Question, search: Search) -> list[Hit]:
    """Return the hits that may answer, best first; [] where the subject is not in the plan."""
    hits = search.hits(question.message)
    verbatim = _verbatim(question, search)
    if verbatim is not None:
        own = [h for h in hits if h.entry.sentence == verbatim]
        return own + [h for h in hits if h.entry.sentence != verbatim] if own else hits
    hits = _in_period(question, search, _leaning(question, search, hits))
    named = {m.sentence for n in question.projects for m in search.plan.projects[int(n.target)].mentions}
    if named and hits and hits[0].entry.sentence not in named:
        own = [h for h in hits if h.entry.sentence in named and h.score >= 0.6 * hits[0].score]
        hits = own + [h for h in hits if h not in own] if own else hits
    hits = sorted(hits, key=lambda hit: _other_one(question, search, hit))
    return hits if hits and present(question, search, hits[0]) else []


def _other_one(question: Question, search: Search, hit: Hit) -> bool:
    """Return whether a hit speaks of another number of a series (第三届) than the message does (第四届)."""
    named = ORDINAL.findall(question.own or question.message)
    told = ORDINAL.findall(text.with_arabic_numbers(search.sentence(hit.entry.sentence).text))
    units = {unit for _, unit in named}
    told = [(text.arabic(n), u) for n, u in told if u in units]
    return bool(told) and not {(text.arabic(n), u) for n, u in named} & set(told)


def _leaning(question: Question, search: Search, hits: list[Hit]) -> list[Hit]:
    """Rank a follow-up's hits by what the message itself says and by nearness to the passage before."""
    if not question.own or question.previous is None:
        return hits
    own = search.term_set(question.own)
    near = {c.paragraph for c in question.previous.answer.citations}

    def rank(hit: Hit) -> float:
        same = search.sentence(hit.entry.sentence).paragraph in near
        return hit.score + 0.8 * search.cover(own, hit.entry) + 0.25 * same

    return sorted(hits, key=lambda hit: (-rank(hit), hit.entry.id))


def present(question: Question, search: Search, best: Hit) -> bool:
    """Return whether the best hit really is on the subject: named, or alike enough in several ways."""
    if question.projects or question.enumerations or question.own:
        return True
    likeness = max(best.likeness, best.missing)
    if question.topics and likeness >= 0.15 or search.rare_words(question.message, best.entry):
        return True
    return likeness >= SURE_LIKENESS or (best.bm25 >= SURE_BM25 and likeness >= 0.15) or best.cover >= SURE_COVER


def _in_period(question: Question, search: Search, hits: list[Hit]) -> list[Hit]:
    """Put hits of the period that is asked for first, where one is nearly as good."""
    if len(question.periods) != 1 or not hits or question.asks("status"):
        return hits
    (period,) = question.periods
    own = [h for h in hits if search.sentence(h.entry.sentence).period == period and h.score >= 0.72 * hits[0].score]
    return own + [h for h in hits if h not in own] if own else hits


def _verbatim(question: Question, search: Search) -> int | None:
    """Return the sentence that holds a piece quoted in the message."""
    for piece in QUOTED.findall(question.text):
        wanted = text.compact(piece)
        holding = [s.id for s in search.plan.sentences if wanted in text.compact(s.text)]
        if len(holding) == 1 or (holding and len(wanted) >= LONG_QUOTE):
            return holding[0]
    return None


def _has_year(question: Question, best: Hit) -> bool:
    return any(str(year) in best.entry.quote for year in question.years)


def _wants_figure(question: Question, figures: Sequence[Figure]) -> bool:
    return bool(figures) and question.asks("count", "cost", "scale", "percent") and bool(quantities.wanted_of(question))


def _project(question: Question, search: Search, best: Hit) -> Project | None:
    """Return the project that the message names and the best hit speaks of."""
    named = [search.plan.projects[int(n.target)] for n in question.projects]
    own = [p for p in named if any(m.sentence == best.entry.sentence for m in p.mentions)]
    if own or named:
        return own[0] if own else named[0]
    spoken = [p for p in search.plan.projects if any(_is_mention(m, best) for m in p.mentions)]
    return spoken[0] if len(spoken) == 1 else None


def _is_mention(mention: Mention, hit: Hit) -> bool:
    """Return whether a hit's quote is hardly more than the clause that mentions a project."""
    if mention.sentence != hit.entry.sentence:
        return False
    quote = hit.entry.quote.strip("，。；")
    return quote in mention.clause or mention.clause in quote and len(quote) <= len(mention.clause) + 4


def _lacking(question: Question, search: Search, hits: list[Hit], lacking: Sequence[str]) -> Answer:
    """The subject is in the plan, what is asked of it is not: say so, then what the plan does say."""
    best = hits[0]
    project = _project(question, search, best)
    subject = project.name if project else ""
    names = [_lacking_name(a, question) for a in lacking if a not in ("year", "period")]
    if "period" in lacking:
        wanted = asked.other_period(question, search, best)
        names.insert(0, next(p.name for p in search.plan.periods if p.id == wanted) + "的这个数")
    if "year" in lacking:
        years = "、".join(f"{y}年" for y in question.years)
        names.append(f"{years}单独的数" if len(question.years) == 1 else "分年的数")
    words = "、".join(dict.fromkeys(names))
    about = f"{subject}的" if subject else ""
    if lacking == ["when"]:
        return _undated(question, search, hits, project)
    lines = [f"规划没有写{about}{words}。"]
    told = [Mention(best.entry.sentence, best.entry.quote, "", "")]
    if project:
        told = list(project.mentions)
    told += [Mention(h.entry.sentence, h.entry.quote, "", "") for h in hits[1:3] if _same_subject(h, best)]
    lines += _mention_lines(search, told)
    lines.append(replies.ASK_TOWN)
    citations = [passages.cite_sentence(search, m.sentence) for m in _distinct(told)]
    return Answer(PARTIAL, "\n".join([*lines, passages.source_lines(citations)]), tuple(dict.fromkeys(citations)))


def _lacking_name(attribute: str, question: Question) -> str:
    """Return what is lacking in words; a noun that was to be counted is named (车位数量)."""
    noun = next((q.noun for q in quantities.quantities(question.message) if q.noun), "")
    return f"{noun}数量" if noun and attribute in ("count", "scale") else asked.NAMES[attribute]


def _same_subject(hit: Hit, best: Hit) -> bool:
    return hit.score >= NEIGHBOUR * best.score and max(hit.likeness, hit.missing) >= 0.3


def _distinct(mentions: Sequence[Mention]) -> list[Mention]:
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


def _mention_lines(search: Search, mentions: Sequence[Mention]) -> list[str]:
    return [f"· {passages.lead(search, m.sentence, m.clause)}。" for m in sorted(_distinct(mentions), key=lambda m: m.sentence)]


def _undated(question: Question, search: Search, hits: list[Hit], project: Project | None) -> Answer:
    """When: the plan gives a period at most."""
    best = hits[0]
    mentions = list(project.mentions) if project else [Mention(best.entry.sentence, best.entry.quote, "", "")]
    if not project:
        mentions += [Mention(h.entry.sentence, h.entry.quote, "", "") for h in hits[1:3] if _same_subject(h, best)]
    mentions = sorted(_distinct(mentions), key=lambda m: m.sentence)
    last = mentions[-1]
    record = search.sentence(last.sentence)
    label = passages.period_label(search.plan, record.period)
    done = passages.is_done(search.plan, record)
    if not label:
        first = "规划没有写具体日期。"
    elif done:
        first = f"规划没有写具体日期，只写明是{label}的成果：{last.clause}。"
    else:
        first = f"规划没有写具体日期，只列为{label}的计划：{last.clause}。"
    lines = [first]
    if len(mentions) > 1:
        lines += _mention_lines(search, mentions)
    if not done:
        lines.append(replies.PLAN_NOT_FACT)
    citations = [passages.cite_sentence(search, m.sentence) for m in mentions]
    return Answer(PARTIAL, "\n".join([*lines, passages.source_lines(citations)]), tuple(dict.fromkeys(citations)))


def timeline(question: Question, search: Search, project: Project) -> Answer:
    """How far a project is: every mention in order, done apart from planned."""
    project = replace(project, mentions=tuple(_whole_if_short(search, m) for m in project.mentions))
    dated = [m for m in project.mentions if asked.YEAR.search(m.clause)]
    done = [m for m in project.mentions if passages.is_done(search.plan, search.sentence(m.sentence))]
    planned = [m for m in project.mentions if m not in done]
    if question.asks("when") and dated:
        first = f"{asked.YEAR.findall(dated[0].clause)[0]}年：{dated[0].clause}。"
    elif done and planned:
        first = f"“十三五”期间（2016—2020年）做到：{done[-1].clause}；“十四五”期间（2021—2025年）计划：{planned[-1].clause}。"
    elif planned:
        first = f"规划里还是计划，没有写完成：“十四五”期间（2021—2025年）{planned[-1].clause}。"
    else:
        first = f"{passages.lead(search, done[-1].sentence, done[-1].clause)}。"
    if planned and question.confirms and FINISHED.search(question.message):
        first = f"{replies.NOT_SAID_DONE}{first}"
    lines = [_wrong_year(question, dated) + first]
    rest = [m for m in _distinct(project.mentions) if m.clause not in first]
    lines += _mention_lines(search, rest)
    lines.append(replies.PLAN_NOT_FACT if planned else replies.CHECK_TODAY_DONE)
    citations = [passages.cite_sentence(search, m.sentence) for m in project.mentions]
    return Answer(ANSWERED, "\n".join([*lines, passages.source_lines(citations)]), tuple(dict.fromkeys(citations)))


def _wrong_year(question: Question, dated: Sequence[Mention]) -> str:
    wrong = [y for y in question.years if dated and not any(str(y) in m.clause for m in dated)]
    return f"不是{wrong[0]}年，" if wrong and question.confirms else ""


def _twins(question: Question, search: Search, hits: list[Hit]) -> Answer:
    """Done or planned, where no project is named: the best passage of each period."""
    best = hits[0]
    own = search.sentence(best.entry.sentence).period
    other = [h for h in hits[1:8] if search.sentence(h.entry.sentence).period not in (own, "") and _same_subject(h, best)]
    told = [Mention(h.entry.sentence, h.entry.quote, "", "") for h in (best, *other[:1])]
    lines = [f"{passages.lead(search, m.sentence, m.clause)}。" for m in sorted(told, key=lambda m: m.sentence)]
    if any(not passages.is_done(search.plan, search.sentence(m.sentence)) for m in told):
        lines.append(replies.PLAN_NOT_FACT)
    citations = [passages.cite_sentence(search, m.sentence) for m in told]
    return Answer(ANSWERED, "\n".join([*lines, passages.source_lines(citations)]), tuple(dict.fromkeys(citations)))


def _source(question: Question, search: Search, hits: list[Hit]) -> Answer:
    """Where it stands: chapter first, then the whole sentence."""
    best = hits[0]
    return located(search, best.entry.sentence)


def located(search: Search, number: int) -> Answer:
    """Return chapter, section and whole wording of a sentence."""
    citation = passages.cite_sentence(search, number)
    record = search.sentence(number)
    chapter = citation.path[0] if citation.path else replies.PREFACE
    numeral = chapter.split("、")[0] if "、" in chapter[:4] else ""
    where = f"第{numeral}章“{chapter}”" if numeral else f"“{chapter}”"
    label = passages.period_label(search.plan, record.period)
    lines = [f"出自{where}" + (f"，属于{label}的内容。" if label else "。"), f"原文：“{record.text}”", passages.source_line(citation)]
    return Answer(ANSWERED, "\n".join(lines), (citation,))


def _told(question: Question, search: Search, hits: list[Hit], figures: list[Figure]) -> Answer:
    """The passage itself: the answer line, the quote, and a second passage where it is as near."""
    best = hits[0]
    group = [best, *(h for h in hits[1:6] if _goes_with(question, search, h, best))][:3]
    first = _figure_line(question, search, best, figures)
    lines = [first] if first else []
    foreign = _foreign_names(question, search, best) if question.confirms else []
    if foreign:
        lines.insert(0, f"规划里没有“{'、'.join(foreign)}”的说法，写的是：")
    numbers = list(dict.fromkeys(h.entry.sentence for h in group))
    numbers += [n + 1 for n in numbers[:1] if _is_heading(search, n)]
    for number in numbers:
        quotes = [h.entry.quote for h in group if h.entry.sentence == number]
        sentence = search.sentence(number).text
        shown = passages.quoted(sentence, quotes, whole=150 if question.asks("list", "how", "why") else passages.WHOLE)
        if first and number == best.entry.sentence:
            lines.append(replies.ORIGINAL.format(quote=shown))
        else:
            lines.append(f"{passages.lead(search, number, shown)}。" if not shown.endswith("……") else passages.lead(search, number, shown))
    citations = [passages.cite_sentence(search, n) for n in numbers]
    derived = [x for f in figures for x in _converted(question, f)[1]]
    return Answer(ANSWERED, "\n".join([*lines, passages.source_lines(citations)]), tuple(dict.fromkeys(citations)), derived=tuple(derived))


def _foreign_names(question: Question, search: Search, best: Hit) -> list[str]:
    """Return names in a message that the plan never uses (与复旦合作吧), so that a false premise is said plainly."""
    known = text.compact("".join(s.text for s in search.plan.sentences)) + "".join(best.entry.lay_terms)
    words = [w for w in search.terms.content(question.message) if search.is_name(w)]
    words += [m.group() for m in NAMED_PLACE.finditer(question.message)]
    return list(dict.fromkeys(w for w in words if w not in known))[:2]


def _is_heading(search: Search, number: int) -> bool:
    sentence = search.sentence(number)
    paragraph = search.plan.paragraphs[sentence.paragraph]
    return bool(paragraph.lead) and sentence.text.startswith(paragraph.lead) and sentence.text != paragraph.text


def _goes_with(question: Question, search: Search, hit: Hit, best: Hit) -> bool:
    """Return whether a further hit belongs into the same reply."""
    if len(question.periods) == 1 and search.sentence(hit.entry.sentence).period not in (*question.periods, ""):
        return False
    same = hit.entry.sentence == best.entry.sentence
    if question.asks("count", "cost", "scale", "percent"):
        return same and hit.score >= 0.75 * best.score
    return hit.score >= (0.7 if same else 0.85) * best.score and max(hit.likeness, 0.3 * same) >= 0.25


def _figure_line(question: Question, search: Search, best: Hit, figures: list[Figure]) -> str:
    """Return "3座：“十四五”期间…计划：新建3座口袋公园。" with a wrong claim corrected, or ""."""
    wanted = quantities.wanted_of(question)
    claims = [(v, u) for v, u in question.claims if question.confirms]
    bare = not question.attributes and len(asked.figures_of(search, best)) == 1
    if not figures or not (wanted or claims or bare):
        return ""
    if bare and not wanted:
        figures = asked.figures_of(search, best)
    fitting = [f for q in wanted for f in figures if quantities.fits(q, f)] or figures
    exact = [f for q in wanted for f in fitting if q.unit == f.unit]
    chosen = list(dict.fromkeys(exact or fitting))[:3]
    wrong = _wrong_claim(question, chosen)
    told = "、".join(f"{f.value}{f.unit}" for f in chosen)
    line = f"{wrong}{told}：{passages.lead(search, best.entry.sentence, chosen[0].clause)}。"
    if wrong:
        line = f"{wrong}规划写的是{chosen[0].clause.strip()}（{passages.period_label(search.plan, chosen[0].period)}）。"
    conversions = [c for f in chosen for c in _converted(question, f)[0]]
    return "\n".join([*conversions, line]) if conversions else line


def _wrong_claim(question: Question, figures: Sequence[Figure]) -> str:
    values = {f.number for f in figures}
    for value, unit in question.claims if question.confirms else ():
        same = [f for f in figures if quantities.CLASS_OF.get(f.unit) == quantities.CLASS_OF.get(unit)]
        if same and value not in values:
            return f"不是{value}{unit}，"
    return ""


def _converted(question: Question, figure: Figure) -> tuple[list[str], list[str]]:
    """Return the figure in another unit that the message names, as lines and as numbers."""
    value = computing.Decimal(figure.value) if re.fullmatch(r"[\d.]+", figure.value) else None
    if value is None:
        return [], []
    if "公顷" in question.message and figure.unit == "亩":
        number = computing.rounded(value / MU_PER_HECTARE)
        return [f"约{number}公顷（{figure.value}亩 ÷ 15 = {number}）。"], [number, "15"]
    if "平方米" in question.message and figure.unit == "亩":
        number = computing.rounded(value * 10000 / MU_PER_HECTARE)
        return [f"约{number}平方米（{figure.value}亩 × 10000 ÷ 15 ≈ {number}）。"], [number, "15", "10000"]
    if "万元" in question.message and figure.unit == "亿元":
        number = computing.rounded(value * 10000)
        return [f"{number}万元（{figure.value}亿元 × 10000）。"], [number, "10000"]
    if "亿" in question.message and figure.unit == "万元":
        number = computing.in_yi(value, 4)
        return [f"{number}亿元（{figure.value}万元 ÷ 10000）。"], [number, "10000"]
    if "公顷" in question.message and figure.unit == "万平方米":
        number = computing.rounded(value)
        return [f"{number}公顷（{figure.value}万平方米，1公顷 = 1万平方米）。"], [number, "1"]
    return [], []


def on_sums(question: Question, search: Search) -> Answer | None:
    """Figures of different passages that a message adds up: quoted side by side, never added."""
    claims = list(dict.fromkeys((*question.claims, *_told_before(question))))
    told = [next((f for f in search.plan.figures if (f.value, f.unit) == claim), None) for claim in claims]
    known = [f for f in told if f is not None]
    if question.previous and known and ADDING.search(question.message):
        known += [f for h in relevant(question, search)[:1] for f in asked.figures_of(search, h)]
    if len({f.sentence for f in known}) < 2 or not ADDING.search(question.message):
        return None
    lines = ["这几个数在规划里是分开写的，规划没有给出合计，范围可能有重叠，不宜直接相加。"]
    lines += [f"· {passages.lead(search, f.sentence, f.clause)}。" for f in known]
    citations = [passages.cite_sentence(search, f.sentence) for f in known]
    return Answer(ANSWERED, "\n".join([*lines, passages.source_lines(citations)]), tuple(dict.fromkeys(citations)))


def _told_before(question: Question) -> list[tuple[str, str]]:
    """Return the figure with which the answer before began, for a message that adds to it."""
    if question.previous is None or not ADDING.search(question.message):
        return []
    match = re.match(r"(?:不是[^，]*，)?([\d.]+)([^\d：]{1,4})：", question.previous.answer.text)
    return [(match[1], match[2])] if match else []


def on_each(question: Question, search: Search) -> Answer | None:
    """One line on each of several parallel names (文旅、农旅、商旅各讲什么)."""
    match = EACH.search(question.message)
    if match is None or not re.search("各|分别|每", question.message[match.end() :]):
        return None
    names = [name for name in match.group().split("、") if name]
    found = [[h for h in search.hits(name) if name in text.compact(h.entry.quote)] for name in names]
    shared = set.intersection(*({search.sentence(h.entry.sentence).paragraph for h in hs} for hs in found))
    hits = [next((h for h in hs if search.sentence(h.entry.sentence).paragraph in shared), None) for hs in found]
    hits = [h for h in hits if h is not None]
    if len(hits) < len(names) or len({h.entry.sentence for h in hits}) < len(names):
        return None
    lines = [f"{name}：{passages.lead(search, h.entry.sentence, h.entry.quote)}。" for name, h in zip(names, hits, strict=True)]
    citations = [passages.cite_sentence(search, h.entry.sentence) for h in hits]
    return Answer(ANSWERED, "\n".join([*lines, passages.source_lines(citations)]), tuple(dict.fromkeys(citations)))


def on_verbatim(question: Question, search: Search) -> Answer | None:
    """Where a piece quoted in the message stands."""
    number = _verbatim(question, search)
    if number is None or not question.asks("source"):
        return None
    return located(search, number)


def counted(question: Question, search: Search) -> Answer | None:
    """How many things a list in the passage names, where the plan itself prints no number."""
    hits = relevant(question, search)
    if not hits or not question.asks("count") or not quantities.quantities(question.message):
        return None
    best = hits[0]
    if any(quantities.fits(q, f) for q in quantities.quantities(question.message) for f in asked.figures_of(search, best)):
        return None
    items = clauses.items(best.entry.quote)
    if len(items) < 2 or asked.missing(question, search, best, []) :
        return None
    sentence = search.sentence(best.entry.sentence).text
    more = "，后面还有“等”字，可能不止这些" if "等" in sentence[sentence.find(items[-1]) :] else ""
    lines = [f"规划没有直接写个数，原文列出了{len(items)}个{more}。", replies.ORIGINAL.format(quote=passages.quoted(sentence, [best.entry.quote]))]
    citation = passages.cite_sentence(search, best.entry.sentence)
    return Answer(ANSWERED, "\n".join([*lines, passages.source_line(citation)]), (citation,), derived=(str(len(items)),))
