"""The screens of the page beside the training."""

from collections.abc import Mapping
from types import MappingProxyType

from seqviz.ui.experiment.laboratory import Screen
from seqviz.ui.experiment.loss_parts import loss_parts
from seqviz.ui.lessons.deep.gradients import layers_screen
from seqviz.ui.lessons.deep.grid import grid_screen
from seqviz.ui.lessons.deep.plan import plan_screen
from seqviz.ui.lessons.deep.units import units_screen

SCREENS: Mapping[str, Screen] = MappingProxyType(
    {"grid": grid_screen, "layers": layers_screen, "units": units_screen, "plan": plan_screen, "loss": loss_parts}
)
