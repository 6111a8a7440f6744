"""The page on recurrent networks with the real engine behind it: memory taken away, ladder, path of the state."""

import math

import numpy as np
import pytest

from seqviz.config import LanguageModelConfig
from seqviz.metrics.principal_components import principal_components
from seqviz.ui.lessons.rnn.by_hand import example_of
from seqviz.ui.lessons.rnn.counted import counted
from seqviz.ui.lessons.rnn.path import kinds_of
from seqviz.ui.lessons.rnn.prediction import nearest
from tests.pages.visiting import address, label, pick, press, put, ran, until, visit, words

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
    pick(app, question_key(app), "some")
    until(app, lambda app: label("rnn.places.one") in words(app))  # each e at the same place
    until(app, lambda app: watch_of(app).asked("path", "a").answer is not None)
    ran(app)
    assert label("rnn.path.read", text="`the·people·of`") in words(app)
    hidden = watch_of(app).asked("path", "a").answer.layers[-1].gates["hidden"]
    share = principal_components(hidden).shares[0]
    assert 0.2 < share < 1


def test_a_sentence_without_a_repeated_letter_asks_nothing():
    app = trained(idea="path", probe="abc de")
    until(app, lambda app: label("rnn.path.hint") in words(app))
    assert "Predict first" not in words(app)


def question_key(app):
    return next(group.key for group in app.get("button_group") if "predict-places" in group.key)


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


def labelling(app, use="aligned"):
    return app.session_state[f"rnn/{use}.slot"].watch


def test_labels_are_learnt_beside_the_language_models_and_a_reload_finds_both_runs():
    app = pick(trained(use="one-one"), "rnn.setting-idea", "uses")
    press(app, "rnn.step-10")
    until(app, lambda app: answered(app, "one-one", "none") is not None)
    runs = watch_of(app).run.id, labelling(app, "one-one").run.id
    assert (address(app)["run"], address(app)["other-run"]) == runs
    again = visit("rnn", session={"owner": app.session_state["owner"]}, **address(app))
    assert (watch_of(again).run.id, labelling(again, "one-one").run.id) == runs
    until(again, lambda app: answered(app, "one-one", "none") is not None)


def answered(app, use, reader):
    return labelling(app, use).asked("label", reader).answer


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_sentence_of_the_learners_is_cut_by_the_network(language):
    app = visit("rnn", language, idea="uses", line="我们学习。")
    assert label("rnn.uses.scores", language) not in words(app)  # nothing is shown before the guess
    press(app, "rnn.step-10")
    until(app, lambda app: labelling(app).poll.step == 10 and answered(app, "aligned", "rnn") is not None)
    assert answered(app, "aligned", "rnn").tokens == tuple("我们学习。")
    assert label("rnn.uses.cut", language, words="`") in words(ran(app))
    assert label("rnn.uses.right", language, words="`") not in words(app)  # nobody knows
    until(app, lambda app: labelling(app).asked("confusion", "rnn").answer is not None)


def test_tags_by_hand_are_judged_beside_the_table():
    app = visit("rnn", idea="uses")
    assert label("rnn.hand.wait") in words(app)
    one, _ = example_of(app.session_state["rnn.settings"])
    assert f"| {label('rnn.hand.right')} |" not in words(app)
    put(app, "text_input", "rnn.exercise-by-hand", " ".join(one.labels))
    assert f"| {label('rnn.hand.you')} | `{' '.join(one.labels)}` | 100% | 100% |" in words(app)
    put(app, "text_input", "rnn.exercise-by-hand", "B")
    assert label("rnn.hand.count", count=1, wanted=len(one.tokens)) in words(app)


def test_a_sentence_that_cannot_be_labelled_is_named():
    app = visit("rnn", idea="uses", use="president", line="我们")
    assert label("labelling.empty.words") in words(app)


def test_what_is_read_first_and_written_then_is_told_without_a_run():
    app = visit("rnn", idea="uses", use="unaligned")
    assert label("rnn.uses.unaligned.hint") in words(app)


def _drawn_names(app):
    """What the page hands to its components, with the keys under which they stand."""
    parts = [element.proto for element in app.get("bidi_component")]
    return " ".join(f"{part.id} {part.bytes.decode(errors='replace')} {part.mixed!s}" for part in parts)


def _ladder(app):
    return "rnn.ladder" in _drawn_names(app)
