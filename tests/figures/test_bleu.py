import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seqviz.figures.bleu import brevity_curve, length_chart, score_histogram

BREVITY = {"here": "here", "length": "length", "reference": "reference"}
LENGTH = {"lecture": "lecture", "standard": "standard", "ceiling": "best", "length": "length", "here": "here"}


@given(st.integers(0, 40), st.integers(0, 40))
def test_the_marked_point_lies_on_the_brevity_curve(predicted, expected):
    figure = brevity_curve(predicted, [expected], BREVITY)
    curve, point = figure.data
    assert point.x == (predicted,)
    assert point.y[0] == (math.exp(min(0, 1 - expected / predicted)) if predicted else 0)
    assert all(0 <= y <= 1 for y in curve.y)
    assert list(curve.y) == sorted(curve.y)
    assert figure.layout.xaxis.range[1] >= predicted


def test_the_learners_length_is_where_the_line_turns_dashed():
    curves = {"lecture": (0.1, 0.2, 0.3, 0.25), "standard": (0.05, 0.1, 0.2, 0.15)}
    figure = length_chart(curves, [0.5, 0.8, 1.0, 0.9], length=3, labels=LENGTH)
    solid = [trace for trace in figure.data if trace.line.dash == "solid" and len(trace.x) == 3]
    dashed = [trace for trace in figure.data if trace.name in curves]
    assert [tuple(trace.y) for trace in solid] == [scores[:3] for scores in curves.values()]
    assert [tuple(trace.x) for trace in dashed] == [(3, 4), (3, 4)]
    assert {trace.meta["end_label"] for trace in dashed} == set(curves)


def test_every_sentence_stands_in_a_bar_and_both_numbers_are_marked():
    labels = {"corpus": "set .5", "mean": "mean .4", "score": "score"}
    figure = score_histogram([1, 0, 3, 2], ["a", "b", "c", "d"], corpus=0.5, mean=0.4, formula="lecture", labels=labels)
    (bars,) = figure.data
    assert tuple(bars.y) == (1, 0, 3, 2)
    assert bars.x == pytest.approx((0.125, 0.375, 0.625, 0.875))
    assert sorted(shape.x0 for shape in figure.layout.shapes) == [0.4, 0.5]
    assert [note.text for note in figure.layout.annotations] == ["set .5", "mean .4"]


def test_colours_are_names_of_the_palette():
    text = brevity_curve(5, [6], BREVITY).to_json()
    assert "var(--sv-accent)" in text
    assert "#" not in text.partition('"template"')[0]


def test_of_several_references_the_penalty_follows_the_nearest_length():
    figure = brevity_curve(7, [8, 6], BREVITY)
    curve = dict(zip(figure.data[0].x, figure.data[0].y, strict=True))
    assert curve[6.0] == curve[8.0] == 1.0
    assert min(penalty for length, penalty in curve.items() if 7 < length < 8) < 0.9
    assert figure.data[1].y == (1.0,)  # seven is as near to six as to eight: the shorter counts
    assert len([shape for shape in figure.layout.shapes if shape.x0 in (6, 8)]) == 2
