"""Long short-term memory: live beside RNN and GRU, held by the gates, its memory edited."""

from seqviz.ui.experiment.exercises import exercises
from seqviz.ui.experiment.laboratory import open_laboratory
from seqviz.ui.experiment.text_source import text_source
from seqviz.ui.experiment.unit_screens import draw_machine
from seqviz.ui.lessons.lstm.outline import LSTM
from seqviz.ui.lessons.lstm.prediction import outcome_of, question_of
from seqviz.ui.lessons.lstm.screens import SCREENS
from seqviz.ui.lessons.lstm.tasks import tasks
from seqviz.ui.page import open_page

page = open_page("lstm")
lab = open_laboratory(page, LSTM, question=question_of, outcome=outcome_of, screens=SCREENS)
lab.draw()
draw_machine(lab)
text_source(page, lab.settings)
page.lesson(lab.settings.value("idea"))
exercises(page, lab.settings, tasks(lab))
page.lesson("next")
