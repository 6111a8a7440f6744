"""The screens of the page beside the training."""

from collections.abc import Mapping
from types import MappingProxyType

from seqviz.ui.experiment.half_life import half_lives
from seqviz.ui.experiment.hold import hold_screen
from seqviz.ui.experiment.holding import HeldAt
from seqviz.ui.experiment.laboratory import Laboratory, Screen
from seqviz.ui.experiment.loss_parts import loss_parts
from seqviz.ui.experiment.memory import memory_screen
from seqviz.ui.experiment.puzzle import puzzle
from seqviz.ui.experiment.unit_screens import machine_screen, units_screen

TRIPLETS = (HeldAt("input", "0"), HeldAt("output", "0"), HeldAt("candidate", "0"))
"""Holds that agree to the last digit."""


def _hold(lab: Laboratory, past: int | None) -> None:
    hold_screen(lab, past, then=lambda subject: puzzle(subject, TRIPLETS, wrong=("cell", "chance")))


SCREENS: Mapping[str, Screen] = MappingProxyType(
    {
        "machine": machine_screen, "hold": _hold, "edit": memory_screen, "remember": half_lives,
        "units": units_screen, "loss": loss_parts,
    }
)  # fmt: skip
