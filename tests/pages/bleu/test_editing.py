"""An edit of the prediction, and what it is expected to do."""

import pytest

from tests.pages.bleu.bleu_visit import visit
from tests.pages.visiting import address, label, pick, press, the, words

pytestmark = pytest.mark.usefixtures("workers")


def edited():
    return press(visit(k="2", step="all"), "bleu.edit-append")


def test_an_edit_is_asked_about_before_it_is_scored():
    app = edited()
    assert "0.8633" not in words(app)
    pick(app, "bleu.predict-edit", "rises")
    assert label("bleu.edits.measured", before="0.6815", after="0.8633") in words(app)
    assert label("kit.predict.right") in words(app)


def test_a_wrong_expectation_is_answered_with_the_factors():
    app = pick(edited(), "bleu.predict-edit", "falls")
    assert label("kit.predict.wrong") in words(app)
    assert ":green[▲]" in words(app)


def test_another_edit_is_asked_about_anew():
    app = pick(edited(), "bleu.predict-edit", "falls")
    press(app, "bleu.edit-drop")
    assert label("bleu.edits.before") not in words(app)


def test_the_edit_and_what_was_expected_of_it_travel_in_the_link():
    app = pick(edited(), "bleu.predict-edit", "falls")
    link = {key: value for key, value in address(app).items() if key != "lang"}
    assert label("bleu.edits.measured", before="0.6815", after="0.8633") in words(visit(**link))


@pytest.mark.parametrize("edit", ["drop-99", "swap-4", "append-\u2028", "append-<b>"])
def test_an_edit_that_does_not_fit_the_pair_does_no_harm(edit):
    visit(k="2", step="all", edit=edit, predicted="edit.show")


def test_a_kept_edit_becomes_the_prediction():
    app = pick(edited(), "bleu.predict-edit", "show")
    press(app, "bleu.edit-keep")
    assert the(app, "text_input", "bleu.prediction").value == "A B B C D E"
    assert "## 0.8633" in words(app)


@pytest.mark.parametrize("kind", ["drop", "repeat", "swap"])
def test_every_kind_of_edit_can_be_tried(kind):
    app = press(visit(k="2", step="all"), f"bleu.edit-{kind}")
    pick(app, "bleu.predict-edit", "show")
    assert label("bleu.edits.keep") in [button.label for button in app.button]
