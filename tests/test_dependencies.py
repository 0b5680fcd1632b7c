"""docs/dependencies.md has a line for each package that pyproject.toml names, with the version that is pinned."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
NAMED = re.compile(r"([A-Za-z][A-Za-z0-9_.-]*)(?: (\d[\d.]*))?")


def required() -> list[str]:
    """The names of all direct dependencies, our own extras left out."""
    texts = [*PROJECT["dependencies"], *(t for extra in PROJECT["optional-dependencies"].values() for t in extra)]
    names = {str(canonicalize_name(Requirement(text).name)) for text in texts}
    return sorted(names - {PROJECT["name"]})


def described() -> dict[str, str]:
    """The packages of the first column of every table, with the version or ""."""
    text = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    cells = re.findall(r"^\| ([^|]+) \|", text, re.MULTILINE)
    return {str(canonicalize_name(name)): version for cell in cells for name, version in NAMED.findall(cell)}


def pinned() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("==") for line in lines if "==" in line)
    return {str(canonicalize_name(name)): version for name, version in pairs}


@pytest.mark.parametrize("name", required())
def test_every_direct_dependency_has_its_line(name: str) -> None:
    assert name in described()
    assert name in pinned()


@pytest.mark.parametrize(("name", "version"), [pair for pair in described().items() if pair[1]])
def test_the_version_told_is_the_pinned_one(name: str, version: str) -> None:
    assert pinned()[name] == version or pinned()[name].startswith(f"{version}.")
