"""Many sequences drawn from seeds in a row: counted, beside what is expected, and over all temperatures."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from seqviz.decoding.drawable import drawable
from seqviz.decoding.model import Model, SearchProblem
from seqviz.decoding.reshaping import Shaping
from seqviz.decoding.sampling import sample
from seqviz.decoding.tables import Prefix
from seqviz.records.sampling import SequenceShares, Spread


def spread(model: Model, *, max_length: int, seed: int, count: int, shaping: Shaping, prefix: Prefix = ()) -> Spread:
    """Draw the first sequence of each of ``count`` seeds from ``seed`` on; see ``sample``."""
    draws = sample(
        model, max_length=max_length, seed=seed, count=count, prefix=prefix,
        temperature=shaping.temperature, top_k=shaping.top_k, top_p=shaping.top_p,
    )  # fmt: skip
    try:
        shares = drawable(model, max_length=max_length, shaping=shaping, prefix=prefix)
    except SearchProblem:
        shares = None
    return Spread(
        count=count, counts=Counter(draw.tokens for draw in draws), shares=shares,
        probabilities={draw.tokens: draw.probability for draw in draws},
    )  # fmt: skip


def over_temperatures(
    model: Model, temperatures: Sequence[float], *, max_length: int, shaping: Shaping, prefix: Prefix = ()
) -> tuple[SequenceShares, ...]:
    """Enumerate what can be drawn at each temperature, the cuts of ``shaping`` being the same."""
    return tuple(
        drawable(model, max_length=max_length, prefix=prefix, shaping=replace(shaping, temperature=temperature))
        for temperature in temperatures
    )
