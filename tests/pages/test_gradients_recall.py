"""The screen of delayed recall, in both languages, with the real engine behind it."""

from functools import partial

import pytest

from seqviz.config.recall import LANES
from seqviz.text.catalog import LANGUAGES, load_catalog
from tests.pages import visiting
from tests.pages.visiting import address, press, put, until, words

pytestmark = pytest.mark.usefixtures("workers")

visit = partial(visiting.visit, "gradients", screen="recall")


def watch_of(app):
    return app.session_state["gradients/recall.slot"].watch


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_delay_is_asked_anew_and_its_guess_is_kept(language):
    t = load_catalog(language)
    app = visit(language, delay=5, predicted="recall/5.rnn")
    assert t("kit.predict.outcome") in words(app)
    app = put(app, "slider", "gradients.setting-delay", 6)
    assert t("kit.predict.title") in words(app)
    assert address(app)["delay"] == "6"
    app = put(app, "slider", "gradients.setting-delay", 5)
    assert t("kit.predict.outcome") in words(app)


def test_all_four_are_examined_and_their_strips_follow_another_sequence():
    app = press(visit(delay=5, predicted="recall/5.rnn"), "gradients.step-50")
    app = until(app, lambda app: watch_of(app).poll.step == 50)
    watch = watch_of(app)
    assert all(list(watch.trail("RecallExam", lane).columns["step"]) == [0, 50] for lane in LANES)
    app = until(app, lambda app: all(watch_of(app).asked("recall", lane).settled for lane in LANES))
    first = watch_of(app).asked("recall", "chrono").answer
    assert (len(first.tokens), len(first.layer.cell)) == (6, 6)
    app = press(app, "gradients.example")
    assert address(app)["example"] == "1"
    app = until(app, lambda app: watch_of(app).asked("recall", "chrono").answer.tokens != first.tokens)
