"""Understanding: a message as it was typed becomes a Question: canonical, without asides, its names spelt right."""

import re
from dataclasses import replace

from bot.asides import without_asides
from bot.question import MAX_LENGTH, Question, Turn, is_named, parsed_from
from bot.untold import ASKING_WORD
from index import text
from index.search import Search
from index.spelling import Correction
from knowledge.patterns import regex

MARKED = regex("[①-⑩]")
AMOUNT = regex(r"\d[,，]\d{3}(?:万元|元|万|$|\D)")
ASKS_MORE = regex("还是|并列|并排|对比|给我|列|原[文话句]|出处|章|一起|一道|合计|总共|[算比]")
MIN_CHINESE, LEAST_ASKED = 2, 4
UNDERSTOOD, RESPELT_GAIN, MIN_RESPELT = 0.3, 0.12, 5
LETTERS_PER_CHARACTER = 4.4  # a syllable of pinyin has up to six letters, and particles are dropped
LONG_PINYIN = 60
NAMED_KINDS = ("measure", "project", "enumeration", "topic")
LATIN = regex(r"^[a-z0-9\s,.?!'’\-:;()/&]+$")
FEW = regex(r"[a-z]{2,12}(?: [a-z]{2,12})+|[a-z]{7,}")  # a name of some syllables
RUN = regex(r"[a-z]{2,10}(?: [a-z]{1,10}){3,}")  # four words or more among Chinese


def understand(message: str, search: Search, previous: Turn | None = None) -> Question:
    """Return the Question of a message; never fails, whatever was typed."""
    raw = text.clean(message)
    canonical = _separated(text.normalise(_parted(raw[: MAX_LENGTH * 2])))
    if LATIN.match(canonical) and len(canonical) > 3:
        canonical = _from_latin(canonical, search)
    elif RUN.search(canonical):
        canonical = RUN.sub(lambda run: _from_latin(run.group(), search), canonical)
    elif FEW.search(canonical):
        canonical = FEW.sub(lambda run: _named_in_pinyin(run.group(), search), canonical)
    compact = without_asides(_unpunctuated(text.compact(canonical)), search)
    compact = _without_tail(compact) if previous is not None else compact
    compact, corrections = search.speller.correct(compact, search.is_word, search.terms.segmenter.borders)
    question = parsed_from(raw, compact, search)
    if not is_named(question):
        respelt, more = _respelt(compact, search)
        if more:
            question, corrections = parsed_from(raw, respelt, search), (*corrections, *more)
    return replace(question, corrections=corrections, previous=previous)


def _without_tail(message: str) -> str:
    """Return what is said next in a talk without what is told after the question (那提到百分之几？我们赌一杯奶茶)."""
    asked, mark, tail = message.rpartition("?")
    story = tail and not (ASKING_WORD.search(tail) or ASKS_MORE.search(tail))
    return f"{asked}{mark}" if len(asked) >= LEAST_ASKED and story else message


def _respelt(message: str, search: Search) -> tuple[str, tuple[Correction, ...]]:
    """Return a message that is near no passage as its homophones read, where it is near one then."""
    hits = search.hits(message)
    before = hits[0].likeness if hits else 0.0
    if before >= UNDERSTOOD or len(message) < MIN_RESPELT:
        return message, ()
    respelt, corrections = search.speller.loosely(message, search.is_word)
    if not corrections:
        return message, ()
    hits = search.hits(respelt)
    after = hits[0].likeness if hits else 0.0
    return (respelt, corrections) if after >= max(UNDERSTOOD, before + RESPELT_GAIN) else (message, ())


def _parted(message: str) -> str:
    """Return the message with its questions parted where ①… ②… mark them; a lone ① chooses."""
    return MARKED.sub("；", message) if len(MARKED.findall(message)) > 1 else message


def _separated(message: str) -> str:
    """Return the message with numbers kept apart that only a space divides (固投 16 17), and vs as 比."""
    message = re.sub(r"(?<![a-z])\s*(?:vs|pk)\.?\s*(?![a-z])", "比", message)
    message = re.sub(r"(?<=\d)[,，](?=\d{3}(?!\d))", "", message) if AMOUNT.search(message) else message
    return re.sub(r"(?<=\d)\s+(?=\d)", "、", message)


def _unpunctuated(message: str) -> str:
    return re.sub(r"[,，:：]+(?=[，。？]|$)", "", message)


def _named_in_pinyin(letters: str, search: Search) -> str:
    """Return a name of the plan that stands in pinyin among Chinese (dagang laocheng), or the letters as they are."""
    spelt = search.speller.from_pinyin(letters)
    whole = bool(spelt) and not any(c.isascii() and c.isalpha() for c in spelt)
    return spelt if whole and any(search.lexicon.find(text.compact(spelt), kind) for kind in NAMED_KINDS) else letters


def _from_latin(message: str, search: Search) -> str:
    """Return a message in English or pinyin as Chinese words, or as it is where too little of it is understood."""

    def named(chinese: str) -> bool:
        return any(search.lexicon.find(text.compact(chinese), kind) for kind in NAMED_KINDS)

    chinese, unknown = search.lexicon.from_english(message)
    # A noun that the lexicon lacks (airport) may be the very subject: then only a name of the plan's own counts.
    if sum(not c.isascii() for c in chinese) >= MIN_CHINESE and (named(chinese) or not unknown):
        return chinese
    spelt = search.speller.from_pinyin(message)
    letters = sum(c.isalpha() for c in message)
    enough = sum(not c.isascii() for c in spelt) * LETTERS_PER_CHARACTER >= letters
    return spelt if enough or (named(spelt) and letters < LONG_PINYIN) else message
