"""Many held-out sentences written with the teacher and alone, and counted."""

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from seqviz.data.pairs.batching import batch_of
from seqviz.models.interruption import breathe
from seqviz.models.writing import feed_own_words, logits_of
from seqviz.records.exposure import Exposed, ExposureAnswer, ExposureQuestion
from seqviz.training.trained_translator import TrainedTranslator

PART = 300
"""Sentences that are written at once."""
NONE = -1
"""What stands behind an end token: no word, so never a right one."""


@dataclass(frozen=True, kw_only=True)
class _Lane:
    """Which words are right [T, B], of those that are real, and where the first mistake is [B] (T: nowhere)."""

    right: Tensor
    real: Tensor

    @property
    def first(self) -> Tensor:
        wrong = self.real & ~self.right
        nowhere = torch.ones_like(wrong[:1])  # so that there is always one to find
        return torch.cat([wrong, nowhere]).int().argmax(0)

    def counted(self) -> Exposed:
        places = torch.arange(len(self.right), device=self.right.device)[:, None]
        after, following = self.real & (places > self.first), self.real & (places == self.first + 1)
        counts = [int(n) for among in (self.real, after, following) for n in ((self.right & among).sum(), among.sum())]
        names = ("right", "words", "right_after", "after", "right_following", "following")
        return Exposed(**dict(zip(names, counts, strict=True)))


def answer_exposure(asked: TrainedTranslator, question: ExposureQuestion) -> ExposureAnswer:
    """Compare both ways of reading, place by place with the references."""
    held_out = asked.corpus.held_out
    count = min(question.sentences, len(held_out))
    parts = [_lanes(asked, np.arange(first, min(first + PART, count))) for first in range(0, count, PART)]
    forced, free = (_joined([part[lane] for part in parts]) for lane in (0, 1))
    return ExposureAnswer(
        step=asked.step,
        sentences=count,
        mistaken=int(torch.minimum(forced.first, free.first).lt(len(forced.real)).sum()),
        forced_first=int((forced.first < free.first).sum()),
        free_first=int((free.first < forced.first).sum()),
        forced=forced.counted(),
        free=free.counted(),
    )


@torch.no_grad()
def _lanes(asked: TrainedTranslator, chosen: np.ndarray) -> tuple[_Lane, _Lane]:
    breathe()
    batch = batch_of(asked.corpus.held_out, chosen)
    targets, lengths = asked.on_device(batch.targets), asked.on_device(batch.target_lengths)
    real = torch.arange(len(targets), device=targets.device)[:, None] < lengths
    decoder, begun = asked.model.decoder, asked.model.begin(targets)
    start = asked.model.encode(asked.on_device(batch.sources), asked.on_device(batch.source_lengths))
    own = torch.ones_like(begun, dtype=torch.bool)
    own[0] = False
    forced = logits_of(decoder, start, begun).argmax(-1)
    free = logits_of(decoder, start, feed_own_words(decoder, start, begun, own)).argmax(-1)
    ended = (free == asked.end).cumsum(0) - (free == asked.end).int()
    free = free.masked_fill(ended > 0, NONE)
    return _Lane(right=forced == targets, real=real), _Lane(right=free == targets, real=real)


def _joined(lanes: list[_Lane]) -> _Lane:
    """Put lanes beside each other; the shorter ones get places that are not real."""
    longest = max(len(lane.real) for lane in lanes)

    def padded(values: Tensor) -> Tensor:
        return torch.cat([values, torch.zeros_like(values[:1]).expand(longest - len(values), -1)])

    return _Lane(
        right=torch.cat([padded(lane.right) for lane in lanes], 1),
        real=torch.cat([padded(lane.real) for lane in lanes], 1),
    )
