"""Expressions that are compiled when first used: each of them is sound, and behaves as the compiled one."""

import importlib
import pkgutil
import re

import pytest

import bot
import index
import knowledge
from knowledge import patterns
from knowledge.patterns import regex

MODULES = [
    m.name for p in (knowledge, index, bot) for m in pkgutil.walk_packages(p.__path__, p.__name__ + ".") if not m.ispkg
]


@pytest.mark.parametrize("name", MODULES)
def test_every_expression_is_sound(name: str) -> None:
    for value in vars(importlib.import_module(name)).values():
        if isinstance(value, patterns._Pattern):
            assert value.flags is not None  # compiles it


def test_it_behaves_as_the_compiled_one() -> None:
    lazy, compiled = regex("(?P<n>a+)B", re.IGNORECASE), re.compile("(?P<n>a+)B", re.IGNORECASE)
    assert lazy.pattern == compiled.pattern
    assert lazy.groupindex == compiled.groupindex
    assert lazy.sub("x", "aab-AB") == compiled.sub("x", "aab-AB") == "x-x"
    match = lazy.search("..AAb")
    assert match is not None
    assert match["n"] == "AA"


def test_a_faulty_one_raises_when_it_is_used() -> None:
    faulty = regex("(")
    with pytest.raises(re.error):
        faulty.search("")
