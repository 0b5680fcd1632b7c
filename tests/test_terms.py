"""Terms: one chain for plan, bank and question."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import terms
from index.search import Search


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("口袋公园", {"口袋", "公园", "袋公"}),
        ("口袋公园有几个", {"口袋", "公园", "袋公"}),
        ("2018年财政总收入", {"2018", "财政", "收入", "财政总收入"}),
        ("吗", set()),
        ("", set()),
        ("，。！", set()),
    ],
)
def test_terms(search: Search, message: str, expected: set[str]) -> None:
    assert expected <= set(search.terms.of(message))
    if not expected:
        assert search.terms.of(message) == []


@pytest.mark.parametrize(
    ("message", "content"),
    [
        ("口袋公园有几个", ["口袋公园"]),
        ("口袋公园和口袋公园", ["口袋公园"]),
        ("请问一下怎么样", []),
        ("财政总收入", ["财政总收入"]),
    ],
)
def test_content(search: Search, message: str, content: list[str]) -> None:
    assert search.terms.content(message) == content


def test_stop_words_are_words() -> None:
    stop = terms.stop_words()
    assert {"的", "吗", "多少", "什么时候", "小昆山镇"} <= stop
    assert not any(word.startswith("#") or not word.strip() for word in stop)
    assert not {"财政", "公园", "养老", "投资"} & stop


@given(st.text(alphabet="口袋公园财政总收入的吗，1a建成"))
def test_terms_come_from_the_text(search: Search, message: str) -> None:
    found = search.terms.of(message)
    assert all(term in message for term in found)
    assert not set(found) & search.terms.stop
    assert set(search.terms.content(message)) <= {
        message[i:j] for i in range(len(message)) for j in range(i, len(message) + 1)
    }


def test_the_same_text_gives_the_same_terms(search: Search) -> None:
    sentence = search.plan.sentences[35].text
    assert search.terms.of(sentence) == search.terms.of(sentence) != []
