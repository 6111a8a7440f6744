"""Lines that a learner types, and what may be wrong with them."""

import pytest

from seqviz.ui.lessons.language_models.outline import LONGEST_LINE
from tests.pages.language_models.language_models_visit import NAME, drawn, label, look, visit
from tests.pages.language_models.own_verse import VERSE
from tests.pages.visiting import the


def test_a_line_without_tokens_asks_for_words():
    app = visit(screen="sentence", sentence="!!! 123 ???")
    assert app.warning[0].value == label("problem.empty-sentence")


@pytest.mark.parametrize("line", ["", "   "])
def test_an_empty_line_brings_the_example_back(line):
    app = visit(screen="sentence", sentence=line)
    assert not app.warning
    assert the(app, "text_input", f"{NAME}.sentence").value == label("example.english.sentence")


def test_markup_and_formulas_in_a_line_are_text():
    evil = "<script>alert(1)</script> $x$ :red[y] **z**"
    app = look(visit(screen="sentence", text="own", own=VERSE, sentence=evil))
    says = drawn(app)
    assert "<script>" not in says
    assert "&lt;" in says
    assert ":red[y]" not in says


def test_a_line_that_is_too_long_is_refused_by_name():
    app = visit(screen="sentence", sentence="the people " * 500)
    assert label("sentence") in app.warning[0].value
    assert str(LONGEST_LINE) in app.warning[0].value
    assert the(app, "text_input", f"{NAME}.sentence").value == label("example.english.sentence")
