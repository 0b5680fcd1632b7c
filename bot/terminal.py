"""The terminal: one question, a file of questions, or a talk."""

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from bot import render
from bot.conversation import Conversation
from bot.exits import OK, UNEXPECTED, UNMET, tell_unexpected
from bot.home import open_search
from bot.settings import Settings
from index.search import Search
from knowledge.errors import InputError

FAREWELLS = frozenset({"退出", "再见", "exit", "quit", "bye", ":q"})
PROMPT = "问："
HELLO = "规划通：请直接问规划里的事；说“退出”或按 Ctrl-D 结束。"
SHOWN = 60  # characters of a value in an error message


def run_ask(options: argparse.Namespace, settings: Settings) -> int:
    """Answer the question of the command line, or those of standard input with --jsonl."""
    if options.jsonl:
        if options.text:
            raise InputError(f"--jsonl reads standard input, not {options.text[0][:SHOWN]!r}; leave TEXT out")
        return _answer_lines(open_search(settings.home, options.plan), settings)
    if not options.text:
        raise InputError("no question; say one: planbot ask 体育培训中心什么时候建成")
    answer = Conversation(open_search(settings.home, options.plan)).ask(" ".join(options.text))
    colour = settings.colour and sys.stdout.isatty()
    if options.json:
        render.print_json(answer.to_json())
    else:
        print(render.text(answer, colour=colour))
    return OK


def _answer_lines(search: Search, settings: Settings) -> int:
    code = OK
    for number, line in enumerate(sys.stdin.buffer, 1):
        if not line.strip():
            continue
        name: str | int | None = None
        try:
            name, turns = read_talk(line, number)
            reply = answer_talk(search, name, turns)
        except BadLine as error:
            reply, code = {"id": error.id, "line": number, "error": str(error)}, max(code, UNMET)
        except Exception as error:  # noqa: BLE001  (told in place and on standard error; the other lines go on)
            told = tell_unexpected(error, debug=settings.debug)
            reply, code = {"id": name, "line": number, "error": told}, UNEXPECTED
        render.print_json(reply)
    return code


def answer_talk(search: Search, name: str | int | None, turns: list[str]) -> dict[str, Any]:
    """Return {"id", …} with the Answer to the last message of a fresh talk."""
    talk = Conversation(search)
    for turn in turns[:-1]:
        talk.ask(turn)
    return {"id": name, **talk.ask(turns[-1]).to_json()}


class BadLine(InputError):
    """A line of --jsonl that cannot be used; `id` is its id where it has one."""

    def __init__(self, message: str, name: str | int | None = None) -> None:
        """Take the message and, where it could be read, the line's id."""
        super().__init__(message)
        self.id = name


def read_talk(line: bytes, number: int) -> tuple[str | int | None, list[str]]:
    """Return (id, turns) of a line; raises BadLine."""
    wanted = 'write {"id": …, "turns": ["message", …]}'
    try:
        value = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadLine(f"line {number}: byte {error.start + 1} is no UTF-8; save the file as UTF-8") from None
    except (ValueError, RecursionError) as error:
        raise BadLine(f"line {number}: {_shown(line.decode())} is no JSON ({error}); {wanted}") from None
    if not isinstance(value, dict):
        raise BadLine(f"line {number}: {_shown(value)} is no object; {wanted}")
    name = value.get("id")
    if not isinstance(name, str | int | None) or isinstance(name, bool):
        raise BadLine(f"line {number}: id {_shown(name)} is neither text nor a whole number; {wanted}")
    if "turns" not in value:
        raise BadLine(f"line {number}: turns is missing; {wanted}", name)
    turns = value["turns"]
    if not isinstance(turns, list) or not turns or not all(isinstance(turn, str) for turn in turns):
        raise BadLine(f"line {number}: turns {_shown(turns)} is no list of messages; {wanted}", name)
    return name, turns


def _shown(value: object) -> str:
    shown = value.strip() if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return shown if len(shown) <= SHOWN else f"{shown[:SHOWN]}…"


def run_chat(options: argparse.Namespace, settings: Settings) -> int:
    """Talk until the input ends or someone says goodbye."""
    talk = Conversation(open_search(settings.home, options.plan))
    at_terminal = sys.stdin.isatty() and sys.stdout.isatty()
    colour = settings.colour and sys.stdout.isatty()
    code = OK
    for message in _typed(settings.home / "history") if at_terminal else _piped():
        if message.strip().lower() in FAREWELLS:
            break
        if at_terminal and not message.strip():
            continue
        try:
            print(render.text(talk.ask(message), colour=colour), end="\n\n", flush=True)
        except (BrokenPipeError, KeyboardInterrupt):
            raise
        except Exception as error:  # noqa: BLE001  (told; the talk goes on)
            tell_unexpected(error, debug=settings.debug)
            code = UNEXPECTED
    return code


def _piped() -> Iterator[str]:
    for line in sys.stdin.buffer:
        yield line.decode("utf-8", "replace").rstrip("\r\n")


def _typed(history: Path) -> Iterator[str]:
    """Yield what is typed, line by line, with editing and a history that outlives the process."""
    import readline

    print(HELLO)
    with suppress(OSError):  # none yet: the talk begins without
        readline.read_history_file(history)
    readline.set_history_length(1000)
    try:
        while True:
            yield input(PROMPT)
    except EOFError:
        print()
    finally:
        try:
            readline.write_history_file(history)
        except OSError as error:
            print(f"planbot: history {history} not kept: {error.strerror}; make its folder writable", file=sys.stderr)
