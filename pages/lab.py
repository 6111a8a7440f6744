"""The laboratory: train up to four language models live and look inside them."""

from seqviz.ui.experiment.exercises import exercises
from seqviz.ui.experiment.laboratory import open_laboratory
from seqviz.ui.experiment.text_source import text_source
from seqviz.ui.lessons.lab.outline import LAB
from seqviz.ui.lessons.lab.prediction import outcome_of, question_of
from seqviz.ui.lessons.lab.tasks import tasks
from seqviz.ui.page import open_page

page = open_page("lab")
lab = open_laboratory(page, LAB, question=question_of, outcome=outcome_of)
lab.draw()
text_source(page, lab.settings)
page.lesson("read")
exercises(page, lab.settings, tasks(lab))
