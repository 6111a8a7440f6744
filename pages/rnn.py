"""Recurrent networks: with and without their memory, beside counting, their state along a text, and their uses."""

from seqviz.ui.experiment.exercises import exercises
from seqviz.ui.experiment.laboratory import open_laboratory
from seqviz.ui.lessons.rnn.outline import RNN
from seqviz.ui.lessons.rnn.prediction import outcome_of, question_of
from seqviz.ui.lessons.rnn.screens import SCREENS
from seqviz.ui.lessons.rnn.tasks import tasks
from seqviz.ui.lessons.rnn.uses import draw_screen
from seqviz.ui.page import open_page

page = open_page("rnn")
lab = open_laboratory(page, RNN, question=question_of, outcome=outcome_of, screens=SCREENS)
draw_screen(lab)
page.lesson(lab.settings.value("idea"))
exercises(page, lab.settings, tasks(lab))
page.lesson("next")
