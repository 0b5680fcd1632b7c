"""Lexicon: which of the plan's things a message names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import lexicon, text
from index.search import Search


def found(search: Search, message: str, kind: str) -> list[str]:
    return [name.target for name in search.lexicon.find(text.compact(message), kind)]


@pytest.mark.parametrize(
    ("message", "measures"),
    [
        ("2018 财政总收入", ["fiscal_total"]),
        ("地方财政收入和财政总收入", ["fiscal_local", "fiscal_total"]),
        ("GDP怎么样", ["value_added"]),
        ("固定资产投资", ["investment"]),
        ("工业固定资产投资多少", ["industrial_investment"]),
        ("科创企业上市几家", ["listing"]),
        ("口袋公园有几个", []),
        ("", []),
    ],
)
def test_measures(search: Search, message: str, measures: list[str]) -> None:
    known = {measure.id for measure in search.plan.measures}
    assert set(measures) <= known
    assert found(search, message, "measure") == measures


@pytest.mark.parametrize(
    ("message", "kind", "name"),
    [
        ("体育馆啥时候好", "project", "体育培训中心"),
        ("地铁通到我们这吗", "project", "轨交T2线"),
        ("五个小昆山是哪五个", "enumeration", "五个小昆山"),
        ("养老有什么打算", "topic", "养老服务"),
    ],
)
def test_names_by_kind(search: Search, message: str, kind: str, name: str) -> None:
    names = {
        "project": [project.name for project in search.plan.projects],
        "enumeration": [enumeration.name for enumeration in search.plan.enumerations],
        "topic": [topic.name for topic in search.plan.topics],
    }
    (first, *_) = found(search, message, kind)
    assert names[kind][int(first)] == name


def test_the_longest_name_wins(search: Search) -> None:
    (name,) = search.lexicon.find("工业固定资产投资", "measure")
    assert (name.found, name.start, name.end) == ("工业固定资产投资", 0, 8)


def test_ambiguous_words(search: Search) -> None:
    (name,) = search.lexicon.find("财政收入", "ambiguity")
    assert search.plan.ambiguities[int(name.target)].measures == ("fiscal_total", "fiscal_local")


def test_every_alias_leads_to_its_own_record(search: Search) -> None:
    """The first record of a kind that claims an alias gets it; no alias is written so that it cannot be found."""
    firsts: dict[tuple[str, str], str] = {}
    for alias, kind, target in lexicon.rows(search.plan):
        firsts.setdefault((alias, kind), target)
    for (alias, kind), target in firsts.items():
        assert alias == text.compact(alias) != ""
        assert [name.target for name in search.lexicon.find(alias, kind)] == [target], (alias, kind)


def test_kinds(search: Search) -> None:
    kinds = {kind for _, kind, _ in lexicon.rows(search.plan)}
    assert kinds == {"measure", "ambiguity", "enumeration", "project", "topic", "absent", "place"}


@given(
    st.text(alphabet="财政总收入地方工业固定资产投资口袋公园养老a2"),
    st.sampled_from(["measure", "project", "topic", "none"]),
)
def test_names_stand_where_they_say(search: Search, message: str, kind: str) -> None:
    end = 0
    for name in search.lexicon.find(message, kind):
        assert name.start >= end
        assert message[name.start : name.end] == name.found
        end = name.end


@pytest.mark.parametrize(
    ("message", "chinese"),
    [("gdp 2018", "2018"), ("when will the sports training center be built", "体育培训中心"), ("hello", "")],
)
def test_english(search: Search, message: str, chinese: str) -> None:
    assert chinese in search.lexicon.from_english(message)[0]
