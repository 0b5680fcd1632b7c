"""Spelling: names of the plan in spite of homophones, look-alikes, missing characters, pinyin and English.

The words to be found and their sounds are stored when the index is built (pypinyin); answering
reads the sounds of just the characters that a question has.
"""

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

from index.terms import stop_words
from knowledge.patterns import regex

# Sounds that speakers of the region and voice input mix up.
FUZZY = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ang", "an"), ("eng", "en"), ("ing", "in"))
DATA = Path(__file__).parent / "data"
SMALL_WORDS = frozenset("往和在到向从里有是要会还的了过给跟与没不也都就再很吗呢")
COUNTERS = frozenset("个家户座条所套张台处幅件项路届批期次间栋幢辆类块片名位人年")
NUMERALS = frozenset("一二三四五六七八九十百")
MIN_MISSING, MIN_SWAPPED = 5, 4
SHORT = 3
LOOSE = 6
NAME = regex(r"[\u3400-\u9fff][\u3400-\u9fff0-9a-z]*")
NO_SWAP = set("零一二三四五六七八九十百千万0123456789abcdefghijklmnopqrstuvwxyz东南西北上下前后大小内外")


@dataclass(frozen=True, slots=True)
class Correction:
    """What a message said, what it most likely meant, and how it was found."""

    found: str
    meant: str
    how: str


def fuzzy(syllable: str) -> str:
    """Return a toneless syllable with the sounds that are often mixed up made one.

    >>> fuzzy("zheng"), fuzzy("zen")
    ('zen', 'zen')
    """
    for long, short in FUZZY:
        syllable = syllable.replace(long, short)
    return syllable


@cache
def look_alikes() -> dict[str, str]:
    """Return for each character those that are mistaken for it by eye (data/look_alike.txt)."""
    lines = (DATA / "look_alike.txt").read_text(encoding="utf-8").splitlines()
    alike: dict[str, str] = {}
    for group in (line.strip() for line in lines if not line.startswith("#")):
        for character in group:
            alike[character] = alike.get(character, "") + group.replace(character, "")
    return alike


def sounds_of(text: str) -> list[str]:
    """Return the fuzzy sound of each character of a word (building only: imports pypinyin)."""
    from pypinyin import lazy_pinyin

    # Where a run has no pinyin pypinyin takes a list of its characters too, though its types do not say so.
    sounds = lazy_pinyin(text, errors=list)  # type: ignore[arg-type]
    return [fuzzy(sound) for sound in sounds]


def word_rows(words: Iterable[str]) -> Iterator[tuple[str, str, str, str]]:
    """Yield (word, sound, toneless pinyin without spaces, sorted characters) for the table `spellings`."""
    from pypinyin import lazy_pinyin

    for word in words:
        sound = " ".join(sounds_of(word))
        yield word, sound, "".join(lazy_pinyin(word)), "".join(sorted(word))


