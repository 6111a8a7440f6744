"""The screens of the page, each with the run that belongs to it."""

from collections.abc import Mapping

from seqviz.config.contest import Contest
from seqviz.config.labelling import LabellingConfig
from seqviz.config.two_sided import Aim, TwoSidedConfig
from seqviz.data.blanks.sets import blank_set
from seqviz.ui.experiment.live import live
from seqviz.ui.experiment.slot import Slot, open_slot
from seqviz.ui.lessons.bidirectional.fill import draw_fill
from seqviz.ui.lessons.bidirectional.leak import draw_leak
from seqviz.ui.lessons.bidirectional.outline import BidirectionalSettings, Idea
from seqviz.ui.lessons.bidirectional.states import draw_states
from seqviz.ui.lessons.bidirectional.tags import draw_tags, tagging
from seqviz.ui.page import Page

AIMS: dict[Idea, Aim] = {"fill": "fill", "states": "fill", "leak": "forecast"}
"""What the networks of a screen say; two screens share a run."""
DRAWN = {"fill": draw_fill, "states": draw_states, "leak": draw_leak, "tag": draw_tags}


def open_run(page: Page, settings: BidirectionalSettings) -> Slot:
    """Return the place of the run that the chosen screen shows."""
    idea = settings.view.idea
    if idea == "tag":
        wanted = tagging()
        return open_slot(f"{page.name}/tag", LabellingConfig, fits=lambda contest: contest == wanted)
    aim = AIMS[idea]
    return open_slot(f"{page.name}/{aim}", TwoSidedConfig, fits=lambda contest: _aims_at(contest, aim))


def groups_of(settings: BidirectionalSettings) -> Mapping[str, tuple[str, ...]]:
    """Return the settings that the chosen screen has; the networks that tag are as they are."""
    return {} if settings.view.idea == "tag" else settings.outline.groups


def _aims_at(contest: Contest, aim: Aim) -> bool:
    config = contest.configs[0]
    return isinstance(config, TwoSidedConfig) and config.aim == aim


def draw_screen(page: Page, settings: BidirectionalSettings, slot: Slot) -> None:
    """Draw the chosen screen and keep it live."""
    live(settings, slot, lambda: DRAWN[settings.view.idea](page, settings, slot))


def source_line(page: Page, settings: BidirectionalSettings) -> None:
    """Name the data of the screen, their licence, and what is held out."""
    t, text = page.t, settings.config.text
    if settings.view.idea == "tag":
        text = "hsk"
    found = blank_set(text)
    kind = "made" if not found.source else "text"
    counts = {"training": t.number(len(found.training)), "held_out": t.number(len(found.held_out))}
    page.source(t(f"bidirectional.source.{kind}", source=found.source, licence=found.licence, **counts))
