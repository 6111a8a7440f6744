"""Arithmetic of training: perplexity, clipping."""

import math

import numpy as np

from seqviz.exercises.instance import Instance


def perplexity_of_three(rng: np.random.Generator) -> Instance:
    """Ask for the perplexity of three probabilities."""
    shares = [int(share) for share in rng.choice([2, 4, 5, 8, 10, 16, 20], size=3)]
    geometric = math.prod(shares) ** (1 / 3)
    return Instance(
        values={"first": shares[0], "second": shares[1], "third": shares[2]},
        answer=geometric,
        mistakes={"mean": sum(shares) / 3, "product": float(math.prod(shares))},
    )


def clipped_entry(rng: np.random.Generator) -> Instance:
    """Ask for one entry of a gradient of two after clipping by its norm."""
    small, large = ((3, 4), (5, 12), (6, 8), (8, 15))[int(rng.integers(4))]
    theta = int(rng.integers(1, 3))
    norm = math.hypot(small, large)
    return Instance(
        values={"first": small, "second": large, "theta": theta},
        answer=theta / norm * large,
        mistakes={"kept": float(large), "cut": float(min(large, theta)), "sum": theta / (small + large) * large},
    )


def clipped_length(rng: np.random.Generator) -> Instance:
    """Ask for the length of a gradient of two entries after clipping by its norm; it may be short enough already."""
    small, large = ((3, 4), (5, 12), (6, 8), (8, 15))[int(rng.integers(4))]
    norm = math.hypot(small, large)
    theta = int(rng.choice([1, 2, 20]))
    return Instance(
        values={"first": small, "second": large, "theta": theta},
        answer=min(norm, float(theta)),
        mistakes={"norm": norm} if theta < norm else {"stretched": float(theta)},
    )


def clipping_factor(*, norm: float, theta: float) -> Instance:
    """Ask by what a gradient of a given norm is multiplied."""
    return Instance(
        values={"norm": f"{norm:g}", "theta": f"{theta:g}"},
        answer=min(1.0, theta / norm),
        mistakes={"inverse": norm / theta, "difference": norm - theta} if norm > theta else {},
    )


def longest_step(rng: np.random.Generator) -> Instance:
    """Ask how far a clipped step can go."""
    rate, theta = float(rng.choice([1, 2, 3])), float(rng.choice([0.1, 0.25, 0.5]))
    return Instance(
        values={"rate": f"{rate:g}", "theta": f"{theta:g}"},
        answer=rate * theta,
        mistakes={"theta": theta, "ratio": theta / rate} if rate != 1 else {},
    )


def ways_to_clip(gradient: tuple[float, float], theta: float) -> dict[str, tuple[float, float]]:
    """Return what the norm makes of a gradient, and what one might take for it."""
    first, second = gradient
    norm, total = math.hypot(first, second), first + second
    return {
        "cut": (min(first, theta), min(second, theta)),
        "scaled": (first * theta / norm, second * theta / norm),
        "shared": (first * theta / total, second * theta / total),
        "kept": gradient,
    }
