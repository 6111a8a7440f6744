"""In which order the rows of a file are told: by date, and where clocks were put back, as the file has them."""

import numpy as np
from numpy.typing import NDArray

from seqviz.records.notice import Notice
from seqviz.records.series import Times

REPEATED_HOUR = "reading.notice.repeated-hour"
_HOUR, _DAY = 3600, 86_400
_MOSTLY = 4
"""How many times more steps lead back than forward where a file begins with its end."""


def by_date(times: Times) -> tuple[NDArray[np.intp], list[Notice]]:
    """Return the order of the rows by date, with what is to be said; a file that begins with its end is turned."""
    forward = np.arange(len(times))
    steps = np.diff(times.astype("int64"))
    if not len(steps) or (steps > 0).all():
        return forward, []
    if (steps < 0).sum() > _MOSTLY * (steps > 0).sum():
        order, said = _told_forward(times[::-1])
        return forward[::-1][order], [Notice.of("reading.notice.newest-first"), *said]
    return _told_forward(times)


def _told_forward(times: Times) -> tuple[NDArray[np.intp], list[Notice]]:
    steps = np.diff(times.astype("int64"))
    forward = np.arange(len(times))
    if (steps > 0).all():
        return forward, []
    if _clocks_were_put_back(times, steps):
        return forward, [Notice.of(REPEATED_HOUR, count=int((steps <= 0).sum()))]
    if (steps >= 0).all():
        return forward, []
    return np.argsort(times, kind="stable"), [Notice.of("reading.notice.sorted", count=int((steps < 0).sum()))]


def _clocks_were_put_back(times: Times, steps: NDArray[np.int64]) -> bool:
    """Tell whether times go on, but for one hour of the night that is told twice, about once a year."""
    back = np.flatnonzero(steps <= 0)
    usual = np.median(steps)
    years = 1 + steps.sum() / (300 * _DAY)
    night = times[back].astype("int64") % _DAY < 4 * _HOUR
    return bool(0 < usual <= _HOUR and len(back) <= years and night.all() and (steps[back] == usual - _HOUR).all())
