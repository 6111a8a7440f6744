"""What the gates of an LSTM begin with: how long it remembers before it has learnt anything."""

import torch
from torch import Tensor

from seqviz.config.recall import ForgetBias
from seqviz.models.recurrent import GATES, RecurrentLayer, RecurrentStack


def chrono_bias(size: int, longest: int, generator: torch.Generator) -> Tensor:
    """Draw the biases ln U(1, longest) of so many forget gates.

    A gate of bias ln k keeps k / (k + 1) of a memory at each step: such a memory lasts for about k steps. After Tallec
    and Ollivier (2018), "Can recurrent neural networks warp time?".
    """
    return torch.empty(size).uniform_(1.0, float(longest), generator=generator).log()


@torch.no_grad()
def begin_with(stack: RecurrentStack, kind: ForgetBias, *, longest: int, generator: torch.Generator) -> None:
    """Give the gates of an LSTM their first biases; ``plain`` leaves them as they are.

    With ``chrono`` the input gates get the negative bias of the forget gates: what is kept long is written seldom.
    """
    if kind == "one":
        stack.raise_forget_bias(1.0)
    if kind != "chrono":
        return
    for layer in stack.cells:
        assert isinstance(layer, RecurrentLayer)
        forget = chrono_bias(stack.hidden_size, longest, generator)
        for gate, bias in (("forget", forget), ("input", -forget)):
            _set_bias(layer, gate, bias)


def _set_bias(layer: RecurrentLayer, gate: str, bias: Tensor) -> None:
    """Make ``bias`` [H] the sum of the two biases that torch adds up in a gate."""
    place = GATES["lstm"].index(gate) * layer.hidden_size
    rows = slice(place, place + layer.hidden_size)
    layer.fused.get_parameter("bias_ih_l0")[rows] = bias
    layer.fused.get_parameter("bias_hh_l0")[rows] = 0.0
