"""The screens of the page beside the training."""

from collections.abc import Mapping
from types import MappingProxyType

from seqviz.ui.experiment.laboratory import Screen
from seqviz.ui.experiment.loss_parts import loss_parts
from seqviz.ui.experiment.unit_screens import machine_screen, units_screen
from seqviz.ui.lessons.rnn.ladder import ladder_screen
from seqviz.ui.lessons.rnn.path import path_screen
from seqviz.ui.lessons.rnn.uses import writes_screen

SCREENS: Mapping[str, Screen] = MappingProxyType(
    {
        "ladder": ladder_screen, "machine": machine_screen, "path": path_screen, "uses": writes_screen,
        "units": units_screen, "loss": loss_parts,
    }
)  # fmt: skip
