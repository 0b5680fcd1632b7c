"""The desk over real files: talks are read back, also what still waits; what is forgotten or old is gone."""

import random
import re
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import pytest

from bot import desk as desk_module
from bot.answer import Answer, Citation
from bot.desk import Desk, Who
from bot.redact import redact
from tests.clock import Clock

LIFETIME, DAY = 1800.0, 86_400.0
WANG, LI = Who("telegram", "1001", "-5"), Who("telegram", "1002", "-5")
ANSWER = Answer(
    "answered", "168504万元", (Citation("p", "table", ("表", "财政总收入"), "168504", 3),), elapsed_ms=4.5, step="cell"
)
Open = Callable[..., Desk]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "desk.sqlite3"


@pytest.fixture
def start(path: Path, clock: Clock) -> Iterator[Open]:
    """Open the desk of one home; what was open before is closed, as with a restart."""
    with ExitStack() as stack:

        def opened(keep_days: int = 180) -> Desk:
            stack.close()
            return stack.enter_context(closing(Desk(path, keep_days, clock)))

        yield opened


@pytest.fixture
def desk(start: Open) -> Desk:
    return start()


def rows(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as file:
        return file.execute(sql).fetchall()


def held(path: Path) -> bytes:
    """Every byte of every file of a home."""
    return b"".join(file.read_bytes() for file in sorted(path.parent.iterdir()))


def test_what_is_kept_of_a_message(desk: Desk, path: Path, clock: Clock) -> None:
    entry = desk.record(WANG, "  我叫王小明，2018年财政总收入\u200b\0 ", ANSWER)
    assert re.fullmatch("[a-z2-7]{16}", entry)
    assert desk.flush()
    (kept,) = rows(path, "select id, at, channel, question, status, citations, step, elapsed_ms, useful from entries")
    assert kept == (
        entry,
        clock.now,
        "telegram",
        "我叫〔姓名〕，2018年财政总收入",
        "answered",
        '[{"plan": "p", "kind": "table", "paragraph": 3, "path": ["表", "财政总收入"]}]',
        "cell",
        4.5,
        None,
    )


def test_no_id_is_kept(desk: Desk, path: Path, tmp_path: Path) -> None:
    who = Who("telegram", "987654321", "-100123456789")
    desk.record(who, "财政总收入", ANSWER)
    assert desk.flush()
    assert b"987654321" not in held(path)
    assert b"100123456789" not in held(path)
    with closing(Desk(tmp_path / "other" / "desk.sqlite3", 180)) as other:
        other.record(who, "财政总收入", ANSWER)
    hashes = [rows(file, "select person, talk from entries") for file in (path, tmp_path / "other" / "desk.sqlite3")]
    assert hashes[0] != hashes[1], "another home has another key"


def test_persons_and_talks_are_told_apart(desk: Desk, path: Path) -> None:
    for who in (WANG, Who("telegram", "1001", "7"), LI, Who("web", "1001", "-5"), WANG):
        desk.record(who, "财政总收入", ANSWER)
    assert desk.flush()
    assert rows(path, "select count(distinct person), count(distinct talk) from entries") == [(3, 4)]


def test_files_are_their_owners_alone(desk: Desk, path: Path) -> None:
    desk.record(WANG, "财政总收入", ANSWER)
    assert desk.flush()
    assert {file.name for file in path.parent.iterdir()} >= {"desk.sqlite3", "desk.key"}
    assert {stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()} == {0o600}


def test_a_talk_is_read_back_at_once_and_after_a_restart(start: Open) -> None:
    desk = start()
    for message in ("2018年财政总收入", "那2019年呢", "2020呢"):
        entry = desk.record(WANG, message, ANSWER)
    assert desk.talk(WANG, LIFETIME, 6) == ["2018年财政总收入", "那2019年呢", "2020呢"]
    assert desk.upto(entry, LIFETIME, 2) == ["那2019年呢", "2020呢"]
    assert desk.talk(LI, LIFETIME, 6) == []
    desk = start()
    assert desk.talk(WANG, LIFETIME, 6) == ["2018年财政总收入", "那2019年呢", "2020呢"]
    assert desk.upto(entry, LIFETIME, 6) == ["2018年财政总收入", "那2019年呢", "2020呢"]
    desk.record(WANG, "2021呢", ANSWER)
    assert desk.talk(WANG, LIFETIME, 3) == ["那2019年呢", "2020呢", "2021呢"]
    assert desk.flush()
    assert desk.talk(WANG, LIFETIME, 3) == ["那2019年呢", "2020呢", "2021呢"]
    assert desk.upto(entry, LIFETIME, 6) == ["2018年财政总收入", "那2019年呢", "2020呢"]


def test_a_talk_goes_back_to_a_gap(start: Open, clock: Clock) -> None:
    desk = start()
    first = desk.record(WANG, "一", ANSWER)
    clock.now += LIFETIME + 1
    desk.record(WANG, "二", ANSWER)
    clock.now += LIFETIME
    third = desk.record(WANG, "三", ANSWER)
    for opened in (desk, start()):
        assert opened.talk(WANG, LIFETIME, 6) == ["二", "三"]
        assert opened.upto(third, LIFETIME, 6) == ["二", "三"]
        assert opened.upto(first, LIFETIME, 6) == ["一"]
    clock.now += LIFETIME + 1
    assert start().talk(WANG, LIFETIME, 6) == []


@pytest.mark.parametrize("restarted", [False, True])
def test_an_ended_talk_is_not_taken_up(start: Open, restarted: bool) -> None:
    desk = start()
    before = desk.record(WANG, "一", ANSWER)
    other = desk.record(LI, "他人", ANSWER)
    desk.end(WANG)
    desk = start() if restarted else desk
    assert desk.talk(WANG, LIFETIME, 6) == []
    assert desk.upto(before, LIFETIME, 6) == ["一"]
    after = desk.record(WANG, "二", ANSWER)
    assert desk.talk(WANG, LIFETIME, 6) == desk.upto(after, LIFETIME, 6) == ["二"]
    assert desk.talk(LI, LIFETIME, 6) == desk.upto(other, LIFETIME, 6) == ["他人"]


@pytest.mark.parametrize("restarted", [False, True])
def test_who_asked_says_whether_it_was_useful(start: Open, path: Path, restarted: bool) -> None:
    desk = start()
    entry = desk.record(WANG, "2018年财政总收入", ANSWER)
    desk = start() if restarted else desk
    assert not desk.rate(entry, LI, True)
    assert desk.rate(entry, WANG, True)
    assert desk.rate(entry, WANG, False)
    assert not desk.rate("nosuchentry", WANG, True)
    assert desk.flush()
    assert rows(path, "select useful from entries") == [(0,)]


def test_forgotten_is_gone_from_memory_and_disk(desk: Desk, path: Path) -> None:
    first = desk.record(WANG, "一个要忘记的问题", ANSWER)
    desk.record(LI, "一个要留下的问题", ANSWER)
    assert desk.flush()
    second = desk.record(WANG, "另一个要忘记的问题", ANSWER)
    elsewhere = desk.record(Who("telegram", "1001", "7"), "别处要忘记的问题", ANSWER)
    assert desk.forget(WANG) == 3
    assert desk.talk(WANG, LIFETIME, 6) == []
    assert [desk.upto(entry, LIFETIME, 6) for entry in (first, second, elsewhere)] == [[], [], []]
    assert not desk.rate(first, WANG, True)
    assert desk.talk(LI, LIFETIME, 6) == ["一个要留下的问题"]
    assert "要忘记".encode() not in held(path)
    assert "要留下".encode() in held(path)
    assert desk.forget(WANG) == 0


@pytest.mark.parametrize("seed", range(3))
def test_nothing_forgotten_can_be_recovered(start: Open, path: Path, seed: int) -> None:
    """Pages are split, merged and freed: no copy of what was erased may be left in any of them."""
    chance, desk = random.Random(seed), start()
    kept: dict[Who, list[str]] = {Who("web", str(number), "tab"): [] for number in range(30)}
    gone: list[str] = []
    for _ in range(30):
        for _ in range(chance.randrange(1, 100)):
            who = chance.choice(list(kept))
            word = "".join(chance.choices("abcdefghij", k=12))
            desk.record(who, word + "字" * chance.choice([1, 9, 90, 900]), ANSWER)
            kept[who].append(word)
        if chance.random() < 0.7:
            who = chance.choice(list(kept))
            assert desk.forget(who) == len(kept[who])
            gone += kept[who]
            kept[who] = []
            found = held(path)
            assert [word for word in gone if word.encode() in found] == []
    assert gone


def test_what_is_old_goes_at_start_and_every_hour(start: Open, path: Path, clock: Clock) -> None:
    desk = start(30)
    old = desk.record(WANG, "一个旧问题", ANSWER)
    clock.now += 29 * DAY
    new = desk.record(WANG, "一个新问题", ANSWER)
    desk = start(30)
    assert desk.upto(old, LIFETIME, 6) == ["一个旧问题"]
    clock.now += DAY - 10
    assert desk.flush()
    clock.now += 3500
    assert desk.flush()
    assert "旧问题".encode() in held(path), "within the hour nobody looks"
    clock.now += 100
    assert desk.flush()
    assert desk.upto(old, LIFETIME, 6) == []
    assert desk.upto(new, LIFETIME, 6) == ["一个新问题"]
    assert "旧问题".encode() not in held(path)
    clock.now += 40 * DAY
    start(30).flush()
    assert rows(path, "select count(*) from entries") == [(0,)]


def test_with_no_days_nothing_reaches_the_disk(start: Open, path: Path, clock: Clock) -> None:
    desk = start(0)
    entry = desk.record(WANG, "财政总收入", ANSWER)
    assert desk.flush()
    assert not path.parent.exists()
    assert desk.talk(WANG, LIFETIME, 6) == desk.upto(entry, LIFETIME, 6) == ["财政总收入"]
    assert desk.rate(entry, WANG, True)
    assert desk.stats(1)[0].useful == 1
    clock.now += LIFETIME + 1
    desk.record(LI, "另一个", ANSWER)
    assert desk.upto(entry, LIFETIME, 6) == []
    assert desk.forget(LI) == 1


def test_with_no_days_what_was_kept_before_goes(start: Open, path: Path) -> None:
    desk = start()
    desk.record(WANG, "一个旧问题", ANSWER)
    assert desk.flush()
    path.with_name("desk.sqlite3.damaged-20260101-000000").write_bytes("一个旧问题".encode())
    desk = start(0)
    assert desk.flush()
    assert "旧问题".encode() not in held(path)
    assert rows(path, "select count(*) from entries") == [(0,)]


def test_memory_is_bounded(start: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk_module, "MOST_REMEMBERED", 10)
    desk = start()
    entries = [desk.record(WANG, f"问题{number}", ANSWER) for number in range(30)]
    assert len(desk._recent) == 10
    assert desk.flush()
    assert desk.upto(entries[5], LIFETIME, 2) == ["问题4", "问题5"]
    assert desk.talk(WANG, LIFETIME, 30) == [f"问题{number}" for number in range(30)]


@pytest.mark.parametrize(
    "message",
    ["", "   ", "\0", "\ud800", "😀", "'; drop table entries; --", "字" * 100_000, "1" * 100_000, "\u202e\x1b[31m"],
)
def test_whatever_is_asked_is_kept(desk: Desk, path: Path, message: str) -> None:
    desk.record(WANG, message, ANSWER)
    assert desk.flush()
    ((question,),) = rows(path, "select question from entries")
    assert len(question) <= desk_module.LONGEST
    assert not re.search("[\0\x1b\u202e]", question)


@pytest.mark.parametrize("at", range(955, 1045))
def test_no_number_is_cut_through_where_a_message_is_cut(desk: Desk, at: int) -> None:
    entry = desk.record(WANG, "字" * at + "310227198503121234" + "字" * 500, ANSWER)
    (kept,) = desk.upto(entry, LIFETIME, 1)
    assert not re.search(r"\d", kept)


def test_who_asks_may_have_any_id(desk: Desk) -> None:
    for user in ("", "\ud800", "'", "字" * 1000, "a:b", "a\0b"):
        who = Who("web", user, user)
        entry = desk.record(who, "财政总收入", ANSWER)
        assert desk.flush()
        assert desk.rate(entry, who, True)
        assert desk.forget(who) == 1


def test_the_docs_name_every_column(desk: Desk, path: Path) -> None:
    assert desk.flush()
    page = (Path(__file__).parent.parent / "docs" / "desk.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| (\w+) \| (integer|real|text) \|", page, re.MULTILINE)
    columns = "select name, lower(type) from pragma_table_info(?) order by cid"
    with closing(sqlite3.connect(path)) as file:
        assert told == [row for table in ("entries", "preferences") for row in file.execute(columns, (table,))]


def test_the_privacy_page_shows_what_redaction_does() -> None:
    page = (Path(__file__).parent.parent / "docs" / "privacy.zh-CN.md").read_text(encoding="utf-8")
    examples = re.findall(r"^\| ([^|]*\d[^|]*|我叫[^|]*) \| ([^|]*〔[^|]*) \|$", page, re.MULTILINE)
    assert len(examples) == 6
    assert [(redact(re.sub("（.*）", "", said)), kept) for said, kept in examples] == [
        (kept, kept) for _, kept in examples
    ]


@pytest.mark.usefixtures("search")
def test_a_question_in_the_terminal_pays_nothing_for_it() -> None:
    probe = "import sys; from bot import cli; cli.main(['ask', '财政总收入']); print(*sys.modules, sep='\\n')"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, check=True, text=True, timeout=60)
    loaded = set(done.stdout.split())
    assert "bot.terminal" in loaded
    assert not loaded & {"bot.desk", "bot.ledger", "bot.redact", "bot.tally", "bot.front", "zoneinfo", "statistics"}
