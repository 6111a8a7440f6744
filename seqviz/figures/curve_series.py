"""From the trail of a run to the numbers of its charts: a pure function, so that a reload draws the same curves."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from seqviz.config.contest import Budget
from seqviz.records.trail import Columns, TrailCopy, TrailName

MOST_POINTS = 320
DIGITS = 4
"""Significant digits: more than a chart can show."""
LARGEST_LOSS = 300.0
"""Nats whose perplexity can still be drawn."""

Numbers = NDArray[np.float64]
Curve = dict[str, Numbers]

PLACES: Mapping[Budget, str] = {"steps": "step", "seconds": "seconds", "tokens": "tokens_read"}
"""The column that stands on the x axis."""


def curve_series(
    trails: Mapping[TrailName, TrailCopy],
    *,
    x: Budget = "steps",
    parameters: Mapping[str, Sequence[str]] | None = None,
    uniform: float | None = None,
    unigram_loss: float | None = None,
    published: tuple[float, float] | None = None,
) -> dict[str, dict[str, Curve]]:
    """Return the numbers of the charts of ``figures.training``: panel to trace to axis.

    Parameters
    ----------
    trails
        Those of ``StepRecord`` and ``EvaluationRecord`` of each contestant; others are passed over.
    x
        What stands on the x axis.
    parameters
        The names of ``parameter_norms`` by contestant.
    uniform, unigram_loss
        The perplexity of guessing uniformly, and the loss in nats of guessing by frequency.
    published
        The least and the most perplexity that a book prints for this run.

    Returns
    -------
    dict
        Curves of at most ``MOST_POINTS`` points by the name ``<contestant>/<curve>``, and the baselines ``uniform``,
        ``unigram``, ``published/least`` and ``published/most``. What is not finite is a gap. A panel without curves is
        left out.
    """
    perplexity: dict[str, Curve] = {}
    norms: dict[str, Curve] = {}
    by_parameter: dict[str, Curve] = {}
    for name, trail in trails.items():
        if not len(trail) or name.kind not in ("StepRecord", "EvaluationRecord"):
            continue
        columns = thinned(trail.columns)
        place, who = columns[PLACES[x]], name.contestant
        if name.kind == "EvaluationRecord":
            perplexity[f"{who}/validation"] = {"x": place, "y": _perplexity(columns["loss"])}
            continue
        losses = {"least": "loss.least", "most": "loss.most", "training": "average_loss"}
        perplexity |= {f"{who}/{curve}": {"x": place, "y": _perplexity(columns[c])} for curve, c in losses.items()}
        sizes = {
            "least": "norm_before.least",
            "most": "norm_before.most",
            "before": "norm_before",
            "after": "norm_after",
            "theta": "theta",
        }
        norms |= {f"{who}/{curve}": {"x": place, "y": rounded(columns[c])} for curve, c in sizes.items()}
        for index, parameter in enumerate((parameters or {}).get(who, ())):
            by_parameter[f"{who}/{parameter}"] = {"x": place, "y": rounded(columns["parameter_norms"][:, index])}
    if perplexity:
        perplexity |= _baselines(perplexity, uniform, unigram_loss, published)
    panels = {"perplexity": perplexity, "gradient_norm": norms, "parameter_norms": by_parameter}
    return {panel: curves for panel, curves in panels.items() if curves}


def thinned(columns: Columns, most: int = MOST_POINTS) -> dict[str, Numbers]:
    """Join neighbouring stretches of a trail, a power of two at a time, until no more than ``most`` are left.

    Joining by powers of two keeps all points but the last where they were while a run goes on.
    """
    count = len(columns["step"])
    width = 1
    while -(-count // width) > most:
        width *= 2
    starts = np.arange(0, count, width)
    ends = np.append(starts[1:], count) - 1
    joined: dict[str, Numbers] = {}
    for name, column in columns.items():
        if name.endswith(".least"):
            joined[name] = np.fmin.reduceat(column, starts)
        elif name.endswith(".most"):
            joined[name] = np.fmax.reduceat(column, starts)
        elif name == "steps":
            joined[name] = np.add.reduceat(column, starts)
        elif f"{name}.least" in columns:
            joined[name] = _mean(column, columns["steps"], starts)
        else:
            joined[name] = column[ends]
    return joined


def _mean(column: Numbers, steps: Numbers, starts: NDArray[np.intp]) -> Numbers:
    """Return the means of joined stretches, each stretch by its steps; NaN where none of them is finite."""
    finite = np.isfinite(column)
    weights = np.where(finite, steps.reshape(-1, *[1] * (column.ndim - 1)), 0.0)
    sums = np.add.reduceat(np.where(finite, column, 0.0) * weights, starts)
    total = np.add.reduceat(weights, starts)
    return np.divide(sums, total, out=np.full_like(sums, np.nan), where=total > 0)


def _baselines(
    curves: Mapping[str, Curve],
    uniform: float | None,
    unigram_loss: float | None,
    published: tuple[float, float] | None,
) -> dict[str, Curve]:
    end = np.array([0.0, max(float(curve["x"][-1]) for curve in curves.values())])
    levels: dict[str, Numbers] = {}
    if uniform is not None:
        levels["uniform"] = rounded(np.full(2, float(uniform)))
    if unigram_loss is not None:
        levels["unigram"] = _perplexity(np.full(2, unigram_loss))
    if published is not None:
        levels |= {
            f"published/{edge}": np.full(2, level) for edge, level in zip(("least", "most"), published, strict=True)
        }
    return {name: {"x": end, "y": level} for name, level in levels.items()}


def _perplexity(losses: Numbers) -> Numbers:
    """Return exp(loss); a gap where the loss is not finite, or its perplexity beyond drawing."""
    drawn = np.isfinite(losses) & (losses < LARGEST_LOSS)
    return rounded(np.exp(np.where(drawn, losses, np.nan)))


def rounded(values: Numbers) -> Numbers:
    """Return ``values`` in ``DIGITS`` significant digits, NaN for what is not finite."""
    known = np.isfinite(values) & (values != 0)
    unit = 10.0 ** (np.floor(np.log10(np.abs(values), out=np.zeros_like(values), where=known)) - (DIGITS - 1))
    # Far from 1 the unit itself may be out of range: then the number stays as it is.
    near = known & (np.abs(np.log10(unit)) < 290)
    out = np.where(np.isfinite(values), values, np.nan)
    out[near] = np.round(values[near] / unit[near]) * unit[near]
    return out
