"""Readers: a file becomes blocks that lose no line."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import plan, readers
from knowledge.errors import PlanError
from knowledge.records import Plan

SOURCE = plan.folder() / "plan.txt"


@pytest.fixture(scope="module")
def record() -> Plan:
    return plan.load()


def written(folder: Path, content: bytes, name: str = "plan.txt") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_the_text_is_rebuilt_from_the_records_byte_for_byte(record: Plan) -> None:
    lines = [line for block in record.blocks for line in block.lines]
    assert "\n".join(lines).encode() == SOURCE.read_bytes()


def test_blocks_follow_each_other_without_gap(record: Plan) -> None:
    ends = [0, *(block.last_line for block in record.blocks)]
    assert [block.first_line for block in record.blocks] == [end + 1 for end in ends[:-1]]


def test_every_line_with_text_is_in_a_section_a_paragraph_or_a_table(record: Plan) -> None:
    spans = [(p.first_line, p.last_line) for p in record.paragraphs] + [
        (t.first_line, t.last_line) for t in record.tables
    ]
    covered = {section.line for section in record.sections}
    covered.update(line for first, last in spans for line in range(first, last + 1))
    lines = SOURCE.read_text(encoding="utf-8").split("\n")
    assert [number for number, line in enumerate(lines, 1) if line.strip() and number not in covered] == []


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("一、总则", ["heading"]),
        ("（二）目标", ["heading"]),
        ("     1.总体目标", ["heading"]),
        ("一是做好工作。再做。", ["paragraph"]),
        ("1.这是正文。不是标题。", ["paragraph"]),
        ("一、二、三都好。", ["paragraph"]),
        ("甲\n\n乙", ["paragraph", "blank", "paragraph"]),
        ("表一\n\n\t名称\n\t值\n\n\t甲\n\t1\n\n\n正文。", ["table", "blank", "blank", "paragraph"]),
        ("表一\n  单位：万元\n\t名称\n\t值\n\n\t甲\n\t1", ["table"]),
        ("一句话。\n\t名称", ["paragraph", "paragraph"]),
        ("\ufeff一、有字节顺序标记", ["heading"]),
        ("一、甲\r\n乙。\r\n", ["heading", "paragraph", "blank"]),
    ],
)
def test_kinds(tmp_path: Path, text: str, kinds: list[str]) -> None:
    assert [block.kind for block in readers.read(written(tmp_path, text.encode()))] == kinds


@given(st.text(alphabet="一二三、（）1.。甲\t \n单位：万元", min_size=1).filter(str.strip))
def test_any_text_is_rebuilt(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = written(tmp_path_factory.getbasetemp(), text.encode(), "any.txt")
    assert "\n".join(line for block in readers.read(path) for line in block.lines) == text


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("plan.txt", b"", r"plan\.txt is empty; put the plan's text there"),
        ("plan.txt", b" \n\t\n", "is empty"),
        ("plan.txt", "规划".encode("gbk"), "byte 0 is not UTF-8; save the file as UTF-8"),
        ("plan.docx", b"PK", r"no reader for '\.docx'; known: \.txt"),
    ],
)
def test_unusable_files(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    with pytest.raises(PlanError, match=message):
        readers.read(written(tmp_path, content, name))


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(PlanError, match=r"plan\.txt: No such file or directory; put the plan's text there"):
        readers.read(tmp_path / "plan.txt")
