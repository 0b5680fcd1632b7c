"""The limits of Telegram, each told in its own words. All raise ApiError 400."""

import re
import struct
from collections.abc import Iterator
from typing import Any

from tests.bot_api.entities import formatted, utf16
from tests.bot_api.parameters import Parameters
from tests.bot_api.wire import Upload, bad_request

JSON = dict[str, Any]

TEXT = 4096  # UTF-16 code units, as the other lengths of texts
CAPTION = 1024
NOTIFICATION = 200
BUTTONS = 100
DATA = 64  # bytes
RESULTS = 50
RESULT_ID = 64  # bytes
COMMANDS = 100
SIDES = 10_000  # pixels, width and height together
RATIO = 20
PHOTO = 10 * 1024 * 1024  # bytes

# What makes a button more than its text.
ACTIONS = (
    "url",
    "callback_data",
    "callback_game",
    "pay",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "login_url",
    "web_app",
    "copy_text",
)
MAY_BE_EMPTY = {"pay", "callback_game", "switch_inline_query", "switch_inline_query_current_chat"}


def message_text(p: Parameters, name: str = "text") -> JSON:
    """The text of a message and its entities, as fields of a Message."""
    return checked_text(p.text(name), p.text("parse_mode"), p.data("entities", list, []))


def checked_text(text: str, mode: str, given: list[JSON]) -> JSON:
    """Text with markup, as fields of a Message."""
    if not text:
        raise bad_request("message text is empty")
    plain, entities = formatted(text, mode, given)
    if not plain:
        raise bad_request("text must be non-empty")
    if utf16(plain) > TEXT:
        raise bad_request("message is too long")
    return {"text": plain, **({"entities": entities} if entities else {})}


def message_caption(caption: str, mode: str, given: list[JSON]) -> JSON:
    """A caption and its entities, as fields of a Message; nothing where there is no caption."""
    plain, entities = formatted(caption, mode, given)
    if utf16(plain) > CAPTION:
        raise bad_request("message caption is too long")
    told: JSON = {"caption": plain} if plain else {}
    return told | ({"caption_entities": entities} if entities else {})


def reply_markup(p: Parameters, *, inline: bool = False) -> JSON | None:
    """The reply_markup of a call, checked; `inline`: nothing but an inline keyboard will do."""
    markup: JSON | None = p.data("reply_markup", dict)
    if not markup:
        return None
    if inline and "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    if "inline_keyboard" in markup:
        return inline_keyboard(markup)
    for key in _buttons(markup, "keyboard", "ReplyKeyboardMarkup"):
        if not (key if isinstance(key, str) else key.get("text")):
            raise bad_request("keyboard button text must be non-empty")
    return markup


def inline_keyboard(markup: JSON) -> JSON | None:
    """An inline keyboard, checked; None where it has no buttons."""
    buttons = list(_buttons(markup, "inline_keyboard", "InlineKeyboardMarkup"))
    if len(buttons) > BUTTONS:
        raise bad_request("reply markup is too long")
    for button in buttons:
        _check_inline_button(button)
    return markup if buttons else None


def _buttons(markup: JSON, name: str, kind: str) -> Iterator[Any]:
    rows = markup.get(name, [])
    if not isinstance(rows, list):
        raise bad_request(f'field "{name}" of the {kind} must be an Array')
    for row in rows:
        if not isinstance(row, list):
            raise bad_request(f'field "{name}" of the {kind} must be an Array of Arrays')
        yield from row


def _check_inline_button(button: Any) -> None:
    wrong = "can't parse inline keyboard button:"
    if not isinstance(button, dict):
        raise bad_request(f"{wrong} InlineKeyboardButton must be an Object")
    if "text" not in button:
        raise bad_request(f'{wrong} Can\'t find field "text"')
    if not button["text"]:
        raise bad_request("inline keyboard button text must be non-empty")
    if not any(button.get(action) or (action in MAY_BE_EMPTY and action in button) for action in ACTIONS):
        raise bad_request(f"{wrong} Text buttons are unallowed in the inline keyboard")
    if len(str(button.get("callback_data", "")).encode()) > DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button and not re.match(r"(?i)(?:https?://)?[^\s/.]+\.\S+$|tg://|https?://localhost", button["url"]):
        raise bad_request("BUTTON_URL_INVALID")


def notification(text: str) -> None:
    """Check the text that answers the press of a button."""
    if utf16(text) > NOTIFICATION:
        raise bad_request("MESSAGE_TOO_LONG")


def photo_size(photo: Upload) -> tuple[int, int]:
    """The width and height of a picture in pixels."""
    if len(photo.content) > PHOTO:
        size = len(photo.content)
        raise bad_request(f"file of size {size} bytes is too big for a photo; the maximum size is {PHOTO} bytes")
    size_of = _png_size(photo.content) or _jpeg_size(photo.content)
    if size_of is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = size_of
    if not width or not height or width + height > SIDES or max(width, height) > RATIO * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return width, height


def _png_size(content: bytes) -> tuple[int, int] | None:
    if not content.startswith(b"\x89PNG\r\n\x1a\n") or content[12:16] != b"IHDR" or len(content) < 24:
        return None
    width, height = struct.unpack(">II", content[16:24])
    return width, height


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    """Walk from segment to segment up to the start of the frame, which tells the size."""
    at = 2 if content.startswith(b"\xff\xd8\xff") else len(content)
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4])
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None


def bot_commands(commands: list[Any]) -> list[JSON]:
    """A list of BotCommand, checked."""
    if len(commands) > COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not isinstance(command, dict):
            raise bad_request("can't parse BotCommand: expected an Object")
        for name in ("command", "description"):
            if name not in command:
                raise bad_request(f"can't parse BotCommand: Can't find field \"{name}\"")
        if not re.fullmatch(r"/?[a-z0-9_]{1,32}", command["command"]):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= utf16(command["description"].strip()) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return [{"command": c["command"].lstrip("/"), "description": c["description"].strip()} for c in commands]


def inline_results(results: list[Any]) -> list[JSON]:
    """The results of an answer to an inline query, checked, with the text of each as it would be sent."""
    if len(results) > RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    for result in results:
        for name in ("type", "id"):
            if name not in result:
                raise bad_request(f"can't parse inline query result: Can't find field \"{name}\"")
        if not 1 <= len(str(result["id"]).encode()) <= RESULT_ID:
            raise bad_request("RESULT_ID_INVALID")
    if len({str(result["id"]) for result in results}) < len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    return [_inline_result(result) for result in results]


def _inline_result(result: JSON) -> JSON:
    if result["type"] == "article":
        for name in ("title", "input_message_content"):
            if not result.get(name):
                raise bad_request(f"can't parse inline query result: Can't find field \"{name}\"")
    if "reply_markup" in result:
        inline_keyboard(result["reply_markup"])
    content = result.get("input_message_content", {})
    if "message_text" not in content:
        return result
    text = checked_text(content["message_text"], content.get("parse_mode", ""), content.get("entities", []))
    return {**result, "message": text}
