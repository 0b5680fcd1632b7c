"""Recent: the entries that the desk holds in memory, by id and by talk; each step takes the same time however many."""

from collections.abc import Iterator
from dataclasses import replace

from bot.entry import Entry, Who


class Recent:
    """Entries in the order in which they came; not for use from several threads at once."""

    def __init__(self) -> None:
        """Begin with none."""
        self._entries: dict[str, Entry] = {}
        self._ids: dict[Who, list[str]] = {}

    def __len__(self) -> int:
        """Return how many entries there are."""
        return len(self._entries)

    def __iter__(self) -> Iterator[Entry]:
        """Yield the entries, oldest first."""
        return iter(self._entries.values())

    def get(self, entry: str) -> Entry | None:
        """Return an entry by its id."""
        return self._entries.get(entry)

    def of(self, who: Who) -> list[Entry]:
        """Return a talk's entries, oldest first."""
        return [self._entries[name] for name in self._ids.get(who, ())]

    def add(self, entry: Entry) -> None:
        """Take a new entry."""
        self._entries[entry.id] = entry
        self._ids.setdefault(entry.who, []).append(entry.id)

    def change(self, entry: str, *, useful: bool | None = None, ended: bool = False) -> None:
        """Note what a person said of an answer, or that its talk was ended after it; what was noted before stays."""
        known = self._entries[entry]
        said = known.useful if useful is None else useful
        self._entries[entry] = replace(known, useful=said, ended=known.ended or ended)

    def remove(self, entry: str) -> None:
        """Let an entry go; raises KeyError where it is not known."""
        who = self._entries.pop(entry).who
        names = self._ids[who]
        names.remove(entry)
        if not names:
            del self._ids[who]
