"""Time travel: the charts show the forecasts of a kept step, the run goes on, the outcome stays that of the present."""

import pytest
from sequence_models_visit import EXPERIMENTS, HEAD_START, SMALL, label, ran, said, trained, watch_of

from seqviz.ui.sequence_models import charts, live


@pytest.fixture
def slider(monkeypatch):
    """Stands for the learner's hand on the slider, which only a browser can move."""
    hand = {"past": None, "offered": ()}

    def timeline(checkpoints, **_):
        hand["offered"] = tuple(checkpoints)
        return hand["past"]

    monkeypatch.setattr(live, "timeline", timeline)
    return hand


@pytest.fixture
def drawn(monkeypatch):
    """The numbers that each chart was last given."""
    numbers = {}
    monkeypatch.setattr(charts, "chart", lambda figure, *, key, series, **_: numbers.update({key: series}))
    return numbers


@pytest.mark.parametrize("task", EXPERIMENTS)
def test_the_forecasts_are_those_of_the_kept_step_while_the_run_goes_on(runs, slider, drawn, task):
    app = trained(looks=1, idea=task, source="sine", max_steps=1000, **SMALL)
    chart = f"sequence-models-chart-forecast-{task}-0"
    untrained = runs[0].training.answer(watch_of(app).asked, runs[0].kept[0])
    now, before = drawn[chart], runs[0].training.step
    slider["past"] = 0
    ran(app, times=2)  # asked, then answered
    assert slider["offered"][:2] == (0, HEAD_START)
    assert watch_of(app).poll.step == runs[0].training.step > before
    for name, forecasts in untrained.forecasts.items():
        row = untrained.horizons.index(16 if task == "forecast" else 1)
        assert drawn[chart][name]["y"] == forecasts[row][-len(drawn[chart][name]["y"]) :].tolist()
        assert drawn[chart][name] != now[name]
    slider["past"] = None
    ran(app, times=2)
    assert watch_of(app).answer_of_now.step > before


def test_the_moment_is_marked_among_the_errors(slider, drawn):
    app = trained(looks=1, idea="order", max_steps=200, **SMALL)
    assert drawn["sequence-models-chart-errors-order"]["moment"]["x"] == []
    slider["past"] = HEAD_START
    ran(app)
    marked = drawn["sequence-models-chart-errors-order"]["moment"]
    assert marked["x"] == [HEAD_START] * 2
    assert marked["y"][0] < marked["y"][1]


def test_a_run_that_has_ended_answers_about_its_past_at_once(runs, slider):
    app = trained(idea="forecast", source="sine", max_steps=80, **SMALL)
    assert runs[0].state == "finished"
    slider["past"] = HEAD_START
    assert watch_of(ran(app)).answer.step == HEAD_START


def test_the_outcome_stays_that_of_the_present(slider):
    app = trained("latent", idea="forecast", source="sine", max_steps=110, **SMALL)
    outcome = next(line for line in said(app).splitlines() if label("predict.outcome", answer="").strip(" .") in line)
    slider["past"] = 0
    assert outcome in said(ran(app, times=2))
