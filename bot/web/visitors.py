"""Visitors: what the browser tells of who reads: the talk, how large and how dark the page shall be.

A visitor is known by nothing but a random id in a cookie that other sites cannot send or read.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from bot.desk import Who
from bot.web.asking import new_id, who
from knowledge.patterns import regex

TALK, THEME, SIZE = "planbot_talk", "planbot_theme", "planbot_size"
TALK_ID = regex(r"[A-Za-z0-9_-]{22}", re.ASCII)
CHOICES = {THEME: ("light", "dark"), SIZE: ("elder",)}
YEAR = 365 * 24 * 3600  # seconds that a choice is remembered
MOST_FIELDS = 10


@dataclass(frozen=True, slots=True)
class Preferences:
    """How a visitor wants to read: `theme` light, dark or "" (as the system has it), `size` elder or ""."""

    theme: str
    size: str


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks, and whether the browser has shown that it knows this talk already."""

    talk: str
    known: bool

    @property
    def who(self) -> Who:
        """Return the person and talk as the desk keeps them."""
        return who(self.talk)


def preferences(request: Request) -> Preferences:
    """Return what the cookies say."""
    chosen = {name: request.cookies.get(name, "") for name in CHOICES}
    return Preferences(**{name.removeprefix("planbot_"): v if v in CHOICES[name] else "" for name, v in chosen.items()})


async def read_form(request: Request) -> FormData:
    """Return a form's fields; raises HTTPException (400) where it holds files or too many fields."""
    return await request.form(max_files=0, max_fields=MOST_FIELDS)


def new() -> Visitor:
    """Return a visitor with a talk of his own."""
    return Visitor(new_id(), known=False)


def by_cookie(request: Request) -> Visitor:
    """Return the visitor whom the cookie names; a new one where another site sent the form."""
    return _visitor(request.cookies.get(TALK, "") if request.method == "GET" or is_own(request) else "")


def by_field(request: Request, form: FormData) -> Visitor:
    """Return the visitor whom the form's own field names, for a frame, where browsers send no cookie."""
    return _visitor(text_of(form, "talk") if is_own(request) else "")


def _visitor(talk: str) -> Visitor:
    return Visitor(talk, known=True) if TALK_ID.fullmatch(talk) else new()


def is_own(request: Request) -> bool:
    """Return whether a form was sent from one of our own pages, as far as the browser tells."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("origin")
    # A page without referrer sends "null"; the cookie is bound to our own forms all the same (SameSite).
    return origin in (None, "null") or urlsplit(origin or "").netloc == request.headers.get("host")


def remember(request: Request, response: Response, visitor: Visitor, days: int) -> Response:
    """Return the response with the visitor's id in a cookie, kept as long as the desk keeps what was asked.

    Only so can a visitor have all of it erased. With 0 days the cookie ends with the browser.
    """
    age, secure = days * 24 * 3600 or None, request.url.scheme == "https"
    response.set_cookie(TALK, visitor.talk, max_age=age, httponly=True, samesite="lax", secure=secure)
    return response


def prefer(request: Request, response: Response, name: str, value: str) -> Response:
    """Return the response with a preference kept for a year, or forgotten where it is no known choice."""
    if value in CHOICES[name]:
        secure = request.url.scheme == "https"
        response.set_cookie(name, value, max_age=YEAR, httponly=True, samesite="lax", secure=secure)
    else:
        response.delete_cookie(name)
    return response


def text_of(form: FormData, name: str) -> str:
    """Return a form's field as text; "" where it is missing or a file."""
    value = form.get(name)
    return value if isinstance(value, str) else ""


def way_back(value: str) -> str:
    """Return a path of this site, or "/" for anything else.

    >>> way_back("/plan?find=x#p3"), way_back("//elsewhere"), way_back("https://elsewhere/"), way_back("")
    ('/plan?find=x#p3', '/', '/', '/')
    """
    if not value.isprintable() or "\\" in value or not value.startswith("/") or value.startswith("//"):
        return "/"
    return value
