"""Sequence to sequence: a translator that learns while you watch."""

from seqviz.ui.experiment.controls import control
from seqviz.ui.experiment.exercises import exercises
from seqviz.ui.experiment.header import header
from seqviz.ui.experiment.settings import open_settings
from seqviz.ui.experiment.side_by_side import compare_menu, rival_chips
from seqviz.ui.lessons.seq2seq.outline import SEQ2SEQ
from seqviz.ui.lessons.seq2seq.own import own_pairs_panel
from seqviz.ui.lessons.seq2seq.screen import draw_live, open_run
from seqviz.ui.lessons.seq2seq.source import source_line
from seqviz.ui.lessons.seq2seq.tasks import tasks
from seqviz.ui.page import open_page

page = open_page("seq2seq")
settings = open_settings(SEQ2SEQ)
slot = open_run(page)
header(page, settings, beside=lambda: compare_menu(page, settings))
control(settings, "screen", page.t, shape="buttons", bare=True, width="content")
rival_chips(page, settings)
if settings.config.pairs == "own":
    own_pairs_panel(page, settings, slot)
draw_live(page, settings, slot)
page.lesson(settings.view.screen)
if found := tasks(settings, slot.watch, page.t):
    exercises(page, settings, found)
page.lesson("next")
source_line(page, settings)
