"""Looking inside: plans, show, indicators, explain."""

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest

from bot import cli, look, render
from index.search import Search
from knowledge import plan

SOURCE = plan.folder() / "plan.txt"


@pytest.fixture
def shown(search: Search, capfdbinary: pytest.CaptureFixture[bytes]) -> "Shown":
    return Shown(capfdbinary)


class Shown:
    """Runs a command line in this process and returns what it prints."""

    def __init__(self, capture: "pytest.CaptureFixture[bytes]") -> None:
        self.capture = capture

    def __call__(self, *arguments: str) -> str:
        assert cli.main(arguments) == 0
        captured = self.capture.readouterr()
        assert captured.err == b""
        return captured.out.decode()


def test_plans(shown: Shown) -> None:
    assert shown("plans").splitlines()[1].split() == [
        "*",
        "xiaokunshan-145",
        "小昆山镇",
        "小昆山镇国民经济和社会发展第十四个五年规划纲要",
    ]


def test_show_all_is_the_source(shown: Shown) -> None:
    assert shown("show", "all") == SOURCE.read_text(encoding="utf-8")


def test_the_chapters_make_up_the_source(shown: Shown) -> None:
    chapters = "".join(shown("show", str(number)) for number in range(1, 10))
    source = SOURCE.read_text(encoding="utf-8")
    assert chapters.split() == source[source.index("一、发展的新基础") :].split()


def test_the_outline_names_everything(shown: Shown, search: Search) -> None:
    lines = [line.strip() for line in shown("show").splitlines()]
    assert [s.title for s in search.plan.sections] == [
        line for line in lines if line in {s.title for s in search.plan.sections}
    ]
    assert sum(line.startswith("[") for line in lines) == len(search.plan.paragraphs)
    assert sum(line.startswith("表 ") for line in lines) == len(search.plan.tables)


def test_a_paragraph_as_cited(shown: Shown, search: Search) -> None:
    path, text = shown("show", "paragraph", "11").rstrip("\n").split("\n")
    assert (path, text) == (" › ".join(search.plan.paragraphs[11].path), search.plan.paragraphs[11].text)


def test_a_table(shown: Shown, search: Search) -> None:
    lines = shown("show", "table", "2").splitlines()
    assert lines[0].startswith(search.plan.tables[1].caption)
    assert [tuple(line.split()) for line in lines[2:]] == list(search.plan.tables[1].rows)


def test_indicators_hold_every_cell(shown: Shown, search: Search) -> None:
    rows = json.loads(shown("indicators", "--json"))
    lines = list(csv.DictReader(io.StringIO(shown("indicators", "--csv").removeprefix("\ufeff"))))
    cells = [cell for row in search.plan.indicators for cell in row.cells]
    assert [(c["value"], c["unit"]) for row in rows for c in row["cells"]] == [(c.value, c.unit) for c in cells]
    assert [(line["value"], line["unit"], line["line"]) for line in lines] == [
        (c.value, c.unit, str(c.line)) for c in cells
    ]
    assert tuple(lines[0]) == look.CSV_COLUMNS
    assert {row["attribute"] for row in rows} == {"", "预期性", "约束性"}
    table = shown("indicators")
    assert all(cell.value in table for cell in cells)


def test_tables_as_a_spreadsheet(shown: Shown, search: Search, tmp_path: Path) -> None:
    assert shown("indicators", "--xlsx", str(tmp_path / "tables.xlsx")) == ""
    book = openpyxl.load_workbook(tmp_path / "tables.xlsx")
    assert len(book.sheetnames) == 2
    for sheet, table in zip(book, search.plan.tables, strict=True):
        told = [[str(value) for value in row] for row in sheet.iter_rows(values_only=True)]
        assert all(list(row) in told for row in table.rows)


def test_explain(shown: Shown) -> None:
    told = shown("explain", "财正总收入2018")
    for piece in (
        "canonical  财政总收入2018",
        "corrected  财正总收入 → 财政总收入",
        "years      2018",
        "measures   财政总收入 = 财政总收入",
        "terms      ",
        "rejected",
        "answered by indicators.on_indicators",
        "every figure is backed",
        "168504",
    ):
        assert piece in told


def test_explain_in_a_talk(shown: Shown) -> None:
    told = shown("explain", "那2019年呢", "--after", "2018年财政总收入")
    assert "before     2018年财政总收入" in told
    assert "177323" in told


@pytest.mark.parametrize("text", ["", "你好", "财政收入", "😀", "三张名片是哪三张", "松江区的财政收入"])
def test_explain_whatever_is_asked(shown: Shown, text: str) -> None:
    assert "\nsteps      answered by " in shown("explain", text)


def test_columns_are_aligned_by_what_a_terminal_shows() -> None:
    assert render.columns([("规划", "a"), ("ab", "b")]) == "规划  a\nab    b"


def test_replies_of_eval(shown: Shown, tmp_path: Path) -> None:
    cases = tmp_path / "cases.jsonl"
    cases.write_text('{"id": "a-1", "turns": ["你好"], "kind": "chitchat", "status": ["chat"]}\n', encoding="utf-8")
    replies = tmp_path / "replies.jsonl"
    assert shown("eval", str(cases), "--replies", str(replies)).splitlines()[-1] == "passed 1/1 = 1.000, wrong 0"
    assert json.loads(replies.read_text(encoding="utf-8"))["id"] == "a-1"
