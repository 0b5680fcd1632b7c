"""The methods that send, edit and delete messages."""

import time
from typing import Any

from tests.bot_api import checks
from tests.bot_api.chat import Chat
from tests.bot_api.faults import too_many_requests
from tests.bot_api.message import Message
from tests.bot_api.parameters import Parameters
from tests.bot_api.wire import ApiError, Upload, bad_request
from tests.bot_api.world import World

JSON = dict[str, Any]

DELETABLE = 48 * 3600  # seconds
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content "
    "and reply markup of the message"
)
CLOSED = {
    ("private", "kicked"): "bot was blocked by the user",
    ("private", "left"): "bot can't initiate conversation with a user",
    ("supergroup", "kicked"): "bot was kicked from the supergroup chat",
    ("supergroup", "left"): "bot is not a member of the supergroup chat",
    ("channel", "kicked"): "bot was kicked from the channel chat",
    ("channel", "left"): "bot is not a member of the channel chat",
}


def chat_of(world: World, p: Parameters) -> Chat:
    """The chat that a call names. Raises ApiError 400."""
    if not p.text("chat_id"):
        raise bad_request("chat_id is empty")
    chat = world.chats.get(p.integer("chat_id"))
    if chat is None:
        raise bad_request("chat not found")
    return chat


def writable(world: World, p: Parameters) -> Chat:
    """The chat that a call names, if the bot may write there. Raises ApiError 400 and 403."""
    chat = chat_of(world, p)
    if closed := CLOSED.get((chat.type, chat.bot_status)):
        raise ApiError(403, f"Forbidden: {closed}")
    return chat


def _paced(world: World, chat: Chat) -> None:
    """Hold the bot to one message per chat and interval, where a test asks for it. Raises ApiError 429."""
    left = chat.free_at - time.monotonic()
    if world.chat_interval and left > 0:
        raise too_many_requests(int(left) + 1)
    chat.free_at = time.monotonic() + world.chat_interval


def _replied(chat: Chat, p: Parameters) -> JSON:
    """What a message replies to, as fields of it."""
    reply = p.data("reply_parameters", dict, {})
    number = int(reply.get("message_id", 0)) or p.integer("reply_to_message_id")
    if not number:
        return {}
    if answered := chat.log.messages.get(number):
        return {"reply_to_message": answered.quoted()}
    if reply.get("allow_sending_without_reply") or p.flag("allow_sending_without_reply"):
        return {}
    raise bad_request("message to be replied not found")


def _send(world: World, p: Parameters, content: JSON, *uploads: Upload) -> JSON:
    markup = checks.reply_markup(p)
    chat = writable(world, p)
    replied = _replied(chat, p)
    _paced(world, chat)
    return chat.post({**content, **replied}, markup, uploads).json


def send_message(world: World, p: Parameters) -> JSON:
    """Send a text."""
    return _send(world, p, checks.message_text(p))


def send_photo(world: World, p: Parameters) -> JSON:
    """Send a picture."""
    photo = _file(world, p, "photo", p.text("photo"))
    return _send(world, p, {**_photo(world, photo), **_caption(p)}, photo)


def send_document(world: World, p: Parameters) -> JSON:
    """Send a file."""
    document = _file(world, p, "document", p.text("document"))
    return _send(world, p, {**_document(world, document), **_caption(p)}, document)


def send_media_group(world: World, p: Parameters) -> list[JSON]:
    """Send pictures or files as an album."""
    media = p.data("media", list, [])
    if not media:
        raise bad_request("there are no messages to send")
    if len(media) > 10:
        raise bad_request("too many messages to send as an album")
    contents = [_media(world, p, one) for one in media]
    chat = writable(world, p)
    replied = _replied(chat, p)
    _paced(world, chat)
    group = {"media_group_id": str(chat.id * -1000 - len(chat.log.sent))}
    return [chat.post({**content, **group, **replied}, None, (file,)).json for content, file in contents]


def edit_message_text(world: World, p: Parameters) -> JSON:
    """Give a message another text; its buttons go unless they are given again."""
    text = checks.message_text(p)
    chat, old = _editable(world, p)
    if "text" not in old.json:
        raise bad_request("there is no text in the message to edit")
    return _edit(chat, old, p, text)


def edit_message_caption(world: World, p: Parameters) -> JSON:
    """Give a picture or file another caption."""
    caption = _caption(p)
    chat, old = _editable(world, p)
    if "text" in old.json:
        raise bad_request("there is no caption in the message to edit")
    return _edit(chat, old, p, {**_kept(old, "photo", "document"), **caption})


