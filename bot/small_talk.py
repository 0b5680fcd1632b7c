"""Steps on messages that are no question on the plan: unusable input, greetings, thanks, abuse, injection."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from bot import cues, given, replies
from bot.answer import CHAT, CLARIFY, NOT_FOUND, Answer
from bot.question import MAX_LENGTH, Question
from bot.untold import ASKING_WORD
from index.search import Search
from index.text import normalise
from knowledge.patterns import regex

PLAIN, KNOWN = 0.35, 0.34  # likeness; share of the words
# To make up or forge something is no question, whatever of the plan it names.
FORGERY = regex("(编|造|伪造|杜撰|捏造|冒充|假冒|写).{0,6}(假|谣|爆料|黑料|耸人听闻)")
ID_NUMBER = regex(r"\d{11}|\d{17}")
WHO_ARE_YOU = regex("(?:^|[,，。!！])[你您侬]们?(到底|究竟)?(是|不是)")
SPOKEN_TO = regex("[你您侬]|帮我|推荐")
ADDRESS = regex("(你|您|侬)们?(这|那|真|就|个|只|是|这个|这只|那个)*")
THANKS = regex("谢|辛苦|讲得|说得|有耐心|灵光|帮了?大忙")
LEAVES = regex("再会|再见|拜拜|先这样|就这样|不打扰|回头见|下次再|挂了|没事了|我走了|去忙")
HELLO = regex(r"^(你好|您好|侬好|大家好|哈喽|嗨|喂|早上好|下午好|晚上好)[呀啊哦噢]*[\s,，。!！~]+(?=..)")
WHO_I_AM = regex(r"^我(们)?(是|姓|叫)[^,，。!！?？]{1,14}[,，。!！]\s*(?=.{3})")  # 我是12345的接线员，你能帮我查什么
TO_IT = regex("[你您侬]|机器人|ai|规划通|客服|程序|软件|问(啥|什么|你)|回答|答(得|的|非)")
FEW_WORDS = 6
DATA = Path(__file__).parent / "data"


def _on_the_plan(question: Question, search: Search) -> bool:
    """Return whether the message plainly asks about the plan, so that the many patterns need not be tried."""
    if question.measures or question.projects or question.enumerations:
        return True
    if question.absent and not re.search("[你您侬]", question.message):
        return True
    hits = search.hits(question.message)
    near = bool(hits) and hits[0].likeness >= PLAIN
    words = search.terms.content(cues.without_cues(question.message)) if near else []
    # 明天上证指数是涨是跌: near in what is asked alone.
    return near and bool(not words or question.topics or given.known_share(words, hits[0].entry) >= KNOWN)


def _takes_leave(question: Question) -> bool:
    """Return whether a message thanks and goes, and asks nothing, whatever it is going to do (我去买菜了，再会)."""
    named = question.measures or question.projects or question.enumerations or question.years or question.claims
    asks = ASKING_WORD.search(question.message) or question.asks("source", "list", "count", "yesno")
    return bool(LEAVES.search(question.message)) and THANKS.search(question.message) is not None and not (named or asks)


def _to_the_bot(question: Question) -> bool:
    """Return whether a message, however near its words come to a passage, may speak to the bot or show an identity."""
    named = question.measures or question.projects or question.enumerations or question.topics
    if WHO_ARE_YOU.search(question.message):
        return True
    personal = ID_NUMBER.search(question.text) is not None
    few = len(question.message) <= FEW_WORDS and not question.absent
    return personal or (not named and (few or bool(SPOKEN_TO.search(question.message))))


@cache
def _source() -> dict[str, Any]:
    return tomllib.loads((DATA / "smalltalk.toml").read_text(encoding="utf-8"))


@cache
def abuse() -> re.Pattern[str]:
    """Return the pattern of abusive words."""
    return re.compile(_source()["abuse"])


def _is_insult(question: Question) -> bool:
    """Return whether a message abuses the bot: a word of abuse to it, or hardly anything else."""
    named = question.measures or question.projects or question.enumerations or "指标" in question.message
    found = None if named else abuse().search(question.message)
    if found is None:
        return False
    said = found.span()
    # 破机器人 and 你这机器人 name no industry.
    called = {m.end() for m in ADDRESS.finditer(question.message)}
    topics = [n for n in question.topics if not (said[0] <= n.start < said[1] or n.start in called)]
    to_it = TO_IT.search(question.message) and not (topics or question.absent)
    return bool(to_it) or len(question.message) - len(found.group()) <= FEW_WORDS


def intents() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield (intent, pattern) of data/smalltalk.toml in order; each is compiled when it is first come to."""
    for intent in _source()["intent"]:
        yield intent["name"], _pattern(intent["name"])


@cache
def _pattern(name: str) -> re.Pattern[str]:
    patterns = next(intent["patterns"] for intent in _source()["intent"] if intent["name"] == name)
    return re.compile("|".join(f"(?:{p})" for p in patterns))


def on_unusable(question: Question, search: Search) -> Answer | None:
    """Empty, too long or meaningless messages."""
    if not question.text:
        return Answer(CLARIFY, replies.EMPTY)
    if len(question.text) > MAX_LENGTH:
        return Answer(CLARIFY, replies.TOO_LONG.format(length=len(question.text), limit=MAX_LENGTH))
    if not re.search(r"[\u3400-\u9fffa-z0-9]", question.message):
        return Answer(CLARIFY, replies.NO_WORDS)
    return None


def on_small_talk(question: Question, search: Search) -> Answer | None:
    """Small talk and messages outside the role, answered briefly and kindly."""
    if FORGERY.search(question.message):
        return Answer(NOT_FOUND, replies.SMALL_TALK["task"])
    if _takes_leave(question):
        return Answer(CHAT, replies.SMALL_TALK["thanks"])
    if _on_the_plan(question, search) and not _to_the_bot(question):
        return None
    message = normalise(question.text)
    message = HELLO.sub("", message) or message
    message = WHO_I_AM.sub("", message)
    for name, pattern in intents():
        if pattern.search(message) or pattern.search(question.message):
            text = replies.SMALL_TALK[name]
            return Answer(CHAT if name not in replies.REFUSED else NOT_FOUND, text)
    return Answer(CHAT, replies.SMALL_TALK["insult"]) if _is_insult(question) else None
