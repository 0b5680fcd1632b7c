"""The examples of docs/api.md: each `sh` block is run in a real shell against a real process, and what it prints stands
in the block after it. `python -m tests.api_doc` writes these anew.
"""

import json
import os
import re
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.api_examples import MOST, abridged
from tests.serving import serving

PAGE = Path(__file__).parent.parent / "docs" / "api.md"
ADDRESS = "http://127.0.0.1:8000"
SETTINGS = {"PLANBOT_RATE": "0", "PLANBOT_MCP": "1", "PLANBOT_ORIGINS": "https://www.example.gov.cn"}
EXAMPLE = re.compile(r"```sh\n(?P<command>.*?)```\n\n```(?P<kind>json|http|text)\n(?P<printed>.*?)```\n", re.DOTALL)
SHOWN = ("content-type", "etag", "cache-control", "retry-after", "allow", "content-disposition", "access-control-")
LONGEST = 12  # lines of text
WIDTH = 110  # columns of a line of JSON


@dataclass(frozen=True)
class Example:
    """A command of the page and what it printed, as the page shows it."""

    command: str
    kind: str
    printed: str


def examples() -> list[Example]:
    """The examples as they stand on the page."""
    return [Example(**found.groupdict()) for found in EXAMPLE.finditer(PAGE.read_text(encoding="utf-8"))]


def made() -> Iterator[Example]:
    """The same, run one after the other; CONVERSATION and ENTRY are set from each answer that names them."""
    with serving(**SETTINGS) as served, tempfile.TemporaryDirectory() as folder:
        variables = {**os.environ, "LC_ALL": "C.UTF-8"}
        for example in examples():
            command = example.command.replace(ADDRESS, served.url)
            done = subprocess.run(
                ["bash", "-euo", "pipefail", "-c", command],
                cwd=folder,
                env=variables,
                capture_output=True,
                text=True,
                timeout=60,
                check=False,
            )
            assert done.returncode == 0, (example.command, done.stdout, done.stderr)
            for name in ("entry", "conversation"):
                if found := re.search(rf'"{name}": "([^"]+)"', done.stdout):
                    variables[name.upper()] = found[1]
            yield Example(example.command, example.kind, shown(example.kind, done.stdout))


def shown(kind: str, printed: str) -> str:
    """What a command printed as the page shows it: JSON with few items, of a head what matters here."""
    if kind == "json":
        return f"{pretty(printed)}\n"
    if kind == "http":
        head, _, body = printed.replace("\r", "").partition("\n\n")
        status, *headers = head.split("\n")
        lines = [status, *(line for line in headers if line.startswith(SHOWN))]
        return "\n".join([*lines, *(["", pretty(body)] if body.startswith("{") else [])]) + "\n"
    lines = printed.replace("\r", "").replace("\ufeff", "").splitlines()
    return "\n".join([*lines[:LONGEST], *(["…"] if len(lines) > LONGEST else [])]) + "\n"


def pretty(text: str) -> str:
    """JSON as people read it: what fits into a line stands in one."""
    value = json.loads(text)
    return laid_out({name: item[:MOST] if isinstance(item, list) else item for name, item in abridged(value).items()})


def laid_out(value: Any, indent: str = "", before: int = 0) -> str:
    """A value as JSON, after so many characters of its line."""
    line = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict | list) or len(indent) + before + sum(1 + (c > "\u2e7f") for c in line) <= WIDTH:
        return line
    inner = f"{indent}  "
    if isinstance(value, list):
        parts = [f"{inner}{laid_out(item, inner)}" for item in value]
        return "[\n" + ",\n".join(parts) + f"\n{indent}]"
    parts = [f'{inner}"{name}": {laid_out(item, inner, len(name) + 4)}' for name, item in value.items()]
    return "{\n" + ",\n".join(parts) + f"\n{indent}}}"


def write() -> None:
    """Put what the commands print into the page."""
    results = iter(list(made()))

    def filled(found: re.Match[str]) -> str:
        new = next(results)
        return f"```sh\n{new.command}```\n\n```{new.kind}\n{new.printed}```\n"

    PAGE.write_text(EXAMPLE.sub(filled, PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    write()
