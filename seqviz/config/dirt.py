"""Two translators of the same graded sentences: one learns the faulty records with the others, the other does not."""

from dataclasses import dataclass
from typing import Literal

from seqviz.config.contest import Contest
from seqviz.config.fields import choice, text
from seqviz.config.seq2seq import Seq2SeqConfig

Dirt = Literal["shipped", "cleaned"]
SHIPPED: Dirt = "shipped"
CLEANED: Dirt = "cleaned"
Scoring = Literal["raw", "scored"]
"""Answers by their log-probability alone, or divided by a power of their length."""

STEPS = 240


@dataclass(frozen=True, kw_only=True)
class DirtView:
    """What a page keeps about the two: by which ``scoring`` it shows answers, and the target that is a ``suspect``."""

    scoring: Scoring = choice("raw", Scoring)
    suspect: str = text(longest=60)


def dirt_contest(*, seed: int) -> Contest:
    """Return the two translators, which differ in the faulty records alone.

    Measured on seeds 0 ... 4 with 100 held-out sentences, length of the exact answers over that of the references:
    as shipped .21 .23 .15 .17 .17, cleaned .54 .50 .39 .55 .60; one and the same word is 84 73 97 91 93 of the exact
    answers as shipped, and none of the greedy ones. Both cost 16 s of a processor to train, 13 s to decode.
    """
    cleaned = Seq2SeqConfig(pairs="sentences-zh-en", learning_rate=0.004, max_steps=STEPS, seed=seed)
    shipped = Seq2SeqConfig(**vars(cleaned) | {"keep_faulty": True})
    return Contest(names=(SHIPPED, CLEANED), configs=(shipped, cleaned))
