"""The twins' picture: plotly takes it, moments stand where they happened, and slow motion is drawn wider."""

import numpy as np
import plotly.graph_objects as go
import pytest

from seqviz.figures.ball import ball_figure
from seqviz.figures.sweep import sweep_figure
from seqviz.figures.twins import twins_figure
from seqviz.figures.twins_axes import CEILING, scale_of
from seqviz.records.sweep import SweepPoint, sweet_spot
from seqviz.records.twins import AFTER, BEFORE, Twin, Twins


def say(key, **values):
    return f"{key} {values}" if values else key


def twin(steps, *, turn=None, breaks=None, theta=np.nan):
    step = np.arange(1.0, steps + 1)
    loss = 3.3 - 0.005 * step
    if breaks is not None:
        loss = np.where(step >= breaks, 20.0, loss)
    before = np.full(steps, 0.3)
    before[6::9] = 1.2
    after = np.minimum(before, theta) if theta == theta else before
    rate = np.where(step > turn, 3.0, 1.0) if turn else np.ones(steps)
    clipped = np.cumsum(before > theta) if theta == theta else np.zeros(steps)
    return Twin(
        step=step, loss=loss, before=before, after=after, theta=np.full(steps, theta), rate=rate, clipped=clipped
    )


def pair(steps, *, turn=None, breaks=None):
    return Twins(
        free=twin(steps, turn=turn, breaks=breaks), clipped=twin(steps, turn=turn, theta=0.5), guessing=3.33, bound=3.53
    )


@pytest.mark.parametrize(
    "twins", [pair(1), pair(60), pair(110, turn=100), pair(170, turn=100, breaks=104), pair(40, breaks=3)]
)
def test_plotly_takes_the_picture(twins):
    figure = go.Figure(twins_figure(twins, say))
    assert figure.layout.yaxis.range[1] == pytest.approx(np.log10(CEILING))


def test_the_moments_are_found_where_they_happened():
    twins = pair(170, turn=100, breaks=104)
    assert twins.turn == (100, 1.0, 3.0)
    assert twins.broken_at == 104
    assert twins.first_clipped == 7
    assert twins.band == (100 - BEFORE, 100 + AFTER)
    told = " ".join(note["text"] for note in twins_figure(twins, say)["layout"]["annotations"])
    for moment in ("'step': 104", "'step': 7", "'old': 1.0, 'new': 3.0"):
        assert moment in told


def test_without_a_break_nothing_is_marked():
    twins = pair(60)
    assert (twins.turn, twins.broken_at, twins.band) == (None, None, None)
    assert "broken" not in str(twins_figure(twins, say)["layout"]["annotations"])


@pytest.mark.parametrize("twins", [pair(60), pair(110, turn=100), pair(170, turn=100, breaks=104), pair(40, breaks=3)])
def test_places_rise_with_the_steps_and_slow_motion_is_wider(twins):
    place = scale_of(twins)
    places = place(np.arange(twins.steps + 1.0))
    assert places[0] == 0
    assert places[-1] <= 1
    assert (np.diff(places) > 0).all()
    if twins.band is not None and twins.band[0] > 0:
        first = twins.band[0]
        assert places[first + 1] - places[first] > 3 * (places[1] - places[0])


def test_a_dot_outside_the_ball_slides_onto_it_and_one_inside_stays():
    recurrent, others = np.array([0.3, 1.2]), np.array([0.4, 0.5])
    figure = ball_figure(recurrent, others, theta=0.65, chosen=1, say=say)
    go.Figure(figure)
    (after,) = [trace for trace in figure["data"] if "after" in trace["name"]]
    assert len(after["x"]) == 1
    assert np.hypot(after["x"][0], after["y"][0]) == pytest.approx(0.65, rel=1e-5)
    assert after["y"][0] / after["x"][0] == pytest.approx(1.2 / 0.5, rel=1e-4)


def test_the_sweet_spot_is_within_five_percent_of_the_best_perplexity():
    losses = [2.4, 2.0, 1.90, 1.94, 1.96, 60.0, None]
    points = [SweepPoint(theta=i + 1.0, losses=() if loss is None else (loss,)) for i, loss in enumerate(losses)]
    assert sweet_spot(points) == (2, 3)
    assert sweet_spot([SweepPoint(theta=1.0)]) == ()
    figure = sweep_figure(points, guessing=28, final=True, say=say)
    go.Figure(figure)
    assert len(figure["layout"]["shapes"]) == 2
    assert sum(note["text"] == "▲" for note in figure["layout"]["annotations"]) == 1
    assert not sweep_figure(points, guessing=28, final=False, say=say)["layout"]["shapes"]
