"""A pair with more than one reference."""

import pytest

from tests.pages.bleu.bleu_visit import visit
from tests.pages.visiting import address, label, pick, press, put, words

pytestmark = pytest.mark.usefixtures("workers")
TIE = {"prediction": "a b c d", "reference": "a b c", "further": "a b c d e", "k": "1", "step": "all"}


def test_another_reference_is_written_on_a_line_of_its_own_and_travels_in_the_link():
    app = press(visit(prediction="a b c d", reference="a b c", k="1", step="all"), "bleu.more")
    assert label("bleu.references.empty", count=1) not in words(app)
    put(app, "text_area", "bleu.further", "a b c d e")
    assert address(app)["further"] == "a b c d e"
    assert "## 1.0000" in words(app)


@pytest.mark.parametrize(("first", "second"), [("a b c", "a b c d e"), ("a b c d e", "a b c")])
def test_the_page_says_whose_length_counts(first, second):
    app = visit(**TIE | {"reference": first, "further": second})
    said = {"lengths": f"{len(first.split())}, {len(second.split())}", "predicted": 4, "length": 3}
    assert label("bleu.references.tie", **said, number=1 if first == "a b c" else 2) in words(app)


def test_nothing_is_said_of_the_length_before_the_score_is_assembled():
    assert label("bleu.references.tie", lengths="3, 5", predicted=4, length=3, number=1) not in words(
        visit(**TIE | {"step": "1"})
    )


def test_empty_references_are_ignored_and_it_is_said():
    app = visit(**TIE | {"reference": " ", "further": "\n\na b c d e\n"})
    assert label("bleu.references.empty", count=4) in words(app)
    assert label("bleu.remark.no_reference") not in words(app)


def test_forty_references_with_markup_are_drawn_as_far_as_they_give_something():
    further = "\n".join(["<b>x</b> $y$", *(f"w{number}" for number in range(38)), "c d"])
    app = put(press(visit(**TIE), "bleu.all"), "text_area", "bleu.further", further)
    assert label("bleu.references.some", count=41) in words(app)
    assert "<b>x</b>" not in "\n".join(element.value for element in app.markdown)


def test_edits_are_scored_against_all_of_them():
    app = press(visit(**TIE | {"k": "2"}), "bleu.edit-append")
    pick(app, "bleu.predict-edit", "show")
    assert label("bleu.edits.keep") in [button.label for button in app.button]
