"""The panels about units and losses on a small page, with the real engine behind them, in both languages."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from seqviz.records.half_life import KickAnswer
from seqviz.records.units import UnitRanking, UnitScore
from seqviz.text.catalog import LANGUAGES, load_catalog
from seqviz.ui.experiment import find_unit, half_life
from tests.pages.visiting import address, pick, press, put, ran, the, until, words

pytestmark = pytest.mark.usefixtures("workers")

SMALL = {"hidden_size": "8", "batch_size": "4", "steps": "8"}


def script():
    from tests.ui.experiment.units_page import draw

    draw()


def visit(language="en", **query):
    app = AppTest.from_function(script, default_timeout=60)
    for key, value in {"lang": language, **SMALL, **query}.items():
        app.query_params[key] = value
    return ran(app)


def said(app, key, language="en"):
    """Whether a label stands on the page, told by the longest of what stands between its values."""
    pieces = re.split(r"\{\w+\}", load_catalog(language).messages[key])
    return max(pieces, key=len).strip(" *") in words(app)


def trained(language="en", steps=1, **query):
    """A page whose run has made some steps and rests."""
    app = press(visit(language, **query), "lab.train")
    watch = app.session_state["lab.slot"].watch
    until(app, lambda app: watch.poll.step >= steps)
    press(app, "lab.pause")
    return until(app, lambda app: watch.poll.status == "paused")


def subject(app):
    return next(group.key for group in app.get("button_group") if "predict-unit" in (group.key or ""))


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_the_question_to_the_answer(language):
    app = trained(language)
    until(app, lambda app: said(app, "loss-parts.told", language))
    assert not said(app, "units.told", language)  # the question stands first
    app = pick(app, subject(app), "not")
    until(app, lambda app: said(app, "units.told", language) and said(app, "units.along", language))
    assert said(ran(app), "units.early", language)  # a guess is judged later
    assert "{" not in words(app)
    settings = app.session_state["lab.settings"]
    assert list(settings.guesses.values()) == ["not"]
    app.button(key="lab.pin-unit").click()
    ran(app)
    layer, unit = settings.memory["pinned"]
    assert (layer, 0 <= unit < 8) == (0, True)


def test_the_kick_is_asked_about_first_and_told_then():
    app = trained(predicted="kick/1.later")
    until(app, lambda app: said(app, "half-life.told"))
    assert said(app, "half-life.why")
    put(app, "number_input", "lab.kicked", 3)
    assert app.session_state["lab.settings"].view.kicked == 3
    until(app, lambda app: not said(app, "half-life.told"))  # another unit is another question


def test_another_feature_is_another_question_and_never_judged_by_the_old_answer():
    app = trained(steps=1)
    app = pick(app, subject(app), "show")
    until(app, lambda app: said(app, "units.told"))
    put(app, "selectbox", "lab.setting-feature", "space")
    assert not said(app, "units.told")
    assert not said(app, "units.early")


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ({"feature": "pattern"}, "units.no-pattern"),
        ({"feature": "letter", "letter": ""}, "units.one-letter"),
        ({"feature": "marked", "marked": "nothing marked"}, "units.no-marks"),
    ],
)
def test_what_is_missing_is_said_before_anything_is_trained(query, key):
    app = visit(**query)
    assert said(app, key)
    assert not [group for group in app.get("button_group") if "predict-unit" in (group.key or "")]


def test_what_the_run_cannot_answer_is_said():
    app = trained(feature="pattern", pattern="(", regular="on")
    app = pick(app, subject(app), "show")
    until(app, lambda app: said(app, "units.bad-pattern"))
    put(app, "text_input", "lab.setting-pattern", "qq")
    app = pick(app, subject(app), "show")
    until(app, lambda app: said(app, "units.one-sided"))


def ranking(step, gain):
    best, twin = (UnitScore(unit=1, rises=True, chosen=auc, auc=auc) for auc in (0.6 + gain, 0.6))
    return UnitRanking(step=step, signal="cell", share=0.1, places=9, units=(best,), twin=twin)


@pytest.mark.parametrize(
    ("step", "gain", "answers"),
    [(299, 0.3, set()), (300, 0.3, {"helps"}), (300, 0.11, {"helps"}), (300, 0.09, {"not"}), (900, -0.2, {"not"})],
)
def test_training_helps_where_the_gain_is_more_than_chance(step, gain, answers):
    found = find_unit.outcome_of(ranking(step, gain), load_catalog("en"))
    assert found.answers == answers
    assert "{" not in found.measured


@pytest.mark.parametrize(
    ("measured", "answer"),
    [((1.0, 0.5), "sooner"), ((1.0, 0.8, 0.64, 0.512, 0.41), "same"), ((1.0, 0.95, 0.9), "later")],
)
def test_a_promise_is_kept_within_a_quarter(measured, answer):
    found = KickAnswer(
        step=1, unit=0, gate="forget", state="cell", kick=1.0, places=64, geometric=0.8, measured=measured
    )  # fmt: skip
    assert half_life.outcome_of(found, load_catalog("en")).answers == {answer}


def test_an_rnn_has_no_half_life_and_models_stand_side_by_side():
    app = trained(cell="rnn", rivals="cell:gru")
    until(app, lambda app: said(app, "half-life.no-gate") and said(app, "loss-parts.told"))
    assert "RNN" in words(app)
    the(app, "button_group", "lab.looked-at-half-life").set_value("b")
    ran(app)
    until(app, lambda app: said(app, "half-life.promise.update"))


def test_the_address_keeps_what_is_chosen():
    app = visit()
    put(app, "selectbox", "lab.setting-feature", "late")
    put(app, "number_input", "lab.setting-letter_place", 5)
    put(app, "button_group", "lab.setting-division", "kind")
    again = visit(**{key: value for key, value in address(app).items() if key not in ("lang", *SMALL)})
    view = again.session_state["lab.settings"].view
    assert (view.feature, view.letter_place, view.division) == ("late", 5, "kind")
