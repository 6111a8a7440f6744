"""Sequence to sequence: a translator that learns while you watch."""

from seqviz.ui.experiment.controls import control
from seqviz.ui.experiment.exercises import live_exercises
from seqviz.ui.experiment.fetch_pairs import fetch_pairs_button, pairs_source
from seqviz.ui.experiment.header import header
from seqviz.ui.experiment.settings import open_settings
from seqviz.ui.experiment.side_by_side import compare_menu, rival_chips
from seqviz.ui.lessons.seq2seq.inside import inside_screen
from seqviz.ui.lessons.seq2seq.learn import learn_screen
from seqviz.ui.lessons.seq2seq.outline import SEQ2SEQ
from seqviz.ui.lessons.seq2seq.own import own_pairs_panel
from seqviz.ui.lessons.seq2seq.screen import Screens, draw_live, open_run
from seqviz.ui.lessons.seq2seq.tasks import tasks
from seqviz.ui.lessons.seq2seq.teacher import teacher_screen
from seqviz.ui.lessons.seq2seq.vector import swap_screen
from seqviz.ui.lessons.seq2seq_measured.fits import fits_screen
from seqviz.ui.lessons.seq2seq_measured.forgets import forgets_screen
from seqviz.ui.lessons.seq2seq_measured.padding import padding_screen
from seqviz.ui.lessons.seq2seq_measured.together import together_screen
from seqviz.ui.page import open_page

SCREENS: Screens = {
    "learn": learn_screen, "inside": inside_screen, "teacher": teacher_screen, "swap": swap_screen,
    "forgets": forgets_screen, "together": together_screen, "fits": fits_screen, "padding": padding_screen,
}  # fmt: skip

page = open_page("seq2seq")
settings = open_settings(SEQ2SEQ)
slot = open_run(page)
header(page, settings, beside=lambda: compare_menu(page, settings))
control(settings, "screen", page.t, shape="buttons", bare=True, width="content")
rival_chips(page, settings)
if settings.config.pairs == "own":
    own_pairs_panel(page, settings, slot)
draw_live(page, settings, slot, SCREENS)
page.lesson(settings.view.screen)
if tasks(settings, slot.watch, page.t):
    live_exercises(page, settings, slot, lambda: tasks(settings, slot.watch, page.t))
page.lesson("next")
pairs_source(page, settings)
fetch_pairs_button(page, settings)
