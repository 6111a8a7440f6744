"""BLEU, step by step: the score of one pair assembled n-gram by n-gram, or a whole test set."""

from functools import partial

from seqviz.ui.experiment.exercises import exercises
from seqviz.ui.experiment.settings import open_settings
from seqviz.ui.lessons.bleu.controls import draw_header, draw_knobs
from seqviz.ui.lessons.bleu.outline import BLEU
from seqviz.ui.lessons.bleu.pair import draw_pair
from seqviz.ui.lessons.bleu.tasks import tasks
from seqviz.ui.lessons.bleu.translator import draw_translator
from seqviz.ui.lessons.bleu_corpus.screen import draw_corpus
from seqviz.ui.page import open_page

page = open_page("bleu")
settings = open_settings(BLEU)
if settings.view.view == "pair":
    draw_pair(page, settings)
    draw_translator(page, settings)
else:
    draw_corpus(page, settings, header=partial(draw_header, page, settings), knobs=partial(draw_knobs, page, settings))
exercises(page, settings, tasks(page, settings))
page.source(page.t("bleu.source"))
