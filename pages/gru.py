"""Gated recurrent units: live beside an RNN, held by the gates, at their extremes."""

from seqviz.ui.experiment.exercises import exercises
from seqviz.ui.experiment.laboratory import open_laboratory
from seqviz.ui.experiment.text_source import text_source
from seqviz.ui.experiment.unit_screens import draw_machine
from seqviz.ui.lessons.gru.outline import GRU
from seqviz.ui.lessons.gru.prediction import outcome_of, question_of
from seqviz.ui.lessons.gru.screens import SCREENS
from seqviz.ui.lessons.gru.tasks import tasks
from seqviz.ui.page import open_page

page = open_page("gru")
lab = open_laboratory(page, GRU, question=question_of, outcome=outcome_of, screens=SCREENS)
lab.draw()
draw_machine(lab)
text_source(page, lab.settings)
page.lesson(lab.settings.value("idea"))
exercises(page, lab.settings, tasks(lab))
page.lesson("next")
