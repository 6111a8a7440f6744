"""Pictures of gradients through time: the numbers drawn are those of the records."""

import numpy as np
import pytest

from seqviz.components.chart import FigureTemplate
from seqviz.figures.factors import factor_line
from seqviz.figures.gradient_products import jacobian_figure, product_figure, singular_figure
from seqviz.figures.gradient_strip import Strip, strip_figure, strip_series
from seqviz.records.gradients import LayerReach

WORDS = ("rnn", "gru", "lstm", "start", "back", "linear", "tanh", "number", "explodes", "vanishes", "singular",
         "memory", "pinned")  # fmt: skip
LABELS = {word: f"<{word}>" for word in WORDS}
NOW = LayerReach(layer=0, hidden=(0.0001, 0.3, 0.04, 1.0, 2.0), cell=(0.2, 0.4, 0.4, 4.0, 4.0))


def test_a_strip_shows_shares_of_the_nearest_bar_and_marks_the_reach_without_a_gap():
    series = strip_series({"lstm": Strip(now=NOW, start=NOW)})
    assert series["lstm/felt"] == {"x": [3.0, 4.0], "y": [0.5, 1.0]}
    assert series["lstm/faint"] == {"x": [0.0, 1.0, 2.0], "y": [0.00005, 0.15, 0.02]}
    assert series["lstm/band"]["x"] == [3.0, 4.0]
    assert series["lstm/memory"]["y"] == [0.05, 0.1, 0.1, 1.0, 1.0]
    assert series["lstm/start"]["x"] == [1.0, 2.0, 3.0, 4.0]  # less than a thousandth is nothing
    assert series["rnn/felt"] == series["rnn/pinned"] == {"x": [], "y": []}


def test_every_number_of_the_strips_has_a_trace_and_the_letters_say_which_is_followed():
    figure = strip_figure(tuple("a b<c"), followed=4, pinned=2, labels=LABELS)
    names = {trace.name for trace in figure.data}
    assert strip_series({}).keys() == {name for name in names if name != "letters" and not name.endswith("/columns")}
    letters = next(trace for trace in figure.data if trace.name == "letters")
    assert list(letters.text) == ["a", "·", "<u>b</u>", "&lt;", "<b>c</b>"]


def test_products_are_drawn_as_powers_of_ten_with_one_as_a_level():
    curves = {"number": [0.0, -1.0, -2.0], "linear": [0.0, 0.5, 1.0], "tanh": [0.0, -1.5, -np.inf]}
    figure = product_figure(curves, labels=LABELS, chosen="tanh")
    drawn = {trace.name: list(trace.y) for trace in figure.data}
    assert drawn == {name: list(curve) for name, curve in curves.items()}
    low, high = figure.layout.yaxis.range
    assert low <= -2
    assert high >= 1
    assert dict(zip(figure.layout.yaxis.tickvals, figure.layout.yaxis.ticktext, strict=True))[0] == "1"
    FigureTemplate.of(figure)


def test_the_chart_of_the_cells_has_their_curves_now_and_before_training():
    names = [trace.name for trace in jacobian_figure(47, labels=LABELS).data]
    assert sorted(names) == ["gru", "gru/start", "lstm", "lstm/start", "rnn", "rnn/start"]


def test_singular_values_end_at_their_logarithm():
    bars = singular_figure([2.0, -3.0], labels=LABELS).data[0]
    assert [base + height for base, height in zip([bars.base] * 2, bars.y, strict=True)] == pytest.approx([2.0, -3.0])


def test_a_factor_is_written_with_what_it_is_made_of_and_the_norm_of_the_product():
    factor = np.array([[3.0, 0.0], [0.0, 4.0]])
    first = factor_line(1, slopes=np.array([0.5, 1.0]), factor=factor, product=factor, all_values=False)
    assert r"\begin{bmatrix} 3.00 & 0.00 \\ 0.00 & 4.00 \end{bmatrix}" in first
    assert r"\operatorname{diag}(0.50, 1.00)" in first
    assert first.endswith(r"\lVert\cdot\rVert = 4}")
    second = factor_line(2, slopes=np.array([0.5, 1.0]), factor=factor, product=factor @ factor, all_values=True)
    assert "T-2" in second
    assert second.endswith(r"\sigma = 16, 9}")
