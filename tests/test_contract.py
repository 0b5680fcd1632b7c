"""The contract of a reply, held against the last message of every case in tests/cases."""

import json
import os
import re
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from bot import suggest
from bot.answer import ANSWERED, CHAT, CLARIFY, PARTIAL, STATUSES, Answer, Citation, Grid
from bot.evaluate import read_cases
from bot.terminal import answer_talk
from index.search import Search

FILES = sorted((Path(__file__).parent / "cases").glob("*.jsonl"))
LONGEST = 900  # characters: about two screens of a phone
LONGEST_LINE = 220  # the first line is the answer, not a page
KEYS = ["id", "question", "status", "text", "citations", "table", "options", "suggestions", "elapsed_ms"]


def broken(reply: dict[str, Any], turns: list[str]) -> list[str]:
    """Return what of the contract a reply does not keep."""
    lines = reply["text"].split("\n")
    rules = {
        "keys": list(reply) == KEYS,
        "question": reply["question"] == turns[-1].strip(),
        "status": reply["status"] in STATUSES,
        "first line": bool(lines[0].strip()) and len(lines[0]) <= LONGEST_LINE,
        "no empty line": all(line.strip() for line in lines),
        "length": len(reply["text"]) <= LONGEST,
        "plain text": not re.search(r"None|\{\w*\}|\bnan\b|[\t\r]|  |。。|；。|，。", reply["text"]),
        "what is answered is cited": reply["status"] not in (ANSWERED, PARTIAL) or bool(reply["citations"]),
        "chatter cites nothing": reply["status"] != CHAT or not reply["citations"],
        "citations": all(whole_citation(citation) for citation in reply["citations"]),
        "source": sourced(reply, lines),
        "options": bool(reply["options"]) <= (reply["status"] == CLARIFY),
        "suggestions": len(reply["suggestions"]) <= suggest.COUNT,
        "time": reply["elapsed_ms"] > 0,
    }
    return [rule for rule, kept in rules.items() if not kept]


def whole_citation(citation: dict[str, Any]) -> bool:
    """Return whether a citation names plan, place and wording."""
    named = citation["plan"] and citation["path"] and all(citation["path"]) and citation["quote"].strip()
    return bool(named) and citation["kind"] in ("paragraph", "table") and citation["paragraph"] >= 0


def sourced(reply: dict[str, Any], lines: list[str]) -> bool:
    """Return whether the reply ends with its sources; one asked for them, or of several parts, has them within.

    A question back to the user cites for its options, and the plan's table of contents is its own source.
    """
    if not reply["citations"] or reply["status"] == CLARIFY or "共9章" in lines[0]:
        return True
    if lines[0].startswith(("出处：", "①")):
        return any(line.startswith("出处：") for line in lines)
    return lines[-1].startswith("出处：")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_reply_keeps_the_contract(search: Search, path: Path) -> None:
    for case in read_cases(path):
        reply = answer_talk(search, case["id"], case["turns"])
        assert not broken(reply, case["turns"]), (case["turns"], reply["text"])


def test_json_has_every_public_field() -> None:
    cited = Citation("plan", "table", ("章", "表"), "行　1", 3)
    full = Answer(
        "answered", "1", (cited,), Grid("表", "个", ("名", "数"), (("行", "1"),)), ("甲",), ("乙",), "问", 0.5
    )
    for answer in (full, full.with_(table=None, citations=())):
        public = {name: value for name, value in asdict(answer).items() if name not in ("derived", "step")}
        assert json.loads(json.dumps(answer.to_json())) == json.loads(json.dumps(public))


def test_every_process_gives_the_same_reply(search: Search) -> None:
    """The order of a set differs from process to process; no reply may hang on it."""
    talks = [case["turns"] for path in FILES for case in read_cases(path)][::20]
    talks += [["老人分不清“综合为老服务中心”和“为老服务分中心”，哪个已经有、哪个要建？"]]
    talks += [["小昆山、大港、玉昆三个菜场被拆掉了，是不是？"]]
    lines = "".join(json.dumps({"id": at, "turns": turns}) + "\n" for at, turns in enumerate(talks))

    def replies(seed: str) -> list[dict[str, Any]]:
        command = [str(Path(sys.executable).with_name("planbot")), "ask", "--jsonl"]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        out = subprocess.run(command, input=lines, env=environment, capture_output=True, text=True, check=True).stdout
        return [json.loads(line) | {"elapsed_ms": 0} for line in out.splitlines()]

    first = replies("1")
    assert len(first) == len(talks)
    assert first == replies("4")
