"""Arithmetic of stacked recurrent layers, on fresh numbers: their parameters, their states, what a cell depends on."""

import numpy as np

from seqviz.config.language_model import LanguageModelConfig
from seqviz.config.parameters import parameters_of
from seqviz.exercises.instance import Instance, telling

EXACT = 1e-6


def stack_parameters(rng: np.random.Generator) -> Instance:
    """Ask for the numbers of a stack of plain layers on one-hot tokens, with two biases a unit and an output layer."""

    def draw() -> Instance:
        vocabulary, hidden, layers = int(rng.integers(5, 13)), int(rng.integers(4, 8)), int(rng.integers(2, 5))
        config = LanguageModelConfig(cell="rnn", hidden_size=hidden, layers=layers)
        answer, output = parameters_of(config, vocabulary), (hidden + 1) * vocabulary
        return Instance(
            values={"vocabulary": vocabulary, "hidden": hidden, "layers": layers},
            answer=answer,
            tolerance=EXACT,
            mistakes={
                "tokens": answer + (layers - 1) * hidden * (vocabulary - hidden),
                "below": answer - (layers - 1) * hidden * hidden,
                "output": answer - output,
                "bias": answer - layers * hidden,
            },
        )

    return telling(draw)


def carried_state(rng: np.random.Generator) -> Instance:
    """Ask how many numbers a stack hands on from one window of training to the next."""

    def draw() -> Instance:
        layers, batch, hidden, steps = (
            int(rng.integers(2, 5)), int(rng.integers(2, 9)), int(rng.integers(10, 41)), int(rng.integers(5, 36)),
        )  # fmt: skip
        answer = layers * batch * hidden
        return Instance(
            values={"layers": layers, "batch": batch, "hidden": hidden, "steps": steps},
            answer=answer,
            tolerance=EXACT,
            mistakes={"top": batch * hidden, "time": answer * steps, "one": layers * hidden},
        )

    return telling(draw)


def cells_behind(rng: np.random.Generator) -> Instance:
    """Ask from how many other hidden states of the grid the state of one cell is computed."""

    def draw() -> Instance:
        layer, time = int(rng.integers(2, 5)), int(rng.integers(3, 10))
        return Instance(
            values={"layer": layer, "time": time},
            answer=cells_used(layer, time) - 1,
            tolerance=EXACT,
            mistakes={"itself": layer * time, "direct": 2, "cross": layer + time - 2},
        )

    return telling(draw)


def cells_used(layer: int, time: int) -> int:
    """Return how many states of the grid go into the one of this layer and time, both counted from 1, with itself.

    Every layer up to it at every token up to it: walking from a cell to the left or down reaches just these.
    """
    return layer * time
