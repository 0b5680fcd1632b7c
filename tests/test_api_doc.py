"""docs/api.md is true: its commands run, its tables are the program's, what it names exists."""

import json
import re
import shutil
from typing import Any

import pytest

from bot.settings import VARIABLE
from bot.web import bounds, connections, operations, problems
from index.search import Search
from tests import api_doc
from tests.serving import PLANBOT

TEXT = api_doc.PAGE.read_text(encoding="utf-8")


def shape(value: Any) -> Any:
    """What a value is made of: its members and types; a figure may have a fraction or none."""
    if isinstance(value, dict):
        return {name: shape(item) for name, item in value.items()}
    if isinstance(value, list):
        return [shape(item) for item in value[:1]]
    return "number" if type(value) in (int, float) else type(value).__name__


def outline(example: api_doc.Example) -> Any:
    """What must stay the same of what a command printed: status, names of headers, shape of JSON, text itself."""
    if example.kind == "json":
        return shape(json.loads(example.printed))
    if example.kind == "http":
        head, _, body = example.printed.partition("\n\n")
        status, *headers = head.strip().split("\n")
        return (
            status.split()[1],
            [header.split(":")[0] for header in headers],
            shape(json.loads(body)) if body else None,
        )
    return example.printed


@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl: apt-get install curl")
def test_every_command_prints_what_stands_after_it() -> None:
    written, found = api_doc.examples(), list(api_doc.made())
    assert len(written) == TEXT.count("```sh") > 20
    for one, other in zip(written, found, strict=True):
        assert outline(other) == outline(one), f"write them anew: python -m tests.api_doc\n{one.command}"


def test_every_operation_has_its_command(search: Search) -> None:
    commands = "\n".join(example.command for example in api_doc.examples())
    for operation in operations.table(search.plan):
        path = re.escape(operation.path.replace("{id}", search.plan.id))
        path = path.replace(r"\{entry\}", r"\$ENTRY").replace(r"\{number\}", r"\d+")
        assert re.search(rf"127\.0\.0\.1:8000{path}(?![/\w])", commands), operation.path


def test_the_table_of_errors_is_the_programs() -> None:
    rows = re.findall(r"^\| `([a-z0-9-]+)` \| (\d+) \| (.+) \|$", TEXT, re.MULTILINE)
    assert rows == [(name, str(kind.status), kind.title) for name, kind in problems.KINDS.items()]


def test_limits_and_settings_are_the_programs() -> None:
    assert set(re.findall(r"PLANBOT_[A-Z_]+|TELEGRAM_[A-Z_]+", TEXT)) <= set(VARIABLE.values())
    for told in (
        f"{bounds.BODY // 1024} KB",
        f"{connections.HEAD // 1024} KB",
        f"{connections.RECEIVE:.0f} s",
        f"{connections.TAKE:.0f} s",
        f"{connections.MOST:,}",
    ):
        assert f"| {told} |" in TEXT
    assert f"client_max_body_size {bounds.BODY // 1024}k;" in TEXT


def test_the_clients_are_told_a_command_that_exists() -> None:
    (stdio,) = re.findall(r'\{"command": .*?\}', TEXT)
    told = json.loads(stdio)
    assert shutil.which(told["command"], path=str(PLANBOT.parent))
    assert told["args"] == ["mcp"]  # tests/test_mcp.py starts it so
