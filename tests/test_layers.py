"""The house keeps its shape: three packages, imports one way, and nothing that only exists on one machine."""

import ast
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAY_IMPORT = {"knowledge": set[str](), "index": {"knowledge"}, "bot": {"index", "knowledge"}}
GENERATED = {"build", "dist", "__pycache__"}
LOCAL_PATH = re.compile(r"\.\./shared\b|(?<![\w.~-])[/]work(?![\w-])", re.ASCII)


def files() -> Iterator[Path]:
    """Every file of the project, relative to its root, without what tools generate."""
    for folder, subfolders, names in os.walk(ROOT):
        subfolders[:] = [
            name
            for name in subfolders
            if (name == ".ci" or not name.startswith(".")) and name not in GENERATED and not name.endswith(".egg-info")
        ]
        yield from (Path(folder, name).relative_to(ROOT) for name in names)


def imports(source: str, package: str) -> Iterator[str]:
    """Absolute names of the modules that a module of `package` imports, wherever in the file it does."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level:
            parents = package.split(".")
            yield ".".join([*parents[: len(parents) - node.level + 1], *filter(None, [node.module])])
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def forbidden(source: str, package: str) -> set[str]:
    """Imports that the layer of `package` may not have."""
    layer = package.partition(".")[0]
    above = (MAY_IMPORT.keys() | {"tests"}) - MAY_IMPORT[layer] - {layer}
    return {name for name in imports(source, package) if name.partition(".")[0] in above | {"pkg_resources"}}


MODULES = sorted(path for path in files() if path.suffix == ".py" and path.parts[0] in MAY_IMPORT)


def text_of(path: Path) -> str:
    """Content of a text file, empty for anything else."""
    data = (ROOT / path).read_bytes()
    try:
        return "" if b"\0" in data else data.decode()
    except UnicodeDecodeError:
        return ""


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_imports_go_one_way(path: Path) -> None:
    package = ".".join(path.parent.parts)
    assert forbidden((ROOT / path).read_text(encoding="utf-8"), package) == set()


def test_three_packages_and_no_other() -> None:
    assert {path.parts[0] for path in files() if path.suffix == ".py"} - {"tests"} == MAY_IMPORT.keys()
    assert {path.parts[0] for path in files() if path.parts[1:] == ("__init__.py",)} == MAY_IMPORT.keys()


def test_nothing_names_a_path_of_one_machine() -> None:
    assert [
        f"{path}:{number}: {line}"
        for path in files()
        for number, line in enumerate(text_of(path).splitlines(), 1)
        if LOCAL_PATH.search(line)
    ] == []


@pytest.mark.parametrize(
    ("package", "source", "expected"),
    [
        ("bot", "from index.search import Search\nimport knowledge.store, json", set()),
        ("index", "from knowledge import Plan", set()),
        ("index", "def late():\n    from bot import replies", {"bot"}),
        ("index", "import bottle, indexed", set()),
        ("knowledge", "import index.terms as terms", {"index.terms"}),
        ("knowledge", "from bot.cli import main", {"bot.cli"}),
        ("knowledge.readers", "from . import text\nfrom ..records import Plan", set()),
        ("knowledge", "from tests import conftest", {"tests"}),
        ("bot", "import pkg_resources", {"pkg_resources"}),
    ],
)
def test_wrong_imports_are_seen(package: str, source: str, expected: set[str]) -> None:
    assert forbidden(source, package) == expected


@pytest.mark.parametrize(
    ("parts", "seen"),
    [
        (["see ..", "shared", "plan"], True),
        (["cd ", "work", "main"], True),
        (["'", "work'"], True),
        (["docs", "work", "plan.md"], False),
        (["", "workspace"], False),
    ],
)
def test_local_paths_are_seen(parts: list[str], seen: bool) -> None:
    assert bool(LOCAL_PATH.search("/".join(parts))) is seen


def test_relative_imports_are_resolved() -> None:
    source = "from . import text\nfrom .html import read\nfrom ..records import Plan"
    assert list(imports(source, "knowledge.readers")) == [
        "knowledge.readers",
        "knowledge.readers.html",
        "knowledge.records",
    ]


def test_the_modules_are_found() -> None:
    assert {path.parts[0] for path in MODULES} == MAY_IMPORT.keys()
