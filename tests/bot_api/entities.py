"""Text as Telegram counts and reads it: UTF-16 code units, HTML markup, and the entities it finds by itself.

The HTML follows TDLib's `parse_html`, error sentences included; offsets in errors are bytes of UTF-8, offsets in
entities are UTF-16 code units. Left out: links to users (`tg://user?id=`) and custom emoji, which become plain text.
"""

import re
from dataclasses import dataclass
from typing import Any

from tests.bot_api.wire import bad_request

JSON = dict[str, Any]

KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
CHARACTERS = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}

REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot)(?![a-zA-Z]));?")
PLAIN = re.compile(r"[^<&]+")
NAME = re.compile(r"[^\s>]*")
ATTRIBUTE = re.compile(r"\s*([^\s=>]*)\s*")
VALUE = re.compile(r"""\s*(?:"([^"]*)"?|'([^']*)'?|([A-Za-z0-9.-]*)(?=[\s>]))""")
END = re.compile(r"\s*>")
BLANK = " \t\n\r\v\f"  # not U+3000: a Chinese paragraph keeps its indent

# As in TDLib, words end at Unicode's borders: neither "@planbot体育" nor "/start你好" holds an entity. Links are found
# where anyone would see one; Telegram finds some more.
FOUND = re.compile(
    r"(?P<url>https?://[!-;=?-~]+|(?<![\w@./-])(?:[A-Za-z0-9-]+\.)+(?:cn|com|org|net|gov)(?![\w.-])(?:/[!-;=?-~]*)?)"
    r"|(?P<email>[\w.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)"
    r"|(?P<mention>(?<!\w)@[A-Za-z0-9_]{2,32}(?!\w))"
    r"|(?P<bot_command>(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>@]))"
    r"|(?P<hashtag>(?<!\w)#(?=\w*[^\W\d_])\w{1,256}(?![\w#]))"
)
LINK = re.compile(
    r"(?i)(?:(?:https?|ton|tonsite)://)?(?:localhost|\[[0-9a-f:]+\]|[^\s/:.]+(?:\.[^\s/:.]+)+)(?::\d+)?(?:[/?#]\S*)?$"
)


class MarkupError(Exception):
    """What is wrong with a text in HTML, in TDLib's words."""


def utf16(text: str) -> int:
    """The length of a text in UTF-16 code units, as all limits and offsets of Telegram are given."""
    return len(text) + sum(character > "\uffff" for character in text)


def cut(text: str, offset: int, length: int) -> str:
    """The part of a text that an entity at `offset`, `length` (UTF-16 code units) covers."""
    return text.encode("utf-16-le")[2 * offset : 2 * (offset + length)].decode("utf-16-le")


def detect(text: str) -> list[JSON]:
    """The entities that Telegram finds without markup: links, addresses, mentions, commands, hashtags."""
    return [
        {"type": found.lastgroup, "offset": utf16(text[: found.start()]), "length": utf16(found[0])}
        for found in FOUND.finditer(text)
    ]


def formatted(text: str, mode: str, given: list[JSON]) -> tuple[str, list[JSON]]:
    """The text without its markup and white space at its ends, and its entities, the outer before the inner.

    `mode` is a parse mode, `given` are entities sent beside a text without one. Raises ApiError 400.
    """
    if mode.lower() == "html":
        try:
            text, given = _Markup(text).read()
        except MarkupError as error:
            raise bad_request(f"can't parse entities: {error}") from None
    elif mode:
        raise bad_request("unsupported parse_mode")
    return _tidy(text, given)


def _tidy(text: str, given: list[JSON]) -> tuple[str, list[JSON]]:
    start = utf16(text[: len(text) - len(text.lstrip(BLANK))])
    text = text.strip(BLANK)
    end = utf16(text)
    kept = []
    for entity in given:
        first, last = max(entity["offset"] - start, 0), min(entity["offset"] - start + entity["length"], end)
        if first < last:
            kept.append({**entity, "offset": first, "length": last - first})
    taken = [e for e in kept if e["type"] in {"code", "pre", "text_link"}]
    kept += [found for found in detect(text) if not any(_meet(found, other) for other in taken)]
    return text, sorted(kept, key=lambda entity: (entity["offset"], -entity["length"]))


def _meet(one: JSON, other: JSON) -> bool:
    return bool(one["offset"] < other["offset"] + other["length"] and other["offset"] < one["offset"] + one["length"])


@dataclass(frozen=True, slots=True)
class _Open:
    """A start tag that waits for its end: its argument, and where its content begins in the text without markup."""

    tag: str
    argument: str
    offset: int
    piece: int


