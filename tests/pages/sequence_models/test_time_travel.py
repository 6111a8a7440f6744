"""Time travel: the charts show the forecasts of a kept step, the run goes on, the outcome stays that of the present."""

import pytest

from seqviz.ui.experiment import timeline as travel
from seqviz.ui.lessons.sequence_models import charts
from tests.pages.sequence_models.sequence_models_visit import (
    EXPERIMENTS,
    HEAD_START,
    SMALL,
    kit,
    ran,
    trained,
    watch_of,
    words,
)


@pytest.fixture
def slider(monkeypatch):
    """Stands for the learner's hand on the slider, which only a browser can move."""
    hand = {"past": None, "offered": ()}

    def timeline(checkpoints, **_):
        hand["offered"] = tuple(checkpoints)
        return hand["past"]

    monkeypatch.setattr(travel, "timeline", timeline)
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
    now, before = drawn[chart], runs[0].step
    slider["past"] = 0
    ran(ran(app))  # asked, then answered
    assert slider["offered"][:2] == (0, HEAD_START)
    assert watch_of(app).poll.step == runs[0].step > before
    for name in watch_of(app).names:
        question = watch_of(app).asked("horizon", name).about.question
        untrained = runs[0].training.answer(question, runs[0].kept[0], name)
        row = untrained.horizons.index(16 if task == "forecast" else 1)
        assert drawn[chart][name]["y"] == untrained.forecasts[row][-len(drawn[chart][name]["y"]) :].tolist()
        assert drawn[chart][name] != now[name]
    slider["past"] = None
    ran(ran(app))
    assert all(watch_of(app).asked("horizon", name).answer.step > before for name in watch_of(app).names)


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
    assert runs[0].status == "finished"
    slider["past"] = HEAD_START
    assert watch_of(ran(app)).asked("horizon", "window").answer.step == HEAD_START


def test_the_outcome_stays_that_of_the_present(slider):
    app = trained("latent", idea="forecast", source="sine", max_steps=110, **SMALL)
    came_out = kit("predict.came-out", answer="").strip()
    outcome = next(line for line in words(app).splitlines() if line.startswith(came_out))
    slider["past"] = 0
    assert outcome in words(ran(ran(app)))
