"""Menu: what people see of the bot before they write: its commands and descriptions, set at every start."""

from telegram import Bot, BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeChat, BotCommandScopeDefault
from telegram.error import TelegramError

from bot.settings import Settings
from bot.telegram import wording
from bot.telegram.service import LOG


async def set_up(bot: Bot, settings: Settings) -> None:
    """Set commands and descriptions; what Telegram refuses is logged, for the bot answers without them too."""
    try:
        await bot.set_my_commands(_commands(wording.COMMANDS), BotCommandScopeDefault())
        await bot.set_my_commands(_commands(wording.GROUP_COMMANDS), BotCommandScopeAllGroupChats())
        if (await bot.get_my_description()).description != wording.DESCRIPTION:
            await bot.set_my_description(wording.DESCRIPTION)
        if (await bot.get_my_short_description()).short_description != wording.SHORT_DESCRIPTION:
            await bot.set_my_short_description(wording.SHORT_DESCRIPTION)
    except TelegramError as error:
        LOG.warning("commands and descriptions not set: %s", error)
    for person in sorted(settings.staff):
        try:
            await bot.set_my_commands(_commands(wording.COMMANDS + wording.STAFF_COMMANDS), BotCommandScopeChat(person))
        except TelegramError as error:  # who has never written to the bot has no chat with it
            LOG.info("a staff member's commands not set: %s", error)


def _commands(pairs: tuple[tuple[str, str], ...]) -> list[BotCommand]:
    return [BotCommand(name, text) for name, text in pairs]
