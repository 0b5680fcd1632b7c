"""Exits: the exit codes of planbot, and how an error that nobody foresaw is told."""

import sys

OK, UNMET, UNUSABLE, UNEXPECTED, INTERRUPTED, BROKEN_PIPE = 0, 1, 2, 70, 130, 141
MEANING = {
    OK: "done; a question that the plan does not answer is done too",
    UNMET: "`ask --jsonl`: a line could not be used; `eval`: `--min` or `--max-wrong` was not met, or a set dropped below `--recorded`; `chart`: there is nothing to draw",
    UNUSABLE: "the command line, a file, the plan or the home cannot be used; the message says what to do",
    UNEXPECTED: "an error of planbot's own; `chat` and `ask --jsonl` tell it and go on before they end with this",
    INTERRUPTED: "interrupted with Ctrl-C",
    BROKEN_PIPE: "whoever read the output left early",
}


def tell_unexpected(error: Exception, *, debug: bool) -> str:
    """Write an error that nobody foresaw to standard error, with its traceback in debug; return what was told."""
    message = f"unexpected {type(error).__name__}: {str(error)[:300]}"
    if debug:
        import traceback

        traceback.print_exception(error)
    print(f"planbot: {message}; report it, with the traceback that PLANBOT_DEBUG=1 adds", file=sys.stderr)
    return message
