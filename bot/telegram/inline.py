"""Inline mode: “@bot 问题” in any chat offers the answer and passages, ready to send, each with its source."""

import hashlib
from collections.abc import Iterable
from functools import partial

from telegram import (
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest
from telegram.ext import InlineQueryHandler

from bot import finding, passages, suggest
from bot.answer import CHAT, CLARIFY, NOT_FOUND, Answer, Citation
from bot.conversation import Conversation
from bot.telegram import html, wording
from bot.telegram.asking import Context, Handler
from bot.telegram.pressing import TOO_LATE
from bot.telegram.service import Service, who
from index.search import Search
from knowledge.patterns import regex

MOST = 10
TITLE, TEASER = 60, 100  # characters
GOES_ON = regex("^还有.*继续看。$")
KEPT = 300  # seconds that Telegram may offer the same results for the same words


def handlers(service: Service) -> list[Handler]:
    """Return the handler of inline queries."""
    return [InlineQueryHandler(partial(_on_query, service))]


async def _on_query(service: Service, update: Update, context: Context) -> None:
    query = update.inline_query
    if query is None or service.typed.wait(who(update).user):
        return
    button = InlineQueryResultsButton(
        wording.INLINE_MORE if query.query.strip() else wording.INLINE_HINT, start_parameter="inline"
    )
    try:
        await query.answer(results(service.front.search, query.query), cache_time=KEPT, button=button)
    except BadRequest as error:
        if not any(words in error.message.lower() for words in TOO_LATE):
            raise


def results(search: Search, words: str) -> list[InlineQueryResultArticle]:
    """Return up to ten results: the answer first, then passages; answers to some questions where nothing was typed."""
    if not words.strip():
        return [_article(q, answer) for q in suggest.START if (answer := Conversation(search).ask(q))]
    # What is typed letter by letter is no question yet: it is neither remembered nor kept at the desk.
    talk = Conversation(search)
    answer = talk.ask(words)
    if answer.status == CHAT:
        return []
    if answer.options:
        return _of_options(search, words, answer.options)
    found = [_article(answer.text.split("\n")[0], answer)]
    if answer.status in (NOT_FOUND, CLARIFY):
        return found
    said = {citation.quote for citation in answer.citations}
    near = [c for c in finding.sentences(words, search, MOST).citations if c.quote not in said]
    return (found + [_passage(c) for c in near])[:MOST]


def _of_options(search: Search, words: str, options: Iterable[str]) -> list[InlineQueryResultArticle]:
    """Return the answer to each thing that a question may mean: in a chat with others the bot cannot ask back."""
    found = []
    for option in options:
        talk = Conversation(search)
        talk.ask(words)
        found.append(_article(option, talk.ask(option)))
    return found[:MOST]


def _article(title: str, answer: Answer) -> InlineQueryResultArticle:
    """Return an answer as a result; what it says to the one who asks has no place in a chat with others."""
    lines = [line for line in html.told(answer).split("\n") if not GOES_ON.search(line)]
    teaser = lines[1:] if lines[0] == title else lines
    return _result(title, "\n".join(teaser), html.messages("\n".join(lines))[0])


def _passage(citation: Citation) -> InlineQueryResultArticle:
    source = passages.source_line(citation)
    text = f"{html.quote(citation.quote)}\n<i>{html.escape(source, quote=False)}</i>"
    return _result(f"原文：{citation.quote}", source, text)


def _result(title: str, teaser: str, text: str) -> InlineQueryResultArticle:
    return InlineQueryResultArticle(
        hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32],
        html.cut(title, TITLE),
        InputTextMessageContent(text, ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True)),
        description=html.cut(teaser, TEASER),
    )
