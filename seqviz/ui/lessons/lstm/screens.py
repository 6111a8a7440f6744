"""The screens of the page beside the training."""

from collections.abc import Mapping
from types import MappingProxyType

from seqviz.ui.experiment.hold import hold_screen
from seqviz.ui.experiment.holding import HeldAt
from seqviz.ui.experiment.laboratory import Laboratory, Screen
from seqviz.ui.experiment.memory import memory_screen
from seqviz.ui.experiment.puzzle import puzzle

TRIPLETS = (HeldAt("input", "0"), HeldAt("output", "0"), HeldAt("candidate", "0"))
"""Holds that agree to the last digit."""


def _hold(lab: Laboratory, past: int | None) -> None:
    hold_screen(lab, past, then=lambda subject: puzzle(subject, TRIPLETS, wrong=("cell", "chance")))


SCREENS: Mapping[str, Screen] = MappingProxyType({"hold": _hold, "edit": memory_screen})
