"""Every sequence that sampling can draw, with its exact probability: what counting draws is compared with."""

import numpy as np

from seqviz.decoding.model import Model, SearchProblem, eos_id
from seqviz.decoding.reading import Reading
from seqviz.decoding.reshaping import Shaping, stages
from seqviz.decoding.sampling import check, prefixed
from seqviz.decoding.tables import Prefix
from seqviz.records.sampling import SequenceShares
from seqviz.records.search import FloatArray, IntArray

LIMIT = 60_000
"""Candidates that are looked at before the enumeration is refused."""


def drawable(
    model: Model, *, max_length: int, shaping: Shaping, prefix: Prefix = (), limit: int = LIMIT
) -> SequenceShares:
    """Enumerate what ``sample`` can draw: the product of the reshaped probabilities of a sequence's tokens.

    What is cut off is not followed. Raises ``SearchProblem`` when more than ``limit`` candidates are left, and where
    ``sample`` does.
    """
    check(model, max_length=max_length, prefix=prefix)
    reading, eos = Reading(model), eos_id(model)
    rows, before = prefixed(model, reading, prefix, 1)
    tokens = np.array([[model.vocabulary.index(token) for token in prefix]], dtype=np.int64)
    share, log_prob, looked_at = np.ones(1), np.full(1, before), 0
    complete: list[tuple[IntArray, FloatArray, FloatArray]] = []
    for step in range(len(prefix), max_length):
        looked_at += rows.size
        if looked_at > limit:
            raise SearchProblem("sampling.error.too-many", limit=limit)
        found = stages(rows, shaping)
        parents, places = np.nonzero(found.shares)
        token = found.order[parents, places]
        tokens = np.column_stack([tokens[parents], token])
        share, log_prob = share[parents] * found.shares[parents, places], log_prob[parents] + rows[parents, token]
        ended = np.full(len(token), step + 1 == max_length) if eos is None else (token == eos) | (
            step + 1 == max_length
        )  # fmt: skip
        complete.append((tokens[ended], share[ended], log_prob[ended]))
        tokens, share, log_prob = tokens[~ended], share[~ended], log_prob[~ended]
        if not len(share):
            break
        rows = reading.follow(parents[~ended], token[~ended])
    return _sorted(model, complete, max_length)


def _sorted(model: Model, complete: list[tuple[IntArray, FloatArray, FloatArray]], max_length: int) -> SequenceShares:
    tokens = np.concatenate(
        [np.pad(part, ((0, 0), (0, max_length - part.shape[1])), constant_values=-1) for part, _, _ in complete]
    )
    share, log_prob = (np.concatenate([entry[column] for entry in complete]) for column in (1, 2))
    # Likeliest first; of equal ones the first in the vocabulary's order.
    order = np.lexsort((*tokens.T[::-1], -np.round(share, 12)))
    return SequenceShares(
        vocabulary=model.vocabulary, tokens=tokens[order], share=share[order], log_prob=log_prob[order]
    )
