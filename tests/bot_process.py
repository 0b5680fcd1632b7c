"""The real process `planbot serve` against a Bot API server on this machine, for tests of the Telegram channel."""

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from tests.bot_api import BotApi, Chat, Message, User
from tests.serving import ADDRESS, PLANBOT, ROOT

Start = Callable[..., AbstractContextManager["subprocess.Popen[str]"]]
WAIT = 20.0  # seconds that an answer may take on a machine that is busy


@contextmanager
def running(bot_api: BotApi, home: Path, **variables: str) -> Iterator["subprocess.Popen[str]"]:
    """Run planbot in a home of the test's own, where its log stands too; it is told to stop at the end."""
    with (home / "log").open("a+", encoding="utf-8") as log:
        environment = {
            **os.environ,
            "PLANBOT_HOME": str(home),
            "PLANBOT_PORT": "0",
            "PLANBOT_TELEGRAM_RATE": "1000",
            "TELEGRAM_API_BASE": bot_api.url,
            "TELEGRAM_BOT_TOKEN": bot_api.token,
            "PYTHONPATH": str(ROOT),
            "PYTHONWARNINGS": "error::UserWarning",  # the library's deprecations are such
            **variables,
        }
        with subprocess.Popen([PLANBOT, "serve"], cwd=home, env=environment, stderr=log, text=True) as process:
            try:
                yield process
            finally:
                process.terminate()
                process.wait(30)


def link_plans(built: Path, home: Path) -> None:
    """Give a home the data files that another has built, but not its desk."""
    for file in built.glob("*.sqlite3"):
        if not file.name.startswith("desk"):
            (home / file.name).symlink_to(file)


def person(bot_api: BotApi, number: int = 101) -> tuple[User, Chat]:
    user = bot_api.user(number, "王阿姨")
    return user, bot_api.private(user)


def ask(chat: Chat, user: User, text: str) -> Message:
    return chat.ask(user, text, WAIT)


def log(home: Path) -> str:
    return (home / "log").read_text(encoding="utf-8")


def address(home: Path) -> str:
    """Return where the last process that was started in a home listens, once it does."""
    deadline = time.monotonic() + WAIT
    while not (found := ADDRESS.findall(log(home))) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert found, log(home)
    return str(found[-1])
