"""MCP on standard input and output: `planbot mcp`, for a program that starts its own server. Nothing is kept on disk."""

import argparse
import importlib.util
import logging
import sys
from collections import OrderedDict

from bot.answer import Answer
from bot.conversation import Conversation
from bot.exits import OK
from bot.home import open_search
from bot.settings import Settings
from index.search import Search
from knowledge.errors import InputError

MOST = 1_000  # conversations remembered; the one not heard of for longest goes first


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Serve until standard input ends; raises InputError where the SDK is missing."""
    if importlib.util.find_spec("mcp") is None:
        raise InputError("MCP needs its SDK, which is not installed; pip install 'planbot[mcp]'")
    from bot import mcp_server

    # Standard output belongs to the protocol; what is to be told goes to standard error.
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    search = open_search(settings.home, options.plan)
    try:
        mcp_server.make(search, Talks(search).ask).run("stdio")
    except KeyboardInterrupt:
        return OK  # whoever started us wants us gone
    return OK


class Talks:
    """The conversations of one process."""

    def __init__(self, search: Search) -> None:
        """Take the search over the plan."""
        self._search = search
        self._talks: OrderedDict[str, Conversation] = OrderedDict()

    def ask(self, question: str, conversation: str | None) -> tuple[Answer, str]:
        """Return the answer and the conversation's id; without one, or with one long past, begin anew."""
        from bot.web.ids import new_id

        name = conversation or new_id()
        talk = self._talks.setdefault(name, Conversation(self._search))
        self._talks.move_to_end(name)
        if len(self._talks) > MOST:
            self._talks.popitem(last=False)
        return talk.ask(question), name
