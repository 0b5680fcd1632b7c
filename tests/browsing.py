"""A real browser for tests: Chromium through Playwright, watched for errors and for requests to anywhere else."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, ViewportSize, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PHONE: ViewportSize = {"width": 360, "height": 740}
DESK: ViewportSize = {"width": 1200, "height": 800}


@contextmanager
def launched() -> Iterator[Browser]:
    """Start the browser; without one the test is skipped, or fails where PLANBOT_BROWSER says that it must not be."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        told = f"no browser: none of {', '.join(NAMES)} is installed; apt-get install chromium fonts-wqy-microhei"
        if os.environ.get("PLANBOT_BROWSER") == "required":
            pytest.fail(told)
        pytest.skip(told)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


@dataclass
class Watch:
    """What the pages of a context did that they should not: errors told to the console, requests elsewhere."""

    url: str
    errors: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    def begin(self, context: BrowserContext) -> None:
        context.on("console", self._said)
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        context.on("request", self._asked)

    def _said(self, message: ConsoleMessage) -> None:
        # A page that answers with a status of 400 and more is told here too; that is no error of the page.
        if message.type in ("error", "warning") and not message.text.startswith("Failed to load resource"):
            self.errors.append(message.text)

    def _asked(self, request: Request) -> None:
        if urlsplit(request.url).netloc != urlsplit(self.url).netloc and not request.url.startswith("data:"):
            self.elsewhere.append(request.url)


@contextmanager
def browsing(browser: Browser, url: str, **options: Any) -> Iterator[Page]:
    """Open a page in a context of its own, on a phone unless told otherwise; no error and no request elsewhere."""
    watch = Watch(url)
    context = browser.new_context(**{"base_url": url, "viewport": PHONE, "locale": "zh-CN", **options})
    context.set_default_timeout(10_000)
    watch.begin(context)
    yield context.new_page()
    context.close()
    assert watch.errors == []
    assert watch.elsewhere == []


def ask(page: Page, question: str) -> None:
    """Type a question, send it with Enter and wait for its card."""
    before = page.locator(".card").count()
    page.fill("#q", question)
    page.keyboard.press("Enter")
    page.locator(".card").nth(before).wait_for()


def sideways(page: Page) -> int:
    """Return by how many pixels a page can be scrolled sideways."""
    found: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return found
