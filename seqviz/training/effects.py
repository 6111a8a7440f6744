"""What interventions change along a text: the model as it is beside the model that is held."""

from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional

from seqviz.data.vocabulary import Vocabulary
from seqviz.models.intervened import Change, IntervenedModel, Moment
from seqviz.models.language_model import LanguageModel
from seqviz.models.recurrent import STATES
from seqviz.records.effects import EffectAnswer
from seqviz.training.probes import ids_of

LIKELIEST = 4


@torch.no_grad()
def effect(
    model: LanguageModel, vocabulary: Vocabulary, tokens: list[str], changes: Sequence[Change], *, step: int
) -> EffectAnswer:
    """Compare the next-token distributions of both along a text.

    Both read by the written-out equations, so that an intervention that changes nothing differs by exactly nothing.
    A state that is replaced after token t is first felt at t + 1.
    """
    ids = ids_of(tokens, model, vocabulary)
    untouched = (Change(),) * len(changes)
    plain, held = (list(IntervenedModel(model, c).read(ids)) for c in (untouched, changes))
    before, after = (_log_probabilities(moments) for moments in (plain, held))
    divergence = (before.exp() * (before - after)).sum(-1).clamp(min=0)
    return EffectAnswer(
        step=step,
        tokens=tuple(tokens),
        unknown=vocabulary.unknown(tokens),
        divergence=tuple(divergence.tolist()),
        likely=tuple(_likely(b, a, vocabulary) for b, a in zip(before.exp(), after.exp(), strict=True)),
        losses=(_loss(before, ids), _loss(after, ids)),
        largest={name: _largest(held, name) for name in STATES[model.recurrent.cell]},
    )


def _log_probabilities(moments: Sequence[Moment]) -> Tensor:
    """Log-probabilities of each next token [T, V], in double precision: a divergence is a small difference."""
    return torch.log_softmax(torch.cat([moment.logits for moment in moments]).double(), -1)


def _likely(before: Tensor, after: Tensor, vocabulary: Vocabulary) -> tuple[tuple[str, float, float], ...]:
    """The likeliest tokens of both [V], by the larger of their two probabilities."""
    count = min(LIKELIEST, len(vocabulary))
    chosen = {*before.topk(count).indices.tolist(), *after.topk(count).indices.tolist()}
    ranked = sorted(chosen, key=lambda token: (-max(float(before[token]), float(after[token])), token))
    return tuple(
        (name, float(before[token]), float(after[token]))
        for token, name in zip(ranked, vocabulary.decode(ranked), strict=True)
    )


def _loss(log_probabilities: Tensor, ids: Tensor) -> float:
    return float(functional.nll_loss(log_probabilities[:-1], ids[1:, 0]))


def _largest(moments: Sequence[Moment], state: str) -> float:
    return max(float(getattr(step, state).abs().max()) for moment in moments for step in moment.steps)
