"""Counting n-grams: which one of the prediction finds a free place in the reference."""

from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Sequence

from seqviz.records.bleu import BleuCounts, NgramCount, NgramFate, NgramOrder, NgramPlace

Ngram = tuple[str, ...]


def ngrams(tokens: Sequence[str], n: int) -> Iterator[Ngram]:
    """Yield the runs of ``n`` neighbouring tokens from left to right: ``len(tokens) - n + 1`` of them, or none."""
    return zip(*[tokens[start:] for start in range(n)], strict=False)


def match_order(prediction: Sequence[str], reference: Sequence[str], n: int) -> NgramOrder:
    """Match the n-grams of a prediction to the places of the reference, each place at most once.

    From left to right every n-gram takes the first free place where the reference has the same one. Which copy
    takes which place changes the drawing alone: the number of matches is the clipped count either way.
    """
    free: defaultdict[Ngram, deque[int]] = defaultdict(deque)
    for position, ngram in enumerate(ngrams(reference, n)):
        free[ngram].append(position)
    expected = {ngram: len(positions) for ngram, positions in free.items()}
    places = []
    for position, ngram in enumerate(ngrams(prediction, n)):
        target = free[ngram].popleft() if free.get(ngram) else None
        fate: NgramFate = "matched" if target is not None else "clipped" if ngram in expected else "missing"
        places.append(NgramPlace(position=position, ngram=ngram, fate=fate, target=target))
    counts = tuple(
        NgramCount(ngram=ngram, predicted=count, expected=expected.get(ngram, 0))
        for ngram, count in Counter(place.ngram for place in places).items()
    )
    return NgramOrder(n=n, places=tuple(places), counts=counts)


def count_pair(prediction: Sequence[str], reference: Sequence[str], max_n: int) -> BleuCounts:
    """Count matches and totals for n = 1, ..., ``max_n``, without keeping which n-gram matched where.

    The fast path for long texts and whole test sets: it agrees with :func:`match_order`.
    """
    matches: list[int] = []
    for n in range(1, max_n + 1):
        # An n-gram can match only if the shorter ones inside it do.
        matches.append(_clipped(prediction, reference, n) if n == 1 or matches[-1] else 0)
    return BleuCounts(
        matches=tuple(matches),
        totals=tuple(max(0, len(prediction) - n + 1) for n in range(1, max_n + 1)),
        predicted_length=len(prediction),
        reference_length=len(reference),
    )


def _clipped(prediction: Sequence[str], reference: Sequence[str], n: int) -> int:
    predicted, expected = set(ngrams(prediction, n)), set(ngrams(reference, n))
    shared = predicted & expected
    # Where one side repeats nothing, each shared n-gram counts once: sets, built and intersected in C, are enough.
    if len(predicted) == len(prediction) - n + 1 or len(expected) == len(reference) - n + 1:
        return len(shared)
    counts, limits = Counter(ngrams(prediction, n)), Counter(ngrams(reference, n))
    return sum(min(counts[ngram], limits[ngram]) for ngram in shared)
