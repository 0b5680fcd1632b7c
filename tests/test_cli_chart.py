"""The command `planbot chart`: where the picture goes, what is told, and what happens where there is none."""

import io
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from bot import cli, exits


def test_svg_goes_to_standard_output(planbot_home: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert cli.main(["chart", "2018年财政总收入"]) == exits.OK
    root = ElementTree.fromstring(capfdbinary.readouterr().out.decode())  # noqa: S314  (our own)
    assert root[0].text == "财政总收入，2016—2020年"


@pytest.mark.parametrize("name", ["a.png", "a.PNG"])
def test_png_goes_to_a_file_and_is_told(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["chart", "画个图", "--after", "你好", "--after", "2018年财政总收入", "--out", str(tmp_path / name)]
    assert cli.main(arguments) == exits.OK
    assert Image.open(io.BytesIO((tmp_path / name).read_bytes())).width == 1080
    assert capsys.readouterr().out.startswith("财政总收入，2016—2020年，单位万元：2016年116,403，")


@pytest.mark.parametrize("name", ["a.svg", "a.png"])
def test_a_table_of_which_no_chart_can_be_made_is_drawn_as_it_is(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["chart", "十四五主要指标有哪些", "--out", str(tmp_path / name)]) == exits.OK
    assert (tmp_path / name).stat().st_size > 5000
    assert capsys.readouterr().out.startswith("小昆山镇“十四五”规划主要发展指标：14行，")


def test_nothing_to_draw(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["chart", "你好", "--out", str(tmp_path / "a.png")]) == exits.UNMET
    assert "nothing to draw" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("a.gif", "a.gif'; name a file that ends in .png or .svg"),
        ("a", "name a file that ends in .png or .svg"),
        ("no/such/a.svg", "No such file or directory"),
    ],
)
def test_files_that_cannot_be_written(name: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["chart", "2018年财政总收入", "--out", str(tmp_path / name)]) == exits.UNUSABLE
    assert told in capsys.readouterr().err
