"""Scopes: a message that names a whole first and asks of a part of it (示范区里向北拓展什么): the part is told."""

from bot import cues, given
from bot.question import Question
from index import text
from index.search import Hit, Search
from knowledge.patterns import regex

# What stands before is the whole, what follows is asked of it.
WITHIN = regex(
    "(?<=.{4})(?:(?:那|这)?一?[条段块节句]里?|(?:那|这)?(?:部分)?(?:里面|里头|当中|之中|里|中))"
    "[,，]?(?!小|心|学|期|国|央|医|职|秋|村|程|弄|巷|面|头|间|高|低|层|等|介|标|考|午|餐)(?=.{4})"
)
CHAPTER = regex(r"第([一二三四五六七八九十]|\d{1,2})(章|大?部分|大块|篇)")
FRAME = regex("规划|纲要|文件|材料|里面|里头|关于|有关|方面|内容|部分|大白话|居民|市民")
WHOLE = regex("概括|简述|概述|总结|梳理|归纳|大块|主要")
SURE_BM25, SURE_LIKENESS = 24.0, 0.3
LEAST_TITLE = 4  # characters of a title that name it


def part_asked(question: Question, search: Search, hits: list[Hit]) -> list[Hit]:
    """Return the hit on the part that is asked for, where the best of `hits` but names the whole; else []."""
    title = chapter_named(question, search)
    if title:
        return _in_chapter(question, search, title)
    mark = WITHIN.search(question.message)
    if not mark or not hits:
        return []
    whole, asked = question.message[: mark.start()], question.message[mark.end() :]
    words = [w for w in search.terms.content(cues.without_cues(asked)) if w not in whole]
    if not words or any(w in hits[0].entry.quote for w in words):
        return []
    numbers = _headed(whole, search) or _around(whole, search, hits[0])
    parts = search.hits_of(asked, numbers) if numbers else []
    told = {hit.entry.id: given.known_share(words, hit.entry) for hit in parts}
    part = max(parts, key=lambda hit: (told[hit.entry.id], hit.score), default=None)
    if part is None or not any(w in text.compact(part.entry.quote) for w in words):
        return []
    return [part]


def chapter_named(question: Question, search: Search) -> str:
    """Return the title of the chapter whose number a message names, "" where it names none or there is no such."""
    match = CHAPTER.search(question.message)
    titles = [s.title for s in search.plan.sections if s.level == 1]
    at = int(text.arabic(match[1])) if match else 0
    return titles[at - 1] if 0 < at <= len(titles) else ""


def beyond_title(question: Question, search: Search, title: str) -> list[str]:
    """Return the words of a message that its chapter's text has and its title has not: what it asks of the chapter."""
    if WHOLE.search(question.message):
        return []
    rest = FRAME.sub(" ", cues.without_cues(CHAPTER.sub(" ", question.message)))
    told = text.compact("".join(search.sentence(n).text for n in _under((title,), search)))
    own = text.compact(title)
    return [w for w in search.terms.content(rest) if len(w) > 1 and w in told and w not in own]


def _in_chapter(question: Question, search: Search, title: str) -> list[Hit]:
    words = beyond_title(question, search, title)
    parts = search.hits_of(CHAPTER.sub("", question.message), _under((title,), search)) if words else []
    return sorted(parts, key=lambda hit: -hit.score - given.known_share(words, hit.entry))


def _under(path: tuple[str, ...], search: Search) -> list[int]:
    """Return the sentences under a heading."""
    under = {p.id for p in search.plan.paragraphs if p.path[: len(path)] == path}
    return [s.id for s in search.plan.sentences if s.paragraph in under]


def _headed(whole: str, search: Search) -> list[int]:
    """Return the sentences under the one heading that a text names, [] where it names none."""
    named = set()
    for paragraph in search.plan.paragraphs:
        for depth, title in enumerate(paragraph.path, 1):
            name = text.compact(title).rsplit(")", 1)[-1]
            if len(name) >= LEAST_TITLE and name in whole:
                named.add(paragraph.path[:depth])
    if len(named) != 1:
        return []
    (path,) = named
    return _under(path, search)


def _around(whole: str, search: Search, best: Hit) -> list[int]:
    """Return the sentences of the paragraph of the best hit, where it is the whole that a text names; else []."""
    outer = search.hits(whole)
    if not outer or outer[0].entry.id != best.entry.id:
        return []
    if outer[0].bm25 < SURE_BM25 and outer[0].likeness < SURE_LIKENESS:
        return []
    paragraph = search.sentence(best.entry.sentence).paragraph
    return [s.id for s in search.plan.sentences if s.paragraph == paragraph]
