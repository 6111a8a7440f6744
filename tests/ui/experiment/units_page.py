"""A small page with the three panels about units and losses: the laboratory's words, a view of its own."""

from dataclasses import dataclass, replace

from seqviz.config.fields import check
from seqviz.ui.experiment.find_unit import find_unit
from seqviz.ui.experiment.half_life import HalfLifeView, half_lives
from seqviz.ui.experiment.laboratory import open_laboratory
from seqviz.ui.experiment.language_model import LanguageModelView
from seqviz.ui.experiment.live import live
from seqviz.ui.experiment.loss_parts import LossPartsView, loss_parts
from seqviz.ui.experiment.unit_feature import FindUnitView
from seqviz.ui.lessons.lab.outline import LAB
from seqviz.ui.page import open_page


@dataclass(frozen=True, kw_only=True)
class UnitsView(LanguageModelView, FindUnitView, LossPartsView, HalfLifeView):
    """What the address of this page restores."""

    def __post_init__(self) -> None:
        """Raise a ``Problem`` for a value outside its range."""
        check(self)


def draw() -> None:
    """Draw the laboratory and, below it, the three panels."""
    lab = open_laboratory(open_page("lab"), replace(LAB, view=UnitsView))
    lab.draw()

    def panels() -> None:
        find_unit(lab, None, pin=lambda layer, unit: lab.settings.memory.update(pinned=(layer, unit)))
        half_lives(lab, None)
        loss_parts(lab, None)

    live(lab.settings, lab.slot, panels)
