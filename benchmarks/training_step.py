"""Claim: a training step of seqviz against a textbook Python loop and against a plain torch.nn loop.

    python benchmarks/training_step.py [hidden sizes ...]

One CPU thread, V = 28 characters, B = 32, T = 35, Adam, clipping at 0.3, the same data. The textbook loop computes one
product per gate and step and the output layer inside the loop; the torch.nn loop is nn.RNN/GRU/LSTM with
clip_grad_norm_. The seqviz step includes its whole instrumentation: norms per parameter, finite check, record.
Held-out text, read every 100 steps, is in neither.
"""

import sys
from collections.abc import Callable

import torch
from paired import paired_seconds, ratio
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils import clip_grad_norm_

from seqviz.config import LanguageModelConfig
from seqviz.data.batching import batches
from seqviz.training.language_model import Training

ROUNDS = 15
CELLS = [("rnn", "before"), ("gru", "before"), ("gru", "after"), ("lstm", "before")]
GATES = {"rnn": 1, "gru": 3, "lstm": 4}
FUSED = {"rnn": nn.RNN, "gru": nn.GRU, "lstm": nn.LSTM}


class TextbookModel(nn.Module):
    """The lecture's scratch implementation: every product by itself, step by step."""

    def __init__(self, cell: str, vocabulary: int, hidden: int) -> None:
        super().__init__()
        self.cell, self.vocabulary, self.hidden = cell, vocabulary, hidden

        def weights(*shape: int) -> nn.ParameterList:
            return nn.ParameterList(torch.randn(shape) * 0.1 for _ in range(GATES[cell]))

        self.w_x, self.w_h, self.b = weights(vocabulary, hidden), weights(hidden, hidden), weights(hidden)
        self.w_o, self.b_o = nn.Parameter(torch.randn(hidden, vocabulary) * 0.1), nn.Parameter(torch.zeros(vocabulary))

    def forward(self, ids: Tensor) -> Tensor:
        h = self.w_o.new_zeros(ids.shape[1], self.hidden)
        c, outputs = h, []
        for x in functional.one_hot(ids, self.vocabulary).float():

            def gate(index: int, state: Tensor, x: Tensor = x) -> Tensor:
                return x @ self.w_x[index] + state @ self.w_h[index] + self.b[index]

            if self.cell == "rnn":
                h = torch.tanh(gate(0, h))
            elif self.cell == "gru":
                r, z = torch.sigmoid(gate(0, h)), torch.sigmoid(gate(1, h))
                h = z * h + (1 - z) * torch.tanh(gate(2, r * h))
            else:
                i, f, o = (torch.sigmoid(gate(index, h)) for index in range(3))
                c = f * c + i * torch.tanh(gate(3, h))
                h = o * torch.tanh(c)
            outputs.append(h @ self.w_o + self.b_o)
        return torch.stack(outputs)


class FusedModel(nn.Module):
    """torch.nn as everybody uses it."""

    def __init__(self, cell: str, vocabulary: int, hidden: int) -> None:
        super().__init__()
        self.vocabulary = vocabulary
        self.recurrent = FUSED[cell](vocabulary, hidden)
        self.output = nn.Linear(hidden, vocabulary)

    def forward(self, ids: Tensor) -> Tensor:
        return self.output(self.recurrent(functional.one_hot(ids, self.vocabulary).float())[0])


def plain_loop(model: nn.Module, training: Training) -> Callable[[], None]:
    """One step of ``model`` with the same data, loss, clipping and optimizer, on the device of the model."""
    config, device = training.config, next(model.parameters()).device
    source = batches(
        config.sampling, training.batches.ids, batch_size=config.batch_size, steps=config.steps, seed=config.seed
    )
    optimizer = torch.optim.Adam(model.parameters(), lr=config.learning_rate, fused=True)

    def step() -> None:
        batch = source.next()
        inputs, targets = (torch.from_numpy(ids).to(device) for ids in (batch.inputs, batch.targets))
        loss = functional.cross_entropy(model(inputs).flatten(0, 1), targets.flatten())
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        clip_grad_norm_(model.parameters(), config.theta)
        optimizer.step()

    return step


def main() -> None:
    torch.set_num_threads(1)
    sizes = [int(size) for size in sys.argv[1:]] or [32, 128, 256]
    print(f"torch {torch.__version__}, one thread; time of a step in units of the other's, median of {ROUNDS} rounds")
    print(f"{'cell':12} {'H':>4} {'textbook loop':>14} {'torch.nn loop':>14} {'ms per step':>12}")
    for hidden in sizes:
        for cell, reset in CELLS:
            training = Training(LanguageModelConfig(cell=cell, reset=reset, hidden_size=hidden, device="cpu"))
            vocabulary = len(training.vocabulary)
            times = paired_seconds(
                {
                    "seqviz": training.train_step,
                    "textbook": plain_loop(TextbookModel(cell, vocabulary, hidden), training),
                    "torch.nn": plain_loop(FusedModel(cell, vocabulary, hidden), training),
                },
                rounds=ROUNDS,
            )
            name = f"{cell} {reset}" if cell == "gru" else cell
            textbook, fused = ratio(times, "seqviz", "textbook"), ratio(times, "seqviz", "torch.nn")
            print(
                f"{name:12} {hidden:4} {textbook:14.2f} {fused:14.2f} {1000 * min(times['seqviz']):12.1f}", flush=True
            )


if __name__ == "__main__":
    main()
