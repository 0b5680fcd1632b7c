"""Patterns: regular expressions that are compiled when first used.

Compiling is a third of a cold start: of some 340 expressions one question uses about 150.
"""

import re
from typing import cast


class _Pattern:
    """Stands for a compiled expression until something is asked of it."""

    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags
        self._compiled: re.Pattern[str] | None = None

    def __getattr__(self, name: str) -> object:  # whatever re.Pattern has
        if self._compiled is None:
            self._compiled = re.compile(self._source, self._flags)
        found = self.__dict__[name] = getattr(self._compiled, name)  # not looked for again
        return found


def regex(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return what behaves as `re.compile(source, flags)` and is compiled when it is first used.

    A faulty expression raises re.error then, not when its module is imported; tests/test_patterns.py uses them all.
    """
    return cast("re.Pattern[str]", _Pattern(source, flags))
