"""Delivery: a reply as messages, buttons, a picture and a file in a chat."""

import asyncio
from dataclasses import dataclass

from telegram import Bot, InlineKeyboardMarkup, InputFile, LinkPreviewOptions, Message, ReplyParameters
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest

from bot import charts, exports
from bot.answer import Answer, Grid
from bot.front import Reply
from bot.telegram import buttons, html
from bot.telegram.service import Service, is_group
from knowledge.records import Plan

LONG = 10  # rows of a table from which on a picture and a file are easier to read than the text
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
# What BadRequest says where the message has gone, or is already what it is to become: nothing is left to do.
HARMLESS = ("message is not modified", "message to edit not found", "message can't be edited")


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
    return html.messages(html.simple(answer) if simple else answer.text, headline=not simple), keyboard


async def send_figures(place: Place, answer: Answer, plan: Plan) -> None:
    """Send the chart of an answer on a table; of a long table its picture and a CSV file."""
    if answer.table is None:
        return
    if len(answer.table.rows) >= LONG:
        await send_table(place, answer.table, plan)
    elif (chart := charts.of_answer(answer, plan)) is not None:
        await _send_picture(place, chart)


async def send_picture(place: Place, answer: Answer, plan: Plan) -> bool:
    """Send what a press on 表格/图 asks for; False where the answer has no figures."""
    if answer.table is None:
        return False
    chart = charts.of_answer(answer, plan) if len(answer.table.rows) < LONG else None
    if chart is None:
        await send_table(place, answer.table, plan)
    else:
        await _send_picture(place, chart)
    return True


async def _send_picture(place: Place, chart: charts.Chart) -> None:
    await place.bot.send_chat_action(place.chat, ChatAction.UPLOAD_PHOTO)
    picture = await asyncio.to_thread(charts.png, chart)
    caption = html.escape(html.cut(f"{chart.alt}\n{chart.source}", html.CAPTION), quote=False)
    await _photo(place, picture, caption)


async def send_table(place: Place, grid: Grid, plan: Plan) -> None:
    """Send a table as a picture and as a CSV file."""
    await place.bot.send_chat_action(place.chat, ChatAction.UPLOAD_PHOTO)
    picture = await asyncio.to_thread(charts.table_png, grid, plan)
    caption = html.escape(
        html.cut(grid.caption + (f"（单位：{grid.unit}）" if grid.unit else ""), html.CAPTION), quote=False
    )
    await _photo(place, picture, caption)
    await send_file(place, exports.csv_bytes(grid.columns, grid.rows), f"{grid.caption}.csv")


async def _photo(place: Place, picture: bytes, caption: str) -> None:
    await place.bot.send_photo(
        place.chat,
        InputFile(picture, filename="chart.png"),
        caption=caption,
        parse_mode=ParseMode.HTML,
        reply_parameters=place.reply_parameters,
    )


async def send_file(place: Place, content: bytes, name: str) -> None:
    """Send a file under a name, in which no character is left that a file system forbids."""
    safe = "".join("_" if c in '\\/:*?"<>|“”' or ord(c) < 32 else c for c in name)
    await place.bot.send_document(
        place.chat, InputFile(content, filename=safe.strip("_")), reply_parameters=place.reply_parameters
    )


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


def is_harmless(error: BadRequest) -> bool:
    """Return whether an edit failed only because there is nothing to edit."""
    return any(words in error.message.lower() for words in HARMLESS)
