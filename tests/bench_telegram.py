"""The Telegram channel under load: the real process `planbot serve` against the Bot API server of the tests.

Called by tests/bench.py; alone: `python -m tests.bench_telegram`.
"""

import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import psutil

from bot import home
from index.search import Search
from tests.bot_api import BotApi, Chat, User
from tests.bot_process import link_plans, running

PEOPLE = 200
EACH = 5  # messages of a person: the limit is 20 a minute
WAIT = 120.0  # seconds
Row = tuple[str, str, str]


def measured(search: Search, folder: Path) -> Iterator[Row]:
    """The rows of the table: what, measured, goal."""
    bank = [question for entry in search.entries for question in entry.questions]
    questions = bank[:: max(1, len(bank) // (2 * PEOPLE * EACH))]
    one_by_one, at_once = questions[: PEOPLE * EACH], questions[PEOPLE * EACH : 2 * PEOPLE * EACH]
    with tempfile.TemporaryDirectory() as name, BotApi() as server:
        link_plans(folder, Path(name))
        people = [(user := server.user(1000 + n), server.private(user)) for n in range(PEOPLE)]
        with running(server, Path(name)) as process:
            server.wait_call("setMyShortDescription", timeout=WAIT)
            watched = psutil.Process(process.pid)
            for user, chat in people[:20]:
                chat.ask(user, "你好", WAIT)
            before = _seconds(watched)
            alone = [_answered_after(server, pair, q) for pair, q in zip(people * EACH, one_by_one, strict=True)]
            own = (_seconds(watched) - before) / len(alone)
            before = _seconds(watched)
            elapsed = _all_at_once(people, at_once)
            crowded = (_seconds(watched) - before) / len(at_once)
            memory = watched.memory_info().rss / 1e6
    name = f"Telegram: {PEOPLE} people in turn, from the message to the bot's reply, median"
    yield name, f"{statistics.median(alone) * 1000:.1f} ms", "at most 1 s"
    yield "Telegram: … 99th percentile", f"{statistics.quantiles(alone, n=100)[-1] * 1000:.1f} ms", "at most 1 s"
    yield "Telegram: … processor time of the whole process for a message", f"{own * 1000:.1f} ms", ""
    rate = len(at_once) / elapsed
    yield f"Telegram: {PEOPLE} people at once, {EACH} messages each", f"{rate:.0f} messages a second", "at least 30"
    yield "Telegram: … processor time of the whole process for a message", f"{crowded * 1000:.1f} ms", ""
    yield "Telegram: … memory of the process after that", f"{memory:.0f} MB", ""


def _answered_after(server: BotApi, pair: tuple[User, Chat], question: str) -> float:
    """Return the seconds from a message to the arrival of the bot's reply at Telegram."""
    user, chat = pair
    calls = len(server.calls_of("sendMessage"))
    began = time.monotonic()
    chat.say(user, question)
    return server.wait_call("sendMessage", calls + 1, WAIT).at - began


def _all_at_once(people: Sequence[tuple[User, Chat]], questions: Sequence[str]) -> float:
    """Let everybody write at the same time; return the seconds until all are answered."""
    counts = [len(chat.messages) for _, chat in people]
    began = time.monotonic()
    for number, question in enumerate(questions):
        user, chat = people[number % len(people)]
        chat.say(user, question)
    for (_, chat), count in zip(people, counts, strict=True):
        chat.wait(count + EACH, WAIT)
    return time.monotonic() - began


def _seconds(process: psutil.Process) -> float:
    used = process.cpu_times()
    return float(used.user + used.system)


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        search = home.open_search(Path(name))
        for row in measured(search, Path(name)):
            print(" | ".join(row))


if __name__ == "__main__":
    main()
