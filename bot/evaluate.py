"""Evaluate: put cases to planbot and judge the replies.

A case is one JSON object a line:
  id        name of the case; what stands before the first "-" is the persona
  turns     the messages; the expectations are on the reply to the last one
  kind      what is asked for (when, howmany, …); difficulty: 1 to 3
  status    acceptable statuses
  must      groups of regular expressions; the reply's text must match one of every group
  must_not  regular expressions that would be a wrong or invented answer
  evidence  verbatim pieces of the plan; one of them must lie in what the reply cites
Patterns are matched on the text after NFKC normalisation with all white space removed. A reply is
wrong where it states something it must not: a `must_not` matches, or it is `answered` though the
case does not accept that.
"""

import argparse
import json
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot import render
from bot.exits import OK, UNMET
from bot.home import open_search
from bot.settings import Settings
from bot.terminal import answer_talk
from index.search import Search
from knowledge.errors import InputError

Case = dict[str, Any]
Reply = dict[str, Any]
LISTS = ("turns", "status")  # what a case must have as a list of strings; the last three may be missing
PATTERNS = ("must", "must_not", "evidence")
MANY, SHARE, MOST_PROCESSES = 1000, 50, 4  # fewer cases than many are not worth a second process
_search: Search | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """A case, its reply, why it fails (nothing: it passes) and whether it states something wrong."""

    case: Case
    reply: Reply
    reasons: tuple[str, ...]
    wrong: bool


def squeezed(text: str | None) -> str:
    """Return a text as patterns see it."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text or ""))


def judge(case: Case, reply: Reply) -> Judgement:
    """Return the judgement on a reply."""
    reasons: list[str] = []
    text, status = squeezed(reply.get("text")), reply.get("status")
    wrong = False
    if status not in case["status"]:
        reasons.append(f"status {status} not in {case['status']}")
        wrong = status == "answered"
    for group in case.get("must", ()):
        if not any(re.search(pattern, text) for pattern in group):
            reasons.append(f"must {group[:3]}")
    for pattern in case.get("must_not", ()):
        if re.search(pattern, text):
            reasons.append(f"must_not {pattern}")
            wrong = True
    if case.get("evidence") and status in ("answered", "partial") and not _cites(reply, case["evidence"]):
        reasons.append(f"evidence {case['evidence'][0][:30]}… not cited")
    return Judgement(case, reply, tuple(reasons), wrong)


def _cites(reply: Reply, evidence: Sequence[str]) -> bool:
    cited = [squeezed(c.get("quote", "") + " ".join(c.get("path", ()))) for c in reply.get("citations", ())]
    return any(squeezed(piece) in place for piece in evidence for place in cited)


def read_cases(path: Path) -> Iterator[Case]:
    """Yield the cases of a file; raises InputError with file, line and remedy."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise InputError(f"cases {path}: {error.strerror}; name a file of cases") from error
    except UnicodeDecodeError as error:
        raise InputError(f"cases {path}: byte {error.start + 1} is no UTF-8; save the file as UTF-8") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _case(line, f"{path}:{number}")


def _case(line: str, place: str) -> Case:
    try:
        case = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{place}: no JSON ({error}); mend the line") from error
    if not isinstance(case, dict) or not isinstance(case.get("id"), str):
        raise InputError(f"{place}: {line.strip()[:40]!r} is no case; it needs id, turns, kind and status")
    for name in LISTS:
        if not _texts(case.get(name)) or not case[name]:
            raise InputError(f"{place}: {name} of case {case['id']!r} must be a list of texts, and not empty")
    groups = case.get("must", [])
    if not isinstance(groups, list) or not all(
        _texts(g) for g in (*groups, case.get("must_not", []), case.get("evidence", []))
    ):
        raise InputError(f"{place}: must, must_not or evidence of case {case['id']!r} is no list of (lists of) texts")
    for pattern in (p for group in (*groups, case.get("must_not", [])) for p in group):
        try:
            re.compile(pattern)
        except re.error as error:
            raise InputError(f"{place}: pattern {pattern!r} of case {case['id']!r}: {error}; mend it") from error
    return case


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def groups_of(case: Case) -> tuple[str, ...]:
    """Return the groups that a case counts for: its persona, kind, difficulty and number of turns."""
    return (
        f"persona:{case['id'].split('-')[0]}",
        f"kind:{case.get('kind')}",
        f"difficulty:{case.get('difficulty')}",
        "turns:1" if len(case["turns"]) == 1 else "turns:2+",
    )