def character_rows() -> Iterator[tuple[str, str]]:
    """Yield (character, fuzzy sound) for every character of GB 2312."""
    for high in range(0xB0, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                character = bytes((high, low)).decode("gb2312")
            except UnicodeDecodeError:
                continue
            yield character, sounds_of(character)[0]


class Speller:
    """Finds misspelt names; holds the vocabulary's sounds (a few hundred words) in memory."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Read the vocabulary of an open data file."""
        self._connection = connection
        self._sounds: dict[str, str] = {}
        self._heard: dict[str, tuple[str, ...]] = {}
        self.by_sound: dict[str, str] = {}
        self.by_pinyin: dict[str, str] = {}
        self.any_by_sound: dict[str, str] = {}
        self.by_letters: dict[str, str] = {}
        self.words: set[str] = set()
        rows = connection.execute("select word, sound, pinyin, letters, mend from spellings order by rank")
        for word, sound, pinyin, letters, mend in rows:
            self.by_pinyin.setdefault(pinyin, word)
            self.any_by_sound.setdefault(sound, word)
            if not mend:
                continue
            self.words.add(word)
            self.by_sound.setdefault(sound, word)
            self.by_letters.setdefault(letters, word)
        # What no name begins with is passed over: the first two sounds, or the first character of one with others swapped.
        self._beginnings = {tuple(sound.split(" ")[:2]) for sound in self.by_sound}
        self._firsts = {word[0] for word in self.words if len(word) >= MIN_SWAPPED}
        self.lengths = sorted({len(word) for word in self.words}, reverse=True)
        self._gaps: dict[str, str] = {}
        for word in self.words:
            if len(word) >= MIN_MISSING:
                for at in range(1, len(word) - 1):
                    if word[at] not in NO_SWAP:
                        self._gaps.setdefault(word[:at] + word[at + 1 :], word)

    def _sound(self, character: str) -> str:
        sound = self._sounds.get(character)
        if sound is None:
            row = self._connection.execute("select sound from sounds where character = ?", (character,)).fetchone()
            sound = self._sounds[character] = row[0] if row else character
        return sound

    def correct(
        self, text: str, is_word: Callable[[str], bool], borders: Callable[[str], Set[int]]
    ) -> tuple[str, tuple[Correction, ...]]:
        """Return the text with misspelt names put right, and what was changed.

        `is_word(w)` tells whether a string is an ordinary word, `borders(t)` where its words begin
        and end: nothing is replaced that cuts through a word, nor a word of two characters.
        """
        corrections: list[Correction] = []
        at = 0
        while at < len(text):
            known = self._known_at(text, at)
            options = (self._alike_at(text, at, known, is_word), None if known else self._gap_at(text, at))
            found = max((o for o in options if o), key=lambda option: len(option.found), default=None)
            counts = at > 0 and text[at - 1].isdigit() and text[at] in COUNTERS  # 4处口袋公园
            number = at > 0 and text[at - 1] in NUMERALS and text[at] in NUMERALS  # 十五五小昆山: of one number
            if found is None or counts or number or not {at, at + len(found.found)} <= borders(text):
                at += known or 1
                continue
            corrections.append(found)
            text = text[:at] + found.meant + text[at + len(found.found) :]
            at += len(found.meant)
        return text, tuple(corrections)

    def loosely(self, text: str, is_word: Callable[[str], bool]) -> tuple[str, tuple[Correction, ...]]:
        """Return the text with every homophone of any word of the plan put right (志愿着队五 → 志愿者队伍).

        Bolder than `correct`: only for a message that is not understood, and only where it is understood then.
        """
        corrections: list[Correction] = []
        at = 0
        while at < len(text):
            for length in range(min(LOOSE, len(text) - at), 1, -1):
                window = text[at : at + length]
                if not NAME.fullmatch(window) or (length == 2 and is_word(window)):
                    continue
                meant = self.any_by_sound.get(" ".join(map(self._sound, window)), "")
                if len(meant) == length and meant != window:
                    corrections.append(Correction(window, meant, "sound"))
                if len(meant) == length:
                    text = text[:at] + meant + text[at + length :]
                    at += length - 1
                    break
            at += 1
        return text, tuple(corrections)

    def _known_at(self, text: str, at: int) -> int:
        """Return the length of the longest vocabulary word that begins here, or 0."""
        return next((n for n in self.lengths if at + n <= len(text) and text[at : at + n] in self.words), 0)

    def _alike_at(self, text: str, at: int, known: int, is_word: Callable[[str], bool]) -> Correction | None:
        """Return the correction of a homophone, look-alike or swap that begins here, or None.

        Where a word of `known` characters begins here it must be a longer one that begins with it.
        """
        if not (text[at] in self._firsts or self._may_begin(text, at)):
            return None
        for length in self.lengths:
            window = text[at : at + length]
            if length <= known:
                return None
            if len(window) < length or not NAME.fullmatch(window):
                continue
            meant = self._by_sound(window) or ("" if known else self._by_order(window))
            short = length <= len("路网")
            if short and (is_word(window) or SMALL_WORDS & set(window)):
                continue  # 这条路往西 is no 路网
            if meant and meant.startswith(window[:known]):
                return Correction(window, meant, "sound")
        return None

    def _may_begin(self, text: str, at: int) -> bool:
        """Return whether a name begins with the sounds of the two characters here, or of their look-alikes."""
        pairs = product(*map(self._options, text[at : at + 2]))
        return any(pair in self._beginnings for pair in pairs)

    def _gap_at(self, text: str, at: int) -> Correction | None:
        """Return the correction of a name without one of its characters; the longest name wins."""
        for length in self.lengths:
            window = text[at : at + length - 1]
            if length >= MIN_MISSING and window in self._gaps:
                return Correction(window, self._gaps[window], "missing")
        return None

    def _by_sound(self, window: str) -> str | None:
        options = [self._options(character) for character in window]
        word = self.by_sound.get(" ".join(o[0] for o in options))
        if word is None:
            word = self._with_look_alikes(window, options)
        if word is None or len(word) != len(window):
            return None
        changed = [(a, b) for a, b in zip(window, word, strict=True) if a != b]
        if not changed or any(a in NO_SWAP and b in NO_SWAP for a, b in changed):
            return None
        # "工作是" is no 工作室: in a short word a particle is most likely meant.
        if len(word) <= SHORT and any(a in stop_words() for a, _ in changed):
            return None
        return word if len(changed) * 2 <= len(word) or len(word) <= 2 or len(changed) <= 2 else None

    def _with_look_alikes(self, window: str, options: list[tuple[str, ...]]) -> str | None:
        for at, alternatives in enumerate(options):
            for sound in alternatives[1:]:
                key = " ".join(sound if i == at else o[0] for i, o in enumerate(options))
                if key in self.by_sound:
                    return self.by_sound[key]
        return None

    def _options(self, character: str) -> tuple[str, ...]:
        """Return a character's own sound, then those of its look-alikes."""
        options = self._heard.get(character)
        if options is None:
            alike = look_alikes().get(character, "")
            options = self._heard[character] = (self._sound(character), *map(self._sound, alike))
        return options

    def _by_order(self, window: str) -> str | None:
        if len(window) < MIN_SWAPPED:
            return None
        word = self.by_letters.get("".join(sorted(window)))
        return word if word and word != window and word[0] == window[0] else None

    def from_pinyin(self, text: str) -> str:
        """Return a message typed in pinyin as Chinese words of the vocabulary; unknown syllables are dropped."""
        letters = re.sub(r"[^a-z0-9]", "", text)
        words, at = [], 0
        longest = max(map(len, self.by_pinyin), default=0)
        while at < len(letters):
            for length in range(min(longest, len(letters) - at), 1, -1):
                word = self.by_pinyin.get(letters[at : at + length])
                if word:
                    words.append(word)
                    at += length
                    break
            else:
                digits = re.match(r"\d+", letters[at:])
                if digits:
                    words.append(digits.group())
                at += len(digits.group()) if digits else 1
        return "".join(words)
