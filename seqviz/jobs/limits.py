"""The house rules for runs: how many there may be, how long one waits for its page, what it may keep."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Rules that the engine hands to every run.

    ``places`` is the number of live runs per worker, ``held`` that of all runs it keeps, ended ones included.
    A run that no page has asked about for ``claim`` seconds waits; after ``keep`` more seconds it is freed.
    ``records`` bounds what is kept of each kind of record, ``checkpoints`` and ``checkpoint_bytes`` the kept states.
    """

    places: int = 4
    held: int = 16
    claim: float = 5.0
    keep: float = 60.0
    records: int = 2_000
    checkpoints: int = 40
    checkpoint_bytes: int = 200_000_000
