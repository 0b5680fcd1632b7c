"""Segmentation from the data file cuts exactly as stock jieba with the same added words."""

import sqlite3
from pathlib import Path

import jieba
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import build, lexicon, segment, text
from index.search import Search

WORDS = segment.WORD


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where jieba keeps its cache."""
    return tmp_path_factory.mktemp("jieba")


@pytest.fixture(scope="module")
def plain(folder: Path) -> jieba.Tokenizer:
    """Return jieba as it comes, its own dictionary loaded by itself."""
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = str(folder)
    tokenizer.initialize()
    return tokenizer


@pytest.fixture(scope="module")
def stock(search: Search, folder: Path) -> jieba.Tokenizer:
    """Return the same with the plan's words added."""
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = str(folder)
    tokenizer.initialize()
    for word in build.own_words(search.plan, list(lexicon.rows(search.plan))):
        tokenizer.add_word(word, tokenizer.suggest_freq(word, tune=False))
    return tokenizer


@pytest.fixture(scope="module")
def segmenter(search: Search) -> segment.Segmenter:
    return search.terms.segmenter


def messages(search: Search) -> list[str]:
    questions = [q for entry in search.entries for q in entry.questions]
    return [text.compact(q) for q in questions[:: len(questions) // 500][:500]]


def test_every_sentence_of_the_plan(search: Search, segmenter: segment.Segmenter, stock: jieba.Tokenizer) -> None:
    for sentence in search.plan.sentences:
        for piece in (sentence.text, text.compact(sentence.text)):
            assert segmenter.cut(piece) == [w for w in stock.cut(piece) if WORDS.fullmatch(w)]
            assert segmenter.search_cut(piece) == [w for w in stock.cut_for_search(piece) if WORDS.fullmatch(w)]


def test_five_hundred_questions(search: Search, segmenter: segment.Segmenter, stock: jieba.Tokenizer) -> None:
    asked = messages(search)
    assert len(asked) == 500
    for message in asked:
        assert segmenter.cut(message) == [w for w in stock.cut(message) if WORDS.fullmatch(w)]
        assert segmenter.search_cut(message) == [w for w in stock.cut_for_search(message) if WORDS.fullmatch(w)]


def test_the_dictionary_is_jiebas_own(search: Search, segmenter: segment.Segmenter, stock: jieba.Tokenizer) -> None:
    words, total = segment.dictionary(build.own_words(search.plan, list(lexicon.rows(search.plan))))
    assert total == stock.total
    assert words == stock.FREQ
    for word in ("口袋公园", "小昆山", "体", "体育培", "数字化", "没有这词"):
        assert segmenter.frequencies.get(word) == stock.FREQ.get(word)


@pytest.mark.parametrize("name", ["财政总收入", "四横四纵", "崇德幼儿园", "体育培训中心", "第四期安置房", "轨道交通"])
def test_names_are_kept_whole(segmenter: segment.Segmenter, name: str) -> None:
    assert name in segmenter.cut(f"请问{name}怎么样了")


@pytest.mark.parametrize(
    "message", ["什么时候建成", "新建了多少所学校", "去年的消费水平下降了多少", "居民问电梯加装规划有没有提到"]
)
def test_added_words_break_no_others(segmenter: segment.Segmenter, plain: jieba.Tokenizer, message: str) -> None:
    assert [w for w in segmenter.cut(message) if len(w) > 1] == [w for w in plain.cut(message) if len(w) > 1]


def test_frequencies_are_a_dict_to_jieba() -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("create table words (word text, freq integer)")
    connection.execute("insert into words values ('口袋', 7), ('口', 0)")
    frequencies = segment.Frequencies(connection)
    assert (frequencies["口袋"], frequencies["口"], frequencies.get("袋"), frequencies.get("袋", 3)) == (7, 0, None, 3)
    assert "口" in frequencies
    assert "袋" not in frequencies
    with pytest.raises(KeyError, match="袋"):
        frequencies["袋"]
    connection.close()


@given(st.text(alphabet="口袋公园ab1，“建成"))
def test_bigrams_are_pairs_of_neighbours(message: str) -> None:
    for pair in segment.bigrams(message):
        assert len(pair) == 2
        assert pair in message


@given(st.text())
def test_cutting_keeps_the_order(search: Search, message: str) -> None:
    at = 0
    for word in search.terms.segmenter.cut(message):
        at = message.index(word, at) + len(word)
    assert all(0 <= border <= len(message) for border in search.terms.segmenter.borders(message))
