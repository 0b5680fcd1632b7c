"""Staff: exports and what was asked, for the Telegram ids in the settings; to others these commands do not exist."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

from telegram import Message, Update
from telegram.ext import CommandHandler, filters

from bot import exports
from bot.tally import Day
from bot.telegram import commands, delivery, wording
from bot.telegram.asking import Context, Handler
from bot.telegram.delivery import Place
from bot.telegram.service import Service

DAYS, MOST_DAYS, GROUPS = 7, 366, 30
EXPORTS = {"targets": exports.targets, "achievements": exports.achievements}


def handlers(service: Service) -> list[Handler]:
    """Return the handlers of staff's commands."""
    new = filters.UpdateType.MESSAGE
    return [CommandHandler(name, partial(_on_command, service, act), new) for name, act in COMMANDS.items()]


async def _on_command(service: Service, act: "Act", update: Update, context: Context) -> None:
    if not service.is_staff(update):
        await commands.on_unknown(update, context)
    elif update.message is not None:
        await act(service, update.message, context.args or [])


async def _export(service: Service, message: Message, words: list[str]) -> None:
    place = Place.of(message)
    make = EXPORTS.get(words[0].lower()) if words else None
    if make is None:
        await delivery.send_text(place, wording.EXPORT_HOW)
        return
    sheet = make(service.front.search.plan)
    await delivery.send_file(place, exports.csv_bytes(sheet.columns, sheet.rows), f"{sheet.title}.csv")
    await delivery.send_file(place, exports.xlsx_bytes(*sheet), f"{sheet.title}.xlsx")


async def _stats(service: Service, message: Message, words: list[str]) -> None:
    days = _days(words)
    # The desk may wait for a disk in trouble; the others' messages are answered meanwhile.
    found = await asyncio.to_thread(service.front.desk.stats, days)
    lines = [_day(day) for day in found if day.questions]
    text = "\n".join([wording.STATS_TITLE.format(days=days), *(lines or [wording.NO_QUESTIONS])])
    await delivery.send_text(Place.of(message), text)


def _day(day: Day) -> str:
    statuses = "，".join(f"{wording.STATUS[s]}{n}" for s, n in day.statuses.items() if n)
    times = f"；中位{day.median_ms:.0f}毫秒，95%在{day.p95_ms:.0f}毫秒内" if day.median_ms and day.p95_ms else ""
    return f"{day.day}：{day.persons}人问{day.questions}次（{statuses}）；有用{day.useful}，没用{day.not_useful}{times}"


async def _unanswered(service: Service, message: Message, words: list[str]) -> None:
    days = _days(words)
    found = await asyncio.to_thread(service.front.desk.unanswered, days, GROUPS)
    lines = [
        f"{g.count}次：{g.example}（{'、'.join(wording.STATUS[s] for s, n in g.statuses.items() if n)}）" for g in found
    ]
    text = "\n".join([wording.UNANSWERED_TITLE.format(days=days), *(lines or [wording.NO_QUESTIONS])])
    await delivery.send_text(Place.of(message), text)


def _days(words: list[str]) -> int:
    """Return the number of days that a command names, within bounds."""
    named = words[0] if words else ""
    return min(max(int(named), 1), MOST_DAYS) if named.isascii() and named.isdecimal() and len(named) < 5 else DAYS


Act = Callable[[Service, Message, list[str]], Awaitable[None]]
COMMANDS: dict[str, Act] = {"export": _export, "stats": _stats, "unanswered": _unanswered}
