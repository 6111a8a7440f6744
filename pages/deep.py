"""Deep recurrent networks: one to four layers made equal, their states as a grid, their gradients and their units."""

from seqviz.ui.experiment.exercises import exercises
from seqviz.ui.experiment.laboratory import open_laboratory
from seqviz.ui.experiment.text_source import text_source
from seqviz.ui.lessons.deep.balance import draw_balance
from seqviz.ui.lessons.deep.grid import draw_opened_cell
from seqviz.ui.lessons.deep.outline import DEEP
from seqviz.ui.lessons.deep.prediction import outcome_of, question_of
from seqviz.ui.lessons.deep.screens import SCREENS
from seqviz.ui.lessons.deep.tasks import tasks
from seqviz.ui.page import open_page

page = open_page("deep")
lab = open_laboratory(page, DEEP, question=question_of, outcome=outcome_of, screens=SCREENS)
lab.draw()
draw_balance(lab)
draw_opened_cell(lab)
text_source(page, lab.settings)
page.lesson(lab.settings.value("idea"))
exercises(page, lab.settings, tasks(lab))
page.lesson("next")
