"""Building: whole or not at all, by as many processes as like; a file that is not right is built anew."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.home import data_file, open_search
from index import build, check, fingerprint
from index.search import Search
from knowledge import plan
from knowledge.errors import StoreError, UnknownPlan

BUILD = "import sys; from pathlib import Path; from index import build; build.build(sys.argv[1], Path(sys.argv[2]))"


def start(target: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-W", "error", "-c", BUILD, plan.DEFAULT, str(target)]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=Path(__file__).parent.parent)


def left_over(target: Path) -> list[Path]:
    return sorted(target.parent.glob(f".{target.name}-*"))


@pytest.fixture(scope="module")
def built(search: Search, planbot_home: Path) -> bytes:
    """A whole data file, as bytes."""
    return data_file(planbot_home, plan.DEFAULT).read_bytes()


def test_two_processes_at_once(tmp_path: Path) -> None:
    target = tmp_path / "home" / "plan.sqlite3"
    running = [start(target) for _ in range(2)]
    told = [process.communicate(timeout=120)[1] for process in running]
    assert ([process.returncode for process in running], told) == ([0, 0], ["", ""])
    assert fingerprint.is_fresh(target, plan.DEFAULT)
    assert list(target.parent.iterdir()) == [target]


def test_a_build_that_is_killed_leaves_no_broken_file(tmp_path: Path, built: bytes) -> None:
    target = tmp_path / "plan.sqlite3"
    target.write_bytes(built)
    process = start(target)
    while not any(path.stat().st_size for path in left_over(target)):
        assert process.poll() is None
        time.sleep(0.01)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate(timeout=60)
    (abandoned,) = left_over(target)
    assert target.read_bytes() == built

    long_ago = time.time() - build.ABANDONED - 1
    os.utime(abandoned, (long_ago, long_ago))
    at_work = target.with_name(f".{target.name}-at-work")
    at_work.touch()
    build.build(plan.DEFAULT, target)
    assert left_over(target) == [at_work]


def flipped(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


def resealed(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.commit()
    connection.close()
    fingerprint.seal(path)


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda content: b"",
    "short": lambda content: content[:50],
    "truncated": lambda content: content[: len(content) // 2],
    "one page missing": lambda content: content[:-4096],
    "one byte more": lambda content: content + b"\0",
    "one bit flipped": flipped,
    "text": lambda content: "规划".encode() * 1000,
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_damage_is_seen(tmp_path: Path, built: bytes, damage: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "plan.sqlite3"
    path.write_bytes(built)
    assert fingerprint.is_fresh(path, plan.DEFAULT)
    path.write_bytes(damage(built))
    assert not fingerprint.is_whole(path)
    assert not fingerprint.is_fresh(path, plan.DEFAULT)


@pytest.mark.parametrize(
    "statement",
    [
        "update meta set value = 'of yesterday' where name = 'fingerprint'",
        "delete from meta where name = 'fingerprint'",
        "drop table meta",
    ],
)
def test_a_stale_or_foreign_file_is_seen(tmp_path: Path, built: bytes, statement: str) -> None:
    path = tmp_path / "plan.sqlite3"
    path.write_bytes(built)
    resealed(path, statement)
    assert fingerprint.is_whole(path)
    assert not fingerprint.is_fresh(path, plan.DEFAULT)


def test_a_damaged_file_is_built_anew(tmp_path: Path, built: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    path = data_file(tmp_path, plan.DEFAULT)
    path.write_bytes(flipped(built))
    assert open_search(tmp_path).plan.id == plan.DEFAULT
    assert path.read_bytes() == built  # two builds from the same files are equal to the byte
    assert f"building {path}" in capsys.readouterr().err
    assert open_search(tmp_path).plan.id == plan.DEFAULT
    assert capsys.readouterr().err == ""


def test_a_home_that_is_a_file(tmp_path: Path) -> None:
    tmp_path.joinpath("home").touch()
    target = tmp_path / "home" / "plan.sqlite3"
    with pytest.raises(StoreError, match="File exists; make the folder writable or name another in PLANBOT_HOME"):
        build.build(plan.DEFAULT, target)


def test_a_home_that_cannot_be_made() -> None:
    with pytest.raises(StoreError, match=r"data file /dev/null/home/plan\.sqlite3: Not a directory; make the folder"):
        build.build(plan.DEFAULT, Path("/dev/null/home/plan.sqlite3"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_home(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StoreError, match="Permission denied; make the folder writable"):
        build.build(plan.DEFAULT, tmp_path / "plan.sqlite3")


def test_a_folder_in_the_files_place(tmp_path: Path) -> None:
    target = tmp_path / "plan.sqlite3"
    target.mkdir()
    with pytest.raises(StoreError, match="Is a directory; make the folder writable"):
        build.build(plan.DEFAULT, target)
    assert left_over(target) == []


def test_an_unknown_plan_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(UnknownPlan):
        build.build("atlantis", tmp_path / "plan.sqlite3")
    assert list(tmp_path.iterdir()) == []


def test_bank_questions_find_their_own_sentence(search: Search) -> None:
    """Every eighth question; `python -m index.check` asks them all and names those that do not."""
    found, wrong = check.share(search, step=8)
    assert found >= check.FLOOR, "\n".join(map(str, wrong))


def test_the_check_prints_what_goes_astray(search: Search, capsys: pytest.CaptureFixture[str]) -> None:
    assert check.report(search, step=40)
    told = capsys.readouterr().out.splitlines()
    assert told[-1].startswith("xiaokunshan-145: 0 faults; 9")
    assert all(" finds " in line for line in told[:-1])
