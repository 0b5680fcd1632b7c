"""Stored BM25 shares add up to what rank-bm25 computes."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import bm25, build, text
from index.search import Search


def sums(postings: bm25.Postings, terms: list[str], count: int) -> list[float]:
    return [sum(postings.get(term, {}).get(number, 0.0) for term in terms) for number in range(count)]


CORPUS = [["路", "新", "建"], ["公园", "路"], [], ["公园", "公园", "水"], ["养老", "路", "水", "水"]]


@pytest.mark.parametrize(
    "query", [["路"], ["公园", "水"], ["养老", "没有"], ["水", "水"], [], ["新", "建", "路", "公园"]]
)
def test_sums_equal_rank_bm25(query: list[str]) -> None:
    scores = bm25.ranked(CORPUS).get_scores(query)
    assert sums(bm25.postings(CORPUS), query, len(CORPUS)) == pytest.approx(list(scores))


terms = st.lists(st.sampled_from("甲乙丙丁戊己"), max_size=8)


@given(st.lists(terms, min_size=1, max_size=8).filter(any), terms)
def test_sums_of_any_corpus_equal_rank_bm25(corpus: list[list[str]], query: list[str]) -> None:
    scores = bm25.ranked(corpus).get_scores(query)
    assert sums(bm25.postings(corpus), query, len(corpus)) == pytest.approx(list(scores))


def test_a_term_in_exactly_half_of_the_texts_counts() -> None:
    """rank-bm25's own idf is ln(1) = 0 there."""
    from rank_bm25 import BM25Okapi

    corpus = [["路", "甲"], ["路", "乙"], ["水", "丙"], ["水", "丁"]]
    assert max(BM25Okapi(corpus).get_scores(["路"])) == 0
    shares = bm25.postings(corpus)["路"]
    assert set(shares) == {0, 1}
    assert min(shares.values()) > 0.5


def test_a_term_in_every_text_still_counts_a_little() -> None:
    assert 0 < bm25.idf(4, 4) < bm25.idf(4, 2) < bm25.idf(4, 1)


@pytest.mark.parametrize("corpus", [[], [[]], [[], []]])
def test_a_corpus_without_terms(corpus: list[list[str]]) -> None:
    """rank-bm25 divides by zero here."""
    assert bm25.ranked(corpus) is None
    assert bm25.postings(corpus) == {}


@pytest.mark.parametrize(
    ("count", "holding", "value"), [(1, 1, math.log(4 / 3)), (10, 0, math.log(22)), (750, 1, math.log(1 + 749.5 / 1.5))]
)
def test_idf(count: int, holding: int, value: float) -> None:
    assert bm25.idf(count, holding) == pytest.approx(value)


def test_saturation() -> None:
    assert bm25.saturation(1, 1.0) == pytest.approx(1.0)
    assert bm25.saturation(3, 1.0) < bm25.K1 + 1
    assert bm25.saturation(1, 2.0) < bm25.saturation(1, 1.0) < bm25.saturation(2, 1.0)


def test_merged() -> None:
    fields = [(1.0, {"路": {0: 1.0, 2: 0.5}}), (0.5, {"路": {2: 1.0}, "水": {1: 4.0}})]
    assert bm25.merged(fields) == {"路": {0: 1.0, 2: 1.0}, "水": {1: 2.0}}


@given(st.dictionaries(st.integers(0, 65535), st.floats(0, 100, width=32)))
def test_packing(shares: dict[int, float]) -> None:
    assert bm25.unpacked(bm25.packed(shares)) == list(shares.items())


def test_too_many_texts() -> None:
    with pytest.raises(OverflowError):
        bm25.packed({65536: 1.0})


def test_the_stored_shares_of_the_plan(search: Search) -> None:
    """For forty bank questions: sums of what is stored equal the weighted scores of rank-bm25 over every field."""
    fields = build.corpora(search.terms, search.plan, search.entries)
    models = {field: bm25.ranked(corpus) for field, corpus in fields.items()}
    questions = [q for entry in search.entries for q in entry.questions]
    for question in questions[:: len(questions) // 40]:
        query = search.terms.of(text.compact(question))
        scores = sum(build.WEIGHTS[field] * model.get_scores(query) for field, model in models.items())
        found = [0.0] * len(search.entries)
        for term in query:
            for number, share in search.postings(term)[1]:
                found[number] += share
        assert found == pytest.approx(list(scores), rel=1e-5, abs=1e-5)
