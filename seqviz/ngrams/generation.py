"""Write text with an n-gram model: x_t ~ p(x_t | the n-1 tokens before), one die per token."""

from collections.abc import Sequence

import numpy as np

from seqviz.data.vocabulary import Ids
from seqviz.ngrams.counts import Floats
from seqviz.ngrams.model import NgramModel
from seqviz.records.counting import Follower, GenerationStep

SHOWN = 12


def generate(
    model: NgramModel, prefix: Ids, vocabulary: Sequence[str], *, length: int, seed: int
) -> tuple[GenerationStep, ...]:
    """Draw ``length`` tokens after ``prefix``; the same seed throws the same dice for every model.

    ``<unk>`` (id 0) is never written: its share goes to the other tokens. Where nothing ever followed the context,
    the oldest tokens of the context are forgotten until something did.
    """
    dice = np.random.default_rng(seed).random(length)
    written = list(prefix)
    steps = []
    for draw in dice:
        context = np.array(written[max(len(written) - model.n + 1, 0) :], np.int64)
        p, used = _distribution(model, context)
        order = np.argsort(-p, kind="stable")
        ends = np.cumsum(p[order])
        # rounding may leave the last end just below 1 and the draw above it
        place = min(int(np.searchsorted(ends, draw, side="right")), int((p > 0).sum()) - 1)
        chosen = int(order[place])
        written.append(chosen)
        steps.append(
            GenerationStep(
                context=tuple(vocabulary[token] for token in used),
                forgotten=len(context) - len(used),
                candidates=tuple(
                    Follower(token=vocabulary[token], count=0, probability=float(p[token]))
                    for token in order[:SHOWN]
                    if p[token] > 0
                ),
                chosen=vocabulary[chosen],
                probability=float(p[chosen]),
                low=float(ends[place] - p[chosen]),
                draw=float(draw),
                choices=_effective_choices(p),
            )
        )
    return tuple(steps)


def mean_choices(steps: Sequence[GenerationStep]) -> float:
    """Return the geometric mean of the effective choices: the perplexity that a model has about its own text."""
    return float(np.exp(np.mean(np.log([step.choices for step in steps]))))


def _distribution(model: NgramModel, context: Ids) -> tuple[Floats, Ids]:
    for start in range(len(context) + 1):
        p = model.distribution(context[start:]).copy()
        p[0] = 0.0
        if p.sum() > 0:
            return p / p.sum(), context[start:]
    raise AssertionError("the empty context has been followed by every token of the text")


def _effective_choices(p: Floats) -> float:
    positive = p[p > 0]
    return float(np.exp(-(positive * np.log(positive)).sum()))