def counts(judgements: Iterable[Judgement]) -> dict[str, tuple[int, int, int]]:
    """Return {group: (passed, wrong, all)}, the groups in order."""
    found: dict[str, tuple[int, int, int]] = {}
    for judgement in judgements:
        for group in groups_of(judgement.case):
            passed, wrong, every = found.get(group, (0, 0, 0))
            found[group] = (passed + (not judgement.reasons), wrong + judgement.wrong, every + 1)
    order = ("persona", "kind", "difficulty", "turns")
    return dict(sorted(found.items(), key=lambda item: (order.index(item[0].partition(":")[0]), item[0])))


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Ask all cases, print how they went, and hold the result against --min, --max-wrong and --recorded."""
    sets = [(Path(path).stem, case) for path in options.cases for case in read_cases(Path(path))]
    cases = [case for _, case in sets]
    recorded = _read_recorded(options.recorded) if options.recorded else {}
    if not cases:
        raise InputError(f"no case in {', '.join(options.cases)}; name a file with at least one")
    judgements = _judged(cases, settings, options.plan)
    if options.replies:
        lines = [render.json_line(j.reply) for j in judgements]
        Path(options.replies).write_text("\n".join([*lines, ""]), encoding="utf-8", errors="backslashreplace")
    changes = list(_against(recorded, [name for name, _ in sets], judgements))
    share = sum(not j.reasons for j in judgements) / len(judgements)
    wrong = sum(j.wrong for j in judgements)
    if options.json:
        render.print_json(_as_json(judgements))
    else:
        print("\n".join([*_report(judgements), *(line for line, _ in changes)]))
    missed = (options.min is not None and share < options.min) or any(drop for _, drop in changes)
    return UNMET if missed or (options.max_wrong is not None and wrong > options.max_wrong) else OK


def _judged(cases: Sequence[Case], settings: Settings, plan: str) -> list[Judgement]:
    """Return the judgements in the order of the cases; many are shared out among the processors."""
    search = open_search(settings.home, plan)  # built once, before others read it
    processes = min(os.cpu_count() or 1, MOST_PROCESSES)
    if len(cases) < MANY or processes < 2:
        return [judge(case, answer_talk(search, case["id"], case["turns"])) for case in cases]
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(processes, get_context("spawn"), _open, (settings.home, plan)) as pool:
        return list(pool.map(_judge, cases, chunksize=SHARE))


def _open(home: Path, plan: str) -> None:
    """Open the plan's data in a process of its own."""
    global _search  # noqa: PLW0603 - one for each process, set when it begins
    _search = open_search(home, plan)


def _judge(case: Case) -> Judgement:
    assert _search is not None  # noqa: S101 - the process began with `_open`
    return judge(case, answer_talk(_search, case["id"], case["turns"]))


def _read_recorded(path: str) -> dict[str, dict[str, int]]:
    """Return {set: {cases, passed, wrong}} of a file of recorded figures."""
    try:
        found = json.loads(Path(path).read_text(encoding="utf-8"))
        return {name: {key: int(row[key]) for key in ("cases", "passed", "wrong")} for name, row in found.items()}
    except OSError as error:
        raise InputError(f"recorded figures {path}: {error.strerror}; name the file that holds them") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"recorded figures {path}: {error!r}; write {{set: {{cases, passed, wrong}}}}") from error


def _against(
    recorded: dict[str, dict[str, int]], names: Sequence[str], judgements: Sequence[Judgement]
) -> Iterator[tuple[str, bool]]:
    """Yield (line, whether it is a drop) for each set with recorded figures."""
    for name in dict.fromkeys(names):
        if name not in recorded:
            continue
        own = [j for n, j in zip(names, judgements, strict=True) if n == name]
        passed, wrong = sum(not j.reasons for j in own), sum(j.wrong for j in own)
        before = recorded[name]
        drop = passed < before["passed"] or wrong > before["wrong"]
        word = "DROP" if drop else "up" if (passed, -wrong) > (before["passed"], -before["wrong"]) else "as recorded"
        line = (
            f"{name}: {passed}/{len(own)}, {wrong} wrong; recorded {before['passed']}, {before['wrong']} wrong: {word}"
        )
        yield line, drop


def _as_json(judgements: Sequence[Judgement]) -> dict[str, Any]:
    return {
        "passed": sum(not j.reasons for j in judgements),
        "wrong": sum(j.wrong for j in judgements),
        "cases": len(judgements),
        "groups": {
            group: {"passed": passed, "wrong": wrong, "cases": every}
            for group, (passed, wrong, every) in counts(judgements).items()
        },
        "failing": [
            {"id": j.case["id"], "turns": j.case["turns"], "wrong": j.wrong, "reasons": j.reasons, "reply": j.reply}
            for j in sorted(judgements, key=lambda j: not j.wrong)
            if j.reasons
        ],
    }


def _report(judgements: Sequence[Judgement]) -> Iterator[str]:
    """Yield the wrong replies, the other failing ones, the table and the sum."""
    for judgement in sorted(judgements, key=lambda j: not j.wrong):
        if judgement.reasons:
            case, reply = judgement.case, judgement.reply
            yield f"{'WRONG' if judgement.wrong else 'fails'} {case['id']}  {' → '.join(case['turns'])}"
            yield from (f"    {reason}" for reason in judgement.reasons)
            yield f"    [{reply['status']}] {reply['text'].partition(chr(10))[0]}"
    rows = [
        (group, f"{passed}/{every}", f"{passed / every:.3f}", f"{wrong} wrong" if wrong else "")
        for group, (passed, wrong, every) in counts(judgements).items()
    ]
    yield render.columns(rows)
    passed = sum(not j.reasons for j in judgements)
    wrong = sum(j.wrong for j in judgements)
    yield f"passed {passed}/{len(judgements)} = {passed / len(judgements):.3f}, wrong {wrong}"
