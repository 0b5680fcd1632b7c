"""Commands: what begins with a slash, for everyone."""

import asyncio
import base64
import binascii
from collections.abc import Awaitable, Callable
from functools import partial

from telegram import ChatMemberUpdated, InlineKeyboardMarkup, Message, Update
from telegram.constants import ChatType
from telegram.ext import ChatMemberHandler, CommandHandler, MessageHandler, filters

from bot import replies, suggest
from bot.telegram import asking, browsing, buttons, delivery, find, html, wording
from bot.telegram.asking import Context, Handler
from bot.telegram.delivery import Place
from bot.telegram.service import SIMPLE, Service, is_group, who
from knowledge import plan as plans

LINK = "q_"  # how the payload of a deep link begins that asks a question
FOUND = 6  # passages that /search shows
HIT = 120  # characters of a passage in /search
JOINED = frozenset({"member", "administrator"})


def handlers(service: Service) -> list[Handler]:
    """Return the handlers of all commands, of the unknown ones, and of being added to a group."""
    new = filters.UpdateType.MESSAGE
    return [
        *(CommandHandler(name, partial(_on_command, service, act), new) for name, act in COMMANDS.items()),
        ChatMemberHandler(partial(_on_member, service), ChatMemberHandler.MY_CHAT_MEMBER),
    ]


def last_handlers(service: Service) -> list[Handler]:
    """Return what takes the commands that no other handler took."""
    private = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE
    return [MessageHandler(private & filters.COMMAND, on_unknown)]


async def on_unknown(update: Update, context: Context) -> None:
    """Say kindly that there is no such command; so also of staff's commands to others."""
    if update.message is not None and update.message.chat.type == ChatType.PRIVATE:
        await delivery.send_text(Place.of(update.message), wording.UNKNOWN_COMMAND)


async def _on_command(service: Service, act: "Act", update: Update, context: Context) -> None:
    if update.message is not None:
        await act(service, update, update.message, " ".join(context.args or ()))


def question_of(payload: str) -> str | None:
    """Return the question of a deep link's payload (q_ + base64url of UTF-8 without padding), or None.

    >>> question_of("q_5Lq65Y-j")
    '人口'
    """
    if not payload.startswith(LINK):
        return None
    coded = payload.removeprefix(LINK)
    try:
        return base64.b64decode(coded + "=" * (-len(coded) % 4), altchars=b"-_", validate=True).decode().strip() or None
    except (binascii.Error, UnicodeDecodeError):
        return None


async def _start(service: Service, update: Update, message: Message, words: str) -> None:
    question = question_of(words)
    if question:
        service.front.end(who(update))
        await asking.ask(service, update, question)
        return
    text = wording.HELLO.format(title=service.front.search.plan.title)
    await delivery.send_text(Place.of(message), text, InlineKeyboardMarkup(buttons.questions(suggest.START)))


async def _help(service: Service, update: Update, message: Message, words: str) -> None:
    await delivery.send_text(Place.of(message), wording.HELP.format(username=message.get_bot().username))


async def _targets(service: Service, update: Update, message: Message, words: str) -> None:
    service.front.end(who(update))  # a command is no follow-up
    await asking.ask(service, update, wording.TARGETS_QUESTION)


async def _achievements(service: Service, update: Update, message: Message, words: str) -> None:
    service.front.end(who(update))
    await asking.ask(service, update, wording.ACHIEVEMENTS_QUESTION)


async def _chapters(service: Service, update: Update, message: Message, words: str) -> None:
    await delivery.send_html(Place.of(message), *browsing.contents(service.front.search.plan))


async def _search(service: Service, update: Update, message: Message, words: str) -> None:
    place = Place.of(message)
    if not words.strip():
        await delivery.send_text(place, wording.SEARCH_HOW)
        return
    found = find.find(words, service.front.search, FOUND)
    if not found.citations:
        await delivery.send_text(place, wording.SEARCH_NONE.format(words=html.cut(words, HIT)))
        return
    head = (wording.SEARCH_FOUND if found.verbatim else wording.SEARCH_NEAR).format(words=html.cut(words, HIT))
    lines: list[str] = []
    rows: dict[str, str] = {}
    for number, hit in enumerate(found.citations, 1):
        lines.append(f"{number}. {html.cut(hit.quote, HIT)}（{hit.path[0] if hit.path else replies.PREFACE}）")
        rows.setdefault(f"{buttons.PARAGRAPH}:{hit.paragraph}", f"{number}. {hit.path[-1] if hit.path else hit.quote}")
    keyboard = InlineKeyboardMarkup(buttons.column([(text, data) for data, text in rows.items()]))
    await delivery.send_text(place, "\n".join([head, *lines]), keyboard)


async def _plans(service: Service, update: Update, message: Message, words: str) -> None:
    asked = service.front.search.plan.id
    titles = [f"· {plans.load(name).title}{'（正在使用）' if name == asked else ''}" for name in plans.names()]
    await delivery.send_text(Place.of(message), "\n".join([wording.PLANS, *titles]))


async def _simple(service: Service, update: Update, message: Message, words: str) -> None:
    person = who(update)
    on = not service.is_simple(person)
    service.front.desk.prefer(person, SIMPLE, on)
    await delivery.send_text(Place.of(message), wording.SIMPLE_ON if on else wording.SIMPLE_OFF)


async def _privacy(service: Service, update: Update, message: Message, words: str) -> None:
    days = service.settings.keep_days
    kept = wording.KEPT.format(days=days) if days else wording.KEPT_NOTHING
    await delivery.send_text(Place.of(message), wording.PRIVACY.format(days=kept))


async def _forget(service: Service, update: Update, message: Message, words: str) -> None:
    person = who(update)
    was_simple = service.is_simple(person)
    count = await asyncio.to_thread(service.front.desk.forget, person)
    service.front.forget(person)
    said = wording.FORGOTTEN.format(count=count) if count else wording.NOTHING_KEPT
    if was_simple:
        said = f"{said if count else ''}{wording.SIMPLE_FORGOTTEN}"
    await delivery.send_text(Place.of(message), said)


async def _on_member(service: Service, update: Update, context: Context) -> None:
    """Say hello to a group that the bot has just joined."""
    change = update.my_chat_member
    if change is None or not is_group(change.chat) or not _has_joined(change):
        return
    text = wording.GROUP_HELLO.format(title=service.front.search.plan.title, username=context.bot.username)
    await delivery.send_text(Place(context.bot, change.chat.id), text)


def _has_joined(change: ChatMemberUpdated) -> bool:
    return change.new_chat_member.status in JOINED and change.old_chat_member.status not in JOINED


Act = Callable[[Service, Update, Message, str], Awaitable[None]]
COMMANDS: dict[str, Act] = {
    "start": _start,
    "help": _help,
    "targets": _targets,
    "achievements": _achievements,
    "chapters": _chapters,
    "search": _search,
    "plans": _plans,
    "simple": _simple,
    "privacy": _privacy,
    "forget": _forget,
}
