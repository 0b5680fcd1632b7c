"""Load over HTTP: asks a second, times and memory of a real server, beside a bare Starlette endpoint in the same run.

Questions never asked before (the plan's own question bank) cost a whole answer each; people ask much the same
questions, so a second run draws them as people do: the n-th favourite 1/n as often as the first (Zipf's law).
"""

import json
import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import accumulate, cycle
from typing import Any

import psutil

from bot.evaluate import Case
from index.search import Search
from tests.serving import ROOT, Served, serving

CONNECTIONS = 8
ASKED, RUNS = 3_000, 3  # of each kind; other work on the machine can only slow a run down, so the best one counts
STEPS = 10
GOAL = "500 a second, p99 50 ms"
Row = tuple[str, str, str]


def rows(search: Search, cases: Sequence[Case], asks: int) -> Iterator[Row]:
    """Every row of the table: what, measured, goal; memory over so many asks."""
    new = sorted({question for entry in search.entries for question in entry.questions})
    random.Random(1).shuffle(new)
    favourites = [case["turns"][0] for case in cases]
    weights = list(accumulate(1 / n for n in range(1, len(favourites) + 1)))
    usual = random.Random(2).choices(favourites, cum_weights=weights, k=asks)
    with bare() as (url, process):
        base = best(url, process, [new[:ASKED]] * RUNS)
        yield told("bare Starlette endpoint, same software", base, base, "")
    with serving(PLANBOT_RATE="0") as served:
        process = psutil.Process(served.process.pid)
        url = f"{served.url}/api/ask"
        measured(url, process, favourites)  # what is read when first needed is there
        unheard = [new[ASKED * run : ASKED * (run + 1)] for run in range(RUNS)]
        yield told("questions never asked before", best(url, process, unheard), base, GOAL)
        often = [usual[ASKED * run : ASKED * (run + 1)] for run in range(RUNS)]
        yield told("questions as people ask", best(url, process, often), base, GOAL)
    with serving(PLANBOT_RATE="0") as served:
        yield memory(served, [q for pair in zip(usual[::2], cycle(new), strict=False) for q in pair])


def best(url: str, process: psutil.Process, runs: Iterable[Sequence[str]]) -> dict[str, float]:
    """The run with the most asks a second."""
    return max((measured(url, process, asked) for asked in runs), key=lambda result: result["per_second"])


def memory(served: Served, asked: Sequence[str]) -> Row:
    """Memory after each tenth of the asks: half of them drawn as people ask, half in turn from the whole bank."""
    process, url = psutil.Process(served.process.pid), f"{served.url}/api/ask"
    tenth = max(1, len(asked) // STEPS)
    sizes = []
    for start in range(0, tenth * STEPS, tenth):
        measured(url, process, asked[start : start + tenth])
        sizes.append(process.memory_info().rss / 1e6)
    grown = sizes[-1] - sizes[STEPS // 2 - 1]
    what = f"HTTP: memory of `planbot serve` after {tenth:,}, {2 * tenth:,} … {STEPS * tenth:,} asks"
    return what, f"{', '.join(f'{size:.0f}' for size in sizes)} MB ({grown:+.1f} in the second half)", "flat"


def measured(url: str, process: psutil.Process, questions: Sequence[str]) -> dict[str, float]:
    """What the load client measures when it asks some questions, and the server's own CPU time for each, in ms."""
    bodies = "\n".join(json.dumps({"question": question}) for question in questions)
    before = sum(process.cpu_times()[:2])
    command = [sys.executable, "-m", "tests.load", url, "--requests", str(len(questions))]
    done = subprocess.run(
        [*command, "--connections", str(CONNECTIONS)],
        input=bodies,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    result: dict[str, Any] = json.loads(done.stdout)
    assert result["failed"] == 0, result
    return {**result, "cpu_ms": (sum(process.cpu_times()[:2]) - before) / len(questions) * 1000}


def told(what: str, result: dict[str, float], base: dict[str, float], goal: str) -> Row:
    """A row: asks a second with its share of the bare endpoint's, times, CPU time."""
    share = result["per_second"] / base["per_second"]
    times = f"p50 {result['p50_ms']:.1f} ms, p99 {result['p99_ms']:.1f} ms"
    cpu = f"{result['cpu_ms']:.2f} ms CPU each ({result['cpu_ms'] / base['cpu_ms']:.1f} times the bare one's)"
    return f"HTTP: {what}", f"{result['per_second']:.0f} a second ({share:.2f} of bare), {times}, {cpu}", goal


@contextmanager
def bare() -> Iterator[tuple[str, psutil.Process]]:
    """Run the bare endpoint."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with subprocess.Popen([sys.executable, "-m", "tests.bare", str(port)], cwd=ROOT, env=os.environ) as process:
        try:
            wait_for(port)
            yield f"http://127.0.0.1:{port}/api/ask", psutil.Process(process.pid)
        finally:
            process.terminate()


def wait_for(port: int) -> None:
    """Wait until a port is listened on."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(f"nothing listens on port {port}")
