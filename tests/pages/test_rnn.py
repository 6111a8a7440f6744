"""The page on recurrent networks with the real engine behind it: memory taken away, ladder, path of the state."""

import math

import numpy as np
import pytest

from seqviz.config import LanguageModelConfig
from seqviz.metrics.principal_components import principal_components
from seqviz.ui.lessons.rnn.counted import counted
from seqviz.ui.lessons.rnn.path import kinds_of
from seqviz.ui.lessons.rnn.prediction import nearest
from tests.pages.visiting import label, press, ran, until, visit, words

pytestmark = pytest.mark.usefixtures("workers")

SMALL = {"hidden_size": "8", "batch_size": "4", "steps": "8"}


def watch_of(app):
    return app.session_state["rnn.slot"].watch


def trained(language="en", **query):
    """A page whose small run has made ten steps, and rests."""
    app = press(visit("rnn", language, **{**SMALL, **query}), "rnn.step-10")
    return until(app, lambda app: watch_of(app).poll.step == 10)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_ladder_is_behind_the_guess_and_holds_networks_beside_counts(language):
    app = trained(language, idea="ladder")  # who starts a run with the question open has chosen to look
    until(app, _ladder)
    names = [label(f"rnn.rung.{rung}", language) for rung in ("uniform", "bigram")]
    assert all(name in _drawn_names(app) for name in names)


def test_nothing_of_the_ladder_is_shown_before_the_guess():
    app = visit("rnn", idea="ladder", **SMALL)
    assert not _ladder(app)
    assert label("rnn.predict", step=300) in words(app)


def test_the_prediction_is_about_memory_only_where_memory_alone_differs():
    assert label("rnn.predict", step=300) in words(visit("rnn"))
    assert label("rnn.predict.best", step=300) in words(visit("rnn", rivals="layers:2"))
    assert label("rnn.predict", step=300) not in words(visit("rnn", rivals=""))


def test_the_nearest_rung_is_told_by_the_ratio_of_perplexities():
    ladder = counted(LanguageModelConfig())
    for rung, loss in ladder.losses.items():
        assert nearest(ladder, loss + 0.05) == rung
    assert nearest(ladder, 99.0) == "uniform"


def test_the_path_is_that_of_the_run_and_walks_with_the_learner():
    app = trained(idea="path", probe="the people of", shown_token="99")
    until(app, lambda app: watch_of(app).asked("path", "a").answer is not None)
    ran(app)
    assert label("rnn.path.read", text="`the·people·of`") in words(app)
    hidden = watch_of(app).asked("path", "a").answer.layers[-1].gates["hidden"]
    share = principal_components(hidden).shares[0]
    assert 0.2 < share < 1


def test_a_sentence_that_is_too_short_is_named():
    app = trained(idea="path", probe="th")
    until(app, lambda app: label("rnn.path.short", tokens=3) in words(app))


def test_tokens_are_coloured_by_their_first_character():
    assert kinds_of(["a", "T", " ", ".", "Us", "学"]) == (0, 1, 3, 2, 0, 1)


def test_the_exercise_is_judged_by_the_run_beside_the_pairs():
    app = visit("rnn", **SMALL)
    assert label("rnn.half.wait") in words(app)
    app = until(trained(), lambda app: "of the pairs" in words(app))
    pairs = math.exp(counted(LanguageModelConfig()).losses["bigram"])
    assert f"{pairs:.2f}"[:3] in words(app)
    assert np.isfinite(pairs)


def _drawn_names(app):
    """What the page hands to its components, with the keys under which they stand."""
    parts = [element.proto for element in app.get("bidi_component")]
    return " ".join(f"{part.id} {part.bytes.decode(errors='replace')} {part.mixed!s}" for part in parts)


def _ladder(app):
    return "rnn.ladder" in _drawn_names(app)
