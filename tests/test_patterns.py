"""What is kept of a pattern is exactly what `re.compile` makes, and whatever is not kept is compiled."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import patterns

LISTS = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(patterns.DATA.glob("*.toml"))]
ALL = [pattern for content in LISTS for pattern in patterns.patterns(content)]


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    before = dict(patterns._kept)
    patterns._kept.clear()
    yield
    patterns._kept.clear()
    patterns._kept.update(before)


def kept_file(home: Path) -> Path:
    (path,) = home.glob("patterns-*.bin")
    return path


def test_every_pattern_comes_back_as_compiled(tmp_path: Path) -> None:
    for _ in ("written", "read back"):
        patterns.load(tmp_path)
        assert set(patterns._kept) == set(ALL)
        # Patterns are equal where text, flags and code are.
        assert [patterns.compiled(pattern) for pattern in ALL] == [re.compile(pattern) for pattern in ALL]


@pytest.mark.parametrize("content", [b"", b"\0\0\0\0", b"nonsense", None], ids=["empty", "zero", "nonsense", "cut"])
def test_a_damaged_file_is_written_anew(tmp_path: Path, content: bytes | None) -> None:
    patterns.load(tmp_path)
    path = kept_file(tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2] if content is None else content)
    patterns.load(tmp_path)
    assert set(patterns._kept) == set(ALL)
    assert path.read_bytes() == whole
    assert list(tmp_path.iterdir()) == [path]


def test_another_version_is_written_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    patterns.load(tmp_path)
    before = kept_file(tmp_path).read_bytes()
    monkeypatch.setattr("sys.version", "4.0")
    patterns.load(tmp_path)
    assert kept_file(tmp_path).read_bytes() != before


def test_a_home_that_cannot_be_written_is_no_error() -> None:
    patterns.load(Path("/dev/null/home"))
    assert set(patterns._kept) == set(ALL)


def test_groups_and_names_come_back() -> None:
    text = r"(?i)(?P<year>\d{4})年|(?P<half>上|下)半年(.)?"
    patterns._kept[text] = patterns._dissected(text)
    assert patterns.compiled(text) == re.compile(text)
    match = patterns.compiled(text).search("2018年")
    assert match is not None
    assert match["year"] == "2018"
    assert patterns.compiled(text).groupindex == re.compile(text).groupindex


def test_what_is_not_kept_is_compiled() -> None:
    assert patterns.compiled("new") == re.compile("new")
    with pytest.raises(re.error):
        patterns.compiled("(")


@given(st.lists(st.sampled_from(["a", "b|c", "d*", "规划"]), min_size=1), st.text("abcd规划", max_size=5))
def test_either(alternatives: list[str], text: str) -> None:
    whole = re.fullmatch(patterns.either(alternatives), text)
    assert bool(whole) == any(re.fullmatch(pattern, text) for pattern in alternatives)
