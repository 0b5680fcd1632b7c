"""A real server in a process of its own, for tests."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
PLANBOT = Path(sys.executable).with_name("planbot")
ADDRESS = re.compile(r"listening on (http://\S+)")


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
    with subprocess.Popen([PLANBOT, "serve"], cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        try:
            lines: list[str] = []
            for line in process.stderr:
                lines.append(line)
                if found := ADDRESS.search(line):
                    break
            else:
                raise AssertionError("the server did not start: " + "".join(lines))
            yield Served(found[1], process)
        finally:
            process.terminate()
            process.communicate(timeout=30)
