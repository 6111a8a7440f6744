"""One door to every series of the page: real, made, or the learner's own."""

from seqviz.config.forecast import ForecastConfig
from seqviz.data.series.made import earthquakes, film_ratings, noisy_sine
from seqviz.data.series.real import seattle_temperatures, stock_prices
from seqviz.records.problem import Problem
from seqviz.records.series import Series


def load_series(config: ForecastConfig) -> Series:
    """Return the series that a config names.

    Raises ``Problem`` when it is the learner's own and there is none: a link does not carry a file.
    """
    if config.source == "weather":
        return seattle_temperatures()
    if config.source == "stocks":
        return stock_prices(config.stock)
    if config.source == "ratings":
        return film_ratings(noise=config.noise, seed=config.seed, event=config.event)
    if config.source == "earthquake":
        return earthquakes(seed=config.seed, event=config.event)
    if config.source == "sine":
        return noisy_sine(noise=config.noise, seed=config.seed)
    if config.own is None:
        raise Problem("sequence-models.problem.no-file")
    return config.own


def season_of(config: ForecastConfig, series: Series) -> int:
    """Return the season in steps: the learner's choice, else the series' own, never longer than the series."""
    return max(1, min(config.season or series.season, len(series) - 1))
