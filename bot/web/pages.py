"""Pages: everything that the web channel shows to people."""

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot.front import Front
from bot.settings import Settings
from bot.web import rendering, visitors, wording
from bot.web.dashboard import DashboardPages
from bot.web.files import AnswerFiles
from bot.web.reader import ReaderPages
from bot.web.talk import TalkPages
from bot.web.transcripts import Transcripts


def routes(front: Front, settings: Settings) -> list[BaseRoute]:
    """Return the routes of all pages, their buttons and files."""
    transcripts, plan = Transcripts(), front.search.plan
    return [
        *TalkPages(front, transcripts, settings.keep_days).routes(),
        *AnswerFiles(front, transcripts).routes(),
        *ReaderPages(front.search).routes(),
        *DashboardPages(plan).routes(),
        *VisitorPages(front, transcripts, settings).routes(),
        Route("/static/{digest}/{name}", rendering.assets().versioned, methods=["GET"]),
        Route("/embed.js", embed_script, methods=["GET"]),
    ]


async def embed_script(request: Request) -> Response:
    """Return the script that puts a button on another site; its address never changes."""
    return rendering.assets().sent(request, "embed.js")


class VisitorPages:
    """What a visitor decides: how the page looks, and that what is kept of him goes."""

    def __init__(self, front: Front, transcripts: Transcripts, settings: Settings) -> None:
        """Take the front, the talks that can be shown again and the settings."""
        self.front = front
        self.transcripts = transcripts
        self.settings = settings

    def routes(self) -> list[BaseRoute]:
        """Return the routes."""
        return [
            Route("/preferences", self.prefer, methods=["POST"]),
            Route("/privacy", self.privacy, methods=["GET"]),
            Route("/forget", self.forget, methods=["POST"]),
        ]

    async def prefer(self, request: Request) -> Response:
        """Keep how the page shall look, and go back."""
        form = await visitors.read_form(request)
        if not visitors.is_own(request):
            raise HTTPException(403, wording.FOREIGN_FORM)
        response: Response = RedirectResponse(visitors.way_back(visitors.text_of(form, "back")), 303)
        for name in visitors.CHOICES:
            field = name.removeprefix("planbot_")
            if field in form:
                visitors.prefer(request, response, name, visitors.text_of(form, field))
        return response

    async def privacy(self, request: Request) -> Response:
        """Show what is kept of whom and how long."""
        return self._privacy(request, "")

    async def forget(self, request: Request) -> Response:
        """Erase all that is kept of a visitor at once."""
        form = await visitors.read_form(request)
        if not visitors.is_own(request):
            raise HTTPException(403, wording.FOREIGN_FORM)
        in_frame = bool(visitors.text_of(form, "talk"))
        visitor = visitors.by_field(request, form) if in_frame else visitors.by_cookie(request)
        self.transcripts.forget(visitor.talk)
        self.front.drop(visitor.who)
        # The desk may wait for its disk; nobody else shall wait with it.
        count = await run_in_threadpool(self.front.desk.forget, visitor.who) if visitor.known else 0
        told = wording.FORGOTTEN.format(count=count) if count else wording.NOTHING_KEPT
        response = self._privacy(request, told)
        response.delete_cookie(visitors.TALK)
        return response

    def _privacy(self, request: Request, told: str) -> Response:
        return rendering.page(request, "privacy.html", keep_days=self.settings.keep_days, told=told)
