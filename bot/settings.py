"""Settings: one table (name, environment variable, default, help), read once at the edge."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from knowledge import plan
from knowledge.errors import InputError
from knowledge.patterns import regex

SHOWN = 60  # characters of a value in an error message
URL = regex(r"https?://[^\s/?#@]+", re.IGNORECASE)
# As a browser sends it (RFC 6454), and fit to stand in a Content-Security-Policy.
ORIGIN = regex(r"https?://([a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:.]+\])(:[0-9]{1,5})?")


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
        "Folder of the data files, one for each plan, of the desk and of the chat's history. Made on first use; a data file is "
        "rebuilt when its plan or planbot has changed.",
    ),
    Setting("plan", "PLANBOT_PLAN", plan.DEFAULT, "The plan to ask where `--plan` names none; see `planbot plans`."),
    Setting("colour", "NO_COLOR", "unset", "Set to anything, it turns colours off; piped output never has any."),
    Setting("debug", "PLANBOT_DEBUG", "unset", "Set to anything, it adds the traceback to an unexpected error."),
    Setting(
        "host", "PLANBOT_HOST", "127.0.0.1", "Address that `planbot serve` listens on; loopback unless told otherwise."
    ),
    Setting("port", "PLANBOT_PORT", "8000", "Port that `planbot serve` listens on; 0 takes a free one and prints it."),
    Setting(
        "public_url",
        "PLANBOT_PUBLIC_URL",
        "unset",
        "Address under which the public reaches this process, `https://…` without a path. Where it is set, Telegram "
        "delivers through a webhook under it; without it the bot polls.",
    ),
    Setting(
        "token", "TELEGRAM_BOT_TOKEN", "unset", "Token of the Telegram bot, from BotFather. Without it no bot runs."
    ),
    Setting(
        "telegram_api",
        "TELEGRAM_API_BASE",
        "https://api.telegram.org",
        "Where the Bot API is; for a Bot API server of one's own.",
    ),
    Setting(
        "telegram_rate",
        "PLANBOT_TELEGRAM_RATE",
        "30",
        "Requests a second that the bot sends to Telegram at most; 30 is what Telegram takes from a bot in all.",
    ),
    Setting(
        "staff",
        "PLANBOT_STAFF",
        "unset",
        "Telegram ids of staff, separated by commas: they may export and see statistics.",
    ),
    Setting(
        "keep_days",
        "PLANBOT_KEEP_DAYS",
        "180",
        "Days that the desk keeps what was asked (redacted); with 0 nothing reaches the disk, and what was there is erased.",
    ),
    Setting(
        "rate",
        "PLANBOT_RATE",
        "60",
        "How often one address may ask over HTTP in a minute (an IPv6 network of 64 bits counts as one); 0: no limit.",
    ),
    Setting(
        "proxy",
        "PLANBOT_PROXY",
        "unset",
        "Addresses or networks, separated by commas, of the reverse proxies whose `X-Forwarded-For` and "
        "`X-Forwarded-Proto` are believed.",
    ),
    Setting(
        "origins",
        "PLANBOT_ORIGINS",
        "unset",
        "Origins (`https://www.example.gov.cn`), separated by commas, whose pages may call the API from a browser (CORS).",
    ),
    Setting(
        "frames",
        "PLANBOT_FRAMES",
        "what PLANBOT_ORIGINS says",
        "Origins, separated by commas, whose pages may show `/embed` in a frame.",
    ),
    Setting(
        "mcp", "PLANBOT_MCP", "unset", "Set to anything, it serves the Model Context Protocol over HTTP at `/mcp`."
    ),
)
LITERAL = frozenset(
    {"plan", "host", "port", "telegram_api", "telegram_rate", "keep_days", "rate"}
)  # defaults that are values, not words
VARIABLE = {setting.name: setting.variable for setting in SETTINGS}


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of this process."""

    home: Path
    plan: str
    colour: bool
    debug: bool
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str = ""
    token: str = field(default="", repr=False)
    telegram_api: str = "https://api.telegram.org"
    telegram_rate: int = 30
    staff: frozenset[int] = frozenset()
    keep_days: int = 180
    rate: int = 60
    proxy: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    frames: tuple[str, ...] = ()
    mcp: bool = False


def read(environment: Mapping[str, str]) -> Settings:
    """Return the settings that an environment holds; raises InputError where there is no place for data files."""
    return Settings(
        home=_home(environment),
        plan=environment.get(VARIABLE["plan"]) or plan.DEFAULT,
        colour=not environment.get(VARIABLE["colour"]),
        debug=bool(environment.get(VARIABLE["debug"])),
        host=environment.get(VARIABLE["host"]) or _default("host"),
        port=_number(environment, "port", 65535),
        public_url=_url(environment, "public_url"),
        token=environment.get(VARIABLE["token"], "").strip(),
        telegram_api=_url(environment, "telegram_api") or _default("telegram_api"),
        telegram_rate=max(1, _number(environment, "telegram_rate", 1000)),
        staff=_ids(environment, "staff"),
        keep_days=_number(environment, "keep_days", 3650),
        rate=_number(environment, "rate", 100_000),
        proxy=_networks(environment, "proxy"),
        origins=_origins(environment, "origins"),
        frames=_origins(environment, "frames") or _origins(environment, "origins"),
        mcp=bool(environment.get(VARIABLE["mcp"])),
    )


def _default(name: str) -> str:
    return next(setting.default for setting in SETTINGS if setting.name == name)


def _number(environment: Mapping[str, str], name: str, most: int) -> int:
    value = environment.get(VARIABLE[name], "").strip() or _default(name)
    if not (value.isascii() and value.isdecimal() and int(value) <= most):
        raise InputError(f"{VARIABLE[name]} is {value[:SHOWN]!r}; give a whole number from 0 to {most}")
    return int(value)


def _url(environment: Mapping[str, str], name: str) -> str:
    value = environment.get(VARIABLE[name], "").strip().rstrip("/")
    if value and not URL.fullmatch(value):
        raise InputError(f"{VARIABLE[name]} is {value[:SHOWN]!r}; give http:// or https://, a host and perhaps a port")
    return value


def _ids(environment: Mapping[str, str], name: str) -> frozenset[int]:
    values = environment.get(VARIABLE[name], "").replace(",", " ").split()
    for value in values:
        if not (value.isascii() and value.isdecimal()):
            raise InputError(f"{VARIABLE[name]} has {value[:SHOWN]!r}; give Telegram ids (digits), separated by commas")
    return frozenset(map(int, values))


def _listed(environment: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(environment.get(VARIABLE[name], "").replace(",", " ").split())


def _origins(environment: Mapping[str, str], name: str) -> tuple[str, ...]:
    values = tuple(value.lower().rstrip("/") for value in _listed(environment, name))
    for value in values:
        if not ORIGIN.fullmatch(value):
            raise InputError(
                f"{VARIABLE[name]} has {value[:SHOWN]!r}; give origins as browsers send them, https://host or "
                "https://host:port in ASCII, separated by commas"
            )
    return values


def _networks(environment: Mapping[str, str], name: str) -> tuple[str, ...]:
    values = _listed(environment, name)
    if not values:
        return ()
    import ipaddress  # `planbot ask` has no use for it

    for value in values:
        try:
            ipaddress.ip_network(value)
        except ValueError:
            raise InputError(
                f"{VARIABLE[name]} has {value[:SHOWN]!r}; give addresses or networks (10.0.0.2, 10.0.0.0/8, ::1), "
                "separated by commas"
            ) from None
    return values


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
    return f"`{setting.default}`" if setting.name in LITERAL else setting.default
