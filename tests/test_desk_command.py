"""`planbot desk` over a real desk: what it shows, what it erases, and that nothing in it runs in a spreadsheet."""

import csv
import io
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot import cli
from bot.answer import Answer
from bot.desk import Desk, Who

DAY = 86_400.0
NOT_FOUND, ANSWERED = Answer("not_found", "没有提到", elapsed_ms=3.0), Answer("answered", "168504万元", elapsed_ms=5.0)


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PLANBOT_HOME", str(tmp_path))
    return tmp_path / "desk.sqlite3"


@pytest.fixture
def desk(path: Path) -> Path:
    """A desk with three entries of today and one of 40 days ago."""
    import time

    with closing(Desk(path, 180, lambda: time.time() - 40 * DAY)) as opened:
        opened.record(Who("web", "1", "tab"), "一个旧问题", NOT_FOUND)
    with closing(Desk(path, 180)) as opened:
        opened.record(Who("web", "1", "tab"), '=HYPERLINK("http://example.gov.cn","点我")', NOT_FOUND)
        opened.record(Who("telegram", "2", "5"), "能加装电梯吗", NOT_FOUND)
        opened.record(Who("telegram", "2", "5"), "2018年财政总收入", ANSWERED)
    return path


def count(path: Path) -> int:
    with closing(sqlite3.connect(path)) as file:
        return int(file.execute("select count(*) from entries").fetchone()[0])


def test_stats(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["desk", "stats"]) == 0
    head, *days = capsys.readouterr().out.splitlines()
    assert head.split()[:4] == ["day", "questions", "answered", "partial"]
    assert len(days) == 7
    assert days[-1].split()[1:5] == ["3", "1", "0", "2"]


def test_stats_as_json_by_channel(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["desk", "stats", "--days", "60", "--json", "--channel", "web"]) == 0
    days = json.loads(capsys.readouterr().out)
    assert len(days) == 60
    assert [day["questions"] for day in days if day["questions"]] == [1, 1]
    assert set(days[-1]) == {
        *("day", "questions", "statuses", "median_ms", "p95_ms", "useful", "not_useful", "persons"),
    }


def test_unanswered_in_a_spreadsheet(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["desk", "unanswered", "--csv", "--days", "60"]) == 0
    lines = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert sorted(line["example"][:6] for line in lines) == ["'=HYPE", "一个旧问题", "能加装电梯吗"]
    assert all(line["count"] == line["not_found"] == line["persons"] == "1" for line in lines)


def test_unanswered_as_columns(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["desk", "unanswered", "--most", "1", "--channel", "telegram"]) == 0
    head, line = capsys.readouterr().out.splitlines()
    assert head.split()[0] == "example"
    assert line.startswith("能加装电梯吗")
    assert "telegram:1" in line


def test_purge(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["desk", "purge"]) == 0
    assert count(desk) == 4
    assert cli.main(["desk", "purge", "--days", "30"]) == 0
    assert capsys.readouterr().out == "0 entries erased\n1 entries erased\n"
    assert count(desk) == 3


def test_forget_all_leaves_nothing(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk.with_name("desk.sqlite3.damaged-20260101-000000").write_bytes("一个旧问题".encode())
    assert cli.main(["desk", "forget-all"]) == 0
    assert capsys.readouterr().out == "4 entries erased\n"
    held = b"".join(file.read_bytes() for file in desk.parent.glob("desk*"))
    assert not any(text.encode() in held for text in ("旧问题", "电梯", "财政", "HYPERLINK"))
    assert cli.main(["desk", "unanswered"]) == 0
    assert capsys.readouterr().out == "nothing\n"
    assert cli.main(["desk", "unanswered", "--csv"]) == 0
    assert capsys.readouterr().out.startswith("example,count,")
    assert cli.main(["desk", "stats", "--days", "1", "--csv"]) == 0
    assert capsys.readouterr().out.splitlines()[1].endswith(",0,0,0,0,0,0,,,0,0,0")


def test_while_another_process_serves(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with closing(Desk(path, 180)) as serving:
        serving.record(Who("web", "1", "tab"), "能加装电梯吗", NOT_FOUND)
        assert serving.flush()
        assert cli.main(["desk", "unanswered"]) == 0
        assert "能加装电梯吗" in capsys.readouterr().out
        assert cli.main(["desk", "forget-all"]) == 0
        serving.record(Who("web", "1", "tab"), "镇长是谁", NOT_FOUND)
        assert serving.flush()
    assert count(path) == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["stats", "--days", "0"], "--days 0 looks at nothing"),
        (["forget-all", "--days", "3"], "see desk purge"),
        (["purge", "--json"], "takes no --json"),
    ],
)
def test_what_cannot_be_done(
    desk: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    assert cli.main(["desk", *arguments]) == 2
    assert message in capsys.readouterr().err
    assert count(desk) == 4


@pytest.mark.parametrize("days", ["-1", "x", "1.5", "3651", "", "²", "9" * 5000])
def test_days_that_are_none(path: Path, capsys: pytest.CaptureFixture[str], days: str) -> None:
    with pytest.raises(SystemExit, match="2"):
        cli.main(["desk", "stats", f"--days={days}"])
    assert "is no whole number from 0 to 3650" in capsys.readouterr().err


def test_no_desk_and_no_file_of_one(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["desk", "stats"]) == 2
    assert "no desk at" in capsys.readouterr().err
    assert not path.exists()
    path.mkdir()
    assert cli.main(["desk", "stats"]) == 2
    assert "desk.sqlite3" in capsys.readouterr().err
