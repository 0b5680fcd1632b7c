"""Redaction rules: what a rule is, and what several kinds of personal data share.

A rule is tried on a message's folded copies (bot/redact.py): `plain`, where full-width and other digits and letters
are ASCII and small; `spoken`, where Chinese numerals that are said digit by digit (一三八) are digits too.
Every repetition is bounded or of one class of characters, so that time grows with the length of a message only.
"""

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from knowledge.patterns import regex

WORDS = tomllib.loads((Path(__file__).parent / "data" / "personal.toml").read_text(encoding="utf-8"))
# What may stand between the digits of one number, invisible signs included.
SEPARATORS = " \\t._·•・*~\\-‐‑‒–—―−\u00ad\u200b-\u200f\u2060-\u2064\u20e3\ufe0f\ufeff"
GAP = f"[{SEPARATORS}]{{0,3}}"
SPLIT = regex(f"[{SEPARATORS}]+")
UNIT = r"\s?(?:千|万|亿|元|块|平方|平米|㎡|m2|亩|公里|公顷|立方|人|户|家|吨|个|套|座|张|辆|项|岁|度|年|%|千瓦|美元|欧元|港元)"
# Numbers that everyone may call; nobody's own.
HOTLINE = r"(?:11[0-9]|12[0-2]|12[0-9]{3}|100\d\d|95\d{3}|96\d{3,4})(?!\d)"
YEAR = regex(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Rule:
    """What a kind of personal data looks like: the group `it`, or all that matches, where `holds` agrees.

    `label` is the word that takes its place; `spoken` says on which copy the rule is tried.
    """

    label: str
    pattern: re.Pattern[str]
    holds: Callable[[re.Match[str]], bool] = lambda _: True
    spoken: bool = False


def rule(label: str, pattern: str, holds: Callable[[re.Match[str]], bool] = lambda _: True) -> Rule:
    """Return a rule for the plain copy."""
    return Rule(label, re.compile(pattern), holds)


def number(label: str, pattern: str, holds: Callable[[re.Match[str]], bool] = lambda _: True) -> Rule:
    """Return a rule for the spoken copy that begins where a run of digits does."""
    return Rule(label, re.compile(rf"(?<!\d){pattern}"), holds, spoken=True)


def groups(text: str) -> list[str]:
    """Return what stands between the separators of a number."""
    return [group for group in SPLIT.split(text) if group]


def all_years(text: str) -> bool:
    """Return whether a number in groups is nothing but years."""
    return all(map(YEAR.fullmatch, groups(text)))


def with_digits(least: int) -> Callable[[re.Match[str]], bool]:
    """Return a condition: so many digits at least."""
    return lambda match: sum(c.isdigit() for c in match["it"]) >= least


def ascii_only(match: re.Match[str]) -> bool:
    """Tell an account's name from Chinese words behind it."""
    return match["it"].isascii()
