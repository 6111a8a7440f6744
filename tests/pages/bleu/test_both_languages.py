"""What the page shows in either language."""

import pytest

from tests.pages.bleu.bleu_visit import visit
from tests.pages.visiting import address, label, press, the, words

pytestmark = [pytest.mark.usefixtures("workers"), pytest.mark.parametrize("language", ["en", "zh"])]


def test_the_page_opens_on_the_lectures_pair(language):
    app = visit(language)
    assert the(app, "text_input", "bleu.prediction").value == "A B B C D"
    assert app.button(key="bleu.next").label == label("bleu.next", language, n=1)
    assert label("bleu.locked", language) in words(app)


def test_assembled_to_the_end_it_shows_both_scores(language):
    app = visit(language, k="2")
    for _ in range(3):
        press(app, "bleu.next")
    assert "## 0.6815" in words(app)
    assert "## 0.6342" in words(app)
    assert label("bleu.edits.title", language) in words(app)
    assert address(app)["step"] == "all"


@pytest.mark.parametrize("preset", ["lecture", "french", "chinese", "repeated", "order", "short", "several"])
def test_every_preset_can_be_shown_whole(language, preset):
    app = visit(language, pair=preset, step="all")
    assert label("bleu.compare.standard", language) in words(app)


def test_the_test_set_view_opens(language):
    app = visit(language, view="corpus")
    assert app.button(key="bleu.corpus-score").label == label("bleu.corpus.score", language)
