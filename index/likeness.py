"""Likeness: how like a message is to the questions that the bank has on an entry (cosine, weighted by idf)."""

import math
import sys
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class BankQuestions:
    """Questions of the bank on one entry: in compact form, the summed idf of each, and which of them have a term.

    The first `answered` of them the plan answers, the others it does not. A term leads to its questions, as in an
    index: a message shares few terms with few of them.
    """

    texts: tuple[str, ...]
    weights: tuple[float, ...]
    at: Mapping[str, Sequence[int]]
    answered: int

    @classmethod
    def of(
        cls, answered: Sequence[tuple[str, float, str]], missing: Sequence[tuple[str, float, str]]
    ) -> "BankQuestions":
        """Return the questions of rows of their text, their summed idf, and their terms parted by blanks."""
        kept = [*answered, *missing]
        at: dict[str, list[int]] = {}
        for number, (_, _, terms) in enumerate(kept):
            for term in terms.split(" "):
                at.setdefault(sys.intern(term), []).append(number)
        return cls(tuple(text for text, _, _ in kept), tuple(weight for _, weight, _ in kept), at, len(answered))

    def without(self, question: str) -> "BankQuestions":
        """Return the same with one question that nothing is like any more."""
        weights = (math.inf if text == question else w for text, w in zip(self.texts, self.weights, strict=True))
        return replace(self, weights=tuple(weights))


class Wanted:
    """A message's terms with their idf, looked up once for all that they are compared with."""

    def __init__(self, weighed: Mapping[str, float]) -> None:
        """Take the terms, each with its idf, in an order that is the same in every process, as sums depend on it."""
        self._weighed = tuple(weighed.items())
        self._weight = sum(weighed.values())

    def cover(self, known: Set[str]) -> float:
        """Return the share, by idf, that stands in `known` (0–1)."""
        return sum(idf for term, idf in self._weighed if term in known) / self._weight if self._weight else 0.0

    def cosines(self, questions: BankQuestions) -> list[float]:
        """Return the cosine (0–1) with each question, 0 where no term is shared."""
        common = [0.0] * len(questions.texts)
        at = questions.at
        for idf, numbers in [(idf, at[term]) for term, idf in self._weighed if term in at]:
            for number in numbers:
                common[number] += idf
        whole = self._weight
        pairs = zip(common, questions.weights, strict=True)
        return [shared and shared / math.sqrt(whole * weight) for shared, weight in pairs]

    def nearest(self, questions: BankQuestions, without: str = "") -> tuple[float, str, float]:
        """Return the best cosine with an answered question and that, the first of several, and the best with another.

        `without` is left out; 0 and "" stand for none.
        """
        cosines, texts = self.cosines(questions), questions.texts
        if without in texts:
            cosines[texts.index(without)] = 0.0
        answered, missing = cosines[: questions.answered], cosines[questions.answered :]
        best = max(answered, default=0.0)
        return best, texts[answered.index(best)] if best else "", max(missing, default=0.0)
