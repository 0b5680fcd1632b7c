"""Ids: how conversations are called: not to be guessed, so that knowing one is the right to it."""

import secrets

BYTES = 16  # 128 random bits


def new_id() -> str:
    """Return the id of a new conversation: 22 letters, digits, - and _."""
    return secrets.token_urlsafe(BYTES)
