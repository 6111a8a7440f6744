"""Lesson "Language models": counting n-grams, and what counting can and cannot do. One idea per screen."""

from collections.abc import Callable, Mapping

from seqviz.ui.language_models.counting import draw_counting
from seqviz.ui.language_models.duel import draw_duel
from seqviz.ui.language_models.header import draw_footer, draw_header
from seqviz.ui.language_models.markup import draw_style
from seqviz.ui.language_models.perplexity import draw_perplexity
from seqviz.ui.language_models.sentence import draw_sentence
from seqviz.ui.language_models.settings import Screen
from seqviz.ui.language_models.smoothing import draw_smoothing
from seqviz.ui.language_models.uses import draw_uses
from seqviz.ui.language_models.writing import draw_writing
from seqviz.ui.language_models.zipf import draw_zipf
from seqviz.ui.page import open_page

DRAW: Mapping[Screen, Callable[..., None]] = {
    "count": draw_counting,
    "sentence": draw_sentence,
    "zipf": draw_zipf,
    "smoothing": draw_smoothing,
    "duel": draw_duel,
    "write": draw_writing,
    "perplexity": draw_perplexity,
    "uses": draw_uses,
}

page = open_page("language-models")
draw_style()
settings, corpus = draw_header(page)
DRAW[settings.screen](page, settings, corpus)
draw_footer(page, settings, corpus)
