"""Staff: exports and what was asked, for the Telegram ids in the settings; to others these commands do not exist."""

from collections.abc import Awaitable, Callable
from functools import partial

from telegram import Message, Update
from telegram.ext import CommandHandler, filters

from bot import exports
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
    await delivery.send_file(place, exports.xlsx_bytes(sheet), f"{sheet.title}.xlsx")


Act = Callable[[Service, Message, list[str]], Awaitable[None]]
COMMANDS: dict[str, Act] = {"export": _export}
