"""Counting n-grams: which one of the prediction finds a free place in a reference."""

from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Sequence

from seqviz.metrics.references import closest, counting
from seqviz.records.bleu import BleuCounts, NgramCount, NgramFate, NgramOrder, NgramPlace

Ngram = tuple[str, ...]


def ngrams(tokens: Sequence[str], n: int) -> Iterator[Ngram]:
    """Yield the runs of ``n`` neighbouring tokens from left to right: ``len(tokens) - n + 1`` of them, or none."""
    return zip(*[tokens[start:] for start in range(n)], strict=False)


def match_order(prediction: Sequence[str], references: Sequence[Sequence[str]], n: int) -> NgramOrder:
    """Match the n-grams of a prediction to places in the references, each place at most once.

    All copies of an n-gram go to the one reference that has it most often, the first among equals. From left to right
    each takes the first free place there. Which copy takes which place changes the drawing alone: the number of matches
    is the clipped count either way.
    """
    free = [_positions(reference, n) for reference in references]
    predicted = list(ngrams(prediction, n))
    counts = {
        ngram: NgramCount(ngram=ngram, predicted=count, each=tuple(len(places.get(ngram, ())) for places in free))
        for ngram, count in Counter(predicted).items()
    }
    places = []
    for position, ngram in enumerate(predicted):
        count = counts[ngram]
        left = free[count.reference].get(ngram)
        target = left.popleft() if left else None
        fate: NgramFate = "matched" if target is not None else "clipped" if count.expected else "missing"
        places.append(NgramPlace(position=position, ngram=ngram, fate=fate, target=target, reference=count.reference))
    return NgramOrder(n=n, places=tuple(places), counts=tuple(counts.values()))


def _positions(reference: Sequence[str], n: int) -> dict[Ngram, deque[int]]:
    found: defaultdict[Ngram, deque[int]] = defaultdict(deque)
    for position, ngram in enumerate(ngrams(reference, n)):
        found[ngram].append(position)
    return dict(found)


def count_pair(
    prediction: Sequence[str], reference: Sequence[str], max_n: int, *, others: Sequence[Sequence[str]] = ()
) -> BleuCounts:
    """Count matches and totals for n = 1, ..., ``max_n``, without keeping which n-gram matched where.

    The fast path for long texts and whole test sets: it agrees with :func:`match_order`. ``others`` are further
    references; empty ones do not count.
    """
    references = counting((reference, *others))
    matches: list[int] = []
    for n in range(1, max_n + 1):
        # An n-gram can match only if the shorter ones inside it do.
        matches.append(_clipped(prediction, references, n) if n == 1 or matches[-1] else 0)
    return BleuCounts(
        matches=tuple(matches),
        totals=tuple(max(0, len(prediction) - n + 1) for n in range(1, max_n + 1)),
        predicted_length=len(prediction),
        reference_length=len(references[closest(len(prediction), references)]),
    )


def _clipped(prediction: Sequence[str], references: Sequence[Sequence[str]], n: int) -> int:
    if len(references) > 1:
        limits: Counter[Ngram] = Counter()
        for reference in references:
            limits |= Counter(ngrams(reference, n))
        return (Counter(ngrams(prediction, n)) & limits).total()
    return _clipped_by_one(prediction, references[0], n)


def _clipped_by_one(prediction: Sequence[str], reference: Sequence[str], n: int) -> int:
    predicted, expected = set(ngrams(prediction, n)), set(ngrams(reference, n))
    shared = predicted & expected
    # Where one side repeats nothing, each shared n-gram counts once: sets, built and intersected in C, are enough.
    if len(predicted) == len(prediction) - n + 1 or len(expected) == len(reference) - n + 1:
        return len(shared)
    counts, limits = Counter(ngrams(prediction, n)), Counter(ngrams(reference, n))
    return sum(min(counts[ngram], limits[ngram]) for ngram in shared)
