"""Settings are one table, read once; docs are made from it and from the parser."""

from pathlib import Path

import pytest

from bot import reference, settings
from knowledge.errors import InputError

DEFAULT = "xiaokunshan-145"


@pytest.mark.parametrize(
    ("environment", "home"),
    [
        ({"PLANBOT_HOME": "/a"}, "/a"),
        ({"PLANBOT_HOME": "/a", "XDG_DATA_HOME": "/b", "HOME": "/c"}, "/a"),
        ({"PLANBOT_HOME": "", "XDG_DATA_HOME": "/b", "HOME": "/c"}, "/b/planbot"),
        ({"XDG_DATA_HOME": "relative", "HOME": "/c"}, "/c/.local/share/planbot"),
        ({"HOME": "/c"}, "/c/.local/share/planbot"),
        ({"USERPROFILE": "/d"}, "/d/.local/share/planbot"),
    ],
)
def test_home(environment: dict[str, str], home: str) -> None:
    assert settings.read(environment).home == Path(home)


def test_no_home() -> None:
    with pytest.raises(InputError, match="PLANBOT_HOME"):
        settings.read({})


def test_defaults_and_others() -> None:
    plain = settings.read({"HOME": "/c"})
    assert (plain.plan, plain.colour, plain.debug) == (DEFAULT, True, False)
    other = settings.read({"HOME": "/c", "PLANBOT_PLAN": "x", "NO_COLOR": "1", "PLANBOT_DEBUG": "1"})
    assert (other.plan, other.colour, other.debug) == ("x", False, True)
    assert settings.read({"HOME": "/c", "PLANBOT_PLAN": "", "NO_COLOR": ""}) == plain


def test_every_setting_has_a_row() -> None:
    assert {s.name for s in settings.SETTINGS} == set(settings.Settings.__dataclass_fields__)


@pytest.mark.parametrize(("name", "text"), [("cli.md", reference.cli()), ("settings.md", settings.reference())])
def test_the_reference_is_up_to_date(name: str, text: str) -> None:
    page = (reference.DOCS / name).read_text(encoding="utf-8")
    assert page == text, "write it anew: python -m bot.reference"
