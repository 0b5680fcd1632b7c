"""The naive baseline: jieba and rank-bm25 over sentences and table rows; the best one is the answer.

What anyone builds in an afternoon, with the one thing that can be tuned set as well as it can be:
the score below which it says that the plan has no answer.
"""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

import jieba
from rank_bm25 import BM25Okapi

from bot.evaluate import Case, judge
from knowledge.records import Plan

NOT_FOUND = {"status": "not_found", "text": "规划没有提到。", "citations": []}


class Baseline:
    """The sentences and table rows of a plan under plain BM25."""

    def __init__(self, plan: Plan) -> None:
        self.texts = [(s.text, plan.paragraphs[s.paragraph].path) for s in plan.sentences]
        self.texts += [(row.row, (plan.tables[row.table].caption,)) for row in plan.indicators]
        self.model = BM25Okapi([list(jieba.cut_for_search(text)) for text, _ in self.texts])

    def scores(self, question: str) -> Any:
        """The score of each text: the bare work that planbot's time is compared with."""
        return self.model.get_scores(list(jieba.cut_for_search(question)))

    def best(self, question: str) -> tuple[float, dict[str, Any]]:
        """The highest score and the reply that its text makes."""
        scores = self.scores(question)
        at = int(scores.argmax())
        text, path = self.texts[at]
        return float(scores[at]), {
            "status": "answered",
            "text": text,
            "citations": [{"quote": text, "path": list(path)}],
        }


def quality(plan: Plan, cases: Sequence[Case]) -> tuple[int, int, float]:
    """(passed, wrong, threshold) at the threshold that lets most cases pass, and of these the fewest be wrong."""
    model = Baseline(plan)
    scored = []
    for case in cases:  # each reply is judged once: the judge is the dear part, the sweep is a sum
        score, reply = model.best(case["turns"][-1])
        scored.append((score, judge(case, reply), judge(case, NOT_FOUND)))
    scored.sort(key=lambda one: -one[0])
    passed = sum(not silent.reasons for _, _, silent in scored)
    wrong = sum(silent.wrong for _, _, silent in scored)
    best = (passed, -wrong, float("inf"))
    for score, same in groupby(scored, key=lambda one: one[0]):
        for _, spoken, silent in same:
            passed += (not spoken.reasons) - (not silent.reasons)
            wrong += spoken.wrong - silent.wrong
        best = max(best, (passed, -wrong, score))
    return best[0], -best[1], best[2]
