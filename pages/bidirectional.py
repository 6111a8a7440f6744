"""Bidirectional networks: fill in a blank from both sides, follow both states, and see why neither may forecast."""

from seqviz.ui.experiment.controls import control
from seqviz.ui.experiment.exercises import exercises
from seqviz.ui.experiment.header import header
from seqviz.ui.experiment.settings import open_settings
from seqviz.ui.lessons.bidirectional.outline import BIDIRECTIONAL
from seqviz.ui.lessons.bidirectional.screens import draw_screen, groups_of, open_run, source_line
from seqviz.ui.lessons.bidirectional.tasks import tasks
from seqviz.ui.page import open_page

page = open_page("bidirectional")
settings = open_settings(BIDIRECTIONAL)
slot = open_run(page, settings)
header(page, settings, groups=groups_of(settings))
control(settings, "idea", page.t, shape="buttons", bare=True, width="content")
draw_screen(page, settings, slot)
page.lesson(settings.view.idea)
exercises(page, settings, tasks(page, settings, slot))
page.lesson("next")
source_line(page, settings)
