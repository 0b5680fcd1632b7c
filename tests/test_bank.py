"""The question bank and the plan's other data files: every claim is checked against the plan's text."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge import bank, plan
from knowledge.bank import Entry
from knowledge.errors import PlanError, UnknownPlan
from knowledge.records import Plan

BANK = plan.folder() / "question-bank.jsonl"

TEXT = """示范镇规划

一、成绩
建成甲路5公里。乙路在建。

表一
\t名称
\t值

\t绿地
\t7
"""
CONFIG = """
id = "model"
title = "示范镇规划"
town = "示范镇"
text = "plan.txt"
topics = "topics.toml"
absent = "absent.toml"
[[period]]
id = "a"
name = "前期"
first_year = 2030
last_year = 2034
done = true
headings = ["一、成绩"]
"""


@pytest.fixture(scope="module")
def record() -> Plan:
    return plan.load()


@pytest.fixture(scope="module")
def entries(record: Plan) -> tuple[Entry, ...]:
    return bank.read(BANK, record)


def test_every_sentence_has_an_entry_in_the_plans_order(record: Plan, entries: tuple[Entry, ...]) -> None:
    assert [e.id for e in entries] == list(range(len(entries)))
    assert sorted({e.sentence for e in entries}) == [s.id for s in record.sentences]
    assert [e.sentence for e in entries] == sorted(e.sentence for e in entries)
    assert all(e.quote in record.sentences[e.sentence].text for e in entries)


def test_most_sentences_are_asked(entries: tuple[Entry, ...]) -> None:
    assert sum(len(e.questions) for e in entries) >= 5_500
    assert len({e.sentence for e in entries if e.questions}) >= 260


def test_the_bank_has_no_faults(record: Plan, entries: tuple[Entry, ...]) -> None:
    assert list(bank.faults(entries, record)) == []


def test_faults_are_seen(record: Plan, entries: tuple[Entry, ...]) -> None:
    named = [e for e in entries if e.questions and "“二陆”文化广场" in record.sentences[e.sentence].text]
    one, two = [e for e in named if record.sentences[e.sentence].period == "145"][:2]
    wrong = (
        replace(one, quote="不在规划里", questions=("何时建成", "何时建成？"), lay_terms=(" ",), missing=("要几年",)),
        replace(two, quote="文化广场", questions=("何时建成呢", "要几年"), lay_terms=("广场",), missing=()),
    )
    assert list(bank.faults(wrong, record)) == [
        f"entry {one.id} (不在规划里…): the quote does not stand in sentence {one.sentence}",
        f"entry {one.id} (不在规划里…): '何时建成' stands twice",
        f"entry {one.id} (不在规划里…): an empty question or term",
        f"entry {two.id} (文化广场…): lay term '广场' is the quote's own word",
        f"entry {two.id} (文化广场…): question '何时建成呢' also stands at entry {one.id}",
        f"entry {one.id} (不在规划里…): '要几年' is missing here, answered at entry {two.id}",
    ]


def test_the_same_question_may_stand_once_in_each_period(record: Plan, entries: tuple[Entry, ...]) -> None:
    done = next(e for e in entries if record.sentences[e.sentence].period == "135")
    planned = next(e for e in entries if record.sentences[e.sentence].period == "145")
    asked = [replace(e, questions=("口袋公园有几个",), lay_terms=(), missing=()) for e in (done, planned)]
    assert list(bank.faults(asked, record)) == []


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", r"bank\.jsonl:2: not JSON \(.*\); mend the line"),
        ("[]", r":2: an entry has exactly the keys lay_terms, missing, questions, quote, sentence"),
        ('{"sentence": "甲"}', ":2: an entry has exactly the keys"),
        (
            '{"sentence": "甲", "quote": "甲", "questions": [], "lay_terms": [], "missing": []}',
            "'甲' is not in the plan",
        ),
        (
            '{"sentence": "基本要求是：", "quote": "总要求", "questions": [], "lay_terms": [], "missing": []}',
            ":2: '总要求' is not in the plan; copy sentence and quote",
        ),
    ],
)
def test_unusable_lines(record: Plan, tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "bank.jsonl"
    path.write_text(f"\n{line}\n", encoding="utf-8")
    with pytest.raises(PlanError, match=message):
        bank.read(path, record)


def test_a_missing_bank(record: Plan, tmp_path: Path) -> None:
    with pytest.raises(PlanError, match="No such file or directory; restore the file"):
        bank.read(tmp_path / "bank.jsonl", record)


def test_a_sentence_without_entry_gets_a_bare_one(record: Plan, tmp_path: Path) -> None:
    path = tmp_path / "bank.jsonl"
    entry = {"sentence": "基本要求是：", "quote": "基本要求", "questions": ["要求"], "lay_terms": [], "missing": []}
    path.write_text(json.dumps(entry), encoding="utf-8")
    read = bank.read(path, record)
    assert len(read) == len(record.sentences)
    assert [e.quote for e in read if e.questions] == ["基本要求"]


def folder(path: Path, config: str = "", topics: str = "", absent: str = "") -> Path:
    path.joinpath("plan.txt").write_text(TEXT, encoding="utf-8")
    path.joinpath("plan.toml").write_text(CONFIG + config, encoding="utf-8")
    path.joinpath("topics.toml").write_text(topics, encoding="utf-8")
    path.joinpath("absent.toml").write_text(absent, encoding="utf-8")
    return path


def test_another_plan(tmp_path: Path) -> None:
    topics = '[[topic]]\nname = "路"\naliases = ["马路"]\nquotes = ["乙路在建", "建成甲路5公里"]\nrows = ["绿地"]\n'
    read = plan.load_folder(folder(tmp_path, topics=topics))
    (topic,) = read.topics
    assert (topic.quotes, topic.sentences, topic.rows) == (("建成甲路5公里", "乙路在建"), (1, 2), ("绿地",))
    assert [(f.value, f.unit, f.subject, f.done) for f in read.figures] == [("5", "公里", "建成甲路", True)]
    assert [i.row for i in read.indicators] == ["绿地　7"]


@pytest.mark.parametrize(
    ("files", "message"),
    [
        (
            {"topics": '[[topic]]\nname = "路"\naliases = []\nquotes = []\nrows = ["林地"]\n'},
            r"topics\.toml: '路' names the row '林地', which no table has",
        ),
        (
            {"topics": '[[topic]]\nname = "路"\naliases = []\nquotes = ["丙路"]\n'},
            "'路' quotes '丙路', which is not in the plan's text; copy it verbatim",
        ),
        (
            {"absent": '[[absent]]\nname = "甲"\naliases = ["甲路"]\n'},
            "'甲' is called absent, but '甲路' stands in the plan",
        ),
        (
            {"config": '[[indicator]]\nid = "g"\nlabel = "绿"\nachieved = "林地"\naliases = []\n'},
            "indicator 'g' names achieved = '林地', which no table row is called",
        ),
        ({"config": '[[project]]\nname = "丙"\nin_plan = ["丙"]\naliases = []\n'}, "'丙' quotes '丙'"),
        (
            {"config": '[[enumeration]]\nname = "路"\naliases = []\nitems = ["丙路"]\nquote = "乙路在建"\n'},
            "'路' quotes '丙路'",
        ),
        ({"config": "= 1"}, r"plan\.toml: .*; mend the file"),
    ],
)
def test_claims_that_the_text_does_not_bear_out(tmp_path: Path, files: dict[str, str], message: str) -> None:
    with pytest.raises(PlanError, match=message):
        plan.load_folder(folder(tmp_path, **files))


def test_unknown_plans() -> None:
    with pytest.raises(UnknownPlan, match=r"no plan '\.\./etc' in .*; known plans: xiaokunshan-145"):
        plan.load("../etc")


def test_every_quote_of_the_data_files_stands_in_its_sentence(record: Plan) -> None:
    for owner in (*record.topics,):
        assert all(q in record.sentences[s].text for q, s in zip(owner.quotes, owner.sentences, strict=True))
        assert list(owner.sentences) == sorted(owner.sentences)
    for absent in record.absent:
        assert all(q in record.sentences[s].text for q, s in zip(absent.near, absent.sentences, strict=True))
    for listed in record.enumerations:
        text = "".join(record.sentences[s].text for s in listed.sentences)
        assert all(item in text for item in listed.items)
    for measure in record.measures:
        assert not measure.prose or measure.prose in record.sentences[measure.prose_sentence].text
