"""Fresh exercises about what goes over from an encoder to a decoder: numbers that cross, and weights of a bridge."""

import numpy as np

from seqviz.config.handover import handover
from seqviz.config.seq2seq import Seq2SeqConfig
from seqviz.exercises.instance import Instance, telling

UNITS = (4, 6, 8, 10, 12, 16)


def hidden_numbers(rng: np.random.Generator) -> Instance:
    """Ask how many numbers a hidden state hands over, of layers, directions and units."""

    def draw() -> Instance:
        pair = _drawn(rng, layers=int(rng.integers(3, 5)))
        crossing = handover(pair).crossing
        return Instance(
            values={"layers": pair.encoder_layers, "units": pair.encoder_size},
            answer=float(crossing),
            mistakes={"one-direction": crossing / 2, "top-alone": 2.0 * pair.encoder_size},
        )

    return telling(draw)


def bridge_weights(rng: np.random.Generator) -> Instance:
    """Ask for the weights of a bridge from two directions to one."""

    def draw() -> Instance:
        pair = _drawn(rng, layers=1)
        bridge, out = handover(pair).bridge, pair.decoder_size
        return Instance(
            values={"units": pair.encoder_size, "out": out},
            answer=float(bridge),
            tolerance=0.001,
            mistakes={"no-bias": float(bridge - out), "one-direction": float(pair.encoder_size * out + out)},
        )

    return telling(draw)


def _drawn(rng: np.random.Generator, *, layers: int) -> Seq2SeqConfig:
    """Return an encoder that reads in both directions, and a decoder of one layer."""
    units, out = (int(rng.choice(UNITS)) for _ in range(2))
    return Seq2SeqConfig(bidirectional=True, encoder_layers=layers, encoder_size=units, decoder_size=out)
