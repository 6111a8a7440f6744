"""The screens about single units that pages of gated cells share: the machine, and the unit that tells a feature."""

from seqviz.ui.experiment.find_unit import find_unit
from seqviz.ui.experiment.laboratory import Laboratory
from seqviz.ui.experiment.language_model import question_row
from seqviz.ui.experiment.machine import machine


def machine_screen(lab: Laboratory, _past: int | None) -> None:
    """Draw the sentence that the machine reads; the machine itself has a live view of its own, ``draw_machine``."""
    question_row(lab.page, lab.settings)


def draw_machine(lab: Laboratory) -> None:
    """Draw the machine where its screen is chosen: behind the live part of the page."""
    if lab.settings.value("idea") == "machine":
        machine(lab)


def units_screen(lab: Laboratory, past: int | None) -> None:
    """Draw the search for a unit; one that is pinned opens in the machine."""

    def pin(layer: int, unit: int) -> None:
        lab.settings.change(idea="machine", shown_layer=layer + 1, shown_unit=unit)

    find_unit(lab, past, pin=pin)
