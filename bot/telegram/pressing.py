"""Pressing: what the buttons do. The press is answered first, or Telegram would show a clock on the button."""

from collections.abc import Awaitable, Callable
from functools import partial

from telegram import CallbackQuery, InlineKeyboardMarkup, Message, Update
from telegram.error import BadRequest
from telegram.ext import CallbackQueryHandler

from bot.answer import Grid
from bot.telegram import asking, browsing, buttons, delivery, wording
from bot.telegram.asking import Context, Handler
from bot.telegram.buttons import Press
from bot.telegram.delivery import Place
from bot.telegram.service import LOG, Service, who

TOO_LATE = ("query is too old", "query id is invalid")


def handlers(service: Service) -> list[Handler]:
    """Return the handler of all buttons."""
    return [CallbackQueryHandler(partial(_on_press, service))]


async def _on_press(service: Service, update: Update, context: Context) -> None:
    query = update.callback_query
    if query is None:
        return
    press = buttons.read(query.data)
    message = query.message
    act = ACTIONS.get(press.action) if press else None
    if press is None or act is None or not isinstance(message, Message):
        await acknowledge(query, wording.GONE)
        return
    await act(service, update, query, message, press)


async def acknowledge(query: CallbackQuery, text: str | None = None) -> None:
    """Answer a press; one that came too long ago (while the process was down) needs no answer any more."""
    try:
        await query.answer(text, show_alert=text == wording.GONE)
    except BadRequest as error:
        if not any(words in error.message.lower() for words in TOO_LATE):
            raise
        LOG.info("a button was pressed too long ago to be acknowledged")


async def _passages(service: Service, update: Update, query: CallbackQuery, message: Message, press: Press) -> None:
    plan = service.front.search.plan
    shown = [plan.paragraphs[n] for n in press.numbers if n < len(plan.paragraphs)]
    grids = [plan.tables[n] for n in buttons.tables(press) if n < len(plan.tables)]
    await acknowledge(query, None if shown or grids else wording.GONE)
    place = Place.of(message)
    for paragraph in shown:
        page = browsing.paragraph(plan, paragraph.id)
        await delivery.send_html(place, browsing.original(paragraph), page[1] if page else None)
    for table in grids:
        await delivery.send_table(place, Grid(table.caption, table.unit, table.columns, table.rows), plan)


async def _picture(service: Service, update: Update, query: CallbackQuery, message: Message, press: Press) -> None:
    answer = service.front.again(press.value)
    if answer is None:
        await acknowledge(query, wording.GONE)
        return
    await acknowledge(query)
    place = Place.of(message)
    if not await delivery.send_picture(place, answer, service.front.search.plan):
        await delivery.send_text(place, wording.NO_PICTURE)


async def _rate(service: Service, update: Update, query: CallbackQuery, message: Message, press: Press) -> None:
    useful = press.action == buttons.USEFUL
    if not service.front.desk.rate(press.value, who(update), useful):
        await acknowledge(query, wording.GONE)
        return
    await acknowledge(query, wording.THANKS[useful])
    data = query.data
    if isinstance(message.reply_markup, InlineKeyboardMarkup) and isinstance(data, str):
        ticked = buttons.with_choice(message.reply_markup, data)
        if ticked != message.reply_markup:
            await _change_keyboard(query, ticked)


async def _change_keyboard(query: CallbackQuery, keyboard: InlineKeyboardMarkup) -> None:
    try:
        await query.edit_message_reply_markup(keyboard)
    except BadRequest as error:
        if not delivery.is_harmless(error):
            raise


async def _ask(service: Service, update: Update, query: CallbackQuery, message: Message, press: Press) -> None:
    question = buttons.text_of(message.reply_markup, str(query.data))
    await acknowledge(query, None if question else wording.GONE)
    if question:
        await delivery.send_text(Place.of(message), wording.ASKED.format(question=question))
        await asking.ask(service, update, question)


async def _contents(service: Service, update: Update, query: CallbackQuery, message: Message, press: Press) -> None:
    await _turn(query, message, browsing.contents(service.front.search.plan))


async def _section(service: Service, update: Update, query: CallbackQuery, message: Message, press: Press) -> None:
    numbers = press.numbers
    plan = service.front.search.plan
    await _turn(query, message, browsing.chapter(plan, numbers[0], *numbers[1:2]) if numbers else None)


async def _paragraph(service: Service, update: Update, query: CallbackQuery, message: Message, press: Press) -> None:
    numbers = press.numbers
    await _turn(query, message, browsing.paragraph(service.front.search.plan, numbers[0]) if numbers else None)


async def _turn(query: CallbackQuery, message: Message, page: browsing.Page | None) -> None:
    """Put a page in the place of the message; where that cannot be edited any more, send it anew."""
    await acknowledge(query, None if page else wording.GONE)
    if page and not await delivery.edit(Place.of(message), message.message_id, *page):
        await delivery.send_html(Place.of(message), *page)


Act = Callable[[Service, Update, CallbackQuery, Message, Press], Awaitable[None]]
ACTIONS: dict[str, Act] = {
    buttons.PASSAGES: _passages,
    buttons.PICTURE: _picture,
    buttons.USEFUL: _rate,
    buttons.USELESS: _rate,
    buttons.ASK: _ask,
    buttons.CONTENTS: _contents,
    buttons.SECTION: _section,
    buttons.PARAGRAPH: _paragraph,
}
