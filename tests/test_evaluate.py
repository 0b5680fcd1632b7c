"""The judge on hand-written cases, and the sums."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot import cli, evaluate
from index.search import Search
from knowledge.errors import InputError

CASE: dict[str, Any] = {
    "id": "resident-1",
    "turns": ["问"],
    "kind": "when",
    "difficulty": 2,
    "status": ["answered", "partial"],
    "must": [["2座", "两座"], ["公园"]],
    "must_not": ["5座", "已(经)?建成"],
    "evidence": ["新建口袋 公园２座", "别的"],
}
CITED = [{"path": ["六、城镇", "二是"], "quote": "……新建口袋公园2座，……"}]


def reply(**changes: Any) -> dict[str, Any]:
    return {"status": "answered", "text": "新建两座口袋公园。", "citations": CITED, **changes}


@pytest.mark.parametrize(
    ("answered", "reasons", "wrong"),
    [
        (reply(), [], False),
        (reply(status="partial"), [], False),
        (reply(text="新建 ２ 座口袋\n公园"), [], False),
        (reply(text="新建公园"), ["must ['2座', '两座']"], False),
        (reply(text=""), ["must ['2座', '两座']", "must ['公园']"], False),
        (reply(text=None), ["must ['2座', '两座']", "must ['公园']"], False),
        (reply(text="公园两座，不是5座"), ["must_not 5座"], True),
        (reply(text="两座公园已建成，5 座"), ["must_not 5座", "must_not 已(经)?建成"], True),
        (reply(citations=[]), ["evidence 新建口袋 公园２座… not cited"], False),
        (reply(citations=[{"quote": "别", "path": ["甲", "的"]}]), ["evidence 新建口袋 公园２座… not cited"], False),
        (reply(citations=[{"path": ["甲", "别的"]}]), [], False),
        (reply(status="not_found", citations=[]), ["status not_found not in ['answered', 'partial']"], False),
        (reply(status=None), ["status None not in ['answered', 'partial']"], False),
    ],
)
def test_judge(answered: dict[str, Any], reasons: list[str], wrong: bool) -> None:
    judged = evaluate.judge(CASE, answered)
    assert (list(judged.reasons), judged.wrong) == (reasons, wrong)


def test_answering_what_the_plan_does_not_hold_is_wrong() -> None:
    case = {"id": "a", "turns": ["问"], "status": ["not_found"]}
    assert evaluate.judge(case, reply()).wrong
    assert not evaluate.judge(case, reply(status="partial")).wrong
    assert not evaluate.judge(case, reply(status="not_found")).reasons


def test_counts() -> None:
    two_turns = {**CASE, "id": "staff-1", "turns": ["一", "二"], "difficulty": None}
    judged = [evaluate.judge(CASE, reply()), evaluate.judge(two_turns, reply(text="5座"))]
    assert evaluate.counts(judged) == {
        "persona:resident": (1, 0, 1),
        "persona:staff": (0, 1, 1),
        "kind:when": (1, 1, 2),
        "difficulty:2": (1, 0, 1),
        "difficulty:None": (0, 1, 1),
        "turns:1": (1, 0, 1),
        "turns:2+": (0, 1, 1),
    }


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b"nonsense", ":1: no JSON"),
        (b"[]", "is no case"),
        (b'{"turns": ["x"]}', "is no case"),
        (b'{"id": "a"}', "turns of case 'a'"),
        (b'{"id": "a", "turns": []}', "turns of case 'a'"),
        (b'{"id": "a", "turns": ["x"], "status": "chat"}', "status of case 'a'"),
        (b'{"id": "a", "turns": ["x"], "status": ["chat"], "must": ["x"]}', "must, must_not or evidence"),
        (b'{"id": "a", "turns": ["x"], "status": ["chat"], "must": [["("]]}', "pattern '('"),
        (b'{"id": "a", "turns": ["x"], "status": ["chat"], "must_not": ["("]}', "pattern '('"),
        (b"\xff", "byte 1 is no UTF-8"),
    ],
)
def test_cases_that_cannot_be_used(tmp_path: Path, line: bytes, message: str) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_bytes(line)
    with pytest.raises(InputError) as error:
        list(evaluate.read_cases(path))
    assert str(path) in str(error.value)
    assert message in str(error.value)


@pytest.fixture
def cases(search: Search, tmp_path: Path) -> list[str]:
    """Two files: a case that passes; one that fails, and one that is wrong."""
    one, two = tmp_path / "one.jsonl", tmp_path / "two.jsonl"
    right = {"id": "a-1", "turns": ["2018年财政总收入"], "kind": "table", "status": ["answered"], "must": [["168504"]]}
    fails = {"id": "b-1", "turns": ["你好"], "kind": "chitchat", "status": ["chat"], "must": [["不会说的话"]]}
    wrong = {"id": "b-2", "turns": ["2018年财政总收入", "那2019年呢"], "kind": "table", "status": ["not_found"]}
    one.write_text(json.dumps(right) + "\n\n", encoding="utf-8")
    two.write_text("\n".join(map(json.dumps, (fails, wrong))), encoding="utf-8")
    return [str(one), str(two)]


def test_the_report_begins_with_what_is_wrong(cases: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["eval", *cases]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if not line.startswith(" ")][:2] == [
        "WRONG b-2  2018年财政总收入 → 那2019年呢",
        "fails b-1  你好",
    ]
    assert "    status answered not in ['not_found']" in lines
    assert lines[-1] == "passed 1/3 = 0.333, wrong 1"


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (["--min", "0.33"], 0),
        (["--min", "0.34"], 1),
        (["--max-wrong", "1"], 0),
        (["--max-wrong", "0"], 1),
        (["--min", "0", "--max-wrong", "0"], 1),
    ],
)
def test_limits(cases: list[str], limits: list[str], code: int, capfd: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["eval", *cases, "--json", *limits]) == code
    result = json.loads(capfd.readouterr().out)
    assert (result["passed"], result["wrong"], result["cases"]) == (1, 1, 3)
    assert [failing["id"] for failing in result["failing"]] == ["b-2", "b-1"]
    assert result["groups"]["persona:b"] == {"passed": 0, "wrong": 1, "cases": 2}


@pytest.mark.parametrize(
    ("before", "code", "word"),
    [((0, 1), 0, "as recorded"), ((1, 1), 1, "DROP"), ((0, 0), 1, "DROP"), ((0, 2), 0, "up")],
)
def test_recorded_figures(
    cases: list[str], before: tuple[int, int], code: int, word: str, capfd: pytest.CaptureFixture[str]
) -> None:
    passed, wrong = before
    recorded = Path(cases[0]).with_name("recorded.json")
    recorded.write_text(json.dumps({"two": {"cases": 2, "passed": passed, "wrong": wrong}}), encoding="utf-8")
    assert cli.main(["eval", *cases, "--recorded", str(recorded)]) == code
    last = capfd.readouterr().out.splitlines()[-1]
    assert last == f"two: 0/2, 1 wrong; recorded {passed}, {wrong} wrong: {word}"


@pytest.mark.parametrize("content", [None, "nonsense", "[]", '{"two": {"cases": 2}}'])
def test_recorded_figures_that_cannot_be_used(
    cases: list[str], tmp_path: Path, content: str | None, capfd: pytest.CaptureFixture[str]
) -> None:
    recorded = tmp_path / "recorded.json"
    if content is not None:
        recorded.write_text(content, encoding="utf-8")
    assert cli.main(["eval", *cases, "--recorded", str(recorded)]) == 2
    assert str(recorded) in capfd.readouterr().err
