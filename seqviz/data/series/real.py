"""Real series that come with the installed packages, so that they work offline."""

from functools import cache

import numpy as np
from vega_datasets import local_data

from seqviz.config.forecast import Stock
from seqviz.records.series import Series, frozen


@cache
def seattle_temperatures() -> Series:
    """Return the daily maximum temperature in Seattle, 2012 to 2015, in degrees Celsius, with the kind of weather.

    Source: NOAA, public domain, in the package vega_datasets (MIT), which derived the kind of weather itself.
    """
    table = local_data.seattle_weather()
    return Series(
        name="weather", kind="real", values=frozen(table["temp_max"]), unit="celsius", season=365,
        times=table["date"].to_numpy().astype("datetime64[D]"), states=tuple(str(w) for w in table["weather"]),
    )  # fmt: skip


@cache
def stock_prices(stock: Stock) -> Series:
    """Return the monthly closing price of one share, January 2000 to March 2010, in US dollars.

    Source: the stocks table of the package vega_datasets (MIT), which names no further source. Its description says
    daily; its dates are the first of each month.
    """
    table = local_data.stocks()
    rows = table[table["symbol"] == stock].sort_values("date")
    return Series(
        name="stocks", kind="real", values=frozen(rows["price"]), unit="dollar", season=12,
        times=np.asarray(rows["date"]).astype("datetime64[D]"),
    )  # fmt: skip
