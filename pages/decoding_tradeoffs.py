"""Decoding trade-offs: what beam width, exponent and sampling make of a test set."""

from seqviz.ui.experiment.exercises import exercises
from seqviz.ui.experiment.header import header
from seqviz.ui.experiment.settings import open_settings
from seqviz.ui.lessons.decoding_dirt.screen import dirt_panel, open_dirt
from seqviz.ui.lessons.decoding_dirt.take_home import dirt_downloads
from seqviz.ui.lessons.decoding_tradeoffs.figures import downloads
from seqviz.ui.lessons.decoding_tradeoffs.outline import TRADEOFFS
from seqviz.ui.lessons.decoding_tradeoffs.screen import draw_live, open_run
from seqviz.ui.lessons.decoding_tradeoffs.tasks import tasks
from seqviz.ui.page import open_page

page = open_page("decoding-tradeoffs")
settings = open_settings(TRADEOFFS)
slot = open_run(page)
dirt = open_dirt(page)
header(
    page, settings, downloads=lambda: [*downloads(page, settings, slot.watch), *dirt_downloads(page, dirt.watch)],
)  # fmt: skip
draw_live(page, settings, slot)
page.lesson("errors")
page.lesson("exact")
page.lesson("exponent")
page.lesson("dirt")
dirt_panel(page, settings, dirt)
page.lesson("conventions")
exercises(page, settings, tasks(page, settings, slot))
page.source(page.t("decoding-tradeoffs.source"))
