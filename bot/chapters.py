"""Steps on the plan's own structure: its chapters, and what a chapter is about."""

from bot import chapter_parts, passages, replies, scopes
from bot.answer import ANSWERED, PARTIAL, Answer
from bot.question import Question
from bot.scopes import CHAPTER
from index import text
from index.search import Search
from knowledge.patterns import regex

TITLE_WORDS = 2
ABOUT = regex("(?<!文)(?<!哪)(?<!哪一)(?<!哪个)(?<!几)章.{0,4}(讲|主要|说了|写了|内容|概括|归纳|有哪些|大意)")
PREFACE = regex("(?<!章)(?<!章的)(?<!章,)(?<!章，)(前言|开篇|开头|序言).{0,4}(讲|写|说|内容|是什么|概括)")
SUM_UP = regex("(请|帮我|给我)?(总结|概括|归纳|介绍|梳理)(一下|下)?[吧呗呢]?$")
NUMERALS = "一二三四五六七八九十"
WHOLE = regex(
    r"^(小昆山镇?|镇里|你们|咱们|我们|整个|这个|这份|本|该|请问|你好|那个|啥叫)*(的)?(十四五)?(规划|纲要|文件)(纲要)?(里|里面|到底|究竟|主要|大概|大致|总体|整体|都|是|的|在)*(讲|说|写|内容|概括|介绍|包括|有|包含|涉及|干啥|做啥)(了|点|些|到|的)*(什么|啥|哪些|内容)(呀|啊|呢|吗|吧|伐|东西|内容)*(?=[,。?？!！]|$|帮|给|跟|简单|概括|总结|介绍|[一二三两]句)"
)
# 这份东西到底讲点啥: whatever people call the plan.
THIS_PAPER = regex(
    "(这|那|整|本|该)(份|本|个|篇|部|套|册)?(五年|十四五)?(东西|规划|纲要|文件|材料|册子|本子|报告|文章|玩意儿?|书|资料|pdf)(里|里面|里头)?(到底|究竟|主要|大概|大致|总体)?(都)?(是)?(在)?(讲|说|写|关于|有关|谈|干)(了|点|些|的|的是|得)*(什么|啥|哪些)"
    "|(后头|今后|未来|下|接下来|这|往后|后)(的|个|一个)?五年[^,，。?？给为对]{0,6}(打算|准备|要|计划|想)(做|干|搞|弄|忙)?(点|些)?(啥|什么)(?=[,，。?？]|$|事)"
    "|五年[^,，。?？]{0,8}(做|干|办|忙)成?[^,，。?？]{0,3}(哪|什么|啥|几)[^,，。?？]{0,4}大事"
    "|(讲讲|说说|介绍|概括)(一下|下)?(这|那|本)(份|本|个|部)?(五年|十四五)?(规划|纲要|文件|册子)[,，]?(的|里)?(大方向|大意|主线|总的|总体|主要|重点)"
    "|(一|两|三|几)句话.{0,6}(概括|总结|讲清|说清|介绍|说说|讲讲).{0,8}(规划|纲要|文件|东西)|(规划|纲要|文件)的?(主要内容|大意|中心思想|核心内容|梗概|概要|摘要)"
)
SPAN = regex(
    "(规划|纲要|十四五)(是|要)?(做|管|写|规划)?到(哪一?年|几几年|什么时候|啥时候)(为止|结束|截止|止|到期|算完)|(规划|纲要|十四五)(啥时候|什么时候|哪一?年)(到期|结束|截止)|(这份|这个|这|该|本)?(规划|纲要)(是|的)?(管到?|覆盖|涵盖|适用于?|期限|年限|起止|时间跨度|有效期|执行期|规划期)(是|有|为|到)?(哪|几|多|什么|啥|[?？]?$)|(规划|纲要)(是|管)?(哪一?年到哪一?年|从哪一?年|几几年到几几年|哪几年的|哪五年)"
)
CONTENTS = regex("(一共|总共|共|有)(有|是|分)?(几|多少)个?大?章|目录")
HOW_MANY = regex(
    r"(几|多少)个?大?(章|部分|篇)|(哪些|哪几个?|有什么|所有的?|全部)(章|部分|篇章|章节)|目录|大纲|章节(有哪些|列表|目录|名称)|规划结构|规划框架"
)

PLAINLY = regex(
    "(规划|纲要)[^?？]*(大白话|简单|一句话|几句话|主要)(讲讲|说说|讲|说|介绍)?(一下|下)?(主要)?(讲|说|写)(了|点)?(啥|什么)"
)
OF_THEME = regex("(的)?(这|那)?(一)?(块|方面|部分)|[:：]")
BLOCKS = regex(r"(规划|纲要|文件|这份|全文|本子|册子)[^,，。?？]{0,6}(几|多少)个?大?块(?=[,，。?？管讲]|$)")


