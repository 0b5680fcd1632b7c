"""The sub-command `planbot chart`: the picture that belongs to the answer to a question."""

import argparse
import sys
from pathlib import Path

from bot import charts, exports
from bot.answer import Answer
from bot.charts import words
from bot.conversation import Conversation
from bot.exits import OK, UNMET
from bot.home import open_search
from bot.settings import Settings
from knowledge.errors import InputError
from knowledge.records import Plan

NOTHING = (
    "nothing to draw: the answer has no table and rests on no row of one; "
    "ask for a row, as in: planbot chart 财政总收入历年数据"
)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Draw the chart of an answer, or its table where no honest chart can be made of it."""
    kind = Path(options.out).suffix.lower() if options.out else ".svg"
    if kind not in PICTURES:
        raise InputError(f"cannot draw to {options.out!r}; name a file that ends in {' or '.join(PICTURES)}")
    search = open_search(settings.home, options.plan)
    talk = Conversation(search)
    for message in options.after:
        talk.ask(message)
    found = PICTURES[kind](talk.ask(" ".join(options.text)), search.plan)
    if found is None:
        print(f"planbot: {NOTHING}", file=sys.stderr)
        return UNMET
    told, picture = found
    if options.out:
        exports.save(options.out, picture)
        print(told)
    else:
        sys.stdout.buffer.write(picture + b"\n")
    return OK


def _svg(answer: Answer, plan: Plan) -> tuple[str, bytes] | None:
    chart = charts.of_answer(answer, plan)
    if chart is not None:
        return chart.alt, charts.svg(chart, "light").encode()
    table = answer.table
    return None if table is None else (words.of_table(table), charts.table_svg(table, plan, "light").encode())


def _png(answer: Answer, plan: Plan) -> tuple[str, bytes] | None:
    chart = charts.of_answer(answer, plan)
    if chart is not None:
        return chart.alt, charts.png(chart)
    return None if answer.table is None else (words.of_table(answer.table), charts.table_png(answer.table, plan))


PICTURES = {".png": _png, ".svg": _svg}
