"""Times on one clock: offsets from UTC and names of zones, as they are written or moved to UTC."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Literal

import numpy as np

from seqviz.data.reading.date_forms import Matches
from seqviz.records.notice import Notice
from seqviz.records.problem import Problem
from seqviz.records.series import Times

Clock = Literal["written", "utc"]
"""Times that name their offset from UTC: as they are written, or moved to UTC."""
_HOURS = {
    "cet": 1, "mez": 1, "cest": 2, "mesz": 2, "wet": 0, "eet": 2, "eest": 3, "msk": 3, "jst": 9, "kst": 9, "hkt": 8,
    "sgt": 8, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
}  # fmt: skip


def on_one_clock(
    name: str, rows: Sequence[int], matches: Matches, times: Times, clock: Clock | None
) -> tuple[Times, list[Notice]]:
    """Return the times on one clock, with what was done; raise ``reading.two-zones`` where some name no zone."""
    if "zone" not in matches.parts:
        return times, []
    zones = matches.part("zone")
    offsets = {zone: _offset(zone) for zone in set(zones) if zone}
    if not offsets:
        return times, []
    if {zone.lower() for zone in offsets} == {"cst"} and all(zones) and clock != "utc":
        # Central or China: in a file of one zone it does not matter.
        return times, [Notice.of("reading.notice.zone", zone="CST")]
    shifts = set(offsets.values())
    bare = [place for place, zone in enumerate(zones) if not zone]
    if bare and shifts != {timedelta(0)} and clock != "written":
        raise Problem("reading.two-zones", column=name, row=rows[bare[0]], zone=next(iter(offsets)))
    if clock == "written" and (bare or len(shifts) > 1):
        return times, [Notice.of("reading.notice.clocks", count=len(shifts) + bool(bare))]
    said = [Notice.of("reading.notice.bare-zone", count=len(bare))] if bare else []
    written = [_written(shift) for shift in shifts]
    if shifts == {timedelta(0)} or (len(shifts) == 1 and clock != "utc"):
        return times, [Notice.of("reading.notice.zone", zone=written[0]), *said]
    seconds = {None: 0} | {zone: int(offset.total_seconds()) for zone, offset in offsets.items()}
    moved = times - np.array([seconds[zone] for zone in zones]).astype("timedelta64[s]")
    if len(shifts) == 1:
        return moved, [Notice.of("reading.notice.moved", zone=written[0]), *said]
    return moved, [Notice.of("reading.notice.utc", count=len(shifts)), *said]


def _offset(zone: str) -> timedelta:
    plain = zone.lower().removeprefix("utc").removeprefix("gmt")
    if plain[:1] not in ("+", "-"):
        return timedelta(hours=_HOURS.get(plain, 0))
    digits = plain[1:].replace(":", "")
    digits = digits.zfill(2).ljust(4, "0")
    return (-1 if plain[0] == "-" else 1) * timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))


def _written(offset: timedelta) -> str:
    minutes = round(offset.total_seconds() / 60)
    return f"UTC{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}" if minutes else "UTC"
