"""A real server in a process of its own, for tests; `python -m tests.serving` runs one with a desk in memory."""

import os
import re
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot import serve, settings
from bot.answer import Answer
from bot.desk import Desk, Who
from bot.front import Front
from bot.home import open_search

ROOT = Path(__file__).parent.parent
ADDRESS = re.compile(r"listening on (http://\S+)")


class MemoryDesk(Desk):
    """A desk that forgets with its process."""

    def __init__(self) -> None:
        self.entries: dict[str, tuple[Who, str]] = {}

    def record(self, who: Who, message: str, answer: Answer) -> str:
        entry = secrets.token_hex(8)
        self.entries[entry] = (who, message)
        return entry

    def talk(self, who: Who, lifetime: float, most: int) -> list[str]:
        return [message for other, message in self.entries.values() if other == who][-most:]

    def upto(self, entry: str, lifetime: float, most: int) -> list[str]:
        if entry not in self.entries:
            return []
        names = list(self.entries)
        before = names[: names.index(entry) + 1]
        return [self.entries[n][1] for n in before if self.entries[n][0] == self.entries[entry][0]][-most:]

    def forget(self, who: Who) -> int:
        gone = [name for name, (other, _) in self.entries.items() if other.user == who.user]
        for name in gone:
            del self.entries[name]
        return len(gone)

    def close(self) -> None:
        self.entries.clear()


@dataclass(frozen=True)
class Served:
    """A running server: its address and process."""

    url: str
    process: "subprocess.Popen[str]"

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])


@contextmanager
def serving(**variables: str) -> Iterator[Served]:
    """Run a server on a free port with some settings; it is told to stop at the end."""
    environment = {**os.environ, "PLANBOT_PORT": "0", "PYTHONPATH": str(ROOT), **variables}
    command = [sys.executable, "-m", "tests.serving"]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        lines: list[str] = []
        for line in process.stderr:
            lines.append(line)
            if found := ADDRESS.search(line):
                yield Served(found[1], process)
                break
        else:
            raise AssertionError("the server did not start: " + "".join(lines))
        process.terminate()
        process.communicate(timeout=30)


def main() -> int:
    import asyncio
    import logging

    logging.basicConfig(level=logging.INFO)
    chosen = settings.read(os.environ)
    front = Front(open_search(chosen.home, chosen.plan), MemoryDesk())
    with asyncio.Runner(loop_factory=serve.new_loop) as runner:
        return runner.run(serve.serve(front, chosen))


if __name__ == "__main__":
    sys.exit(main())
