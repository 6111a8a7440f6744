"""What a series says before any model: memory (autocorrelation) and season."""

import numpy as np

from seqviz.records.series import Autocorrelation, SeasonalProfile, Series, Values, frozen

MAX_BINS = 52


def autocorrelation(values: Values, *, lags: int) -> Autocorrelation:
    """Return r_0 … r_lags of ``values`` [n], the usual estimate that divides by the variance of the whole series.

    r_k = sum_t (x_t - m)(x_{t+k} - m) / sum_t (x_t - m)^2, computed with one FFT: n log n also for a million values.
    (Box, Jenkins, Reinsel: Time Series Analysis, 2.1.6.)
    """
    lags = min(lags, len(values) - 1)
    centred = values - values.mean()
    size = 1 << (2 * len(values) - 1).bit_length()
    power = np.abs(np.fft.rfft(centred, size)) ** 2
    products = np.fft.irfft(power, size)[: lags + 1]
    correlation = products / products[0]
    band = 1.96 / np.sqrt(len(values))
    return Autocorrelation(values=frozen(correlation), band=float(band), peak=_first_season(correlation, band))


def _first_season(correlation: Values, band: float) -> int | None:
    """Return the lag of the highest hill after the curve first falls below the band, if it is clearly above it."""
    below = np.flatnonzero(correlation < band)
    if not len(below):
        return None
    valley = int(below[0])
    inner = correlation[valley + 1 : -1]
    hill = (inner >= correlation[valley:-2]) & (inner >= correlation[valley + 2 :]) & (inner > max(2 * band, 0.1))
    found = np.flatnonzero(hill)
    if not len(found):
        return None
    return int(valley + 1 + found[np.argmax(inner[found])])


def seasonal_profile(series: Series, season: int) -> SeasonalProfile:
    """Lay the seasons of a series over each other: mean and spread of each phase, and how much the phase explains.

    Seasons longer than 52 steps are averaged in 52 bins. ``share`` is 1 - residual / total sum of squares.
    """
    season = max(2, min(season, len(series)))
    bins = min(season, MAX_BINS)
    phase = (np.arange(len(series)) % season) * bins // season
    groups = [series.values[phase == b] for b in range(bins)]
    mean = np.array([g.mean() for g in groups])
    residual = series.values - mean[phase]
    total = float(np.sum((series.values - series.values.mean()) ** 2))
    return SeasonalProfile(
        seasons=len(series) / season, phases=frozen(np.arange(bins) * season / bins), mean=frozen(mean),
        low=frozen([np.quantile(g, 0.1) for g in groups]), high=frozen([np.quantile(g, 0.9) for g in groups]),
        share=1 - float(np.sum(residual**2)) / total,
    )  # fmt: skip
