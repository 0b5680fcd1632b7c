"""Exports: CSV and XLSX hold the cells as they are, and no cell of either is ever a formula or a link."""

import csv
import io
import sys
import zipfile
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from bot import exports
from bot.charts.canvas import legal
from bot.conversation import Conversation
from bot.exports import Export
from index.search import Search
from knowledge.errors import InputError

# What people write into cells to have it run: https://owasp.org/www-community/attacks/CSV_Injection
ATTACKS = (
    "=SUM(A1)",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://example.org","x")',
    "+1+1",
    "-1+cmd|'/C calc'!A0",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1+1",
    "＠x",
    "-",
    "-²",
    "{=1}",
    "http://example.org",
    "mailto:a@example.org",
    "internal:Sheet1!A1",
)


def cells(data: bytes, sheet: int = 0) -> list[list[Any]]:
    """Return the values of a sheet of an XLSX file."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return [[cell.value for cell in row] for row in book.worksheets[sheet].iter_rows()]


def of_one(cell: str) -> bytes:
    """Return an XLSX file with one cell below its header."""
    return exports.xlsx_bytes("表", "", ["列"], [[cell]], "出处")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("=SUM(A1)", "'=SUM(A1)"),
        ("+86", "+86"),
        ("-3.5", "-3.5"),
        ("-3.5.1", "'-3.5.1"),
        ("-1+cmd|'/C calc'!A0", "'-1+cmd|'/C calc'!A0"),
        ("@x", "'@x"),
        ("\tx", "'\tx"),
        ("＝x", "'＝x"),
        ("-", "'-"),
        ("-²", "'-²"),
        ("-٣", "'-٣"),
        ("12%", "12%"),
        ("", ""),
    ],
)
def test_formulas_are_made_inert(value: str, expected: str) -> None:
    assert exports.inert(value) == expected


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_cell_is_run(attack: str) -> None:
    data = of_one(attack)
    book = openpyxl.load_workbook(io.BytesIO(data))
    cell = book.worksheets[0]["A3"]
    assert (cell.data_type, cell.hyperlink) == ("s", None)
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml")
        assert not any(tag in sheet for tag in (b"<f>", b"<hyperlink"))
    _, line = csv.reader(io.StringIO(exports.csv_bytes(["列"], [[attack]]).decode("utf-8-sig"), newline=""))
    assert not line[0].startswith(exports.FORMULA)


def test_csv_opens_in_a_spreadsheet() -> None:
    data = exports.csv_bytes(["指标", "值"], [["财政, 总收入", "1"], ['引"号', "-2"]])
    assert data == '\ufeff指标,值\r\n"财政, 总收入",1\r\n"引""号",-2\r\n'.encode()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1244385", 1244385),
        ("6.6", 6.6),
        ("-3.50", -3.5),
        ("0", 0),
        ("6%", "6%"),
        ("+86", "+86"),
        ("007", "007"),
        ("1e5", "1e5"),
        ("12345678901234567890", "12345678901234567890"),
        ("٣", "٣"),
        ("约3", "约3"),
        ("1\n", "1\n"),
    ],
)
def test_numbers_are_numbers(text: str, value: float | str) -> None:
    data = of_one(text)
    cell = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]["A3"]
    assert (cell.value, type(cell.value) is str) == (value, isinstance(value, str))


def test_a_number_looks_as_printed() -> None:
    book = openpyxl.load_workbook(io.BytesIO(exports.xlsx_bytes("表", "", ["列"], [["2.50"], ["81"]], "")))
    assert [book.worksheets[0][place].number_format for place in ("A3", "A4")] == ["0.00", "0"]


def test_the_plans_tables(search: Search) -> None:
    reached, planned = exports.achievements(search.plan), exports.targets(search.plan)
    assert [tuple(reached.rows), tuple(planned.rows)] == [table.rows for table in search.plan.tables]
    assert (reached.title, reached.unit) == ("“十三五”期间完成重要任务指标", "万元")
    assert planned.columns[-1] == "“十四五”目标值"
    told = cells(exports.xlsx_bytes(*reached))
    assert told[0][0] == reached.title
    assert told[1][0] == "单位：万元"
    assert told[2] == list(reached.columns)
    assert told[4][:3] == ["财政总收入年均增长率", 116403, 140921]
    assert told[-1][0] == reached.source == f"出处：{search.plan.title}"


def test_a_sheet_is_easy_to_read(search: Search) -> None:
    book = openpyxl.load_workbook(io.BytesIO(exports.xlsx_bytes(*exports.achievements(search.plan))))
    sheet = book.worksheets[0]
    assert sheet.title == "表1 “十三五”期间完成重要任务指标"
    assert sheet.freeze_panes == "A4"
    assert sheet.column_dimensions["A"].width > 20


def test_the_table_of_an_answer(search: Search) -> None:
    answer = Conversation(search).ask("财政总收入历年数据")
    export = exports.table(answer, search.plan)
    assert export is not None
    assert answer.table is not None
    assert (export.columns, export.rows) == (answer.table.columns, answer.table.rows)
    assert exports.table(Conversation(search).ask("你好"), search.plan) is None


def test_the_same_table_gives_the_same_bytes(search: Search) -> None:
    both = [exports.achievements(search.plan), exports.targets(search.plan)]
    assert exports.book_bytes(both) == exports.book_bytes(both)
    assert [len(cells(exports.book_bytes(both), n)) for n in (0, 1)] == [3 + 8 + 2, 2 + 14 + 2]


def test_names_that_no_sheet_may_have() -> None:
    title = "[a]:*?/\\'" + "😀" * 40
    book = openpyxl.load_workbook(io.BytesIO(exports.book_bytes([Export(title, "", ["列"], [], "")] * 2)))
    assert len(set(book.sheetnames)) == 2
    assert all(len(name.encode("utf-16-le")) // 2 <= 31 for name in book.sheetnames)


def test_a_cell_longer_than_a_spreadsheet_holds() -> None:
    told = cells(of_one("😀" * 20_000))
    assert told[2][0] == "😀" * (32_767 // 2)


def test_without_the_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(InputError, match=r"planbot\[pictures\]"):
        of_one("1")


ANY = st.text(st.characters(exclude_categories=()), max_size=20) | st.sampled_from(ATTACKS)
ROWS = st.lists(st.tuples(ANY, ANY), max_size=4)


@given(ANY, ROWS)
def test_any_text_comes_back_from_csv(head: str, rows: list[tuple[str, str]]) -> None:
    data = exports.csv_bytes([head, "列"], rows)
    told = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert told == [[exports.inert(legal(cell)) for cell in row] for row in ((head, "列"), *rows)]


@settings(max_examples=50)
@given(ANY, ANY, ROWS)
def test_any_text_comes_back_from_xlsx(title: str, unit: str, rows: list[tuple[str, str]]) -> None:
    data = exports.xlsx_bytes(title, unit, [title, unit], rows, title)
    book = openpyxl.load_workbook(io.BytesIO(data))
    top = 1 + bool(title) + bool(unit)
    for down, row in enumerate(rows, top + 1):
        for at, text in enumerate(row, 1):
            value = book.worksheets[0].cell(down, at).value
            assert value == float(text) if isinstance(value, int | float) else as_read(value) == as_read(legal(text))


def as_read(value: str | None) -> str:
    """Return a text as a spreadsheet reads it: control characters unescaped, line ends alike, an empty cell as none."""
    return str(unescape(value or "")).replace("\r\n", "\n").replace("\r", "\n")
