"""The score of a pair assembled n-gram by n-gram, by either formula."""

import time

import pytest

from seqviz.ui.lessons.bleu.outline import memory_of
from tests.pages.bleu.bleu_visit import visit
from tests.pages.visiting import address, label, pick, press, ran, words

pytestmark = pytest.mark.usefixtures("workers")


def test_each_step_matches_one_ngram():
    app = visit(k="4")
    for step in range(1, 4):
        press(app, "bleu.step")
        assert address(app)["step"] == str(step)
    press(app, "bleu.back")
    assert address(app)["step"] == "2"
    press(app, "bleu.all")
    assert "0.0000" in words(app)
    press(app, "bleu.all")
    assert "step" not in address(app)


def test_fractions_stay_secret_until_they_are_counted():
    app = visit()
    assert r"\tfrac{4}{5}" not in words(app)
    press(app, "bleu.next")
    assert r"\tfrac{4}{5}" in words(app)
    assert r"\tfrac{3}{4}" not in words(app)


def test_playing_moves_on_by_itself_and_stops_at_the_end():
    app = visit(k="1", step="5")
    press(app, "bleu.play")
    deadline = time.monotonic() + 30
    while address(app).get("step") != "all" and time.monotonic() < deadline:
        time.sleep(0.2)
        ran(app)
    assert address(app)["step"] == "all"
    assert not memory_of(app.session_state["bleu.settings"]).playing


def test_the_standard_formula_can_lead():
    app = visit(k="2", step="all", formula="standard")
    assert f"### {label('bleu.score')} **0.6342**" in words(app)


def test_a_zero_offers_the_longest_k_without_one():
    app = visit(k="4", step="all")
    assert label("bleu.remark.zero", n=4) in words(app)
    press(app, "bleu.fix-k-lecture")
    assert address(app)["k"] == "3"
    assert "## 0.5940" in words(app)


@pytest.mark.parametrize("smoothing", ["exp", "floor", "add-k"])
def test_smoothing_is_said_and_lifts_the_standard_score(smoothing):
    app = visit(k="4", step="all", smoothing=smoothing)
    assert label(f"bleu.smoothing.{smoothing}.says") in words(app)
    assert words(app).count("## 0.0000") == 1


def test_a_step_beyond_the_end_is_the_end():
    assert label("bleu.two") in words(visit(step="999", k="2"))


def test_who_went_step_by_step_is_asked_which_formula_is_higher():
    app = visit(step="999", k="2")
    assert "0.6342" not in words(app)
    (question,) = [one.key for one in app.get("button_group") if (one.key or "").startswith("bleu.predict-two/")]
    said = words(pick(app, question, "lecture"))
    assert "0.6815" in said
    assert "0.6342" in said
    assert ":green[:material/check_circle:]" in said
