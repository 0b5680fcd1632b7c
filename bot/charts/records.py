"""Records of the charts: what is drawn and how it is told in words, before it is decided where each line goes."""

from dataclasses import dataclass
from decimal import Decimal

from knowledge.patterns import regex

COLUMNS, LINE, BARS = "columns", "line", "bars"
NUMBER = regex(r"[+-]?[0-9]+(\.[0-9]+)?")
YEAR = regex(r"[0-9]{4}年")
MINUS = "−"


@dataclass(frozen=True, slots=True)
class Series:
    """Values of one colour, one for each category: as printed, without unit or percent sign; None where there is none."""

    name: str
    values: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: `kind` is columns or line, of one series, or bars (lying, each category's name above them), of several.

    `unit` is 万元, %, 家 …; `notes` say what the picture leaves out or must not be taken for; `source` names table and plan.
    """

    kind: str
    title: str
    unit: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    notes: tuple[str, ...]
    source: str

    @property
    def alt(self) -> str:
        """Return the picture in one Chinese sentence, for those who do not see it."""
        unit = "" if self.unit in ("", "%") else f"，单位{self.unit}"
        several = len(self.series) > 1
        told = [f"{s.name if several else ''}{_told(self, s)}" for s in self.series]
        return f"{self.title}{unit}：{'；'.join(told)}。"


def _told(chart: Chart, series: Series) -> str:
    """Return first, last, highest and lowest value of a series in words."""
    known = [(c, v, n) for c, v in zip(chart.categories, series.values, strict=True) if (n := number(v)) is not None]
    told = [(name, shown(value or "", chart.unit), size) for name, value, size in known]
    if not told:
        return "没有数"
    if len(told) > 1 and len({size for *_, size in told}) == 1:
        return f"{told[0][0]}到{told[-1][0]}都是{told[0][1]}" if _over_time(chart) else f"{len(told)}项都是{told[0][1]}"
    top, low = max(size for *_, size in told), min(size for *_, size in told)
    ends = [f"{word}{_at(told, size)}" for word, size in (("最高", top), ("最低", low))]
    firsts = [f"{name}{value}" for name, value, _ in (told[:1] + told[-1:] if _over_time(chart) else told[:1])]
    if len(told) == 1:
        return firsts[0]
    return "，".join([*firsts, *ends] if _over_time(chart) else [f"共{len(told)}项", *ends])


def _at(told: list[tuple[str, str, Decimal]], size: Decimal) -> str:
    names = [(name, value) for name, value, own in told if own == size]
    return f"{names[0][0]}{names[0][1]}" if len(names) == 1 else f"{names[0][1]}（{'、'.join(n for n, _ in names)}）"


def _over_time(chart: Chart) -> bool:
    return all(YEAR.fullmatch(category) for category in chart.categories)


def number(value: str | None) -> Decimal | None:
    """Return a printed value as a number; None where it is none."""
    return Decimal(value) if value is not None and NUMBER.fullmatch(value) else None


def shown(value: str, unit: str) -> str:
    """Return a printed number as it stands at its bar.

    >>> shown("1244385", "万元"), shown("-3.5", "%"), shown("6", "家")
    ('1,244,385', '−3.5%', '6')
    """
    sign = MINUS if value.startswith("-") else ""
    whole, dot, rest = value.lstrip("+-").partition(".")
    return f"{sign}{int(whole):,}{dot}{rest}{'%' if unit == '%' else ''}"
