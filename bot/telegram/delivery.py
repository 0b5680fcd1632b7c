"""Delivery: a reply as messages, buttons, a picture and a file in a chat."""

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass

from telegram import Bot, InlineKeyboardMarkup, InputFile, LinkPreviewOptions, Message, ReplyParameters
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, TelegramError

from bot import charts, exports
from bot.answer import Answer, Grid
from bot.front import Reply
from bot.telegram import buttons, html
from bot.telegram.service import LOG, Service, is_group
from knowledge.errors import InputError
from knowledge.records import Plan

LONG = 10  # rows of a table from which on a picture and a file are easier to read than the text
WIDE = (4, 5)  # rows and columns from which on its rows cannot be read as lines of text
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
# What BadRequest says where the message has gone, or is already what it is to become: nothing is left to do.
HARMLESS = (
    "message is not modified",
    "message to edit not found",
    "message can't be edited",
    "message to delete not found",
    "message can't be deleted",
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reply goes: under a question in a group, else simply into the chat."""

    bot: Bot
    chat: int
    under: int | None = None

    @classmethod
    def of(cls, message: Message) -> "Place":
        """Return the place for a reply to a message."""
        return cls(message.get_bot(), message.chat.id, message.message_id if is_group(message.chat) else None)

    @property
    def reply_parameters(self) -> ReplyParameters | None:
        """Return what makes it a reply, even where the question has been deleted."""
        return ReplyParameters(self.under, allow_sending_without_reply=True) if self.under else None


async def send_text(place: Place, text: str, keyboard: InlineKeyboardMarkup | None = None) -> list[int]:
    """Send a text (no markup in it) in as many messages as it needs, the buttons under the last; return their ids."""
    return await _send(place, html.messages(text, headline=False), keyboard)


async def _send(place: Place, messages: list[str], keyboard: InlineKeyboardMarkup | None) -> list[int]:
    sent = []
    for number, message in enumerate(messages, 1):
        last = keyboard if number == len(messages) else None
        sent.append(await send_html(place, message, last))
    return sent


async def send_html(place: Place, message: str, keyboard: InlineKeyboardMarkup | None = None) -> int:
    """Send one message of HTML and return its id."""
    done = await place.bot.send_message(
        place.chat,
        message,
        parse_mode=ParseMode.HTML,
        reply_markup=keyboard,
        reply_parameters=place.reply_parameters,
        link_preview_options=NO_PREVIEW,
    )
    return done.message_id


async def send_reply(service: Service, place: Place, reply: Reply, *, simple: bool) -> list[int]:
    """Send an answer with its buttons, and the picture or file that it needs; return the ids of its text messages."""
    messages, keyboard = shaped(service, reply, simple=simple)
    sent = await _send(place, messages, keyboard)
    await send_figures(place, reply.answer, service.front.search.plan)
    return sent


def shaped(service: Service, reply: Reply, *, simple: bool) -> tuple[list[str], InlineKeyboardMarkup | None]:
    """Return an answer as messages of HTML and the buttons under the last."""
    answer = reply.answer
    keyboard = buttons.under(answer, reply.entry, service.front.search.plan, simple=simple)
    text = html.simple(answer) if simple else html.told(answer)
    if answer.table is not None and is_wide(answer.table):
        text = html.without_rows(text)
    return html.messages(text, headline=not simple), keyboard


async def send_figures(place: Place, answer: Answer, plan: Plan) -> None:
    """Send the chart of an answer on a table; of a long table its picture and a CSV file."""
    if answer.table is None:
        return
    if is_long(answer.table):
        await send_table(place, answer.table, plan)
    elif (chart := charts.of_answer(answer, plan)) is not None:
        await _send_picture(place, chart)


def is_long(grid: Grid) -> bool:
    """Return whether a table is sent as a picture and a file besides."""
    return len(grid.rows) >= LONG or is_wide(grid)


def is_wide(grid: Grid) -> bool:
    """Return whether a table has too many columns to be read as lines of text."""
    return len(grid.rows) >= WIDE[0] and len(grid.columns) >= WIDE[1]


async def send_picture(place: Place, answer: Answer, plan: Plan) -> bool:
    """Send what a press on 表格/图 asks for; False where the answer has no figures."""
    if answer.table is None:
        return False
    chart = None if is_long(answer.table) else charts.of_answer(answer, plan)
    if chart is None:
        await send_table(place, answer.table, plan)
    else:
        await _send_picture(place, chart)
    return True


async def _send_picture(place: Place, chart: charts.Chart) -> None:
    told = f"{chart.alt}\n{chart.source}"
    if not await _photo(place, lambda: charts.png(chart), told):
        await send_text(place, told)


async def send_table(place: Place, grid: Grid, plan: Plan) -> None:
    """Send a table as a picture and as a CSV file; where the picture is refused, as text and file."""
    caption = grid.caption + (f"（单位：{grid.unit}）" if grid.unit else "")
    if not await _photo(place, lambda: charts.table_png(grid, plan), caption):
        lines = ["　".join(cell for cell in row if cell) for row in (grid.columns, *grid.rows)]
        await send_text(place, "\n".join([caption, *lines]))
    await send_file(place, exports.csv_bytes(grid.columns, grid.rows), f"{grid.caption}.csv")


async def _photo(place: Place, draw: Callable[[], bytes], caption: str) -> bool:
    """Draw and send a picture; False where that fails though the chat is there: what it shows must then come as text."""
    with contextlib.suppress(TelegramError):  # only a hint
        await place.bot.send_chat_action(place.chat, ChatAction.UPLOAD_PHOTO)
    try:
        picture = await asyncio.to_thread(draw)
        await place.bot.send_photo(
            place.chat,
            InputFile(picture, filename="chart.png"),
            caption=html.escape(html.cut(caption, html.CAPTION), quote=False),
            parse_mode=ParseMode.HTML,
            reply_parameters=place.reply_parameters,
        )
    except (BadRequest, InputError) as error:  # not taken, or not drawn for want of a library
        LOG.warning("no picture, text instead: %s", error)
        return False
    return True


async def send_file(place: Place, content: bytes, name: str) -> None:
    """Send a file under a name, in which no character is left that a file system forbids."""
    safe = "".join("_" if c in '\\/:*?"<>|“”' or ord(c) < 32 else c for c in name)
    file = InputFile(content, filename=safe.strip("_"))
    try:
        await place.bot.send_document(place.chat, file, reply_parameters=place.reply_parameters)
    except BadRequest as error:  # a group may forbid files; the text has come all the same
        LOG.warning("no file: %s", error)


async def edit(place: Place, message: int, text: str, keyboard: InlineKeyboardMarkup | None) -> bool:
    """Put other HTML in the place of a message of ours; False where that message is gone."""
    try:
        await place.bot.edit_message_text(
            text,
            place.chat,
            message,
            parse_mode=ParseMode.HTML,
            reply_markup=keyboard,
            link_preview_options=NO_PREVIEW,
        )
    except BadRequest as error:
        if not is_harmless(error):
            raise
        return HARMLESS[0] in error.message.lower()
    return True


async def delete(place: Place, message: int) -> None:
    """Delete a message of ours, if it still is there."""
    try:
        await place.bot.delete_message(place.chat, message)
    except BadRequest as error:
        if not is_harmless(error):
            raise


def is_harmless(error: BadRequest) -> bool:
    """Return whether an edit failed only because there is nothing to edit or delete."""
    return any(words in error.message.lower() for words in HARMLESS)
