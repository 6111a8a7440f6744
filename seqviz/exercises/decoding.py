"""Arithmetic of searching: the score of a sequence, the candidates of a beam, and which of them it keeps."""

import numpy as np

from seqviz.decoding.step import scores
from seqviz.exercises.instance import Instance, telling

ALPHAS = (0.5, 0.75, 1.0)
KEPT = ((0.5, 0.4), (0.5, 0.3), (0.6, 0.3), (0.7, 0.2))
"""Probabilities of the two first tokens that a beam keeps; that of the third one is smaller."""


def score_of_a_sequence(rng: np.random.Generator) -> Instance:
    """Ask for the score of a sequence, given the probability of each of its tokens."""
    length, alpha = int(rng.integers(2, 6)), float(rng.choice(ALPHAS))
    factors = rng.integers(1, 10, size=length) / 10
    log_p = float(np.log(factors).sum())
    return Instance(
        values={"product": " × ".join(f"{factor:g}" for factor in factors), "length": length, "alpha": f"{alpha:g}"},
        answer=float(scores(np.array(log_p), length, alpha)),
        mistakes={"sign": -log_p / length**alpha, "undivided": log_p, "decimal": log_p / np.log(10) / length**alpha},
    )


def score_of_a_forced_answer(rng: np.random.Generator) -> Instance:
    """Ask for the score of an answer whose first tokens were forced: they count in the product and in the length."""
    alpha = float(rng.choice(ALPHAS))
    forced, chosen = rng.integers(1, 5, size=2) / 10, rng.integers(5, 10, size=int(rng.integers(2, 4))) / 10
    log_p, rest = float(np.log(np.concatenate([forced, chosen])).sum()), float(np.log(chosen).sum())
    length = len(forced) + len(chosen)
    return Instance(
        values={
            "forced": " × ".join(f"{p:g}" for p in forced), "chosen": " × ".join(f"{p:g}" for p in chosen),
            "length": length, "alpha": f"{alpha:g}",
        },
        answer=log_p / length**alpha,
        mistakes={
            "product": rest / length**alpha, "length": log_p / len(chosen) ** alpha,
            "neither": rest / len(chosen) ** alpha, "undivided": log_p,
        },
    )  # fmt: skip


def candidates_of_a_beam(rng: np.random.Generator) -> Instance:
    """Ask how many candidates a beam scores when nothing ends early: the first step has a single prefix."""
    size, length = int(rng.integers(4, 12)) * 100, int(rng.integers(4, 12))
    width = int(rng.integers(2, 9))
    return Instance(
        values={"n": size, "T": length, "k": width},
        answer=size + width * size * (length - 1),
        tolerance=0,
        mistakes={"formula": width * size * length, "kept": width * length, "one-step": width * size},
    )


def survivors_of_a_step(rng: np.random.Generator) -> Instance:
    """Ask for the less likely of the two prefixes that a beam of two keeps, given what it kept a step before.

    All six continuations of A and of B compete; often both survivors come from one of them.
    """

    def draw() -> Instance:
        before = np.array(KEPT[int(rng.integers(len(KEPT)))])
        rows = rng.multinomial(7, (1 / 3, 1 / 3, 1 / 3), size=2) / 10 + 0.1
        products = before[:, None] * rows
        first, second = np.sort(products.ravel())[::-1][:2]
        by_row = products.ravel()[np.argsort(-rows.ravel(), kind="stable")[1]]
        values = {
            f"{name}_{token}": f"{p:.1f}"
            for name, row in zip("AB", rows, strict=True)
            for token, p in zip("ABC", row, strict=True)
        }
        return Instance(
            values={"A": f"{before[0]:.1f}", "B": f"{before[1]:.1f}", **values},
            answer=float(second),
            mistakes={
                "best": float(first),
                "alone": float(np.sort(rows.ravel())[::-1][1]),
                **({} if np.isclose(by_row, second) or np.isclose(by_row, first) else {"row": float(by_row)}),
                **_one_each(products, second),
            },
        )

    return telling(draw)


def _one_each(products: np.ndarray[tuple[int, ...], np.dtype[np.float64]], second: float) -> dict[str, float]:
    """Return what comes out for who keeps one child of each prefix, where that is not right by chance."""
    one_each = float(products.max(axis=1).min())
    return {} if np.isclose(one_each, second) else {"one-each": one_each}
