"""What counting reaches on the very tokens on which a network is examined: the rungs that it has to climb."""

import math

import numpy as np

from seqviz.data.corpus import Corpus
from seqviz.data.held_out import held_out_rows
from seqviz.ngrams.counts import count_ngrams
from seqviz.ngrams.model import NgramModel, mean_nll
from seqviz.ngrams.smoothing import Smoothing
from seqviz.records.ladder import CountedRung, Ladder

DISCOUNT = 0.75
"""Of Kneser-Ney, the same for every text."""
LENGTHS: dict[CountedRung, int] = {"unigram": 1, "bigram": 2, "five-gram": 5}


def ladder_of(corpus: Corpus) -> Ladder:
    """Count the training part and examine three models on the rows that a network is examined on.

    As a network does, each begins a row without a memory: its context is as long as the row so far.
    """
    rows, size = held_out_rows(corpus.validation), len(corpus.vocabulary)
    counts = count_ngrams(corpus.training, size, max_n=max(LENGTHS.values()))
    smoothing = Smoothing(rule="kneser-ney", strength=DISCOUNT)
    losses: dict[CountedRung, float] = {"uniform": math.log(size)}
    for rung, n in LENGTHS.items():
        model = NgramModel(counts=counts, n=n, smoothing=smoothing)
        losses[rung] = mean_nll(np.concatenate([model.probabilities(row)[1:] for row in rows.T]))
    return Ladder(losses=losses, tokens=rows[1:].size)
