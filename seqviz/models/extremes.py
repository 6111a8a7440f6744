"""A GRU's gates at their extremes, on one step from the run's own state: what is left of the cell then."""

from dataclasses import dataclass, replace

import torch
from torch import Tensor

from seqviz.cells.equations import GRUStep, Held, Weights, gru_step, rnn_step
from seqviz.config.language_model import Reset
from seqviz.models.intervened import Change, IntervenedModel
from seqviz.models.language_model import LanguageModel
from seqviz.models.recurrent import RecurrentLayer

SHUT, OPEN = torch.zeros_like, torch.ones_like
Pair = tuple[Tensor, Tensor]
"""A step with its gates set [1, H], and that of the simpler network."""


@dataclass(frozen=True, kw_only=True, eq=False)
class GruExtremes:
    """The steps of the first layer on one token; see ``seqviz.records.effects.ExtremesAnswer``."""

    before: Tensor
    frozen: Pair
    rnn: Pair
    fresh: Pair
    resets: tuple[float, ...]


@torch.no_grad()
def gru_extremes(model: LanguageModel, ids: Tensor, position: int) -> GruExtremes:
    """Make the extreme steps of a GRU's first layer on the token at ``position`` of ids [T, 1].

    Only single steps are compared. Along a text a trained GRU that is forced so is chaotic: two correct programs
    would soon differ in everything.
    """
    layer = model.recurrent.cells[0]
    assert isinstance(layer, RecurrentLayer)
    moments = list(IntervenedModel(model, (Change(),) * model.recurrent.layer_count).read(ids))
    weights, chosen = layer.weights(), moments[position]
    x, state = chosen.inputs[0], chosen.before[0]["hidden"]
    step = chosen.steps[0]
    assert isinstance(step, GRUStep)
    update = step.update

    def forced(held: Held) -> Tensor:
        hidden: Tensor = gru_step(x, state, weights, reset=layer.reset, held=held).hidden
        return hidden

    alone = gru_step(x, SHUT(state), weights, reset=layer.reset, held={"reset": SHUT}).candidate
    return GruExtremes(
        before=state,
        frozen=(forced({"update": OPEN}), state),
        rnn=(forced({"reset": OPEN, "update": SHUT}), rnn_step(x, state, _as_rnn(weights)).hidden),
        fresh=(forced({"reset": SHUT}), update * state + (1 - update) * alone),
        resets=tuple(_places_apart(m.inputs[0], m.before[0]["hidden"], weights) for m in moments),
    )


def _as_rnn(weights: Weights) -> Weights:
    """The weights of the candidate as those of a plain RNN, both its biases in one."""
    bias = weights.b["candidate"] if weights.b_h is None else weights.b_h["candidate"] + weights.b["candidate"]
    return Weights(
        w_x={"hidden": weights.w_x["candidate"]}, w_h={"hidden": weights.w_h["candidate"]}, b={"hidden": bias}
    )


def _places_apart(x: Tensor, state: Tensor, weights: Weights) -> float:
    """How far one step moves when the reset gate changes its place, with the same weights.

    Where a bias stands inside the reset product, it does so in that form alone, as in torch.
    """
    merged = replace(weights, b_h=None, b={**weights.b, "candidate": _as_rnn(weights).b["hidden"]})
    forms: tuple[tuple[Reset, Weights], ...] = (("before", merged), ("after", weights))
    before, after = (gru_step(x, state, w, reset=place).hidden for place, w in forms)
    return float((before - after).abs().max())
