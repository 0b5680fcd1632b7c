"""Asking: text messages are questions; edited ones are answered anew in place; groups are left in peace."""

import time
from functools import partial
from typing import Any

from telegram import Message, MessageEntity, Update
from telegram.constants import ChatType
from telegram.ext import ApplicationHandlerStop, BaseHandler, ContextTypes, MessageHandler, TypeHandler, filters

from bot.telegram import delivery, wording
from bot.telegram.delivery import Place
from bot.telegram.service import Service, is_group, who

Context = ContextTypes.DEFAULT_TYPE
Handler = BaseHandler[Update, Context, Any]
TOO_OLD = 10 * 60  # seconds after which a message that came while the process was down is not answered
PICTURES = filters.PHOTO | filters.VIDEO | filters.VIDEO_NOTE | filters.ANIMATION | filters.Sticker.ALL
KINDS = (
    ("voice", filters.VOICE | filters.AUDIO),
    ("picture", PICTURES | filters.Document.ALL),
    ("place", filters.LOCATION | filters.VENUE),
    ("other", filters.CONTACT | filters.POLL | filters.Dice.ALL),
)


def doorkeepers(service: Service) -> list[Handler]:
    """Return what runs before all other handlers: it stops what is too old or too fast."""
    return [TypeHandler(Update, partial(_at_the_door, service))]


def handlers(service: Service) -> list[Handler]:
    """Return the handlers of questions, edited questions and what cannot be read."""
    to_us = filters.UpdateType.MESSAGE | filters.UpdateType.EDITED_MESSAGE
    return [
        MessageHandler(to_us & filters.TEXT & ~filters.COMMAND, partial(_on_text, service)),
        *(
            MessageHandler(filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE & kind, partial(_on_unsupported, name))
            for name, kind in KINDS
        ),
    ]


async def _at_the_door(service: Service, update: Update, context: Context) -> None:
    message = update.message
    if message is not None and time.time() - message.date.timestamp() > TOO_OLD:
        if _meant_for_us(message) and message.chat.id not in service.apologised:
            service.apologised.add(message.chat.id)
            await delivery.send_text(Place.of(message), wording.TOO_LATE)
        raise ApplicationHandlerStop
    if (update.message or update.edited_message or update.callback_query) is None or not _counts(update):
        return
    person = who(update).user
    wait = service.messages.wait(person)
    if wait:
        if not service.warned.wait(person):
            await _tell_too_fast(update, wording.TOO_FAST.format(seconds=int(wait) + 1))
        elif update.callback_query is not None:
            await update.callback_query.answer()
        raise ApplicationHandlerStop


def _counts(update: Update) -> bool:
    """Return whether an update is meant for us, and so counts towards the limit."""
    message = update.message or update.edited_message
    return message is None or _meant_for_us(message)


async def _tell_too_fast(update: Update, text: str) -> None:
    if update.callback_query is not None:
        await update.callback_query.answer(text)
    elif update.effective_message is not None:
        await delivery.send_text(Place.of(update.effective_message), text)


def _meant_for_us(message: Message) -> bool:
    """Return whether a message speaks to the bot: any in private; in a group a command, a mention, a reply to it."""
    if message.chat.type == ChatType.PRIVATE:
        return True
    if not is_group(message.chat):
        return False
    bot = message.get_bot()
    replied = message.reply_to_message
    if replied is not None and replied.from_user is not None and replied.from_user.id == bot.id:
        return True
    text = message.text or ""
    if text.startswith("/"):
        return "@" not in text.split()[0] or text.split()[0].lower().endswith(f"@{bot.username}".lower())
    return bool(_mentions(message))


def _mentions(message: Message) -> list[str]:
    """Return the texts by which a message mentions the bot."""
    bot = message.get_bot()
    named = message.parse_entities([MessageEntity.MENTION, MessageEntity.TEXT_MENTION])
    return [
        text
        for entity, text in named.items()
        if text.lower() == f"@{bot.username}".lower() or (entity.user is not None and entity.user.id == bot.id)
    ]


def question_in(message: Message) -> str:
    """Return the text of a message without the mentions of the bot."""
    text = message.text or ""
    for mention in _mentions(message):
        text = text.replace(mention, " ")
    return text.strip()


async def _on_text(service: Service, update: Update, context: Context) -> None:
    message = update.effective_message
    if message is None or not _meant_for_us(message):
        return
    if update.edited_message is None:
        await ask(service, update, question_in(message))
    else:
        await _ask_anew(service, update, message)


async def ask(service: Service, update: Update, question: str) -> None:
    """Answer a question in the chat it came from."""
    message = update.effective_message
    if message is None:
        return
    person = who(update)
    reply = service.front.ask(person, question)
    place = Place.of(message)
    sent = await delivery.send_reply(service, place, reply, simple=service.is_simple(person))
    service.remember(message, sent)


async def _ask_anew(service: Service, update: Update, message: Message) -> None:
    """Answer an edited question where the answer to the first wording stands."""
    before = service.answered_with(message)
    if not before:
        await ask(service, update, question_in(message))
        return
    person = who(update)
    reply = service.front.ask(person, question_in(message))
    place = Place.of(message)
    simple = service.is_simple(person)
    texts, keyboard = delivery.shaped(service, reply, simple=simple)
    sent = []
    for number, text in enumerate(texts):
        last = keyboard if number == len(texts) - 1 else None
        kept = number < len(before) and await delivery.edit(place, before[number], text, last)
        sent.append(before[number] if kept else await delivery.send_html(place, text, last))
    for superfluous in before[len(texts) :]:
        await delivery.delete(place, superfluous)
    service.remember(message, sent)
    await delivery.send_figures(place, reply.answer, service.front.search.plan)


async def _on_unsupported(kind: str, update: Update, context: Context) -> None:
    if update.message is not None:
        await delivery.send_text(Place.of(update.message), wording.UNSUPPORTED[kind])


def described(update: object) -> str:
    """Return what may be logged of an update: its kind and number, no text and no person."""
    if not isinstance(update, Update):
        return type(update).__name__
    kind = next((name for name in Update.ALL_TYPES if getattr(update, name, None) is not None), "update")
    return f"{kind} {update.update_id}"
