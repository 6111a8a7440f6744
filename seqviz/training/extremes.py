"""A GRU's gates at their extremes, on one step from the run's own state: what is left of the cell then."""

from dataclasses import replace

import torch
from torch import Tensor

from seqviz.cells.equations import Held, Weights, gru_step, rnn_step
from seqviz.config.language_model import Reset
from seqviz.data.vocabulary import Vocabulary
from seqviz.models.intervened import Change, IntervenedModel
from seqviz.models.language_model import LanguageModel
from seqviz.models.recurrent import RecurrentLayer
from seqviz.records.effects import Extreme, ExtremesAnswer, ExtremesQuestion
from seqviz.records.problem import Problem
from seqviz.records.training import FloatArray
from seqviz.training.interventions import check_position
from seqviz.training.probes import ids_of

SHUT, OPEN = torch.zeros_like, torch.ones_like


@torch.no_grad()
def extremes(
    model: LanguageModel, vocabulary: Vocabulary, tokens: list[str], question: ExtremesQuestion, *, step: int
) -> ExtremesAnswer:
    """Make the extreme steps of the first layer; raise ``Problem`` for a cell without these gates, or no such place.

    Only single steps are compared. Along a text a trained GRU that is forced so is chaotic: two correct programs
    would soon differ in everything.
    """
    if model.recurrent.cell != "gru":
        raise Problem("training.no-gate", gate="update", cell=model.recurrent.cell.upper(), gates="–")
    check_position(question.position, len(tokens))
    layer = model.recurrent.cells[0]
    assert isinstance(layer, RecurrentLayer)
    ids = ids_of(tokens, model, vocabulary)
    moments = list(IntervenedModel(model, (Change(),) * model.recurrent.layer_count).read(ids))
    weights, chosen = layer.weights(), moments[question.position]
    x, state = chosen.inputs[0], chosen.before[0]["hidden"]
    update = chosen.steps[0].update  # type: ignore[union-attr]  # a GRU's

    def forced(held: Held) -> Tensor:
        hidden: Tensor = gru_step(x, state, weights, reset=layer.reset, held=held).hidden
        return hidden

    candidate = rnn_step(x, state, _as_rnn(weights)).hidden
    alone = gru_step(x, SHUT(state), weights, reset=layer.reset, held={"reset": SHUT}).candidate
    return ExtremesAnswer(
        step=step,
        tokens=tuple(tokens),
        unknown=vocabulary.unknown(tokens),
        before=_array(state),
        frozen=_extreme(forced({"update": OPEN}), state),
        rnn=_extreme(forced({"reset": OPEN, "update": SHUT}), candidate),
        fresh=_extreme(forced({"reset": SHUT}), update * state + (1 - update) * alone),
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


def _extreme(forced: Tensor, beside: Tensor) -> Extreme:
    return Extreme(forced=_array(forced), beside=_array(beside), apart=float((forced - beside).abs().max()))


def _array(values: Tensor) -> FloatArray:
    array = values[0].float().cpu().numpy().copy()
    array.flags.writeable = False
    return array
