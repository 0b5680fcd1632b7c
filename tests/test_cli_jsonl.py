"""`planbot ask --jsonl`: every line gets its line, whatever stands in it."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot import terminal
from bot.conversation import Conversation
from index.search import Search

PLANBOT = Path(sys.executable).with_name("planbot")
GOOD = b'{"id": "good", "turns": ["2018\xe5\xb9\xb4\xe8\xb4\xa2\xe6\x94\xbf\xe6\x80\xbb\xe6\x94\xb6\xe5\x85\xa5"]}'

BAD: list[tuple[bytes, object, str]] = [
    (b"nonsense", None, "line 1: nonsense is no JSON"),
    (b"[1, 2]", None, "line 1: [1, 2] is no object"),
    (b"null", None, "line 1: null is no object"),
    (b'"text"', None, "is no object"),
    (b"{}", None, "turns is missing"),
    (b'{"id": "a"}', "a", "turns is missing"),
    (b'{"id": 7, "turns": "text"}', 7, "turns text is no list of messages"),
    (b'{"id": "a", "turns": []}', "a", "turns [] is no list of messages"),
    (b'{"id": "a", "turns": ["x", 1]}', "a", 'turns ["x", 1] is no list'),
    (b'{"id": "a", "turns": null}', "a", "turns null is no list"),
    (b'{"id": [1], "turns": ["x"]}', None, "id [1] is neither text nor a whole number"),
    (b'{"id": true, "turns": ["x"]}', None, "id true is neither"),
    (b'{"id": 1e999, "turns": ["x"]}', None, "id Infinity is neither"),
    (b'{"id": "\xff", "turns": ["x"]}', None, "byte 9 is no UTF-8"),
    (b"[" * 100_000, None, "is no JSON (maximum recursion depth"),
    (b"9" * 5000, None, "is no JSON (Exceeds the limit"),
    (b'{"id": "a", "turns": ["x"]', None, "is no JSON"),
    (b"\0", None, "is no JSON"),
]


def run(stdin: bytes) -> tuple[int, list[Any], bytes]:
    done = subprocess.run([PLANBOT, "ask", "--jsonl"], input=stdin, capture_output=True, check=False, timeout=60)
    return done.returncode, [json.loads(line) for line in done.stdout.split(b"\n") if line], done.stderr


@pytest.mark.parametrize(("line", "name", "message"), BAD, ids=range(len(BAD)))
def test_bad_lines(line: bytes, name: object, message: str) -> None:
    with pytest.raises(terminal.BadLine) as error:
        terminal.read_talk(line, 1)
    assert error.value.id == name
    assert message in str(error.value)
    assert len(str(error.value)) < 300


def test_after_a_bad_line_the_rest_goes_on(search: Search) -> None:
    lines = [piece for line, _, _ in BAD for piece in (line, GOOD)]
    code, replies, told = run(b"\n".join(lines))
    assert (code, told) == (1, b"")
    assert len(replies) == len(lines)
    for number, ((_, name, _), bad, good) in enumerate(zip(BAD, replies[::2], replies[1::2], strict=True)):
        assert (bad["id"], bad["line"]) == (name, 2 * number + 1)
        assert bad["error"].startswith(f"line {2 * number + 1}: ")
        assert (good["id"], good["status"]) == ("good", "answered")


def test_each_line_is_a_talk_of_its_own(search: Search) -> None:
    turns = [["2018年财政总收入", "那2019年呢"], ["那2019年呢"]]
    lines = [json.dumps({"id": i, "turns": t}) for i, t in enumerate(turns)]
    code, replies, told = run("\n".join(["\ufeff" + lines[0], "", "  ", lines[1] + "\r\n"]).encode())
    assert (code, told) == (0, b"")
    talk = Conversation(search)
    expected = [talk.ask("2018年财政总收入") and talk.ask("那2019年呢"), Conversation(search).ask("那2019年呢")]
    for number, (reply, answer) in enumerate(zip(replies, expected, strict=True)):
        assert reply == json.loads(
            json.dumps({"id": number, **answer.to_json(), "elapsed_ms": reply["elapsed_ms"]}, ensure_ascii=False)
        )


def test_unpaired_surrogates_come_back_as_they_went_in(search: Search) -> None:
    code, (reply,), told = run(rb'{"id": "\ud83d", "turns": ["\udcff 2018\u2028"]}')
    assert (code, told) == (0, b"")
    assert reply["id"] == "\ud83d"


def test_nothing_in_nothing_out(search: Search) -> None:
    assert run(b"") == (0, [], b"")
