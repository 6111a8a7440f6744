"""Pairs and addresses with which something is wrong."""

import pytest

from tests.pages.bleu.bleu_visit import HAN, visit
from tests.pages.visiting import address, label, press, put, the, words

pytestmark = pytest.mark.usefixtures("workers")


def typed(prediction, reference, **query):
    return visit(prediction=prediction, reference=reference, **query)


def test_an_empty_prediction_scores_zero_and_says_so():
    app = typed("", "A B")
    assert label("bleu.remark.no_prediction") in words(app)
    assert the(app, "text_input", "bleu.reference").value == "A B"


def test_an_empty_reference_is_said():
    assert label("bleu.remark.no_reference") in words(typed("A B", "   "))


def test_of_an_empty_pair_the_reference_is_missed():
    assert label("bleu.remark.no_reference") in words(typed("", "", step="all"))


def test_orders_that_do_not_exist_are_named():
    app = typed("A B", "A B C", k="4", step="all")
    assert label("bleu.remark.absent", n=2, absent="3, 4") in words(app)


def test_a_megabyte_in_one_line_is_scored_and_kept():
    text = "word " * 200_000
    app = visit()
    put(app, "text_input", "bleu.prediction", text)
    assert the(app, "text_input", "bleu.prediction").value == text
    assert "200,000" in words(app)
    assert "prediction" not in address(app)


def test_characters_that_cannot_be_seen_are_counted():
    assert label("bleu.remark.hidden", count=2) in words(typed("A\x00 B\u202e", "A B"))


def test_chinese_without_spaces_is_offered_characters():
    app = typed(HAN, HAN)
    assert label("bleu.remark.unsegmented") in words(app)
    press(app, "bleu.fix-unit")
    assert address(app)["unit"] == "characters"
    assert label("bleu.remark.unsegmented") not in words(app)


def test_mixed_scripts_by_characters_are_explained():
    assert label("bleu.remark.mixed") in words(typed(f"{HAN} hello", HAN, unit="characters"))


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script> {n} {0}", "$x$ :red[a] **b** `c`", "\u0645\u0631\u062d\u0628\u0627 \U0001f600"],
)
def test_markup_and_other_scripts_are_just_text(text):
    app = typed(text, text, step="all", k="1")
    assert "## 1.0000" in words(app)
    assert text not in "\n".join(element.value for element in app.markdown)


@pytest.mark.parametrize(
    ("key", "value"),
    [("k", "9"), ("k", "x"), ("k", "\u0663"), ("k", "9" * 5000), ("formula", "mine"), ("unit", "sentence"),
     ("smoothing", "<b>"), ("step", "-4"), ("pair", "none"), ("view", "moon")],
)  # fmt: skip
def test_a_wrong_address_falls_back_and_says_so(key, value):
    app = visit(**{key: value})
    (warning,) = app.warning
    assert label(f"bleu.{'max_n' if key == 'k' else key}") in warning.value
    assert the(app, "text_input", "bleu.prediction").value == "A B B C D"
