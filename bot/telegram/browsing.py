"""Browsing: the plan by chapters and paragraphs, with buttons that change the message they stand under."""

from telegram import InlineKeyboardButton as Button
from telegram import InlineKeyboardMarkup as Keyboard

from bot import replies
from bot.telegram import buttons, html, wording
from knowledge.records import Paragraph, Plan, Section

PAGE = 12  # buttons of a page of paragraphs
LEAD = 24  # characters of a paragraph without a lead phrase

Page = tuple[str, Keyboard]


def contents(plan: Plan) -> Page:
    """Return the list of chapters as HTML and buttons."""
    chapters = [(s.title, f"{buttons.SECTION}:{s.id}") for s in plan.sections if s.level == 1]
    # The title stands in lines of its own before the preface.
    first = [p for p in plan.paragraphs if not p.path and p.text not in plan.title]
    if first:
        chapters.insert(0, (replies.PREFACE, f"{buttons.PARAGRAPH}:{first[0].id}"))
    return html.escape(wording.CHAPTERS.format(title=plan.title)), Keyboard(buttons.column(chapters))


def chapter(plan: Plan, number: int, page: int = 0) -> Page | None:
    """Return a page of a chapter's paragraphs; None where there is no such chapter."""
    section = next((s for s in plan.sections if s.id == number), None)
    if section is None:
        return None
    found = _paragraphs(plan, section)
    pages = max(1, -(-len(found) // PAGE))
    page = min(page, pages - 1)
    shown = found[page * PAGE : (page + 1) * PAGE]
    rows = buttons.column([(_label(p), f"{buttons.PARAGRAPH}:{p.id}") for p in shown])
    turn = []
    if page > 0:
        turn.append(Button(wording.EARLIER, callback_data=f"{buttons.SECTION}:{number}.{page - 1}"))
    turn.append(Button(wording.CONTENTS, callback_data=f"{buttons.CONTENTS}:"))
    if page + 1 < pages:
        turn.append(Button(wording.LATER, callback_data=f"{buttons.SECTION}:{number}.{page + 1}"))
    return f"<b>{html.escape(section.title, quote=False)}</b>\n{wording.CHAPTER}", Keyboard([*rows, turn])


def paragraph(plan: Plan, number: int) -> Page | None:
    """Return a whole paragraph with its chapter and the way on; None where there is no such paragraph."""
    if not 0 <= number < len(plan.paragraphs):
        return None
    shown = plan.paragraphs[number]
    row = []
    if number > 0:
        row.append(Button(wording.BACK, callback_data=f"{buttons.PARAGRAPH}:{number - 1}"))
    row.append(_up(plan, shown))
    if number + 1 < len(plan.paragraphs):
        row.append(Button(wording.NEXT, callback_data=f"{buttons.PARAGRAPH}:{number + 1}"))
    return original(shown), Keyboard([row])


def original(shown: Paragraph) -> str:
    """Return a whole paragraph as HTML: where it stands, then its text."""
    where = " › ".join(shown.path) or replies.PREFACE
    text = html.cut(shown.text, html.MESSAGE - html.units(where) - 2)
    return f"<b>{html.escape(where, quote=False)}</b>\n<blockquote>{html.escape(text, quote=False)}</blockquote>"


def _up(plan: Plan, shown: Paragraph) -> Button:
    chapter_of = next((s for s in plan.sections if s.level == 1 and shown.path and s.title == shown.path[0]), None)
    if chapter_of is None:
        return Button(wording.CONTENTS, callback_data=f"{buttons.CONTENTS}:")
    at = [p.id for p in _paragraphs(plan, chapter_of)].index(shown.id)
    return Button(wording.UP, callback_data=f"{buttons.SECTION}:{chapter_of.id}.{at // PAGE}")


def _paragraphs(plan: Plan, section: Section) -> list[Paragraph]:
    return [p for p in plan.paragraphs if p.path[: section.level] == section.path]


def _label(shown: Paragraph) -> str:
    return shown.lead or f"{shown.text[:LEAD]}……"
