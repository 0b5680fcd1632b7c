"""The program `planbot`: reads the command line, runs one sub-command, turns errors into messages and exit codes."""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

from bot import settings
from bot.commands import COMMANDS, parser
from bot.exits import BROKEN_PIPE, INTERRUPTED, OK, UNEXPECTED, UNUSABLE, tell_unexpected
from knowledge.errors import InputError, PlanbotError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line (that of this process without `arguments`) and return the exit code."""
    _prepare_streams()
    options = parser().parse_args(arguments)
    debug = False
    try:
        chosen = settings.read(os.environ)
        debug = chosen.debug
        code = _run(options, chosen)
        sys.stdout.flush()
    except PlanbotError as error:
        print(f"planbot: {error}", file=sys.stderr)
        code = UNUSABLE
    except KeyboardInterrupt:
        print(file=sys.stderr)
        code = INTERRUPTED
    except BrokenPipeError:
        _abandon_output()
        code = BROKEN_PIPE
    except OSError as error:
        print(f"planbot: {error.filename or 'standard output'}: {error.strerror}", file=sys.stderr)
        _abandon_output()
        code = UNUSABLE
    except Exception as error:  # noqa: BLE001  (told, never hidden: an error that nobody foresaw)
        tell_unexpected(error, debug=debug)
        code = UNEXPECTED
    return code


def _run(options: argparse.Namespace, chosen: settings.Settings) -> int:
    if options.version:
        from importlib.metadata import version

        print(f"planbot {version('planbot')}")
        return OK
    if options.command is None:
        raise InputError(f"no command; name one of {', '.join(COMMANDS)}; see `planbot --help`")
    command = COMMANDS[options.command]
    if command.of_plan and options.plan is None:
        options.plan = chosen.plan
    code: int = getattr(importlib.import_module(command.module), command.function)(options, chosen)
    return code


def _prepare_streams() -> None:
    """Let no text, however broken or foreign to the terminal's encoding, and no closed stream stop the program."""
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123  (open as long as the process)
    for stream, errors in ((sys.stdin, "surrogateescape"), (sys.stdout, "backslashreplace")):
        reconfigure = getattr(stream, "reconfigure", None)  # a test's stream may have none
        if reconfigure is not None:
            reconfigure(errors=errors)


def _abandon_output() -> None:
    """Let what is left in the buffer go nowhere, or Python would fail once more when it closes the stream."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
