"""BM25 with rank-bm25, computed once: a score is a sum over query terms, so each term's share is stored.

Answering then adds up stored numbers and needs neither numpy nor rank-bm25; a test checks that the
sums equal `get_scores` of rank-bm25.
"""

import math
from array import array
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Postings = dict[str, dict[int, float]]
K1, B = 1.5, 0.75  # rank-bm25's own defaults


def idf(count: int, holding: int) -> float:
    """Return the idf that is positive for every term: ln(1 + (N − n + 0.5) / (n + 0.5)).

    Robertson & Zaragoza, The Probabilistic Relevance Framework (2009), in Lucene's form. rank-bm25's
    own idf gives 0 to a term in exactly half of the texts.
    """
    return math.log(1 + (count - holding + 0.5) / (holding + 0.5))


def saturation(frequency: int, length: float) -> float:
    """Return what a term's frequency in a text counts: f (k₁ + 1) / (f + k₁ (1 − b + b · length)).

    `length` is the text's length in terms of the average length; formula as in rank-bm25's BM25Okapi.
    """
    return frequency * (K1 + 1) / (frequency + K1 * (1 - B + B * length))


def postings(corpus: Sequence[Sequence[str]]) -> Postings:
    """Return each term's BM25 share in each text of a corpus: {term: {text number: share}}."""
    model = ranked(corpus)
    if model is None:
        return {}
    shares: Postings = {}
    for number, counts in enumerate(model.doc_freqs):
        length = model.doc_len[number] / model.avgdl
        for term, frequency in counts.items():
            shares.setdefault(term, {})[number] = model.idf[term] * saturation(frequency, length)
    return shares


def ranked(corpus: Sequence[Sequence[str]]) -> Any:  # noqa: ANN401  (rank-bm25 ships no types)
    """Return the rank-bm25 model of a corpus with the positive idf, or None for a corpus without a term.

    rank-bm25 divides by zero where no text has a term.
    """
    from rank_bm25 import BM25Okapi

    class PositiveIdf(BM25Okapi):  # type: ignore[misc]
        def _calc_idf(self, nd: Mapping[str, int]) -> None:
            self.idf = {term: idf(self.corpus_size, holding) for term, holding in nd.items()}

    if not any(corpus):
        return None
    return PositiveIdf(corpus, k1=K1, b=B)


def merged(fields: Iterable[tuple[float, Postings]]) -> Postings:
    """Return the weighted sum of several fields' postings."""
    total: Postings = {}
    for weight, field in fields:
        for term, shares in field.items():
            into = total.setdefault(term, {})
            for text, share in shares.items():
                into[text] = into.get(text, 0.0) + weight * share
    return total


def packed(shares: Mapping[int, float]) -> bytes:
    """Return postings as bytes: text numbers (uint16), then shares (float32).

    Raises OverflowError for a text number that two bytes cannot hold.
    """
    return array("H", shares.keys()).tobytes() + array("f", shares.values()).tobytes()


def unpacked(blob: bytes) -> list[tuple[int, float]]:
    """Return what `packed` took, as (text number, share) pairs."""
    count = len(blob) // 6
    return list(zip(array("H", blob[: 2 * count]), array("f", blob[2 * count :]), strict=True))
