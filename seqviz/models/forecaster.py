"""Two ways to predict the next value of a series: a window of fixed length, or a state that is carried along.

Both read standardised values and return one number per position that can be predicted. Both can also fill in a
hidden value from the two sides of it.
"""

import torch
from torch import Tensor, nn

from seqviz.models.recurrent import RecurrentStack, State


class WindowModel(nn.Module):
    """Markov assumption of order tau: x_t depends on ``before`` values before it (and ``after`` values after it).

    A multilayer perceptron with two hidden layers of ``width`` tanh units reads the window.
    """

    def __init__(self, before: int, after: int, width: int) -> None:
        super().__init__()
        self.before = before
        self.after = after
        self.network = nn.Sequential(
            nn.Linear(before + after, width), nn.Tanh(), nn.Linear(width, width), nn.Tanh(), nn.Linear(width, 1)
        )  # fmt: skip

    def forward(self, values: Tensor, first: int, last: int) -> Tensor:
        """Predict positions ``first`` … ``last`` - 1 of segments ``values`` [B, L]; return [B, last - first].

        A position never sees its own value: the window is cut out around it.
        """
        window = values[:, first - self.before : last - 1].unfold(1, self.before, 1)
        if self.after:
            window = torch.cat([window, values[:, first + 1 : last + self.after].unfold(1, self.after, 1)], -1)
        predictions: Tensor = self.network(window)
        return predictions.squeeze(-1)

    def roll_out(self, known: Tensor, steps: int) -> Tensor:
        """Continue segments ``known`` [B, L] by ``steps`` values, each prediction read as if it had happened."""
        window = known[:, known.shape[1] - self.before :]
        predictions = []
        for _ in range(steps):
            predictions.append(self.network(window))
            window = torch.cat([window[:, 1:], predictions[-1]], 1)
        return torch.cat(predictions, 1)


class LatentModel(nn.Module):
    """Latent-state model: h_t = tanh(W_hh h_{t-1} + W_xh x_t + b) carries the past, x_{t+1} is read off h_t.

    With ``both`` a second state runs backwards from the end, and a hidden value is read off the two states beside it;
    each then has half of the units, so that the width stays the same.
    """

    def __init__(self, width: int, *, both: bool = False) -> None:
        super().__init__()
        units = max(1, width // 2) if both else width
        self.past = RecurrentStack("rnn", 1, units)
        self.future = RecurrentStack("rnn", 1, units) if both else None
        self.output = nn.Linear(2 * units if both else units, 1)

    def forward(self, values: Tensor, first: int, last: int) -> Tensor:
        """Predict positions ``first`` … ``last`` - 1 of segments ``values`` [B, L]; return [B, last - first].

        The state before position t has read values 0 … t-1, the state after it values t+1 … L-1: never its own.
        """
        x = values.t().unsqueeze(-1)
        hidden, _ = self.past(x[: last - 1])
        states = hidden[first - 1 : last - 1]
        if self.future is not None:
            backwards, _ = self.future(x[first + 1 :].flip(0))
            states = torch.cat([states, backwards.flip(0)[: last - first]], -1)
        predictions: Tensor = self.output(states)
        return predictions.squeeze(-1).t()

    def roll_out(self, known: Tensor, steps: int) -> Tensor:
        """Continue segments ``known`` [B, L] by ``steps`` values, each prediction read as if it had happened."""
        hidden, state = self.past(known.t().unsqueeze(-1))
        top = hidden[-1]
        predictions = [self.output(top)]
        for _ in range(steps - 1):
            top, state = self._one_step(predictions[-1], state)
            predictions.append(self.output(top))
        return torch.cat(predictions, 1)

    def _one_step(self, value: Tensor, state: State) -> tuple[Tensor, State]:
        hidden, state = self.past(value.unsqueeze(0), state)
        return hidden[-1], state


Forecaster = WindowModel | LatentModel
"""What both offer: ``model(values, first, last)`` and ``roll_out(known, steps)``."""


def initialise(model: nn.Module, generator: torch.Generator) -> None:
    """Draw all weights from ``generator``: U(-a, a) with a = 1/sqrt(inputs), or 1/sqrt(units) in a recurrent layer.

    Torch's global generator belongs to all runs of a worker; a run has its own.
    """
    for module in model.modules():
        if isinstance(module, nn.Linear):
            bound = module.in_features**-0.5
        elif isinstance(module, nn.RNNBase):
            bound = module.hidden_size**-0.5
        else:
            continue
        for parameter in module.parameters(recurse=False):
            nn.init.uniform_(parameter, -bound, bound, generator=generator)
