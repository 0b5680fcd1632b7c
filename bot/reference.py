"""Reference: docs/cli.md and docs/settings.md, made from the parser and the settings table.

`python -m bot.reference` writes both; a test keeps them true.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

from bot import settings
from bot.commands import COMMANDS, EPILOG, parser
from bot.exits import MEANING

DOCS = Path(__file__).parent.parent / "docs"
MADE = "Made with `python -m bot.reference`; a test keeps it true."
# Notes that the parser has no room for; the first line of each command comes from the parser.
NOTES = {
    "ask": """```sh
planbot ask 体育培训中心什么时候建成
planbot ask --json 2018年财政总收入
echo '{"id": "1", "turns": ["2018年财政总收入", "那2019年呢"]}' | planbot ask --jsonl
```

The reply goes to standard output; at a terminal sources and quotes are coloured and suggestions dimmed.
The fields of the JSON are those of `bot/answer.py`.""",
    "chat": "At a terminal what was typed is kept in `history` in the home. Piped input is answered line by line.",
    "chart": """```sh
planbot chart 财政总收入历年数据 --out 财政总收入.png
planbot chart 画个图 --after 2018年财政总收入 --out 财政总收入.svg
```

A chart shows values of one unit and one meaning; where an answer's table holds others, the table itself is drawn.
With `--out` the picture is told in one sentence on standard output. PNG needs the extra `pictures`.""",
    "eval": """Failing cases are listed, wrong answers first, each with the reasons and the first line of the reply;
then come the counts by persona, kind, difficulty and number of turns. What a case holds says the top of
`bot/evaluate.py`.""",
    "explain": """It prints the message in canonical form, what was corrected and understood, the terms with their idf,
the candidates with the parts of their scores, what each step said or would have said, and the guard's verdict.""",
    "desk": """```sh
planbot desk stats --days 30 --csv > days.csv
planbot desk unanswered --channel telegram
```

Days begin at midnight in Shanghai; times are in milliseconds. What is kept, for how long and how it is erased: [desk](desk.md).
It may be run while `planbot serve` runs; that process forgets talks of the last half hour only when it is stopped.""",
    "show": "Everything is verbatim, with the line breaks of the source.",
    "indicators": """In CSV a text that a spreadsheet would take for a formula is preceded by an apostrophe.
`--xlsx` needs the extra `pictures`.""",
}


def cli() -> str:
    """Return docs/cli.md."""
    return "\n".join(_cli())


def _cli() -> Iterator[str]:
    top = parser()
    yield from ("# Commands", "", f"{top.description} {MADE}", "")
    yield from (f"- `planbot {name}`: {command.help}" for name, command in COMMANDS.items())
    yield from ("- `planbot --version`: print the version and exit", "", f"{EPILOG} See [settings](settings.md).", "")
    for name, command in COMMANDS.items():
        yield from (f"## planbot {name}", "", command.help, "")
        sub = argparse.ArgumentParser()
        command.add_to(sub)
        yield from _options(sub)
        if name in NOTES:
            yield from (NOTES[name], "")
    yield from ("## Exit codes", "", "| code | meaning |", "| --- | --- |")
    yield from (f"| {code} | {meaning} |" for code, meaning in MEANING.items())
    yield ""


def _options(sub: argparse.ArgumentParser) -> Iterator[str]:
    found = [action for action in sub._actions if action.dest != "help"]
    if not found:
        return
    yield from ("| option | meaning |", "| --- | --- |")
    for action in found:
        form = action.option_strings[0] if action.option_strings else str(action.metavar)
        if action.option_strings and action.nargs != 0:
            form += f" {action.metavar}"
        elif not action.option_strings:
            form = {"+": f"{form} …", "*": f"[{form} …]", "None": form}[str(action.nargs)]
        yield f"| `{form}` | {action.help} |"
    yield ""


def main() -> None:
    """Write the reference."""
    (DOCS / "cli.md").write_text(cli(), encoding="utf-8")
    (DOCS / "settings.md").write_text(settings.reference(), encoding="utf-8")


if __name__ == "__main__":
    main()
