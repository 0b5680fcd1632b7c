"""Redact: what names a person in a message gives way to a word in brackets before the message is kept."""

import re

PATTERNS = (
    ("身份证号", re.compile(r"(?<!\d)\d{6}[ -]?\d{8}[ -]?\d{3}[\dXx](?!\d)")),
    ("电话", re.compile(r"(?<!\d)(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)")),
    ("邮箱", re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}")),
)


def redact(text: str) -> str:
    """Return the text with personal data replaced, such as 〔电话〕."""
    for name, pattern in PATTERNS:
        text = pattern.sub(f"〔{name}〕", text)
    return text
