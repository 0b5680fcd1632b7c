"""Service: what all handlers of the channel share, and who a message is from."""

import logging
from collections import OrderedDict
from dataclasses import dataclass, field

from telegram import Chat, Message, Update
from telegram.constants import ChatType

from bot.desk import Who
from bot.front import Front
from bot.limits import RateLimit
from bot.settings import Settings

LOG = logging.getLogger("planbot.telegram")
CHANNEL = "telegram"
SIMPLE = "simple"  # the name of the preference for short replies
A_MINUTE = 20  # messages that a person may send in a minute
TYPED_A_MINUTE = 120  # inline queries: Telegram sends one for every few letters
REMEMBERED = 5_000  # replies whose questions may be edited


@dataclass(slots=True)
class Service:
    """The front and settings with what the channel remembers while the process lives."""

    front: Front
    settings: Settings
    messages: RateLimit = field(default_factory=lambda: RateLimit(A_MINUTE, 60.0))
    typed: RateLimit = field(default_factory=lambda: RateLimit(TYPED_A_MINUTE, 60.0))
    # One kind word a minute to who is too fast, one apology to a chat for what came while the process was down.
    warned: RateLimit = field(default_factory=lambda: RateLimit(1, 60.0))
    apologised: set[int] = field(default_factory=set)
    replies: "OrderedDict[tuple[int, int], list[int]]" = field(default_factory=OrderedDict)

    def remember(self, question: Message, sent: list[int]) -> None:
        """Remember which messages answer a question, so that an edited question is answered in place."""
        self.replies[(question.chat.id, question.message_id)] = sent
        while len(self.replies) > REMEMBERED:
            self.replies.popitem(last=False)

    def answered_with(self, question: Message) -> list[int]:
        """Return the ids of the messages that answer a question; empty where they are not remembered."""
        return self.replies.get((question.chat.id, question.message_id), [])

    def is_simple(self, person: Who) -> bool:
        """Return whether a person wants short replies (长辈模式)."""
        return self.front.desk.prefers(person, SIMPLE)

    def is_staff(self, update: Update) -> bool:
        """Return whether staff write, and in a private chat: in a group others would read the reply."""
        user, chat = update.effective_user, update.effective_chat
        return bool(user and chat and chat.type == ChatType.PRIVATE and user.id in self.settings.staff)


def who(update: Update) -> Who:
    """Return who writes in which talk; in groups each person has a talk of his own."""
    chat, user = update.effective_chat, update.effective_user
    person = user.id if user else (chat.id if chat else 0)
    return Who(CHANNEL, str(person), str(chat.id if chat else person))


def is_group(chat: Chat | None) -> bool:
    """Return whether a chat has several people in it."""
    return chat is not None and chat.type in (ChatType.GROUP, ChatType.SUPERGROUP)
