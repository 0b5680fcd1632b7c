"""Assemble a plan: its folder under plans/ becomes one Plan record, every claim of plan.toml checked."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from knowledge import facts, outline, readers, tables
from knowledge.errors import PlanError, UnknownPlan
from knowledge.records import (
    Absent,
    Ambiguity,
    Enumeration,
    Indicator,
    Measure,
    Period,
    Place,
    Plan,
    ProperName,
    Sentence,
    Table,
    Topic,
)

PLANS = Path(__file__).parent / "plans"
DEFAULT = "xiaokunshan-145"


def names() -> list[str]:
    """Return the ids of the plans shipped with planbot."""
    return sorted(folder.name for folder in PLANS.iterdir() if (folder / "plan.toml").is_file())


def folder(plan: str = DEFAULT) -> Path:
    """Return a plan's folder; raises UnknownPlan with the known names."""
    if plan not in names():
        raise UnknownPlan(f"no plan {plan!r} in {PLANS}; known plans: {', '.join(names())}")
    return PLANS / plan


def load(plan: str = DEFAULT) -> Plan:
    """Return the plan read from its own files; raises PlanError where they contradict each other."""
    return load_folder(folder(plan))


def load_folder(path: Path) -> Plan:
    """Return the plan of any folder with a plan.toml and the text it names."""
    config = _config(path / "plan.toml")
    blocks = readers.read(path / config["text"])
    periods = tuple(Period(p["id"], p["name"], p["first_year"], p["last_year"], p["done"]) for p in config["period"])
    period_of = {start: p["id"] for p in config["period"] for start in p["headings"]}
    sections = outline.read_sections(blocks, {**dict.fromkeys(config.get("no_period", ()), ""), **period_of})
    paragraphs = outline.read_paragraphs(blocks, sections)
    sentences = outline.read_sentences(paragraphs)
    table_records, indicators = _tables(blocks, period_of)
    return Plan(
        id=config["id"],
        title=config["title"],
        town=config["town"],
        names=(
            *(ProperName(name, True) for name in config.get("names", ())),
            *(ProperName(word, False) for word in config.get("words", ())),
        ),
        periods=periods,
        blocks=blocks,
        sections=sections,
        paragraphs=paragraphs,
        sentences=sentences,
        tables=table_records,
        indicators=indicators,
        measures=tuple(_measures(config, indicators, sentences)),
        ambiguities=tuple(Ambiguity(tuple(a["aliases"]), tuple(a["indicators"])) for a in config.get("ambiguous", ())),
        figures=tuple(facts.find_figures(sentences, {p.id: p.done for p in periods})),
        projects=tuple(_projects(config, sentences)),
        enumerations=tuple(_enumerations(config, sentences)),
        topics=tuple(_topics(_config(path / config["topics"]), sentences, indicators)),
        absent=tuple(_absent(_config(path / config["absent"]), sentences)),
        places=tuple(_places(_config(path / config["absent"]))),
    )


def _config(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise PlanError(f"{path}: {error}; mend the file") from error


def _tables(blocks: tuple[Any, ...], period_of: dict[str, str]) -> tuple[tuple[Table, ...], tuple[Indicator, ...]]:
    found: list[Table] = []
    indicators: list[Indicator] = []
    for block in blocks:
        if block.kind == "table":
            table = tables.read_table(block, len(found), period_of)
            indicators.extend(tables.read_indicators(table, block, len(indicators)))
            found.append(table)
    return tuple(found), tuple(indicators)


def _measures(
    config: dict[str, Any], indicators: tuple[Indicator, ...], sentences: tuple[Sentence, ...]
) -> Iterator[Measure]:
    for entry in config.get("indicator", ()):
        prose = entry.get("prose", "")
        yield Measure(
            id=entry["id"],
            label=entry["label"],
            target_label=entry.get("target_label", entry["label"]),
            achieved=_row(entry, "achieved", indicators, target=False),
            target=_row(entry, "target", indicators, target=True),
            prose=prose,
            prose_sentence=sentence_with(prose, sentences, entry["id"]).id if prose else -1,
            note=entry.get("prose_note", ""),
            aliases=tuple(entry["aliases"]),
        )


def _row(entry: dict[str, Any], key: str, indicators: tuple[Indicator, ...], *, target: bool) -> int | None:
    name = entry.get(key)
    if name is None:
        return None
    for indicator in indicators:
        if indicator.name == name and bool(indicator.attribute) == target:
            return indicator.id
    raise PlanError(f"plan.toml: indicator {entry['id']!r} names {key} = {name!r}, which no table row is called")


def sentence_with(quote: str, sentences: tuple[Sentence, ...], owner: str) -> Sentence:
    """Return the first sentence that holds `quote`; raises PlanError where none does."""
    for sentence in sentences:
        if quote in sentence.text:
            return sentence
    raise PlanError(f"plan.toml: {owner!r} quotes {quote!r}, which is not in the plan's text; copy it verbatim")


def _projects(config: dict[str, Any], sentences: tuple[Sentence, ...]) -> Iterator[Any]:
    for entry in config.get("project", ()):
        for piece in entry["in_plan"]:
            sentence_with(piece, sentences, entry["name"])
        yield facts.find_project(entry["name"], entry["in_plan"], entry["aliases"], sentences)


def _enumerations(config: dict[str, Any], sentences: tuple[Sentence, ...]) -> Iterator[Enumeration]:
    for entry in config.get("enumeration", ()):
        holders = [sentence_with(q, sentences, entry["name"]).id for q in (entry["quote"], *entry.get("context", ()))]
        for item in entry["items"]:
            holder = next((h for h in holders if item in sentences[h].text), None)
            if holder is None:
                holders.append(sentence_with(item, sentences, entry["name"]).id)
        yield Enumeration(
            entry["name"],
            tuple(entry["aliases"]),
            tuple(entry["items"]),
            tuple(dict.fromkeys(holders)),
            entry.get("note", ""),
        )


def _topics(
    config: dict[str, Any], sentences: tuple[Sentence, ...], indicators: tuple[Indicator, ...]
) -> Iterator[Topic]:
    names = {indicator.name for indicator in indicators}
    for entry in config.get("topic", ()):
        rows = tuple(entry.get("rows", ()))
        if unknown := [row for row in rows if row not in names]:
            raise PlanError(f"topics.toml: {entry['name']!r} names the row {unknown[0]!r}, which no table has")
        holders = [sentence_with(quote, sentences, entry["name"]).id for quote in entry["quotes"]]
        ordered = sorted(zip(holders, entry["quotes"], strict=True), key=lambda pair: pair[0])
        yield Topic(
            entry["name"],
            tuple(entry["aliases"]),
            tuple(q for _, q in ordered),
            tuple(h for h, _ in ordered),
            rows,
        )


def _absent(config: dict[str, Any], sentences: tuple[Sentence, ...]) -> Iterator[Absent]:
    text = "".join(sentence.text for sentence in sentences)
    for entry in config.get("absent", ()):
        present = [alias for alias in entry["aliases"] if alias in text]
        if present:
            raise PlanError(f"absent.toml: {entry['name']!r} is called absent, but {present[0]!r} stands in the plan")
        near = tuple(entry.get("near", ()))
        holders = tuple(sentence_with(quote, sentences, entry["name"]).id for quote in near)
        yield Absent(entry["name"], tuple(entry["aliases"]), near, holders, bool(entry.get("aspect", False)))


def _places(config: dict[str, Any]) -> Iterator[Place]:
    for entry in config.get("other_place", ()):
        yield Place(entry["name"], tuple(entry["aliases"]), bool(entry.get("in_plan", False)))
