"""One experiment with two sides: readers from the left, from the right and from both, on the same sentences."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from seqviz.config.fields import check, choice, from_query, number, to_query
from seqviz.config.language_model import Cell, Device
from seqviz.records.problem import Problem

Aim = Literal["fill", "forecast"]
"""What the networks say at a place: the token that is hidden there, or the one that comes next."""
BlankText = Literal["lincoln", "hsk", "hungry-en", "hungry-zh"]
Reader = Literal["left", "right", "both"]
READERS: Mapping[Aim, tuple[Reader, ...]] = {"fill": ("left", "right", "both"), "forecast": ("left", "both")}
"""The networks of each aim; from the left alone is how an honest language model reads."""


@dataclass(frozen=True, kw_only=True)
class TwoSidedConfig:
    """Networks that differ in the side they read from, and nothing else: same seed, same sentences.

    ``hidden_size`` counts the units of one network; the one that reads from both sides gives half of them to each.
    The ``aim`` is told by what is shown, not by the address.
    """

    trainer: ClassVar[str] = "seqviz.training.two_sided"

    aim: Aim = field(default="fill")
    text: BlankText = choice("lincoln", BlankText)
    cell: Cell = choice("lstm", Cell)
    hidden_size: int = number(128, 8, 512)
    batch_size: int = number(32, 4, 256)
    learning_rate: float = number(0.01, 1e-5, 10.0)
    max_steps: int = number(300, 10, 20_000)
    seed: int = number(0, 0, 999_999)
    device: Device = choice("auto", Device)

    def __post_init__(self) -> None:
        """Raise a ``Problem`` that names the field, its value and its range; ``ValueError`` for another aim."""
        check(self)
        if self.aim not in READERS:
            raise ValueError(f"no aim {self.aim!r}")

    def to_query(self) -> dict[str, str]:
        """Return the settings that differ from the defaults, for the address."""
        return to_query(self)

    @classmethod
    def from_query(
        cls, query: Mapping[str, Any], base: "TwoSidedConfig | None" = None
    ) -> "tuple[TwoSidedConfig, tuple[Problem, ...]]":
        """Read the settings of an address; return the config and what had to fall back to ``base``, or as usual."""
        return from_query(cls, query, base)
