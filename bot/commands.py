"""Commands: the command line of planbot as argparse sees it, and which function runs each sub-command.

Functions are named, not imported: a sub-command imports only what it needs, so that each starts as fast as it can.
"""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn

from bot.settings import SETTINGS

EPILOG = f"Settings come from the environment: {', '.join(s.variable for s in SETTINGS)}."


class Parser(argparse.ArgumentParser):
    """A parser whose errors look like all other errors of planbot and exit with 2."""

    def error(self, message: str) -> NoReturn:
        """Report a command line that cannot be used."""
        self.exit(2, f"planbot: {message}; see `{self.prog} --help`\n")


@dataclass(frozen=True, slots=True)
class Command:
    """A sub-command: the function `module`.`function` (Namespace, Settings) -> exit code, and what adds its options."""

    module: str
    function: str
    help: str
    add: Callable[[argparse.ArgumentParser], None]
    of_plan: bool = True

    def add_to(self, parser: argparse.ArgumentParser) -> None:
        """Add all options of the sub-command."""
        self.add(parser)
        if self.of_plan:
            parser.add_argument("--plan", metavar="ID", help="the plan to use; see `planbot plans`")


def _ask(parser: argparse.ArgumentParser) -> None:
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print the Answer as one line of JSON")
    form.add_argument(
        "--jsonl",
        action="store_true",
        help='read {"id", "turns": [message, …]} from each line of standard input, each a fresh talk, '
        'and print {"id", …Answer to the last turn…}; a line that cannot be used gives {"id", "line", "error"}',
    )
    parser.add_argument("text", nargs="*", metavar="TEXT", help="the question; after `--` it may begin with a dash")


def _eval(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("cases", nargs="+", metavar="CASES", help="files of cases, one JSON object a line")
    parser.add_argument("--replies", metavar="FILE", help="write the replies to FILE, one JSON object a line")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    parser.add_argument("--min", type=float, metavar="SHARE", help="exit with 1 where a lower share (0–1) passes")
    parser.add_argument(
        "--recorded", metavar="FILE", help="compare each set with FILE's figures; exit with 1 where one has dropped"
    )
    parser.add_argument("--max-wrong", type=int, metavar="N", help="exit with 1 where more than N replies are wrong")


def _chart(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", nargs="+", metavar="QUESTION", help="the question whose answer is drawn")
    _after(parser)
    parser.add_argument("--out", metavar="FILE", help="write to FILE.png or FILE.svg; without it SVG is printed")


def _after(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--after",
        action="append",
        default=[],
        metavar="MESSAGE",
        help="a message before it; repeatable, oldest first",
    )


def _explain(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", nargs="+", metavar="QUESTION", help="the question to explain")
    _after(parser)


def _show(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what",
        nargs="*",
        metavar="WHAT",
        help="a chapter's number, `paragraph N` (as in citations), `table N`, or `all`; nothing: the outline",
    )


def _indicators(parser: argparse.ArgumentParser) -> None:
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print the rows as JSON")
    form.add_argument("--csv", action="store_true", help="print a line for each cell as CSV (UTF-8 with a mark)")
    form.add_argument("--xlsx", metavar="FILE", help="write the tables as printed to FILE, a sheet each")


def _desk(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what",
        choices=("stats", "unanswered", "forget-all", "purge"),
        metavar="WHAT",
        help="`stats`: each day's questions, statuses, times and persons; `unanswered`: what was not answered, in "
        "groups; `forget-all`: erase everything; `purge`: erase what is older than --days",
    )
    parser.add_argument(
        "--days",
        type=_count,
        metavar="N",
        help="look back N days, today included (stats 7, unanswered 30), or keep N days (purge: PLANBOT_KEEP_DAYS)",
    )
    parser.add_argument("--most", type=_count, default=20, metavar="N", help="show at most N groups (20)")
    parser.add_argument("--channel", default="", metavar="NAME", help="only what came through telegram, web, …")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print the result as JSON")
    form.add_argument("--csv", action="store_true", help="print the result as CSV (UTF-8)")


def _count(value: str) -> int:
    """Return a whole number of an option, from 0 to 3650."""
    if not (value.isascii() and value.isdecimal() and int(value[:6]) <= 3650):
        raise argparse.ArgumentTypeError(f"{value[:60]!r} is no whole number from 0 to 3650")
    return int(value)


def _nothing(parser: argparse.ArgumentParser) -> None:
    """Add no options."""


COMMANDS = {
    "ask": Command("bot.terminal", "run_ask", "Ask one question, or many with --jsonl.", _ask),
    "chat": Command("bot.terminal", "run_chat", "Talk in the terminal; 退出, exit or Ctrl-D ends it.", _nothing),
    "chart": Command("bot.charts.command", "run", "Draw the chart or the table that belongs to an answer.", _chart),
    "serve": Command("bot.serve", "run", "Serve the web page and, with a token, the Telegram bot.", _nothing),
    "desk": Command(
        "bot.desk_command", "run", "Show what the desk keeps of the questions, or erase it.", _desk, of_plan=False
    ),
    "mcp": Command("bot.mcp_stdio", "run", "Serve the Model Context Protocol on standard input and output.", _nothing),
    "eval": Command("bot.evaluate", "run", "Put cases to planbot and count what passes.", _eval),
    "explain": Command("bot.explain", "run", "Show how the answer to a question came about.", _explain),
    "plans": Command("bot.look", "run_plans", "List the plans.", _nothing, of_plan=False),
    "show": Command("bot.look", "run_show", "Show the plan's outline, or a part of the plan verbatim.", _show),
    "indicators": Command(
        "bot.look",
        "run_indicators",
        "List the rows of the plan's tables.",
        _indicators,
    ),
}


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line; it leaves the name of the sub-command in `command`."""
    top = Parser(prog="planbot", description="规划通: ask a government plan in everyday words.", epilog=EPILOG)
    top.add_argument("--version", action="store_true", help="print the version and exit")
    group = top.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser)
    for name, command in COMMANDS.items():
        sub = group.add_parser(name, help=command.help, description=command.help, epilog=EPILOG)
        command.add_to(sub)
    return top
