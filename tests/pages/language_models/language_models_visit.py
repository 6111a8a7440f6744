"""A learner's visit to the page of counted language models."""

from functools import cache

from seqviz.data.texts import load_text
from seqviz.ngrams.corpus import count_corpus
from tests.pages import visiting
from tests.pages.visiting import pick, put, ran, words

NAME = "language-models"


def visit(language="en", *, own="", **query):
    app = visiting.visit(NAME, language, **query)
    return put(app, "text_area", f"{NAME}.own-pasted", own) if own else app


def question(app):
    """The answers that the page offers before it shows anything."""
    return next(group for group in app.get("button_group") if ".predict-" in group.key)


def look(app):
    """Go past the question of the screen without a guess."""
    return guess(app, "show")


def guess(app, value):
    question(app).set_value(value)
    return ran(app)


def choose(app, key, value):
    return pick(app, f"{NAME}.{key}", value)


def go_to(app, screen):
    return choose(app, "setting-screen", screen)


def drawn(app):
    """Everything that the page says, its own HTML included."""
    return "\n".join([words(app), *(str(element.proto.body) for element in app.get("html"))])


def label(key, language="en", **values):
    return visiting.label(f"{NAME}.{key}", language, **values)


def kit(key, language="en", **values):
    return visiting.label(f"kit.{key}", language, **values)


@cache
def words_of_lincoln():
    return count_corpus(load_text("lincoln", fetch=False), "word")
