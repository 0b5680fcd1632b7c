"""Scopes: a message that names a whole first and asks of a part of it (示范区里向北拓展什么): the part is told."""

from bot import cues, given
from bot.question import Question
from index import text
from index.search import SURE_BM25, Hit, Search
from knowledge.patterns import regex

# What stands before is the whole, what follows is asked of it.
WITHIN = regex(
    "(?<=.{4})(?:(?:那|这|该)一?[条段块节句]里?|(?<!规划)(?<!纲要)(?<!文件)(?<!材料)(?<!镇)(?:那|这)?(?:部分)?(?:里面|里头|当中|之中|里|中))"
    "[,，]?(?!小|心|学|期|国|央|医|职|秋|村|程|弄|巷|面|头|间|高|低|层|等|介|标|考|午|餐)(?=.{4})"
)
CHAPTER = regex(r"第([一二三四五六七八九十]|\d{1,2})(章|大?部分|大块|篇)")
FRAME = regex("规划|纲要|文件|材料|里面|里头|关于|有关|方面|内容|部分|大白话|居民|市民")
WHOLE = regex("概括|简述|概述|总结|梳理|归纳|大块|主要")
SURE_LIKENESS = 0.3
NUMBER = regex(r"^(——必须|[一二三四五六七八九]是|[一二三四五六七八九]、|\([一二三四五六七八九]\)|\d\.)(实施|坚持)?")
LITTLE = 2.0  # idf of a word that tells at least a little: 推进 and 建设 stand everywhere
TELLING = 3.5  # idf of a word that a few passages share
LEAST_TITLE = 4  # characters of a title that name it


def part_asked(question: Question, search: Search, hits: list[Hit]) -> list[Hit]:
    """Return the hit on the part that is asked for, where the best of `hits` but names the whole; else []."""
    title = chapter_named(question, search)
    if title:
        return _in_chapter(question, search, title)
    whole, asked = _split(question)
    if not whole or not hits:
        return []
    words = [w for w in search.terms.content(cues.without_cues(asked)) if w not in whole and search.idf(w) >= LITTLE]
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


def names_part(question: Question, search: Search) -> bool:
    """Return whether a message names a heading and asks of it what stands under it (规划助推里要修编哪些规划)."""
    whole, asked = _split(question)
    if not whole or chapter_named(question, search):
        return False
    told = text.compact("".join(search.sentence(n).text for n in _headed(whole, search)))
    words = [w for w in search.terms.content(asked) if len(w) > 1 and w not in whole]
    return any(w in told and search.idf(w) >= TELLING for w in words)


def _split(question: Question) -> tuple[str, str]:
    """Return the whole that a message names and what it asks of it, ("", "") where it names none."""
    mark = WITHIN.search(question.message)
    return (question.message[: mark.start()], question.message[mark.end() :]) if mark else ("", "")


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
    paths = {p.path[:depth] for p in search.plan.paragraphs for depth in range(1, len(p.path) + 1)}
    shares = {path: _shared(whole, _name(path[-1])) for path in paths}
    best = max(shares.values(), default=0)
    named = [path for path, share in shares.items() if share == best]
    if best < LEAST_TITLE or len(named) != 1 or best < min(len(whole), len(_name(named[0][-1]))) / 2:
        return []
    return _under(named[0], search)


def _name(title: str) -> str:
    """Return a heading in compact form without its number: 产城融合规划助推 of 一是实施产城融合规划助推."""
    return NUMBER.sub("", text.compact(title))


def _shared(whole: str, name: str) -> int:
    """Return how long the longest run of characters is that a text and a heading share."""
    spans = ((a, b) for a in range(len(name)) for b in range(a + LEAST_TITLE, len(name) + 1))
    return max((b - a for a, b in spans if name[a:b] in whole), default=0)


def _around(whole: str, search: Search, best: Hit) -> list[int]:
    """Return the sentences of the paragraph of the best hit, where it is the whole that a text names; else []."""
    outer = search.hits(whole)
    if not outer or outer[0].entry.id != best.entry.id:
        return []
    if outer[0].bm25 < SURE_BM25 and outer[0].likeness < SURE_LIKENESS:
        return []
    paragraph = search.sentence(best.entry.sentence).paragraph
    return [s.id for s in search.plan.sentences if s.paragraph == paragraph]
