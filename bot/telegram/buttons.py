"""Buttons: what their callback data mean, and the keyboards.

Data are at most 64 bytes and hold ids, never text: they must work after a restart. A suggested question is the text
of its own button, which Telegram sends back with the press.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardButton as Button
from telegram import InlineKeyboardMarkup as Keyboard

from bot.answer import Answer
from bot.telegram import wording
from knowledge.patterns import regex
from knowledge.records import Plan

PASSAGES, PICTURE, USEFUL, USELESS, ASK, CONTENTS, SECTION, PARAGRAPH = "pcunskhg"
DATA = regex(r"([a-z]):([A-Za-z0-9_.-]{0,60})", re.ASCII)
MOST_PASSAGES = 8
LABEL = 60  # characters of a button's text


@dataclass(frozen=True, slots=True)
class Press:
    """A pressed button: `action` is one of this module's letters, `value` an id or ids joined by dots."""

    action: str
    value: str

    @property
    def numbers(self) -> list[int]:
        """Return the ids of the value that are numbers."""
        return [int(v) for v in self.value.split(".") if v.isascii() and v.isdecimal() and len(v) <= 6]


def read(data: object) -> Press | None:
    """Return what callback data mean; None for what no button of ours carries."""
    found = DATA.fullmatch(data) if isinstance(data, str) else None
    return Press(found[1], found[2]) if found else None


def passages(answer: Answer, plan: Plan) -> str:
    """Return the value that leads to the passages an answer cites: paragraph numbers, and t + a table's number."""
    captions = {table.caption: table.id for table in plan.tables}
    found: list[str] = []
    for citation in answer.citations:
        number = captions.get(citation.path[-1]) if citation.kind == "table" else None
        found.append(f"t{number}" if number is not None else str(citation.paragraph))
    return ".".join(list(dict.fromkeys(found))[:MOST_PASSAGES])


def tables(press: Press) -> list[int]:
    """Return the numbers of the tables that a press leads to."""
    return [int(v[1:]) for v in press.value.split(".") if re.fullmatch(r"t\d{1,3}", v, re.ASCII)]


def under(answer: Answer, entry: str, plan: Plan, *, simple: bool = False) -> Keyboard | None:
    """Return the buttons under a reply; None where it needs none."""
    rows: list[list[Button]] = []
    if answer.citations and not answer.options:
        first = [Button(wording.ORIGINAL, callback_data=f"{PASSAGES}:{passages(answer, plan)}")]
        if answer.table is not None:
            first.append(Button(wording.CHART, callback_data=f"{PICTURE}:{entry}"))
        rows.append(first)
        if not simple:
            rows[0] += [
                Button(wording.USEFUL, callback_data=f"{USEFUL}:{entry}"),
                Button(wording.USELESS, callback_data=f"{USELESS}:{entry}"),
            ]
            rows = [rows[0][i : i + 2] for i in range(0, len(rows[0]), 2)] if len(rows[0]) > 3 else rows
    # Not the question again that has just been asked.
    others = [text for text in answer.suggestions if _bare(text) != _bare(answer.question)]
    rows += questions(answer.options or (() if simple else others))
    return Keyboard(rows) if rows else None


def _bare(question: str) -> str:
    return "".join(filter(str.isalnum, question))


def questions(texts: Iterable[str]) -> list[list[Button]]:
    """Return a row for each question; a press asks the text of its button."""
    return [[Button(text[:LABEL], callback_data=f"{ASK}:{number}")] for number, text in enumerate(texts)]


def text_of(keyboard: Keyboard | None, data: str) -> str | None:
    """Return the text of the button that carries some data."""
    buttons = (button for row in (keyboard.inline_keyboard if keyboard else ()) for button in row)
    return next((button.text for button in buttons if button.callback_data == data), None)


def with_choice(keyboard: Keyboard, data: str) -> Keyboard:
    """Return a keyboard on which the pressed one of 有用 and 没用 is ticked."""
    return Keyboard([[_ticked(button, data) for button in row] for row in keyboard.inline_keyboard])


def _ticked(button: Button, data: str) -> Button:
    value = button.callback_data
    if not isinstance(value, str) or value[:1] not in (USEFUL, USELESS):
        return button
    text = button.text.removesuffix(wording.CHOSEN)
    return Button(text + wording.CHOSEN if value == data else text, callback_data=value)


def column(pairs: Sequence[tuple[str, str]]) -> list[list[Button]]:
    """Return buttons one below the other, of (text, data)."""
    return [[Button(text[:LABEL], callback_data=data)] for text, data in pairs]
