"""Settings: one table (name, environment variable, default, help), read once at the edge."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from knowledge import plan
from knowledge.errors import InputError


@dataclass(frozen=True, slots=True)
class Setting:
    """A row of the table: `default` says in words what holds where the variable is unset or empty."""

    name: str
    variable: str
    default: str
    help: str


SETTINGS = (
    Setting(
        "home",
        "PLANBOT_HOME",
        "$XDG_DATA_HOME/planbot, or ~/.local/share/planbot",
        "Folder of the data files, one for each plan, and of the chat's history. Made on first use; a data file is "
        "rebuilt when its plan or planbot has changed.",
    ),
    Setting("plan", "PLANBOT_PLAN", plan.DEFAULT, "The plan to ask where `--plan` names none; see `planbot plans`."),
    Setting("colour", "NO_COLOR", "unset", "Set to anything, it turns colours off; piped output never has any."),
    Setting("debug", "PLANBOT_DEBUG", "unset", "Set to anything, it adds the traceback to an unexpected error."),
)
VARIABLE = {setting.name: setting.variable for setting in SETTINGS}


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of this process."""

    home: Path
    plan: str
    colour: bool
    debug: bool


def read(environment: Mapping[str, str]) -> Settings:
    """Return the settings that an environment holds; raises InputError where there is no place for data files."""
    return Settings(
        home=_home(environment),
        plan=environment.get(VARIABLE["plan"]) or plan.DEFAULT,
        colour=not environment.get(VARIABLE["colour"]),
        debug=bool(environment.get(VARIABLE["debug"])),
    )


def _home(environment: Mapping[str, str]) -> Path:
    named = environment.get(VARIABLE["home"])
    if named:
        return Path(named).absolute()
    data = environment.get("XDG_DATA_HOME", "")
    if Path(data).is_absolute():  # the XDG specification: a relative path is invalid and ignored
        return Path(data) / "planbot"
    user = environment.get("HOME") or environment.get("USERPROFILE")
    if not user:
        raise InputError(f"no home folder: HOME is unset; name a folder for planbot's data in {VARIABLE['home']}")
    return Path(user).absolute() / ".local" / "share" / "planbot"


def reference() -> str:
    """Return docs/settings.md: the table as Markdown."""
    rows = [f"| `{s.variable}` | {_code(s)} | {s.help} |" for s in SETTINGS]
    return "\n".join(
        [
            "# Settings",
            "",
            "Environment variables, read once at start. Made from `bot/settings.py` with `python -m bot.reference`.",
            "",
            "| variable | default | meaning |",
            "| --- | --- | --- |",
            *rows,
            "",
        ]
    )


def _code(setting: Setting) -> str:
    return f"`{setting.default}`" if setting.name == "plan" else setting.default