def edit_message_media(world: World, p: Parameters) -> JSON:
    """Put another picture or file in the place of what the message holds."""
    content, file = _media(world, p, p.data("media", dict, {}))
    chat, old = _editable(world, p)
    return _edit(chat, old, p, content, file)


def edit_message_reply_markup(world: World, p: Parameters) -> JSON:
    """Give a message other buttons, or none."""
    chat, old = _editable(world, p)
    kept = _kept(old, "text", "entities", "photo", "document", "caption", "caption_entities")
    return _edit(chat, old, p, kept)


def delete_message(world: World, p: Parameters) -> bool:
    """Delete a message."""
    chat = chat_of(world, p)
    message = chat.log.messages.get(p.integer("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    old = time.time() - message.json["date"] > DELETABLE
    if old or (not message.by_bot and chat.type != "private" and chat.bot_status != "administrator"):
        raise bad_request("message can't be deleted")
    chat.log.drop(message)
    return True


def delete_messages(world: World, p: Parameters) -> bool:
    """Delete all of these messages that there are."""
    chat = chat_of(world, p)
    for number in p.data("message_ids", list, []):
        if message := chat.log.messages.get(number):
            chat.log.drop(message)
    return True


def get_file(world: World, p: Parameters) -> JSON:
    """Where a file can be fetched."""
    known = world.files.get(p.text("file_id"))
    if known is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    told = _told(p.text("file_id"), known)
    return {**told, "file_path": p.text("file_id")}


def _editable(world: World, p: Parameters) -> tuple[Chat, Message]:
    chat = writable(world, p)
    old = chat.log.messages.get(p.integer("message_id"))
    if old is None:
        raise bad_request("message to edit not found")
    if not old.by_bot or (old.markup and "inline_keyboard" not in old.markup):
        raise bad_request("message can't be edited")
    return chat, old


def _edit(chat: Chat, old: Message, p: Parameters, content: JSON, *uploads: Upload) -> JSON:
    markup = checks.reply_markup(p, inline=True)
    kept = _kept(old, "message_id", "date", "chat", "from", "sender_chat", "reply_to_message", "media_group_id")
    new = {**kept, **content, **({"reply_markup": markup} if markup else {})}
    if new == {name: value for name, value in old.json.items() if name != "edit_date"}:
        raise bad_request(NOT_MODIFIED)
    edited = Message({**new, "edit_date": int(time.time())}, markup, uploads or old.uploads, by_bot=True)
    return chat.log.keep(edited).json


def _kept(old: Message, *names: str) -> JSON:
    return {name: old.json[name] for name in names if name in old.json}


def _caption(p: Parameters) -> JSON:
    return checks.message_caption(p.text("caption"), p.text("parse_mode"), p.data("caption_entities", list, []))


def _media(world: World, p: Parameters, media: JSON) -> tuple[JSON, Upload]:
    """The content that an InputMedia makes, and its file."""
    make = {"photo": _photo, "document": _document}.get(media.get("type", ""))
    if make is None:
        raise bad_request(f'can\'t parse InputMedia: type "{media.get("type", "")}" is unsupported')
    file = _file(world, p, "media", media.get("media", ""))
    entities = media.get("caption_entities", [])
    caption = checks.message_caption(media.get("caption", ""), media.get("parse_mode", ""), entities)
    return {**make(world, file), **caption}, file


def _file(world: World, p: Parameters, name: str, value: str) -> Upload:
    """The file that comes with a call, or one sent before and named by its file_id."""
    if value.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    file = p.upload(name, value) or world.files.get(value)
    if file is None and value:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if file is None:
        raise bad_request(f"there is no {name} in the request")
    if not file.content:
        raise bad_request("file must be non-empty")
    return file


def _photo(world: World, photo: Upload) -> JSON:
    width, height = checks.photo_size(photo)
    scale = min(1.0, 320 / max(width, height))
    small = {"width": max(1, round(width * scale)), "height": max(1, round(height * scale))}
    told = _kept_file(world, photo)
    return {"photo": [{**told, **small}, {**told, "width": width, "height": height}]}


def _document(world: World, document: Upload) -> JSON:
    told = {**_kept_file(world, document), "mime_type": document.type}
    return {"document": {**told, **({"file_name": document.name} if document.name else {})}}


def _kept_file(world: World, file: Upload) -> JSON:
    """The fields of a file that has come in; the same file keeps its id."""
    found = next((at for at, known in world.files.items() if known is file), None)
    file_id = found or f"file-{len(world.files) + 1}"
    world.files[file_id] = file
    return _told(file_id, file)


def _told(file_id: str, file: Upload) -> JSON:
    return {"file_id": file_id, "file_unique_id": f"unique-{file_id}", "file_size": len(file.content)}
