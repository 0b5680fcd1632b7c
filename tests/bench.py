"""`make bench`: time, memory and quality, each beside the naive baseline; --write puts them into docs/performance.md.

Absolute times say little on a shared machine, so times are ratios of medians taken in turn in the same run.
"""

import argparse
import compileall
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stderr
from pathlib import Path

import psutil

from bot import home, render
from bot.conversation import Conversation
from bot.evaluate import Case, judge, read_cases
from bot.terminal import answer_talk
from index.search import Search
from tests import baseline, bench_http, bench_telegram

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "performance.md"
PLANBOT = Path(sys.executable).with_name("planbot")
STOCK = "import jieba; list(jieba.cut('体育培训中心什么时候建成'))"
COLD = {
    "prose": "体育培训中心什么时候建成",
    "cell": "2018年财政总收入",
    "not in the plan": "能加装电梯吗",
    "small talk": "今天天气怎么样",
}
QUESTIONS = 1000
START, END = "<!-- made by `make bench` with --write -->", "<!-- end -->"
Row = tuple[str, str, str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", nargs="*", type=Path, default=sorted((ROOT / "tests" / "cases").glob("*.jsonl")))
    parser.add_argument("--write", action="store_true", help="write the table to docs/performance.md")
    parser.add_argument("--runs", type=int, default=15, help="processes of each kind (default 15)")
    parser.add_argument("--asks", type=int, default=100_000, help="asks over which memory is watched (default 100000)")
    parser.add_argument("--only-http", action="store_true", help="measure over HTTP only")
    options = parser.parse_args()
    cases = [case for path in options.cases for case in read_cases(path)]
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PLANBOT_HOME"] = folder
        rows = [] if options.only_http else list(measured(Path(folder), cases, options.runs))
        rows += bench_http.rows(home.open_search(Path(folder)), cases, options.asks)
    print(render.columns([("what", "measured", "goal"), *rows]))
    if options.write:
        write(rows, keep=options.only_http)


def measured(folder: Path, cases: Sequence[Case], runs: int) -> Iterator[Row]:
    """Every row of the table: what, measured, goal."""
    yield from build(folder)
    search = home.open_search(folder)
    yield from quality(search, cases)
    yield from cold(runs)
    yield from warm(search, cases)
    yield from memory(search)
    yield from bench_telegram.measured(search, folder)


def build(folder: Path) -> Iterator[Row]:
    started = time.perf_counter()
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere, redirect_stderr(nowhere):
        home.open_search(folder)
    yield "first start: building the data file", f"{time.perf_counter() - started:.1f} s", ""
    size = sum(path.stat().st_size for path in folder.iterdir())
    yield "size of the home", f"{size / 1e6:.1f} MB", ""


def quality(search: Search, cases: Sequence[Case]) -> Iterator[Row]:
    judged = [judge(case, answer_talk(search, case["id"], case["turns"])) for case in cases]
    passed, wrong = sum(not j.reasons for j in judged), sum(j.wrong for j in judged)
    yield f"cases that pass, of {len(cases)}", f"{passed} ({passed / len(cases):.1%})", "60 %"
    yield "cases with a wrong answer", str(wrong), "at most 12"
    passed, wrong, threshold = baseline.quality(search.plan, cases)
    yield f"… naive baseline (best threshold, {threshold:.1f}): pass", f"{passed} ({passed / len(cases):.1%})", ""
    yield "… naive baseline: wrong", str(wrong), ""


def cold(runs: int) -> Iterator[Row]:
    """Whole processes, ours and stock jieba's in turn, byte code and jieba's cache in place."""
    for package in ("bot", "index", "knowledge"):
        compileall.compile_dir(ROOT / package, quiet=1)
    for kind, question in COLD.items():
        pairs = [(_run(PLANBOT, "ask", question), _run(sys.executable, "-c", STOCK)) for _ in range(runs + 1)][1:]
        ours, stock = (statistics.median(times) for times in zip(*pairs, strict=True))
        ratio = statistics.median(one / other for one, other in pairs)
        name = f"cold `planbot ask`, {kind}: share of the stock jieba process"
        yield name, f"{ratio:.2f} ({ours * 1000:.0f} ms beside {stock * 1000:.0f})", "at most 0.35"


def _run(*command: str | Path) -> float:
    started = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return time.perf_counter() - started


def warm(search: Search, cases: Sequence[Case]) -> Iterator[Row]:
    """Questions that this process has not heard, after some from the bank; ours and bare BM25 in turn."""
    bare = baseline.Baseline(search.plan)
    for question in _bank(search)[:: max(1, len(_bank(search)) // 300)]:
        Conversation(search).ask(question)
        bare.scores(question)
    ours, theirs = [], []
    for case in cases:
        talk = Conversation(search)
        for turn in case["turns"]:
            ours.append(_timed(talk.ask, turn))
            theirs.append(_timed(bare.scores, turn))
    unit = statistics.median(theirs)
    for name, goal, value in (
        ("median", "at most 5", statistics.median(ours)),
        ("99th percentile", "", statistics.quantiles(ours, n=100)[-1]),
        ("maximum", "", max(ours)),
    ):
        label = f"warm answer, {name}: multiple of bare BM25"
        yield label, f"{value / unit:.1f} ({value * 1000:.2f} ms beside {unit * 1000:.2f})", goal


def _timed(function: Callable[[str], object], argument: str) -> float:
    started = time.perf_counter()
    function(argument)
    return time.perf_counter() - started


def _bank(search: Search) -> list[str]:
    return [question for entry in search.entries for question in entry.questions]


def memory(search: Search) -> Iterator[Row]:
    """Resident memory of a real chat that never hears a question twice."""
    questions = _bank(search)
    step = len(questions) // (2 * QUESTIONS)
    assert step, "the bank is too small"
    asked = questions[::step]
    with subprocess.Popen([PLANBOT, "chat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") as chat:
        after = [_memory_after(chat, asked[:QUESTIONS]), _memory_after(chat, asked[QUESTIONS : 2 * QUESTIONS])]
    yield f"memory of `planbot chat` after {QUESTIONS:,} different questions", f"{after[0]:.1f} MB", "at most 100 MB"
    yield f"… after {QUESTIONS:,} more", f"{after[1]:.1f} MB ({after[1] - after[0]:+.1f})", "flat"


def _memory_after(chat: "subprocess.Popen[str]", questions: Sequence[str]) -> float:
    assert chat.stdin
    assert chat.stdout
    for question in questions:
        print(question, file=chat.stdin, flush=True)
        while chat.stdout.readline().strip():
            continue  # a reply ends with an empty line
    return float(psutil.Process(chat.pid).memory_info().rss / 1e6)


def write(rows: Sequence[Row], *, keep: bool) -> None:
    """Put the table between its marks in docs/performance.md; what people wrote around it stays.

    With `keep` rows that were not measured this time stay too.
    """
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(START)
    old, _, after = rest.partition(END)
    kept = [line for line in old.splitlines() if keep and line.startswith("| ") and not line.startswith("| HTTP:")]
    machine = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {os.cpu_count()} CPUs."
    head = kept or ["| what | measured | goal |", "| --- | --- | --- |"]
    table = [*head, *(f"| {' | '.join(row)} |" for row in rows)]
    PAGE.write_text("\n".join([before + START, "", machine, "", *table, "", END + after]), encoding="utf-8")


if __name__ == "__main__":
    main()
