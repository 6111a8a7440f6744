"""Arithmetic of sampling: a probability after the temperature, after a cut, and the size of a nucleus."""

import numpy as np

from seqviz.decoding.reshaping import Shaping, stages
from seqviz.exercises.instance import Instance, telling

TEMPERATURES = (0.5, 2.0)
MASSES = (0.7, 0.8, 0.9, 0.95)


def after_temperature(rng: np.random.Generator) -> Instance:
    """Ask for the likeliest token's probability after a temperature of 1/2 or 2."""

    def draw() -> Instance:
        p, temperature = _row(rng, 3, of=10), float(rng.choice(TEMPERATURES))
        tempered, wrong_way = (_shaped(p, Shaping(temperature=heat))[0] for heat in (temperature, 1 / temperature))
        return Instance(
            values={"row": _written(p), "temperature": f"{temperature:g}"},
            answer=tempered,
            mistakes={"unnormalized": float(p[0] ** (1 / temperature)), "wrong-way": wrong_way, "same": float(p[0])},
        )

    return telling(draw)


def after_top_k(rng: np.random.Generator) -> Instance:
    """Ask for the second token's probability after top-k."""

    def draw() -> Instance:
        p, k = _row(rng, 5, of=20), int(rng.integers(2, 4))
        shared = float(p[1] + p[k:].sum() / k)
        return Instance(
            values={"row": _written(p), "k": k},
            answer=_shaped(p, Shaping(top_k=k))[1],
            mistakes={"same": float(p[1]), "shared": shared},
        )

    return telling(draw)


def size_of_a_nucleus(rng: np.random.Generator) -> Instance:
    """Ask how many tokens survive top-p."""

    def draw() -> Instance:
        p, mass = _row(rng, 6, of=50), float(rng.choice(MASSES))
        kept = sum(share > 0 for share in _shaped(p, Shaping(top_p=mass)))
        return Instance(
            values={"row": _written(rng.permutation(p)), "p": f"{mass:g}"},
            answer=kept,
            tolerance=0,
            mistakes={"inside": kept - 1, "cut": len(p) - kept},
        )

    return telling(draw)


def _row(rng: np.random.Generator, size: int, *, of: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return different probabilities, likeliest first, all of them whole parts ``of`` 1."""
    while True:
        cuts = np.sort(rng.choice(np.arange(1, of), size - 1, replace=False))
        parts = np.diff(np.concatenate([[0], cuts, [of]]))
        if len(set(parts.tolist())) == size:
            return np.asarray(np.sort(parts)[::-1] / of)


def _shaped(p: np.ndarray[tuple[int], np.dtype[np.float64]], shaping: Shaping) -> list[float]:
    return [float(share) for share in stages(np.log(p)[np.newaxis], shaping).shares[0]]


def _written(p: np.ndarray[tuple[int], np.dtype[np.float64]]) -> str:
    return ", ".join(f"{share:g}" for share in p)
