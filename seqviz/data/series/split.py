"""Where a series is cut into training and held-out steps, and what forecasts without training achieve there."""

from collections.abc import Sequence

import numpy as np

from seqviz.config.forecast import ForecastConfig
from seqviz.records.forecast import Baseline, BaselineForecasts
from seqviz.records.series import Reach, Series, Split, Values, frozen

HELD_OUT = 400
HELD_OUT_SHARE = 0.4
FEWEST_TARGETS = 10


def reach_of(config: ForecastConfig, length: int) -> Reach:
    """Return how far the models of ``config`` look in a series of ``length`` steps; a short one shortens the sight.

    To fill in a hidden step, the window has tau values on each side, or 2 tau values before it: as many either way.
    """
    longest = max(2, length // 5)
    if config.task != "fill":
        before = min(max(config.tau, config.history), longest)
        horizon = config.horizon if config.task == "forecast" else 1
        return Reach(window=min(config.tau, before), before=before, after=0, horizon=horizon)
    tau = max(1, min(config.tau, longest // 2))
    before = min(max(2 * tau, config.history), longest)
    after = tau if config.family == "window" else max(tau, before // 2)
    return Reach(window=2 * tau, before=before, after=after, horizon=1)


def split_series(series: Series, reach: Reach) -> Split:
    """Hold out the end of a series: its last 400 steps, or two fifths of it where that is less.

    The horizon shrinks for a short series until at least ten held-out steps can be forecast from every distance. At
    the end as many steps stay free as the models read after a hidden one.
    """
    length = len(series)
    start = length - min(HELD_OUT, int(HELD_OUT_SHARE * length))
    last = length - reach.after
    furthest = max(1, min(reach.horizon, last - FEWEST_TARGETS - reach.before))
    training = series.values[:start]
    return Split(
        start=start, history=reach.before, furthest=furthest, first=max(start, furthest + reach.before), last=last,
        mean=float(training.mean()), scale=float(training.std()) or float(series.values.std()),
    )  # fmt: skip


def baseline_forecasts(series: Series, split: Split, *, season: int, horizons: Sequence[int]) -> BaselineForecasts:
    """Forecast the targets of ``split`` without a model, from every horizon 1 … furthest.

    last: the value when the forecast is made; seasonal: the latest known value of the same phase; mean: the mean of
    the training steps; line: the middle between the two neighbours (for a hidden point; needs tomorrow's value).
    """
    targets = np.arange(split.first, split.last)
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


def lonely_baselines(series: Series, split: Split, *, season: int) -> dict[Baseline, Values]:
    """Forecast all held-out steps from the last training step alone: that value, or the last known season again."""
    steps = np.arange(split.start, split.last)
    seasonal = [_seasonal(series.values, np.array([s]), season, int(s - split.start + 1))[0] for s in steps]
    return {"last": frozen(np.full(len(steps), series.values[split.start - 1])), "seasonal": frozen(seasonal)}


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
