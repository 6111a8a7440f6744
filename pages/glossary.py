"""All terms of the course in both languages, and its letters."""

from seqviz.ui.glossary import draw_glossary
from seqviz.ui.page import open_page

draw_glossary(open_page("glossary"))
