"""The screens on gradients through time, in both languages, with the real engine behind them."""

from functools import partial

import pytest

from seqviz.text.catalog import LANGUAGES, load_catalog
from tests.pages import visiting
from tests.pages.visiting import address, pick, press, put, ran, until, words

pytestmark = pytest.mark.usefixtures("workers")

visit = partial(visiting.visit, "gradients")


def watch_of(app):
    return app.session_state["gradients/cells.slot"].watch


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_product_opens_with_the_guess_and_the_level_curve_is_found(language):
    t = load_catalog(language)
    app = visit(language, screen="product")
    assert t("gradients.factors.read") not in words(app)
    app = visit(language, screen="product", predicted="numbers.thousand")
    assert "1,123" in words(app)
    assert words(app).count(r"\underbrace") == 3
    for rho, key in ((0.9, "falls"), (2.0, "rises")):
        app = put(app, "select_slider", "gradients.setting-rho", rho)
        assert t(f"gradients.level.{key}", near=10, far=35, factor="|").split("|")[0] in words(app)
    app = put(app, "select_slider", "gradients.setting-rho", 1.1)
    assert t("gradients.level.done", rho="1.1", near=10, far=35, factor="|").split("|")[0] in words(app)
    assert address(app)["rho"] == "1.1"
    app = put(app, "toggle", "gradients.setting-singular", True)
    assert words(app).count(r"\sigma") == 3


def test_what_could_pass_and_what_does_are_asked_of_the_same_run():
    t = load_catalog("en")
    app = press(visit(screen="product"), "gradients.step-10")
    app = until(app, lambda app: watch_of(app).poll.step == 10 and watch_of(app).asked("jacobian", "lstm").settled)
    curve = watch_of(app).asked("jacobian", "lstm").answer.layers[-1].state
    app = until(
        app, lambda app: t("gradients.jacobian.measured", count=35, rnn="|", gru="").split("|")[0] in words(app)
    )
    app = pick(app, "gradients.setting-screen", "reach")
    assert watch_of(ran(app)).asked("reach", "lstm").answer is None  # the question of this screen is still open
    app = pick(app, "gradients.predict-reach", "gru")
    app = until(app, lambda app: watch_of(app).asked("reach", "lstm").answer is not None)
    strip = watch_of(app).asked("reach", "lstm").answer
    assert (strip.position, len(strip.layers[-1].hidden), len(curve)) == (47, 47, 48)
    many = t("gradients.reach.median", places=96, step=10, reaches="|").split("|")[0]
    app = until(app, lambda app: many in words(app))
    back = watch_of(app).asked("reach", "rnn").answer.layers[-1].reach + 1
    for mark, told in ((back - 1, "felt"), (back, "right"), (back + 1, "beyond")):
        app = put(app, "slider", "gradients.mark", mark)
        assert t(f"gradients.exercise.mark.{told}", back=mark) in words(app)
    app = put(app, "slider", "gradients.followed", 20)
    assert t("gradients.exercise.mark.wait") in words(app)  # the mark was set for another letter
    app = until(app, lambda app: watch_of(app).asked("reach", "gru").answer.position == 20)
    app = press(app, "gradients.pin")
    assert address(app)["pinned"] == "20"
    app = put(app, "slider", "gradients.followed", 30)
    app = until(app, lambda app: watch_of(app).asked("reach-pinned", "rnn").answer is not None)
    assert watch_of(app).asked("reach-pinned", "rnn").answer.position == 20


def test_a_sentence_of_one_letter_has_nothing_to_follow():
    t = load_catalog("en")
    app = put(visit(screen="reach"), "text_input", "gradients.sentence", "a")
    assert t("lab.probe-too-short") in words(app)
    app = put(app, "text_input", "gradients.sentence", "with malice toward none")
    assert t("lab.probe-too-short") not in words(app)
