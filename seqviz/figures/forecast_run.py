"""All charts of one forecasting experiment, before its models have said anything."""

from collections.abc import Mapping
from dataclasses import dataclass

import plotly.graph_objects as go

from seqviz.config.forecast import ForecastConfig
from seqviz.figures.forecast import error_figure, forecast_figure, horizon_figure
from seqviz.records.forecast import CONTESTANTS, Baseline, Facts
from seqviz.records.series import Values

SHOWN: Mapping[str, tuple[Baseline, ...]] = {
    "forecast": ("last", "seasonal"), "fill": ("last", "seasonal", "line"), "order": ("last", "seasonal", "mean"),
}  # fmt: skip
"""The baselines in the error chart of each experiment."""
NOISY = ("sine", "ratings")
"""The made series whose noise can be turned: no model errs by less."""
FEW = 120
"""Held-out steps drawn where single points matter."""
ALONE = 0
"""The distance that means: from the first held-out step to the end."""


@dataclass(frozen=True, kw_only=True, eq=False)
class RunFigures:
    """The charts of an experiment; forecasts are drawn from step ``first`` on, one chart for each series."""

    errors: go.Figure
    horizon: go.Figure
    forecasts: tuple[go.Figure, ...]
    first: int


def run_figures(config: ForecastConfig, facts: Facts, *, k: int, names: Mapping[str, str]) -> RunFigures:
    """Return the charts for one distance ``k``; ``names`` has all words."""
    contestants = CONTESTANTS[config.task]
    first, rows = _drawn(config, facts, k)
    drawn, span = [(facts.series, tuple(contestants))], None
    if config.task == "order":
        drawn, span = [(facts.series, contestants[:1]), (facts.shuffled, contestants[1:])], facts.series.values
    return RunFigures(
        errors=error_figure(contestants, floors_of(config, facts), names=names),
        horizon=horizon_figure(contestants, facts.baselines, names=names),
        forecasts=tuple(
            forecast_figure(series, facts.split, models, rows, first=first, names=names, span=span)
            for series, models in drawn
        ),
        first=first,
    )


def floors_of(config: ForecastConfig, facts: Facts) -> dict[str, float]:
    """Return the horizontal lines of the error chart: one-step errors of the baselines, the noise where it is known."""
    floors: dict[str, float] = {name: float(facts.baselines.errors[name][0]) for name in SHOWN[config.task]}
    if config.source in NOISY and config.noise > 0 and config.task != "fill":
        floors["noise"] = config.noise
    return {name: level for name, level in floors.items() if level == level and level > 0}


def _drawn(config: ForecastConfig, facts: Facts, k: int) -> tuple[int, Mapping[Baseline, Values]]:
    """Return the first step of the forecast chart and the baselines' forecasts from there on."""
    split, baselines = facts.split, facts.baselines
    if config.task != "forecast":
        first = max(split.first, split.last - FEW)
        names: tuple[Baseline, ...] = ("line",) if config.task == "fill" else ()
        return first, {name: baselines.forecasts[name][0][first - split.first :] for name in names}
    if k == ALONE:
        return split.start, facts.lonely
    row = baselines.horizons.index(facts.nearest_horizon(k))
    return split.first, {name: baselines.forecasts[name][row] for name in SHOWN["forecast"]}
