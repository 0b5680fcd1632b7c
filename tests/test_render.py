"""An Answer as text and as JSON."""

import json

import pytest

from bot import render
from bot.answer import Answer

ANSWER = Answer("answered", "规划写了。\n原文：“甲”\n出处：一、乙\n· 丙", suggestions=("丁",))


def test_plain_text_is_the_reply_alone() -> None:
    assert render.text(ANSWER, colour=False) == ANSWER.text


def test_coloured_text() -> None:
    assert render.text(ANSWER, colour=True).split("\n") == [
        "规划写了。",
        "\x1b[33m原文：“甲”\x1b[0m",
        "\x1b[36m出处：一、乙\x1b[0m",
        "· 丙",
        "\x1b[2m· 丁\x1b[0m",
    ]


@pytest.mark.parametrize("text", ["规划", "a\u2028b\u2029c\x85d", '"\n\\', "😀", "\ud800", "\x1b"])
def test_json_is_one_line_for_every_reader(text: str) -> None:
    line = render.json_line({"text": text})
    assert len(line.splitlines()) == 1
    assert json.loads(line) == {"text": text}


def test_json_keeps_chinese() -> None:
    assert render.json_line({"text": "规划"}) == '{"text": "规划"}'


@pytest.mark.parametrize("text", ["规划", "😀", "\ud800", "a\udcffb"])
def test_json_is_printed_as_utf_8(text: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    render.print_json(text)
    assert json.loads(capfdbinary.readouterr().out.decode("utf-8")) == text


@pytest.mark.parametrize(
    ("text", "columns"), [("", 0), ("ab", 2), ("规划", 4), ("“a”", 3), ("e\u0301", 1), ("ＡＢ", 4)]
)
def test_width(text: str, columns: int) -> None:
    assert render.width(text) == columns
