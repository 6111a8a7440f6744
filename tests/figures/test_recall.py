"""Pictures of recall after a delay: the numbers drawn are those of the records."""

import numpy as np
import pytest

from seqviz.config.recall import LANES
from seqviz.figures.recall import LOOK, NAME_GAP, race_figure, strips_figure
from seqviz.records.gradients import LayerReach
from seqviz.records.recall import Exams, Race

TOKENS = ("b", "a", "c", "?")
STRIP = LayerReach(layer=0, hidden=(0.2, 0.01, 0.5, 1.0), cell=(0.4, 1.0, 1.0, 2.0))


def say(key, **values):
    return f"{key} {values}" if values else key


def race_of(**accuracies):
    lanes = {lane: Exams(step=np.arange(len(a)) * 50.0, accuracy=np.array(a)) for lane, a in accuracies.items()}
    return Race(delay=3, most_steps=800, lanes=lanes)


def test_every_model_has_its_curve_and_whoever_passed_a_ring_at_that_exam():
    figure = race_figure(race_of(rnn=[0.1, 0.97], gru=[0.1, 0.5], lstm=[0.1], chrono=[]), guessing=1 / 8, say=say)
    traces = {trace["name"]: trace for trace in figure["data"]}
    assert traces["gradients.recall.lane.gru"]["y"] == [0.1, 0.5]
    assert traces["gradients.recall.lane.chrono"]["x"] == []
    assert [name for name in traces if name.endswith("/learned")] == ["rnn/learned"]
    assert traces["rnn/learned"]["x"] == [50]
    assert {shape["y0"] for shape in figure["layout"]["shapes"]} == {0.95, 1 / 8}


@pytest.mark.parametrize("accuracy", [0.1, 1.0])
def test_names_of_equal_curves_stand_clear_of_one_another_and_inside(accuracy):
    figure = race_figure(race_of(**{lane: [accuracy] for lane in LANES}), guessing=1 / 8, say=say)
    places = [words["y"] for words in figure["layout"]["annotations"] if "recall.name" in words["text"]]
    assert len(places) == len(LANES)
    assert min(-np.diff(places)) >= NAME_GAP - 1e-9
    assert min(places) >= 0
    assert max(places) <= 1


def test_a_strip_shows_shares_of_the_cue_and_pales_beyond_the_reach():
    figure = strips_figure({"chrono": STRIP}, TOKENS, say=say)
    traces = {trace["name"]: trace for trace in figure["data"]}
    assert traces["chrono"]["y"] == [0.2, 0.01, 0.5, 1.0]
    assert traces["chrono"]["marker"]["opacity"] == [0.3, 0.3, 1.0, 1.0]  # what comes after a gap is not felt
    assert traces["chrono/memory"]["y"] == [0.2, 0.5, 0.5, 1.0]
    assert traces["rnn"]["y"] == []
    assert traces["letters"]["text"] == ["<b>b</b>", "a", "c", "<b>?</b>"]


def test_the_reach_of_an_lstm_counts_its_memory():
    figure = strips_figure({"lstm": STRIP, "rnn": LayerReach(layer=0, hidden=STRIP.hidden)}, TOKENS, say=say)
    words = {lane: next(a["text"] for a in figure["layout"]["annotations"] if f"lane.{lane}" in a["text"])
             for lane in LOOK}  # fmt: skip
    assert "'felt': 4, 'most': 4" in words["lstm"]
    assert "'felt': 2, 'most': 4" in words["rnn"]
    assert "felt" not in words["gru"]


def test_a_strip_has_room_for_its_largest_share():
    large = LayerReach(layer=0, hidden=(1.0, 0.5), cell=(30.0, 1.0))
    for found, most in ((large, 30.0), (STRIP, 1.0)):
        layout = strips_figure({"chrono": found}, TOKENS, say=say)["layout"]
        tops = {layout[f"yaxis{row + 2}"]["range"][1] for row in range(len(LOOK))}
        assert len(tops) == 1
        assert tops.pop() > np.log10(most)
