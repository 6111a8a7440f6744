"""A text of the learner's own."""

from tests.pages import visiting
from tests.pages.language_models.language_models_visit import NAME

VERSE = "the cat sat on the mat and the dog sat on the log and the cat saw the dog . " * 3
VERSE_SOURCE = visiting.label(f"{NAME}.source.own", tokens="53", unit="words", held_out="7")
