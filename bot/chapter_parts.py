"""A chapter by its theme (文化那章, 讲乡村振兴的那章), and single parts of it: its title, its nth item, how it opens."""

import re

from bot import passages
from bot.answer import ANSWERED, PARTIAL, Answer
from bot.question import Question
from bot.scopes import CHAPTER
from index import text
from index.search import Search
from knowledge.patterns import regex
from knowledge.records import Paragraph, Section

NUMERALS = "一二三四五六七八九十"
LEAST = 2  # characters that a theme shares with a title
BY_THEME = regex(
    r"(?:^|[,，]|我|讲|写|说|关于|里)(?P<theme>[^,，。?？第几哪]{2,12}?)(?:的)?(?:那一?|这一?|那个|这个)?(?<![违公印规勋文徽奖])(?<!所在)(?<!所属)章(?!程|节)"
    r"|(?:哪一?个?章)(?:是|在|里|主要)*(?:讲|写|说|谈)(?:的|到|了)?(?:是)?(?P<told>[^,，。?？]{2,12}?)(?:的|呀|啊|呢)*[?？]?$"
    r"|(?:^|[,，])(?P<part>[^,，。?？第几哪]{2,12}?)(?:那|这)(?:一|个)?(?:部分|块|段|节)(?:内容)?(?:是|在|属于|放在|写在)*(?:第几|哪一?)章"
    r"|(?:讲|写|说)(?P<about>[^,，。?？]{2,12}?)的是(?:第几|哪一?)章"
)
FILLER = regex(
    "^(我|想|要|看|问|请问|写材料|规划|纲要|里|的|讲|写|说|关于|有关)+|(的|那|这|是|内容|方面|工作|这块|那块)+$"
)
TITLE = regex("题目|标题|章名|叫什么|叫啥|名称|全称|第几章?|哪一?章|排第几|排几")
HOW_MANY = regex("(几|哪[两二三四五六]大?)(条|块|部分|个部分|方面|个方面|点|段)|多少(条|点)")
NTH = regex(
    r"第(?P<number>[一二三四五六七八九十]|\d)(?:条|点|部分|块|个方面|方面|节|大点)|(?P<last>最后)一?(?:条|点|部分|块|节)"
)
OPENS = regex("开头|开篇|第一段|第一句|打头|起头|引言")


def by_theme(question: Question, search: Search, chapters: list[Section]) -> int | None:
    """Return the number of the chapter, counted from 0, that a message names by what it is on, or None."""
    match = BY_THEME.search(question.message)
    if match is None:
        return None
    theme = FILLER.sub("", next(g for g in match.groups() if g))
    shares = [_shared(theme, c.title) for c in chapters]
    best = max(shares)
    if match["part"] and best <= LEAST:
        return None  # 儿童友好社区那段: a passage, not a chapter
    if best >= LEAST and shares.count(best) == 1:
        return shares.index(best)
    leads = [(_shared(theme, p.lead), p.path[0]) for p in search.plan.paragraphs if p.lead and p.path]
    best, path = max(leads, default=(0, ""))
    if best < LEAST or len({chapter for share, chapter in leads if share == best}) > 1:
        path = _of_topic(question, search)
    return next((n for n, c in enumerate(chapters) if c.title == path), None)


def _shared(theme: str, title: str) -> int:
    """Return how long the longest run of characters is that a theme and a title share."""
    title = text.compact(title)
    runs = (len(theme[a:b]) for a in range(len(theme)) for b in range(a + LEAST, len(theme) + 1) if theme[a:b] in title)
    return max(runs, default=0)


def _of_topic(question: Question, search: Search) -> str:
    """Return the chapter in which most of what the plan intends on a named theme stands, or ""."""
    numbers = search.on_topics(question.topics)
    ahead = [n for n in numbers if search.sentence(n).period == "145"] or numbers
    paths = [search.plan.paragraphs[search.sentence(n).paragraph].path for n in ahead]
    titles = [path[0] for path in paths if path]
    return max(titles, key=titles.count, default="")


def part(question: Question, search: Search, chapters: list[Section], index: int) -> Answer | None:
    """Return the part of a chapter that a message asks for, or None where it asks what the chapter is about."""
    own = [p for p in search.plan.paragraphs if p.path[:1] == (chapters[index].title,)]
    leads = [p for p in own if p.lead]
    message = CHAPTER.sub("", question.message)
    nth = NTH.search(message)
    if nth:
        return _nth(search, chapters[index], leads, nth)
    if OPENS.search(message) and own:
        return _shown(search, f"第{NUMERALS[index]}章开头是：", own[0])
    if HOW_MANY.search(message) and leads:
        lines = [f"第{NUMERALS[index]}章分{len(leads)}条：", *(f"· {p.lead}" for p in leads)]
    elif TITLE.search(message):
        lines = [f"是第{NUMERALS[index]}章，题目是“{chapters[index].title}”。", *(f"· {p.lead}" for p in leads)]
    else:
        return None
    citations = tuple(passages.cite_paragraph(search, p.id) for p in (leads or own))
    text_ = "\n".join([*lines, f"出处：{chapters[index].title}"])
    return Answer(ANSWERED, text_, citations, derived=(str(len(leads)),))


def _nth(search: Search, chapter: Section, leads: list[Paragraph], match: re.Match[str]) -> Answer | None:
    at = len(leads) - 1 if match["last"] else int(text.arabic(match["number"])) - 1
    if not leads:
        return None
    if not 0 <= at < len(leads):
        lines = [f"没有{match.group()}：“{chapter.title}”分{len(leads)}条。", *(f"· {p.lead}" for p in leads)]
        citations = tuple(passages.cite_paragraph(search, p.id) for p in leads)
        return Answer(PARTIAL, "\n".join(lines), citations, derived=(str(len(leads)),))
    return _shown(search, f"“{chapter.title}”的第{at + 1}条是“{leads[at].lead}”：", leads[at], str(at + 1))


def _shown(search: Search, first: str, paragraph: Paragraph, *derived: str) -> Answer:
    citation = passages.cite_paragraph(search, paragraph.id)
    lines = [first, f"“{paragraph.text}”", passages.source_line(citation)]
    return Answer(ANSWERED, "\n".join(lines), (citation,), derived=derived)
