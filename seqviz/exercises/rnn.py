"""Arithmetic of a recurrent network on fresh numbers: one step of one unit, and how good a table of pairs is."""

import math

import numpy as np

from seqviz.cells.equations import Weights, rnn_step
from seqviz.exercises.instance import Instance, telling


def one_unit(rng: np.random.Generator) -> Instance:
    """Ask for the new state of an RNN with a single unit, whose input is the number 1."""

    def draw() -> Instance:
        # all above zero: how far two answers are apart is told by their ratio
        from_input, recurrent, bias, old = (round(float(value), 1) for value in rng.uniform(0.1, 0.9, 4))
        weights = Weights(
            w_x={"hidden": np.array([[from_input]])},
            w_h={"hidden": np.array([[recurrent]])},
            b={"hidden": np.array([bias])},
        )
        new = float(rnn_step(np.ones((1, 1)), np.array([[old]]), weights).hidden[0, 0])
        return Instance(
            values={"input": from_input, "recurrent": recurrent, "bias": bias, "old": old},
            answer=new,
            mistakes={"linear": math.atanh(new), "cut": math.tanh(from_input + bias)},
        )

    return telling(draw)


def perplexity_of_followers(rng: np.random.Generator) -> Instance:
    """Ask for the perplexity after one letter, whose followers were counted, on text with the same frequencies."""

    def draw() -> Instance:
        counts = sorted((int(count) for count in rng.integers(1, 9, 3)), reverse=True)
        shares = [count / sum(counts) for count in counts]
        entropy = -sum(share * math.log(share) for share in shares)
        return Instance(
            values={"first": counts[0], "second": counts[1], "third": counts[2]},
            answer=math.exp(entropy),
            mistakes={"entropy": entropy, "kinds": 3.0, "bits": entropy / math.log(2)},
        )

    return telling(draw)