class _Markup:
    """One pass over a text in HTML."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.pieces: list[str] = []
        self.length = 0
        self.open: list[_Open] = []
        self.entities: list[JSON] = []

    def read(self) -> tuple[str, list[JSON]]:
        """Return the text and its entities; raise MarkupError with TDLib's sentence at the first fault."""
        while self.at < len(self.source):
            if plain := PLAIN.match(self.source, self.at):
                self._add(plain[0], plain.end())
            elif self.source.startswith("</", self.at):
                self._end_tag()
            elif self.source[self.at] == "<":
                self._start_tag()
            else:
                self._reference()
        if self.open:
            raise MarkupError(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        for entity in self.entities:
            if entity["type"] == "code":
                entity.pop("language", None)  # only a whole block of code has one
        return "".join(self.pieces), self.entities

    def _add(self, text: str, end: int) -> None:
        self.pieces.append(text)
        self.length += utf16(text)
        self.at = end

    def _reference(self) -> None:
        found = REFERENCE.match(self.source, self.at)
        character = _character(found) if found else ""
        if found and character:
            self._add(character, found.end())
        else:
            self._add("&", self.at + 1)

    def _start_tag(self) -> None:
        begin = self.at
        name = NAME.match(self.source, begin + 1)
        if name is None or name.end() == len(self.source):
            raise MarkupError(f"Unclosed start tag at byte offset {self._byte(begin)}")
        tag = name[0].lower()
        if tag not in KINDS:
            raise MarkupError(f'Unsupported start tag "{tag}" at byte offset {self._byte(begin)}')
        self.at = name.end()
        argument = ""
        while not (end := END.match(self.source, self.at)):
            argument = self._attribute(tag, begin) or argument
        self.at = end.end()
        if tag == "span" and argument != "tg-spoiler":
            raise MarkupError(f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte(begin)}')
        self.open.append(_Open(tag, argument, self.length, len(self.pieces)))

    def _attribute(self, tag: str, begin: int) -> str:
        """Read one attribute; return its value where the tag has a use for it."""
        found = ATTRIBUTE.match(self.source, self.at)
        name = found[1] if found else ""
        if found is None or found.end() == len(self.source):
            raise MarkupError(f'Unclosed start tag "{tag}" at byte offset {self._byte(begin)}')
        if not name:
            raise MarkupError(f'Empty attribute name in the tag "{tag}" at byte offset {self._byte(begin)}')
        self.at = found.end()
        if self.source[self.at] != "=":
            if (tag, name) == ("blockquote", "expandable"):
                return "expandable"
            place = f'the tag "{tag}" at byte offset {self._byte(begin)}'
            raise MarkupError(f"Expected equal sign in declaration of an attribute of {place}")
        value = VALUE.match(self.source, self.at + 1)
        if value is None:
            raise MarkupError(f"Unexpected end of name token at byte offset {self._byte(self.at + 1)}")
        self.at = value.end()
        if self.at == len(self.source):
            raise MarkupError(f"Unclosed start tag at byte offset {self._byte(begin)}")
        text = next((group for group in value.groups() if group is not None), "")
        wanted = {"a": "href", "code": "class", "span": "class", "blockquote": "expandable"}
        return REFERENCE.sub(lambda m: _character(m) or m[0], text) if wanted.get(tag) == name else ""

    def _end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise MarkupError(f"Unexpected end tag at byte offset {self._byte(begin)}")
        name = NAME.match(self.source, begin + 2)
        end = END.match(self.source, name.end()) if name else None
        if name is None or end is None:
            raise MarkupError(f"Unclosed end tag at byte offset {self._byte(begin)}")
        expected = self.open[-1].tag
        if name[0] and name[0].lower() != expected:
            place = f'at byte offset {self._byte(begin)}, expected "</{expected}>", found "</{name[0].lower()}>"'
            raise MarkupError(f"Unmatched end tag {place}")
        self.at = end.end()
        self._close(self.open.pop())

    def _close(self, tag: _Open) -> None:
        length = self.length - tag.offset
        if not length:
            return
        entity: JSON = {"type": KINDS[tag.tag], "offset": tag.offset, "length": length}
        inner = self.entities[-1] if self.entities else {}
        if tag.tag == "a":
            if url := _link(tag.argument or "".join(self.pieces[tag.piece :])):
                self.entities.append({**entity, "url": url})
        elif tag.tag == "pre" and inner.items() >= {**entity, "type": "code"}.items():
            self.entities[-1] = {**inner, "type": "pre"}
        elif tag.tag == "code" and tag.argument.startswith("language-"):
            self.entities.append({**entity, "language": tag.argument.removeprefix("language-")})
        elif tag.tag == "blockquote" and tag.argument:
            self.entities.append({**entity, "type": "expandable_blockquote"})
        else:
            self.entities.append(entity)

    def _byte(self, at: int) -> int:
        return len(self.source[:at].encode())


def _character(found: re.Match[str]) -> str:
    """The character of a reference such as `&lt;` or `&#20320;`; empty where there is none."""
    if found[3]:
        return CHARACTERS[found[3]]
    code = int(found[1], 16) if found[1] else int(found[2])
    return chr(code) if 0 < code < 0x10FFFF and not 0xD800 <= code <= 0xDFFF else ""


def _link(url: str) -> str:
    """The address as Telegram keeps it, with a scheme and a path; empty where it is none."""
    if not LINK.match(url):
        return url if url.startswith("tg://") and "user?id=" not in url else ""
    url = url if "://" in url else f"http://{url}"
    return url if re.search(r"[^/:]/|[?#]", url) else f"{url}/"
