"""Pre-training by counting: another text first, then a little of the text that matters."""

import numpy as np

from seqviz.data.vocabulary import Ids
from seqviz.ngrams.counts import NgramCounts, count_ngrams
from seqviz.ngrams.model import NgramModel, mean_nll
from seqviz.ngrams.smoothing import Smoothing
from seqviz.records.counting import Adaptation, read_only


def adaptation(
    pretrained: NgramCounts,
    target: Ids,
    held_out: Ids,
    *,
    sizes: tuple[int, ...],
    n: int,
    smoothing: Smoothing,
    share: float,
) -> Adaptation:
    """Compare three models of ``held_out``: of the other text, of the first ``sizes`` tokens of ``target``, of both.

    The third is the mixture p = share * p_other + (1 - share) * p_target (linear interpolation of two models,
    Jelinek and Mercer, 1980). All are examined on the same tokens over the same vocabulary. Raises ``ValueError``
    for a share outside [0, 1] or a size below n.
    """
    if not 0 <= share <= 1:
        raise ValueError(f"a share of {share} is none")
    vocabulary_size = pretrained.vocabulary_size
    other = NgramModel(counts=pretrained, n=n, smoothing=smoothing).probabilities(held_out)[n - 1 :]
    scratch, adapted = [], []
    for size in sizes:
        counts = count_ngrams(target[:size], vocabulary_size, max_n=n)
        own = NgramModel(counts=counts, n=n, smoothing=smoothing).probabilities(held_out)[n - 1 :]
        scratch.append(mean_nll(own))
        adapted.append(mean_nll(share * other + (1 - share) * own))
    return Adaptation(
        sizes=read_only(sizes),
        scratch=read_only(np.exp(scratch)),
        pretrained=float(np.exp(mean_nll(other))),
        adapted=read_only(np.exp(adapted)),
    )