def on_chapters(question: Question, search: Search) -> Answer | None:
    """Answer what a numbered chapter is about, or which chapters there are."""
    on_paper = "章" in question.message or CHAPTER.search(question.message) or _on_the_paper(question)
    if question.measures or ((question.projects or question.topics or question.enumerations) and not on_paper):
        return None
    chapters = [s for s in search.plan.sections if s.level == 1]
    preface = PREFACE.search(question.message) and "谁" not in question.message
    if preface or SPAN.search(question.message):
        return _preface(search) if preface else _span(search)
    message = question.message.replace("最后一章", f"第{len(chapters)}章")
    match = CHAPTER.search(message)
    of_list = question.enumerations and question.asks("list", "count", "meaning")  # 产业那一章的四个一批是什么
    contents = match is None and CONTENTS.search(question.message)
    listed = contents or (match is None and of_list)
    themed = chapter_parts.by_theme(question, search, chapters) if match is None and not listed else None
    if themed is not None:
        return chapter_parts.part(question, search, chapters, themed) or _one(search, themed)
    if match is None and not contents and ABOUT.search(question.message):
        told = max(range(len(chapters)), key=lambda i: len(_shared(chapters[i].title, question.message)))
        if _shared(chapters[told].title, question.message):
            return _one(search, told)
    if match is None:
        return _contents(search) if _asks_for_all(question) else None
    number = NUMERALS.find(match[1]) + 1 if match[1] in NUMERALS else int(match[1])
    if number > len(chapters):
        lines = [f"规划只有{len(chapters)}章，没有第{number}章。", *(f"· {c.title}" for c in chapters)]
        return Answer(PARTIAL, "\n".join(lines), derived=(str(len(chapters)), str(number)))
    part = chapter_parts.part(question, search, chapters, number - 1)
    if part is None and scopes.beyond_title(question, search, chapters[number - 1].title):
        return None  # 第五章里河道怎么治理: of a thing in the chapter
    answer, count = part or _one(search, number - 1), str(len(chapters))
    told_too = answer.with_(text=f"规划共{count}章。\n{answer.text}", derived=(*answer.derived, count))
    return told_too if CONTENTS.search(question.message) else answer


def _on_the_paper(question: Question) -> bool:
    """Return whether a message asks what the plan is about, and names a theme but by the way (跟志愿者介绍规划讲了啥)."""
    match = THIS_PAPER.search(question.message)
    if match is None or question.follows or question.projects or question.enumerations:
        return False
    when = question.message[match.end() :].startswith(("时候", "辰光", "地方"))
    if any(OF_THEME.match(question.message, n.end) for n in question.topics):
        return False  # 种田这一块未来五年大体要干啥
    return not when and all(n.end <= match.start() or n.start >= match.end() for n in question.topics)


def _asks_for_all(question: Question) -> bool:
    """Return whether a message asks what the plan as a whole is about, or for its chapters."""
    whole = WHOLE.search(question.message) or THIS_PAPER.search(question.message)
    counted = HOW_MANY.search(question.message) or BLOCKS.search(question.message)
    chapters = counted and not question.asks("source", "cost")
    wide = PLAINLY.search(question.message) and not (question.topics or question.projects or question.follows)
    bare = wide or question.message in ("目录", "大纲") or (SUM_UP.match(question.message) and not question.follows)
    return bool(whole or chapters or bare)


def _span(search: Search) -> Answer:
    """The years that the plan is for, with the sentence that names its period."""
    period = next(p for p in search.plan.periods if not p.done)
    number = next(s.id for s in search.plan.sentences if s.text.startswith(period.name[:-2]))
    citation = passages.cite_sentence(search, number)
    lines = [
        f"这份规划管{period.label}，一共五年；它也回顾前一个五年的成绩。",
        f"原文：“{citation.quote}”",
        passages.source_line(citation),
    ]
    return Answer(ANSWERED, "\n".join(lines), (citation,))


def _preface(search: Search) -> Answer:
    """What stands before the first chapter, whole."""
    own = [p for p in search.plan.paragraphs if p.section < 0 and "。" in p.text]
    citations = tuple(passages.cite_paragraph(search, p.id) for p in own)
    lines = [f"{replies.PREFACE}共{len(own)}段：", *(f"“{p.text}”" for p in own), passages.source_lines(citations[:1])]
    return Answer(ANSWERED, "\n".join(lines), citations, derived=(str(len(own)),))


def _shared(title: str, message: str) -> str:
    """Return the longest run of characters that a title and a message share."""
    title = text.compact(title)
    runs = (
        title[a:b] for a in range(len(title)) for b in range(a + TITLE_WORDS, len(title) + 1) if title[a:b] in message
    )
    return max(runs, key=len, default="")


def _contents(search: Search) -> Answer:
    chapters = [s for s in search.plan.sections if s.level == 1]
    ahead = next((p.label for p in search.plan.periods if not p.done), "")
    lines = [
        f"《{search.plan.title}》讲{ahead}怎么发展，共{len(chapters)}章，开头另有前言：",
        *(f"· {c.title}" for c in chapters),
    ]
    citations = tuple(
        passages.cite_paragraph(search, next(p.id for p in search.plan.paragraphs if p.path[:1] == c.path))
        for c in chapters
    )
    return Answer(ANSWERED, "\n".join(lines), citations, derived=(str(len(chapters)),))


def _one(search: Search, index: int) -> Answer:
    chapter = [s for s in search.plan.sections if s.level == 1][index]
    own = [p for p in search.plan.paragraphs if p.path[:1] == (chapter.title,)]
    sections = [s for s in search.plan.sections if s.level > 1 and s.path[0] == chapter.title]
    lines = [f"第{NUMERALS[index]}章“{chapter.title}”主要讲："]
    if sections:
        lines += [f"· {s.title}" for s in sections]
    else:
        lines += [f"· {p.lead}" for p in own if p.lead]
    if sections:
        firsts = [next((p for p in own if p.path[: len(s.path)] == s.path), None) for s in sections]
        shown = [p for p in firsts if p is not None]
    else:
        shown = [p for p in own if p.lead or not p.path[1:]][:6]
    citations = tuple(passages.cite_paragraph(search, n) for n in dict.fromkeys(p.id for p in shown))
    return Answer(ANSWERED, "\n".join([*lines, f"出处：{chapter.title}"]), citations)
