"""Quality may only rise: all cases are asked and held against the figures recorded in tests/cases/recorded.json.

After a change that raises them: `python tests/test_quality.py` writes the new figures.
"""

import json
import os
from pathlib import Path

import pytest

from bot.evaluate import judge, read_cases
from bot.guard import numbers
from bot.terminal import answer_talk
from index.search import Search
from tests import left_out

CASES = Path(__file__).parent / "cases"
RECORDED = CASES / "recorded.json"
LEFT_OUT_TOLD, LEFT_OUT_UNTOLD = 0.9, 0.72
FILES = sorted(CASES.glob("*.jsonl"))


def measured(search: Search, path: Path) -> dict[str, int]:
    judgements = [judge(case, answer_talk(search, case["id"], case["turns"])) for case in read_cases(path)]
    return {
        "cases": len(judgements),
        "passed": sum(not j.reasons for j in judgements),
        "wrong": sum(j.wrong for j in judgements),
    }


def test_every_set_is_recorded() -> None:
    assert set(json.loads(RECORDED.read_text(encoding="utf-8"))) == {path.stem for path in FILES}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_set_falls_below_its_record(search: Search, path: Path) -> None:
    recorded = json.loads(RECORDED.read_text(encoding="utf-8"))[path.stem]
    now = measured(search, path)
    assert now["cases"] == recorded["cases"]
    assert now["passed"] >= recorded["passed"]
    assert now["wrong"] <= recorded["wrong"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_quote_is_verbatim_in_the_plan(search: Search, path: Path) -> None:
    whole = {p.text for p in search.plan.paragraphs} | {row.row for row in search.plan.indicators}
    text = "\n".join(whole)
    for case in read_cases(path):
        for citation in answer_talk(search, case["id"], case["turns"])["citations"]:
            assert citation["quote"] in text


def test_bank_questions_put_without_themselves(planbot_home: Path, search: Search) -> None:
    # Every 16th question; measured over all, 2026-11: see docs/quality.md.
    told, untold = left_out.shares(list(left_out.put(left_out.opened(planbot_home, search.plan.id), 16)))
    assert told >= LEFT_OUT_TOLD
    assert untold >= LEFT_OUT_UNTOLD


def test_a_figure_that_nothing_backs_is_seen() -> None:
    assert numbers("新建3座，6.9公里") == {"3", "6.9"}


def main() -> None:
    """Write the figures measured now."""
    from bot import settings
    from bot.home import open_search

    search = open_search(settings.read(os.environ).home)
    found = {path.stem: measured(search, path) for path in FILES}
    RECORDED.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()
