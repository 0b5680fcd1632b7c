"""Pairs: a message that states a figure of each of several measures (战新50家、高企10家); each is held against its own."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer import Answer, Citation
from bot.claims import FIGURE, UNITS, Claim, truth
from bot.measures import View, amount, closing_text, goal_text
from bot.reading import Asked, Reply, in_yi_of, rows_of, targets_of, told_in_prose

LEAST = 2


@dataclass(frozen=True, slots=True)
class Pair:
    """A measure and the figure that a message states of it; `year` where the message gives one between the two."""

    view: View
    claim: Claim
    year: int | None


def checked(asked: Asked) -> Answer | None:
    """Say of each stated figure whether it is the measure's own, or None where not each of two measures has one."""
    if not asked.asserts:
        return None
    pairs = _pairs(asked)
    if len({p.view.measure.id for p in pairs}) < max(LEAST, len(asked.found)):
        return None
    lines: list[str] = []
    cited: list[Citation] = []
    for pair in pairs:
        line, rows = _line(asked, pair)
        lines.append(line)
        cited += rows
    lines.sort(key=lambda line: not line.startswith("不是"))  # what is wrong comes first
    return Reply(lines, cited, in_yi_of(asked.found)).answer()


def _pairs(asked: Asked) -> list[Pair]:
    """Return each measure with the one figure that stands between its name and the next measure's."""
    places = {asked.numbers.find(n.found): n for n in asked.question.measures}
    names = sorted(places.items(), key=lambda place: place[0])
    found = []
    for at, (start, name) in enumerate(names):
        end = names[at + 1][0] if at + 1 < len(names) else len(asked.numbers)
        piece = asked.numbers[start + len(name.found) : end]
        stated = [m for m in FIGURE.finditer(piece) if m["unit"]]
        view = next((v for v in asked.found if v.measure.id == name.target), None)
        if start < 0 or len(stated) != 1 or view is None:
            continue
        said = stated[0]
        claim = Claim(said["value"], UNITS[said["unit"]], said["value"] + said["unit"])
        years = [y for y in asked.years if str(y) in piece[: said.start()]] or asked.years
        if len(years) > 1:
            return []  # which year belongs to which figure is not plain
        found.append(Pair(view, claim, years[0] if years else None))
    return found


def _line(asked: Asked, pair: Pair) -> tuple[str, Sequence[Citation]]:
    view, claim = pair.view, pair.claim
    told = [t for t in _told(asked, pair) if t[1]]
    right = next((t for t in told if any(claim.meets(*figure) for figure in t[1])), None)
    if right:
        return f"对，{right[0]}。", right[2]
    lines = "；".join(t[0] for t in told) or f"规划没有写{view.label}的这个数"
    return f"不是{claim.said}：{lines}。", [c for t in told for c in t[2]]


def _told(asked: Asked, pair: Pair) -> list[tuple[str, list[tuple[str, str]], Sequence[Citation]]]:
    """Return (what the plan tells of the measure, its figures, where) for the year or the periods that are meant."""
    view, search = pair.view, asked.search
    cell = view.cell(pair.year) if pair.year else None
    if cell:
        return [(f"{cell.year}年{view.label}是{amount(cell)}", [truth(cell)], rows_of(search, [view]))]
    told: list[tuple[str, list[tuple[str, str]], Sequence[Citation]]] = []
    if view.closing and not (asked.planned and not asked.past):
        line = f"{view.label}“十三五”期间{closing_text(view)}"
        told.append((line, [truth(view.closing)], rows_of(search, [view])))
    elif view.measure.prose and not (asked.planned and not asked.past):
        figures = [(f.value, f.unit) for f in search.figures(view.measure.prose_sentence)]
        own = [f for f in figures if "".join(f) in view.measure.prose]
        told.append((f"“十三五”期间{view.measure.prose}", own, told_in_prose(search, [view])))
    if view.goal and not (asked.past and not asked.planned):
        line = f"{view.measure.target_label}“十四五”目标{goal_text(view)}"
        told.append((line, [truth(view.goal)], targets_of(search, [view])))
    return told
