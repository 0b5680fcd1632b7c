"""Hashing: persons and talks become keyed hashes, so that who reads the desk's file learns nobody's id.

Without the key a Telegram id, ten digits at most, would be found by trying all of them.
"""

import hashlib
import os
import secrets
from pathlib import Path

from bot.entry import Who
from knowledge.errors import StoreError

SIZE = 32  # bytes of a key
DIGEST = 16  # bytes of a hash


class Key:
    """The key of a desk."""

    def __init__(self, path: Path) -> None:
        """Read the key's file; raises OSError, or StoreError where it holds no key."""
        self._key = path.read_bytes()
        if len(self._key) != SIZE:
            raise StoreError(
                f"{path} holds {len(self._key)} bytes, not a key of {SIZE}; bring it back from a backup, or remove it: "
                "entries kept so far can then no longer be erased by whom they belong to"
            )

    def person(self, who: Who) -> str:
        """Return the hash that all entries of a person in a channel share."""
        return self._hash(who.person, b"person")

    def talk(self, who: Who) -> str:
        """Return the hash that all entries of a talk share."""
        return self._hash(who.key, b"talk")

    def _hash(self, text: str, kind: bytes) -> str:
        data = text.encode("utf-8", "surrogatepass")
        return hashlib.blake2b(data, digest_size=DIGEST, key=self._key, person=kind).hexdigest()


def make(path: Path) -> None:
    """Make a key's file, readable to its owner alone, at one stroke; raises OSError."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with open(os.open(draft, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as file:  # noqa: PTH123  (a mode)
        file.write(secrets.token_bytes(SIZE))
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
