"""BLEU, step by step: the score of one pair assembled n-gram by n-gram, or a whole test set."""

from seqviz.ui.bleu.views import draw_view
from seqviz.ui.page import open_page

page = open_page("bleu")
draw_view(page)
page.source(page.t("bleu.source"))
