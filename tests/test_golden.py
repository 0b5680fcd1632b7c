"""Golden replies: each read against the plan by a person, then held word for word.

A file of tests/golden is the turns of a talk (问：…), the status of its last reply, an empty line and the reply.
After a change of wording that is meant: `python tests/test_golden.py` writes them anew; read what git shows.
"""

import os
from pathlib import Path

import pytest

from bot.answer import STATUSES
from bot.terminal import answer_talk
from index.search import Search

GOLDEN = Path(__file__).parent / "golden"
FILES = sorted(GOLDEN.glob("*.txt"))
ASKED = "问："


def read_golden(path: Path) -> tuple[list[str], str]:
    """Return the turns and all that follows them."""
    lines = path.read_text(encoding="utf-8").split("\n")
    turns = [line.removeprefix(ASKED) for line in lines if line.startswith(ASKED)]
    return turns, "\n".join(lines[len(turns) :])


def reply(search: Search, turns: list[str]) -> str:
    """Return the status and text of the last reply as a golden file holds them."""
    answer = answer_talk(search, None, turns)
    return f"{answer['status']}\n\n{answer['text']}\n"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_reply_is_the_golden_one(search: Search, path: Path) -> None:
    turns, expected = read_golden(path)
    assert reply(search, turns) == expected


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_asked_again_the_reply_is_the_same(search: Search, path: Path) -> None:
    turns, _ = read_golden(path)
    assert reply(search, turns) == reply(search, turns)


def test_every_kind_of_reply_is_held() -> None:
    kinds = {path.stem.split("-")[0] for path in FILES}
    assert kinds >= {"prose", "cell", "trend", "sum", "share", "target", "claim", "list", "timeline", "several"}
    assert kinds >= {"partial", "not", "clarify", "overview", "source", "follow"}
    assert len(FILES) >= 40
    statuses = {read_golden(path)[1].split("\n")[0] for path in FILES}
    assert statuses == set(STATUSES) - {"chat"}, "chatter stands in test_small_talk.py"


def main() -> None:
    """Write the golden files from the replies of now."""
    from bot import settings
    from bot.home import open_search

    search = open_search(settings.read(os.environ).home)
    for path in FILES:
        turns, _ = read_golden(path)
        asked = "".join(f"{ASKED}{turn}\n" for turn in turns)
        path.write_text(asked + reply(search, turns), encoding="utf-8")


if __name__ == "__main__":
    main()
