"""The lines of text that a screen starts with, fitting the chosen text, until the learner writes their own."""

from seqviz.ui.language_models.settings import PAGE, LineName, Settings
from seqviz.ui.language_models.texts import ENGLISH, Corpus
from seqviz.ui.page import Page


def line(page: Page, settings: Settings, corpus: Corpus, name: LineName) -> str:
    """Return the learner's line, or else an example: for a text of their own one from its held-out part."""
    if written := getattr(settings, name).strip():
        return str(written)
    if corpus.name == "own":
        return _from_held_out(corpus, name)
    language = "english" if corpus.name in ENGLISH else "chinese"
    return page.t(f"{PAGE}.example.{language}.{name}")


def _from_held_out(corpus: Corpus, name: LineName) -> str:
    """Cut different stretches for different lines; tokens that the training part lacks are left out."""
    known = [token for token in corpus.held_out if token] or list(corpus.training[:40])
    places = {
        "sentence": (0, 8), "first": (0, 5), "second": (5, 10),
        "context": (0, 1), "prefix": (0, 2), "candidates": (0, 6),
    }  # fmt: skip
    start, end = places[name]
    return corpus.separator.join(corpus.vocabulary.decode(known[start:end]))
