"""Talk: the page where questions are asked and answered, with a script or without one; its twin for a frame."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot import replies
from bot.front import Front
from bot.question import MAX_LENGTH
from bot.web import rendering, visitors, wording
from bot.web.cards import Card, card
from bot.web.transcripts import Exchange, Transcripts
from bot.web.visitors import Visitor

FRAGMENT = "x-planbot-fragment"  # a header that only our own script sends: it wants the new exchange alone
PAGE, FRAME = "talk.html", "embed.html"


class TalkPages:
    """The page, its frame, and what their buttons do."""

    def __init__(self, front: Front, transcripts: Transcripts, keep_days: int) -> None:
        """Take the front that answers, the talks that can be shown again and the days that the desk keeps them."""
        self.front = front
        self.transcripts = transcripts
        self.keep_days = keep_days

    def routes(self) -> list[BaseRoute]:
        """Return the routes."""
        return [
            Route("/", self.start, methods=["GET"]),
            Route("/", self.ask, methods=["POST"]),
            Route("/embed", self.start_in_frame, methods=["GET"]),
            Route("/embed", self.ask_in_frame, methods=["POST"]),
            Route("/new", self.begin_anew, methods=["POST"]),
            Route("/feedback", self.rate, methods=["POST"]),
            Route("/embed/feedback", self.rate, methods=["POST"]),  # under /embed, where answers may be framed
        ]

    async def start(self, request: Request) -> Response:
        """Show the talk so far, or the start screen; `?q=` asks a question in a talk of its own."""
        visitor = visitors.by_cookie(request)
        question = request.query_params.get("q", "")
        if not question.strip():
            return self._page(request, visitor, PAGE)
        if _fault(question)[0]:
            return self._refused(request, visitor, PAGE, question)
        shown = self.transcripts.of(visitor.talk)
        if not shown or shown[0].question != question:  # loaded again, the page does not ask again
            self._end(visitor)
            self._answer(visitor, question)
        return self._remembered(request, self._page(request, visitor, PAGE, noindex=True), visitor)

    async def ask(self, request: Request) -> Response:
        """Answer a form; the talk is then shown under its own address, so that it can be loaded again."""
        form = await visitors.read_form(request)
        visitor = visitors.by_cookie(request)
        question = visitors.text_of(form, "q")
        if _fault(question)[0]:
            return self._refused(request, visitor, PAGE, question)
        exchange = self._answer(visitor, question)
        if FRAGMENT in request.headers:
            return self._remembered(request, self._fragment(request, visitor, "/"), visitor)
        return self._remembered(request, RedirectResponse(f"/#a-{exchange.entry}", 303), visitor)

    async def start_in_frame(self, request: Request) -> Response:
        """Show an empty talk in a frame; its id travels in the form, for a frame gets no cookie."""
        return self._page(request, visitors.new(), FRAME)

    async def ask_in_frame(self, request: Request) -> Response:
        """Answer the form of the frame."""
        form = await visitors.read_form(request)
        visitor = visitors.by_field(request, form)
        question = visitors.text_of(form, "q")
        if _fault(question)[0]:
            return self._refused(request, visitor, FRAME, question)
        self._answer(visitor, question)
        if FRAGMENT in request.headers:
            return self._fragment(request, visitor, "/embed")
        return self._page(request, visitor, FRAME)

    async def begin_anew(self, request: Request) -> Response:
        """Let the talk begin anew; what the desk keeps stays."""
        if visitors.is_own(request):
            self._end(visitors.by_cookie(request))
        return RedirectResponse("/", 303)

    async def rate(self, request: Request) -> Response:
        """Keep whether an answer was useful."""
        form = await visitors.read_form(request)
        in_frame = request.url.path.startswith("/embed")
        visitor = visitors.by_field(request, form) if in_frame else visitors.by_cookie(request)
        entry, useful = visitors.text_of(form, "entry"), visitors.text_of(form, "useful") == "1"
        if not self.front.desk.rate(entry, visitor.who, useful):
            raise HTTPException(404, wording.NO_ANSWER)
        self.transcripts.rate(visitor.talk, entry, useful=useful)
        if FRAGMENT in request.headers:
            return Response(status_code=204)
        return self._page(request, visitor, FRAME) if in_frame else RedirectResponse(f"/#a-{entry}", 303)

    def _remembered(self, request: Request, response: Response, visitor: Visitor) -> Response:
        return visitors.remember(request, response, visitor, self.keep_days)

    def _answer(self, visitor: Visitor, question: str) -> Exchange:
        first = not self.transcripts.of(visitor.talk)
        reply = self.front.ask(visitor.who, question, new=not visitor.known)
        alone = first or self.front.afresh(question).text == reply.answer.text
        exchange = Exchange(reply.entry, question, reply.answer, alone)
        self.transcripts.add(visitor.talk, exchange)
        return exchange

    def _end(self, visitor: Visitor) -> None:
        if visitor.known:
            self.front.end(visitor.who)
            self.transcripts.forget(visitor.talk)

    def _cards(self, visitor: Visitor) -> list[Card]:
        exchanges = self.transcripts.of(visitor.talk)
        questions = [exchange.question for exchange in exchanges]
        return [card(e, reversed(questions[:at]), self.front.search) for at, e in enumerate(exchanges)]

    def _fragment(self, request: Request, visitor: Visitor, action: str) -> HTMLResponse:
        *_, last = self._cards(visitor)
        talk = visitor.talk if action == "/embed" else ""
        return rendering.page(request, "card.html", card=last, action=action, talk=talk)

    def _page(
        self, request: Request, visitor: Visitor, template: str, status: int = 200, **context: object
    ) -> HTMLResponse:
        frame = template == FRAME
        shared = {
            "cards": self._cards(visitor),
            "action": "/embed" if frame else "/",
            "talk": visitor.talk if frame else "",
            "start": wording.START,
            "limit": MAX_LENGTH,
            "fault": "",
            "typed": "",
            "noindex": False,
            "plan": self.front.search.plan,
        }
        return rendering.page(request, template, status, **{**shared, **context})

    def _refused(self, request: Request, visitor: Visitor, template: str, question: str) -> HTMLResponse:
        status, fault = _fault(question)
        return self._page(request, visitor, template, status, fault=fault, typed=question)


def _fault(question: str) -> tuple[int, str]:
    """Return why a question cannot be asked, as HTTP status and sentence; 0 where it can."""
    if not question.strip():
        return 400, replies.EMPTY
    if len(question) > MAX_LENGTH:
        return 413, wording.TOO_LONG.format(length=len(question), limit=MAX_LENGTH)
    return 0, ""
