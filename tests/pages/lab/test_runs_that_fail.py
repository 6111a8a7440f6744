"""Runs that cannot begin, break, get lost or are given up, and the way on."""

import psutil
import pytest

from seqviz.records.problem import Problem
from seqviz.text.catalog import load_catalog
from seqviz.ui.experiment.runs import engine
from tests.pages.lab.lab_visit import SMALL, settings_of, visit, watch_of
from tests.pages.visiting import address, press, until, words

pytestmark = pytest.mark.usefixtures("workers")


def test_a_device_that_is_not_there_is_named():
    import torch

    if torch.cuda.is_available():
        pytest.skip("this machine has a CUDA device")
    app = press(visit(device="cuda", hidden_size="8"), "lab.train")
    until(app, lambda app: watch_of(app).poll.status == "failed")
    assert "no CUDA GPU" in words(app)


def test_an_absurd_size_is_refused_and_the_nearest_that_runs_is_one_click_away():
    app = press(visit(cell="lstm", hidden_size="1024", layers="4", batch_size="256", steps="256"), "lab.train")
    until(app, lambda app: watch_of(app).poll.status == "failed")
    before = settings_of(app).config
    press(app, "lab.nearest")
    after = settings_of(app).config
    assert after != before
    press(app, "lab.train")
    until(app, lambda app: watch_of(app).poll.status in ("starting", "training", "failed"))
    press(app, "lab.reset")


def test_a_worker_killed_in_mid_run_is_said_and_the_next_run_trains():
    app = press(visit(**SMALL), "lab.train")
    until(app, lambda app: watch_of(app).poll.step > 0)
    for process in psutil.Process().children(recursive=True):
        if "spawn_main" in " ".join(process.cmdline()):
            process.kill()
    until(app, lambda app: watch_of(app).poll.status == "lost")
    assert load_catalog("en")("jobs.lost") in words(app)
    press(app, "lab.train")
    until(app, lambda app: watch_of(app).poll.step > 0)
    press(app, "lab.reset")


def test_who_comes_back_too_late_is_told_what_became_of_the_run():
    app = press(visit(**SMALL), "lab.train")
    until(app, lambda app: watch_of(app).poll.step > 0)
    run = watch_of(app).run
    engine()._freed(run.id, Problem("jobs.freed"))  # as the engine does when nobody has come for a minute
    again = visit(session={"owner": run.owner}, run=run.id, **SMALL)
    assert load_catalog("en")("jobs.freed") in words(again)
    assert "run" not in address(again)
    assert settings_of(again).config.hidden_size == 8
    stranger = visit(session={"owner": "somebody else"}, run=run.id, **SMALL)
    assert load_catalog("en")("jobs.freed") not in words(stranger)
    run.release()


def test_a_broken_run_offers_a_way_on_that_fits_what_was_in_force():
    app = press(visit(cell="rnn", hidden_size="16", optimizer="sgd", learning_rate="10", theta="100"), "lab.train")
    until(app, lambda app: watch_of(app).outcomes)
    assert load_catalog("en")("kit.status.broken.slower") in words(app)  # clipping was on
    press(app, "lab.go-on")
    until(app, lambda app: not watch_of(app).outcomes and watch_of(app).poll.status == "training")
    assert watch_of(app).setting("learning_rate", "a") == 1.0
    press(app, "lab.reset")
