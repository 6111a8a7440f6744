"""The sweep over several seeds, with the real engine behind it: what was found stays while the next seed trains."""

from functools import partial

import pytest

from seqviz.text.catalog import load_catalog
from seqviz.ui.lessons.gradients import sweep
from tests.pages import visiting
from tests.pages.visiting import press, until, words

pytestmark = pytest.mark.usefixtures("workers")

SMALL = {"hidden_size": 4, "batch_size": 1, "steps": 4, "learning_rate": 1.0}
visit = partial(visiting.visit, "gradients", screen="sweep", **SMALL)


def label_of(app, key):
    return next(button.label for button in app.button if button.key == key)


def test_each_seed_joins_those_before_and_after_three_it_begins_anew(monkeypatch):
    monkeypatch.setattr(sweep, "STEPS_EACH", 10)
    t = load_catalog("en")
    app = visit(predicted="sweep.0.5")
    for seed, then in enumerate(("again", "again", "run")):
        app = press(app, "gradients.sweep-run")
        app = until(app, lambda app, n=seed + 1: [len(kept) for kept in kept_of(app)] == [n])
        app = until(app, lambda app: any(button.key == "gradients.sweep-run" for button in app.button))
        assert label_of(app, "gradients.sweep-run") == t(f"gradients.sweep.{then}")
        assert app.session_state["gradients/sweep.slot"].watch.contest.configs[0].seed == seed
        (kept,) = kept_of(app)
        assert set(kept) == set(range(seed + 1))
    assert t("kit.predict.outcome") in words(app)
    assert t("gradients.exercise.best") in words(app)
    app = press(app, "gradients.sweep-cancel")
    assert kept_of(app) == [{}]


def kept_of(app):
    """What each sweep of this session has found, by its seed."""
    return list(app.session_state["gradients.settings"].memory.get("sweeps", {}).values())
