"""Outline: blocks become sections, paragraphs and sentences, each with its path and period."""

import re
from collections.abc import Iterable, Iterator

from knowledge.patterns import regex
from knowledge.records import Block, Paragraph, Section, Sentence

LEVELS = (
    (1, re.compile(r"^[一二三四五六七八九十]+、")),
    (2, re.compile(r"^（[一二三四五六七八九十]+）")),
    (3, re.compile(r"^\d+\.")),
)
SUBSECTION = 3
LEAD = regex(r"^(?:[一二三四五六七八九十]是|——)?[^，。；：！？]{2,40}。(?=.)")
MARKED_LEAD = regex(r"^(?:[一二三四五六七八九十]是|——)")
SENTENCE = regex(r"[^。！？；]*[。！？；]+[”’）]*|[^。！？；]+$")


def level_of(title: str) -> int:
    """Return 1, 2 or 3 for 一、, （一） and 1. headings."""
    return next(level for level, pattern in LEVELS if pattern.match(title))


def read_sections(blocks: Iterable[Block], period_of: dict[str, str]) -> tuple[Section, ...]:
    """Return the sections in order; `period_of` maps the beginning of a title to a period id.

    A section without a period of its own takes its parent's.
    """
    sections: list[Section] = []
    parents: list[Section] = []
    for block in blocks:
        if block.kind != "heading":
            continue
        level = level_of(block.text)
        parents = [s for s in parents if s.level < level]
        own = next((p for start, p in period_of.items() if block.text.startswith(start)), None)
        period = own if own is not None else (parents[-1].period if parents else "")
        path = (*(s.title for s in parents), block.text)
        section = Section(len(sections), level, block.text, path, block.first_line, period)
        sections.append(section)
        parents.append(section)
    return tuple(sections)


def read_paragraphs(blocks: Iterable[Block], sections: tuple[Section, ...]) -> tuple[Paragraph, ...]:
    """Return the paragraphs; the text before the first heading has section -1.

    A table sums up the whole （一）: what follows it belongs to that section, no longer to its last 1. 2. 3.
    """
    paragraphs: list[Paragraph] = []
    table_line = 0
    for block in blocks:
        if block.kind == "table":
            table_line = block.first_line
        if block.kind != "paragraph":
            continue
        above = [s for s in sections if s.line < block.first_line]
        section = next((s for s in reversed(above) if s.level < SUBSECTION or s.line > table_line), None)
        lead = lead_of(block.text)
        path = (*(section.path if section else ()), *((lead,) if lead else ()))
        paragraphs.append(
            Paragraph(
                id=len(paragraphs),
                section=section.id if section else -1,
                path=path,
                lead=lead,
                text=block.text,
                first_line=block.first_line,
                last_line=block.last_line,
                period=section.period if section else "",
            )
        )
    return tuple(paragraphs)


def lead_of(text: str) -> str:
    """Return the lead phrase ("一是完善现代公共文体服务体系"), the paragraph's own title, or ""."""
    match = LEAD.match(text)
    if match:
        return match.group().rstrip("。")
    if MARKED_LEAD.match(text):
        return re.split(r"[，。；：,]", text, maxsplit=1)[0]
    return ""


def split_sentences(text: str) -> Iterator[tuple[int, str]]:
    """Yield (offset, sentence) over a text; together they are the whole text.

    >>> [s for _, s in split_sentences("甲。乙“丙！”丁。")]
    ['甲。', '乙“丙！”', '丁。']
    """
    for match in SENTENCE.finditer(text):
        yield match.start(), match.group()


def read_sentences(paragraphs: Iterable[Paragraph]) -> tuple[Sentence, ...]:
    """Return every sentence of the paragraphs in order."""
    sentences: list[Sentence] = []
    for paragraph in paragraphs:
        for start, text in split_sentences(paragraph.text):
            line = paragraph.first_line + paragraph.text.count("\n", 0, start)
            sentences.append(Sentence(len(sentences), paragraph.id, text, start, line, paragraph.period))
    return tuple(sentences)
