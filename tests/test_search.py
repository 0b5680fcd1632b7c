"""Search: the right entry first, and why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import text
from index.search import CANDIDATES, Search


@pytest.mark.parametrize(
    ("message", "quote"),
    [
        ("口袋公园以后要建几座", "新建3座口袋公园"),
        ("体育培训中心设计招标", "体育培训中心项目完成设计招标"),
        ("动迁签约了多少户", "完成动搬迁签约民宅4375户"),
        ("分红每年涨多少", "每份收益分配年均增长率达40%以上"),
        ("轨交T2线", "协调落实轨交T2线规划建设"),
        ("监控探头有几路", "1432路监控共享网络"),
        ("国家卫生镇复审哪一年", "完成2022年国家卫生镇复审工作"),
        ("敬老院公建民营", "小昆山敬老院实现公建民营"),
        ("15分钟文化生活圈", "打造15分钟文化生活圈"),
        ("家庭医生签约", "推行家庭医生制“1+1+1”签约服务"),
    ],
)
def test_the_best_hit(search: Search, message: str, quote: str) -> None:
    best = search.hits(text.compact(message))[0]
    assert quote in search.sentence(best.entry.sentence).text


@pytest.mark.parametrize("message", ["", "吗", "，。", "👍", "qqqq"])
def test_nothing_is_found_for_nothing(search: Search, message: str) -> None:
    assert search.hits(message) == []


def test_hits_are_sorted_and_told_apart(search: Search) -> None:
    hits = search.hits("养老服务有什么打算")
    assert 1 < len(hits) <= CANDIDATES
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)
    assert len({h.entry.id for h in hits}) == len(hits)
    for hit in hits:
        assert hit.bm25 > 0
        assert 0 <= min(hit.likeness, hit.missing, hit.cover) <= max(hit.likeness, hit.missing, hit.cover) <= 1 + 1e-9
        assert hit.nearest in ("", *map(text.compact, hit.entry.questions))


def test_a_bank_question_is_its_own_nearest(search: Search) -> None:
    question = "四期安置房开工了吗"
    best = search.hits(question)[0]
    assert (best.nearest, round(best.likeness, 6)) == (question, 1)
    other = search.hits(question, without=question)[0]
    assert other.nearest != question
    assert other.likeness < 1


def test_what_the_plan_lacks_is_known(search: Search) -> None:
    best = search.hits(text.compact("昆水街地库停车多少钱"))[0]
    assert best.missing > best.likeness


def test_the_caller_may_change_the_list(search: Search) -> None:
    search.hits("养老").clear()
    assert search.hits("养老")


def test_unknown_terms_weigh_as_much_as_the_rarest(search: Search) -> None:
    weight, shares = search.postings("没有这词")
    assert shares == []
    assert weight >= search.idf("口袋") > search.idf("建设") > 0


def test_words(search: Search) -> None:
    assert search.is_word("公园")
    assert search.is_word("财政总收入")
    assert not search.is_word("口代公园")
    assert not search.is_word("体育培")  # only the beginning of words


def test_rare_words_are_names(search: Search) -> None:
    hit = search.hits("终南形意拳")[0]
    assert any("形意拳" in word for word in search.rare_words("终南形意拳怎么建设", hit.entry))
    assert search.rare_words("怎么建设", hit.entry) == []


def test_every_bank_question_is_stored_with_its_terms(search: Search) -> None:
    for entry in search.entries[::10]:
        bank = search.asked(entry).questions
        assert list(bank.texts) == [text.compact(q) for q in (*entry.questions, *entry.missing)]
        assert bank.answered == len(entry.questions)
        for number, (question, weight) in enumerate(zip(bank.texts, bank.weights, strict=True)):
            terms = search.term_set(question)
            assert {term for term, numbers in bank.at.items() if term and number in numbers} == terms
            assert weight == pytest.approx(sum(map(search.idf, terms)))


@given(st.text(alphabet="口袋公园财政总收入养老幼儿建设规划的吗几，1"))
def test_likeness_is_a_cosine(search: Search, message: str) -> None:
    terms = search.term_set(message)
    (entry,) = search.entries_of([227])[:1]
    bank = search.asked(entry).questions
    for number, question in enumerate(bank.texts):
        answered, own = number < bank.answered, search.term_set(question)
        assert 0 <= search.likeness(terms, entry, question.__eq__, answered=answered) <= 1 + 1e-9
        assert search.likeness(own, entry, question.__eq__, answered=answered) == pytest.approx(1)
        assert search.likeness(own, entry, question.__eq__, answered=not answered) == 0


def test_a_question_left_out_is_like_nothing(search: Search) -> None:
    entry = next(e for e in search.entries if len(e.questions) > 1)
    message = text.compact(entry.questions[0])
    assert next(h for h in search.hits(message) if h.entry.id == entry.id).nearest == message
    left = next(h for h in search.hits(message, without=message) if h.entry.id == entry.id)
    assert left.nearest != message
    assert left.likeness < 1


@given(st.text())
def test_any_text_can_be_searched(search: Search, message: str) -> None:
    for hit in search.hits(text.compact(message)):
        assert hit.entry.quote in search.sentence(hit.entry.sentence).text
