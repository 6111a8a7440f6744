"""Where a series is cut into training and held-out steps, and what forecasts without training achieve there."""

from collections.abc import Sequence

import numpy as np

from seqviz.records.forecast import Baseline, BaselineForecasts
from seqviz.records.series import Series, Split, Values, frozen

HELD_OUT = 400
HELD_OUT_SHARE = 0.4
MAX_TARGETS = 400


def split_series(series: Series, *, history: int, horizon: int, future: int = 0) -> Split:
    """Hold out the end of a series: its last 400 steps, or two fifths of it where that is less.

    ``history`` and ``horizon`` shrink for a short series until at least ten held-out steps can be forecast from every
    distance. ``future`` steps at the end stay free, for models that also look at what comes after. Mean and scale
    are those of the training steps.
    """
    length = len(series)
    start = length - min(HELD_OUT, int(HELD_OUT_SHARE * length))
    last = length - future
    history = max(1, min(history, length // 4))
    furthest = max(1, min(horizon, last - 10 - history))
    first = max(start, furthest + history)
    chosen = np.unique(np.linspace(first, last - 1, min(MAX_TARGETS, last - first)).round().astype(int))
    training = series.values[:start]
    scale = float(training.std()) or float(series.values.std())
    return Split(
        start=start, history=history, furthest=furthest, targets=tuple(int(t) for t in chosen),
        mean=float(training.mean()), scale=scale,
    )  # fmt: skip


def baseline_forecasts(series: Series, split: Split, *, season: int, horizons: Sequence[int]) -> BaselineForecasts:
    """Forecast the targets of ``split`` without a model, from every horizon 1 … furthest.

    last: the value when the forecast is made; seasonal: the latest known value of the same phase; mean: the mean of
    the training steps; line: the middle between the two neighbours (for a hidden point; needs tomorrow's value).
    """
    targets = np.array(split.targets)
    every = range(1, split.furthest + 1)
    shown = tuple(h for h in horizons if h <= split.furthest)
    last = {h: series.values[targets - h] for h in every}
    seasonal = {h: _seasonal(series.values, targets, season, h) for h in every}
    mean = np.full(len(targets), split.mean)
    truth = series.values[targets]
    after = series.values[np.minimum(targets + 1, len(series) - 1)]
    line = np.where(targets + 1 < len(series), (series.values[targets - 1] + after) / 2, np.nan)
    rows: dict[Baseline, dict[int, Values]] = {
        "last": last, "seasonal": seasonal, "mean": dict.fromkeys(every, mean), "line": dict.fromkeys(every, line),
    }  # fmt: skip
    return BaselineForecasts(
        horizons=shown,
        forecasts={name: frozen([row[h] for h in shown]) for name, row in rows.items()},
        errors={name: frozen([root_mean_square(row[h] - truth) for h in every]) for name, row in rows.items()},
    )


def root_mean_square(errors: Values) -> float:
    """Return the root of the mean square of the entries that exist (NaN: there is no forecast); NaN if none does."""
    known = errors[~np.isnan(errors)]
    return float(np.sqrt(np.mean(known**2))) if len(known) else float("nan")


def _seasonal(values: Values, targets: np.ndarray, season: int, horizon: int) -> Values:
    back = season * -(-horizon // season)
    source = targets - back
    return np.where(source >= 0, values[np.maximum(source, 0)], np.nan)


def shuffled(values: Values, *, seed: int) -> Values:
    """Return the same values in random order: the same histogram, no order."""
    return frozen(np.random.default_rng(seed).permutation(values))
