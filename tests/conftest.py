"""What all tests share: a home of their own, and property tests that give the same result every time."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from bot.home import open_search
from index.search import Search
from tests.bot_api import BotApi

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.bot_process import Start
    from tests.serving import Served

# No deadline: the machines that run the tests are shared, and time is what tests/bench.py measures.
settings.register_profile("planbot", deadline=None, derandomize=True)
settings.load_profile("planbot")


@pytest.fixture(scope="session", autouse=True)
def planbot_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Point PLANBOT_HOME, for the tests and the processes they start, at one folder that goes away with them."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PLANBOT_HOME", str(home))
        yield home


@pytest.fixture
def aside() -> Iterator[ThreadPoolExecutor]:
    """Run calls beside the test's own."""
    with ThreadPoolExecutor(8) as pool:
        yield pool


@pytest.fixture(scope="session")
def search(planbot_home: Path) -> Search:
    """Open the default plan, its data file built in the tests' own home."""
    return open_search(planbot_home)


@pytest.fixture(scope="session")
def served(search: Search) -> Iterator["Served"]:
    """Run the real program without a limit of requests, for all tests of pages."""
    from tests.serving import serving

    with serving(PLANBOT_RATE="0") as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """Start one browser for all tests that need one."""
    from tests.browsing import launched

    with launched() as found:
        yield found


@pytest.fixture
def bot_api() -> Iterator[BotApi]:
    """Run a Bot API server of its own for a test."""
    with BotApi() as server:
        yield server


@pytest.fixture
def start_bot(bot_api: BotApi, search: Search, planbot_home: Path, tmp_path: Path) -> "Start":
    """Return what starts planbot against the test's Bot API, with the test's own folder as its home.

    The plan's data file is built once (by `search`), or every process would build its own.
    """
    from tests.bot_process import link_plans, running

    link_plans(planbot_home, tmp_path)
    return partial(running, bot_api, tmp_path)
