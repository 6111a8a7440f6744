"""The settings of the beam search page, opened from an address."""

from seqviz.decoding.editable import EditableTable
from seqviz.decoding.examples import LECTURE
from seqviz.text.catalog import load_catalog
from seqviz.ui.experiment.settings import Settings
from seqviz.ui.lessons.beam_search.outline import OUTLINE, BeamConfig, BeamView
from seqviz.ui.page import Page

LECTURE_TABLE = EditableTable.of(LECTURE)
CONFIG = BeamConfig()
PAGE = Page("beam-search", load_catalog("en"))


def opened(query=None, **changes):
    """The settings that an address opens, changed."""
    found = Settings(OUTLINE, BeamConfig(), BeamView())
    found.read(query or {})
    if changes:
        found.change(**changes)
    return found
