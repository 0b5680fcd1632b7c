"""The methods of the Bot API in one table, METHODS: each takes the world and the parameters and returns the result."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from tests.bot_api import checks, sending
from tests.bot_api.parameters import Parameters
from tests.bot_api.queries import close
from tests.bot_api.updates import Webhook
from tests.bot_api.wire import bad_request
from tests.bot_api.world import World, membership

JSON = dict[str, Any]
Method = Callable[[World, Parameters], Any]

LOCAL = {"127.0.0.1", "localhost", "::1"}
WEBHOOK_PORTS = {80, 88, 443, 8443}


def get_me(world: World, _: Parameters) -> JSON:
    """The bot itself."""
    can = {"can_join_groups": True, "can_read_all_group_messages": not world.privacy, "supports_inline_queries": True}
    return {**world.me.json(), "first_name": world.about["name"][""], **can}


def set_webhook(world: World, p: Parameters) -> bool:
    """Deliver updates to an address from now on; plain HTTP and any port only on this machine."""
    url = p.text("url")
    if not url:
        return delete_webhook(world, p)
    address = urlsplit(url)
    if address.hostname not in LOCAL:
        if address.scheme != "https":
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        if (address.port or 443) not in WEBHOOK_PORTS:
            raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    secret = p.text("secret_token")
    if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", secret):
        raise bad_request("secret token contains unallowed characters")
    connections = min(max(p.integer("max_connections", 40), 1), 100)
    world.webhook = Webhook(url, secret, connections, p.upload("certificate") is not None, p.text("ip_address"))
    world.updates.allow(p.data("allowed_updates", list))
    _drop_pending(world, p)
    return True


def delete_webhook(world: World, p: Parameters) -> bool:
    """Deliver no more; getUpdates may be used again."""
    world.webhook = Webhook()
    _drop_pending(world, p)
    return True


def _drop_pending(world: World, p: Parameters) -> None:
    if p.flag("drop_pending_updates"):
        world.updates.clear()
    world.wake()


def get_webhook_info(world: World, _: Parameters) -> JSON:
    """Where updates go, and how the last deliveries went."""
    hook = world.webhook
    told: JSON = {
        "url": hook.url,
        "has_custom_certificate": hook.certificate,
        "pending_update_count": len(world.updates),
    }
    if hook.url:
        told["max_connections"] = hook.max_connections
    if hook.ip_address:
        told["ip_address"] = hook.ip_address
    if hook.error_date:
        told |= {"last_error_date": hook.error_date, "last_error_message": hook.error}
    if world.updates.allowed:
        told["allowed_updates"] = list(world.updates.allowed)
    return told


def log_out(world: World, _: Parameters) -> bool:
    """Leave this server; it answers no call after that."""
    world.logged_out = True
    return True


def send_chat_action(world: World, p: Parameters) -> bool:
    """Tell people that the bot is at it."""
    if p.text("action") not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = sending.writable(world, p)
    chat.actions.append(p.text("action"))
    chat.log.changed.notify_all()
    return True


def answer_callback_query(world: World, p: Parameters) -> bool:
    """Answer the press of a button."""
    checks.notification(p.text("text"))
    told = {"text": p.text("text"), "show_alert": p.flag("show_alert"), "url": p.text("url")}
    told["cache_time"] = p.integer("cache_time")
    close(world.callbacks.get(p.text("callback_query_id")), world.query_lifetime, lambda: told)
    return True


def answer_inline_query(world: World, p: Parameters) -> bool:
    """Answer an inline query."""
    results = checks.inline_results(p.data("results", list, []))
    told = {
        "results": results,
        "cache_time": p.integer("cache_time", 300),
        "is_personal": p.flag("is_personal"),
        "next_offset": p.text("next_offset"),
        "button": p.data("button", dict),
    }
    if len(p.text("next_offset").encode()) > 64:
        raise bad_request("NEXT_OFFSET_INVALID")
    query = world.inlines.get(p.text("inline_query_id"))
    close(query, world.query_lifetime, lambda: {**told, "inline_query_id": p.text("inline_query_id")})
    return True


def _scope(p: Parameters) -> tuple[str, str]:
    scope = p.data("scope", dict, {})
    words = (scope.get("type", "default"), scope.get("chat_id"), scope.get("user_id"))
    return ":".join(str(word) for word in words if word is not None), p.text("language_code")


def set_my_commands(world: World, p: Parameters) -> bool:
    """The menu of commands for a scope and a language."""
    world.commands[_scope(p)] = checks.bot_commands(p.data("commands", list, []))
    return True


def get_my_commands(world: World, p: Parameters) -> list[JSON]:
    """The menu of exactly this scope and language."""
    return world.commands.get(_scope(p), [])


def delete_my_commands(world: World, p: Parameters) -> bool:
    """Take the menu of a scope and a language away."""
    world.commands.pop(_scope(p), None)
    return True


def _set_about(field: str, longest: int) -> Method:
    def method(world: World, p: Parameters) -> bool:
        if len(p.text(field)) > longest:
            raise bad_request(f"bot {field.replace('_', ' ')} is too long")
        world.about[field][p.text("language_code")] = p.text(field)
        return True

    return method


def _get_about(field: str) -> Method:
    def method(world: World, p: Parameters) -> JSON:
        told = world.about[field]
        return {field: told.get(p.text("language_code"), told.get("", ""))}

    return method


def get_chat(world: World, p: Parameters) -> JSON:
    """A chat in full."""
    chat = sending.chat_of(world, p)
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
    accepted = dict.fromkeys(gifts, False)
    return {**chat.json, "accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": accepted}


def get_chat_member(world: World, p: Parameters) -> JSON:
    """What someone is in a chat."""
    chat, user = sending.chat_of(world, p), p.integer("user_id")
    if user == world.me.id:
        return membership(world.me, chat.bot_status)
    if user in chat.people:
        return membership(chat.people[user], "member")
    known = next((other.people[user] for other in world.chats.values() if user in other.people), None)
    if known is None:
        raise bad_request("invalid user_id specified")
    return membership(known, "left")


def set_chat_menu_button(world: World, p: Parameters) -> bool:
    """The button beside the input field, of one chat or (0) of all."""
    world.menu_buttons[p.integer("chat_id")] = p.data("menu_button", dict, {"type": "default"})
    return True


def get_chat_menu_button(world: World, p: Parameters) -> JSON:
    """The button beside the input field."""
    return world.menu_buttons.get(p.integer("chat_id"), world.menu_buttons.get(0, {"type": "commands"}))


ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}

METHODS: dict[str, Method] = {
    "getMe": get_me,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "logOut": log_out,
    "close": lambda world, p: True,
    "sendMessage": sending.send_message,
    "sendPhoto": sending.send_photo,
    "sendDocument": sending.send_document,
    "sendMediaGroup": sending.send_media_group,
    "sendChatAction": send_chat_action,
    "editMessageText": sending.edit_message_text,
    "editMessageCaption": sending.edit_message_caption,
    "editMessageMedia": sending.edit_message_media,
    "editMessageReplyMarkup": sending.edit_message_reply_markup,
    "deleteMessage": sending.delete_message,
    "deleteMessages": sending.delete_messages,
    "answerCallbackQuery": answer_callback_query,
    "answerInlineQuery": answer_inline_query,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setMyName": _set_about("name", 64),
    "getMyName": _get_about("name"),
    "setMyDescription": _set_about("description", 512),
    "getMyDescription": _get_about("description"),
    "setMyShortDescription": _set_about("short_description", 120),
    "getMyShortDescription": _get_about("short_description"),
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "setChatMenuButton": set_chat_menu_button,
    "getChatMenuButton": get_chat_menu_button,
    "getFile": sending.get_file,
}
