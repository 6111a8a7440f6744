"""Lesson "Language models": counting n-grams, and what counting can and cannot do. One idea per screen."""

from seqviz.ui.lessons.language_models.counting import draw_counting
from seqviz.ui.lessons.language_models.duel import draw_duel
from seqviz.ui.lessons.language_models.head import draw_foot, open_stage
from seqviz.ui.lessons.language_models.perplexity import draw_perplexity
from seqviz.ui.lessons.language_models.sentence import draw_sentence
from seqviz.ui.lessons.language_models.smoothing import draw_smoothing
from seqviz.ui.lessons.language_models.uses import draw_uses
from seqviz.ui.lessons.language_models.writing import draw_writing
from seqviz.ui.lessons.language_models.zipf import draw_zipf
from seqviz.ui.page import open_page

DRAW = {
    "count": draw_counting,
    "sentence": draw_sentence,
    "zipf": draw_zipf,
    "smoothing": draw_smoothing,
    "duel": draw_duel,
    "write": draw_writing,
    "perplexity": draw_perplexity,
    "uses": draw_uses,
}

stage = open_stage(open_page("language-models"))
DRAW[stage.view.screen](stage)
draw_foot(stage)
