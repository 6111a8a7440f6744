"""Sentences in ids: what the networks read, and what they are to say at each place."""

from collections.abc import Sequence

import numpy as np

from seqviz.config.two_sided import Aim
from seqviz.data.blanks.hungry import Sentence
from seqviz.data.labelled.batching import NO_LABEL, Encoded
from seqviz.data.vocabulary import Ids, Vocabulary

WINDOW = 36
"""Tokens of a piece of running text: 35 are read, and as many are to be said."""


def encode(sentences: Sequence[Sentence], vocabulary: Vocabulary, aim: Aim, *, between: Sentence) -> Encoded:
    """Return what is read in ids, with what is to be said: each token itself, or the one after it.

    To forecast, the sentences are one running text again, with ``between`` behind each, and cut into windows as for a
    language model; what is left at its end is left out. A token that the vocabulary lacks is read as id 0, and never
    asked for.
    """
    if aim == "fill":
        ids = [vocabulary.encode(one) for one in sentences]
        return Encoded(tokens=tuple(ids), labels=tuple(_asked(one) for one in ids))
    text = vocabulary.encode([token for one in sentences for token in (*one, *between)])
    windows = [text[start : start + WINDOW] for start in range(0, len(text) - WINDOW + 1, WINDOW)]
    return Encoded(tokens=tuple(one[:-1] for one in windows), labels=tuple(_asked(one[1:]) for one in windows))


def _asked(ids: Ids) -> Ids:
    return np.where(ids == 0, NO_LABEL, ids)
