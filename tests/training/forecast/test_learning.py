"""What the models reach on real series."""

from seqviz.config.forecast import ForecastConfig, contest_of
from seqviz.data.series.library import load_series, season_of
from seqviz.data.series.split import baseline_forecasts, reach_of, split_series
from seqviz.records.forecast import ForecastEvaluation
from seqviz.training.forecast import train


def last_errors(config: ForecastConfig) -> dict[str, float]:
    found = {}
    for name, part in zip(contest_of(config).names, contest_of(config).configs, strict=True):
        found[name] = [r.error for r in train(part) if isinstance(r, ForecastEvaluation)][-1]
    return found


def test_both_models_come_near_the_noise_of_the_sine() -> None:
    """The noise has a standard deviation of 0.2, and the last value errs by 0.2 * sqrt(2): between the two."""
    found = last_errors(ForecastConfig(source="sine", max_steps=250))
    assert min(found.values()) > 0.19
    assert max(found.values()) < 0.24


def test_a_latent_state_and_a_window_beat_the_last_value_in_seattle() -> None:
    config = ForecastConfig(source="weather", max_steps=300)
    series = load_series(config)
    split = split_series(series, reach_of(config, len(series)))
    baselines = baseline_forecasts(series, split, season=season_of(config, series), horizons=(1,))
    assert max(last_errors(config).values()) < baselines.errors["last"][0]


def test_the_future_helps_to_fill_in_yesterday() -> None:
    found = last_errors(ForecastConfig(task="fill", source="weather", max_steps=300))
    assert found["both"] < 0.9 * found["past"]


def test_without_order_nothing_beats_the_mean() -> None:
    found = last_errors(ForecastConfig(task="order", source="weather", max_steps=200))
    spread = load_series(ForecastConfig(source="weather")).values.std()
    assert found["ordered"] < 0.5 * spread
    assert found["shuffled"] > 0.95 * spread
