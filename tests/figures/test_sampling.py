"""The ribbons end at 1, what is cut off is hatched, bars and ticks stand where the numbers are."""

import pytest

from seqviz.decoding.examples import LECTURE
from seqviz.decoding.reshaping import Shaping
from seqviz.decoding.sampling import throws
from seqviz.figures.sampling import HeatCurve, SpreadBar, die_figure, heat_figure, spread_figure
from seqviz.figures.theme import colour

NAMES = {"model": "model", "tempered": "tempered", "die": "die", "u": "u", "top_p": "p"}


def drawn(*, thrown=True, top_p=0.8, seed=1):
    shaping = Shaping(temperature=0.7, top_p=top_p)
    throw = throws(LECTURE, max_length=4, seed=seed, shaping=shaping)[1]
    return throw, die_figure(throw, names=NAMES, number=lambda p: f"{p:.3f}", thrown=thrown, top_p=top_p)


def test_each_ribbon_is_filled_to_1_without_gaps():
    throw, figure = drawn()
    for stage in range(3):
        end = 0.0
        for bar in figure.data:
            assert bar.base[stage] == pytest.approx(end)
            end += bar.x[stage]
        assert end == pytest.approx(1)
    assert [bar.name for bar in figure.data] == [
        share.token.replace("<", "&lt;").replace(">", "&gt;") for share in throw.shares
    ]


def test_what_is_cut_off_is_hatched_before_the_die_and_gone_from_it():
    throw, figure = drawn()
    cut = [share.cut != "kept" for share in throw.shares]
    assert any(cut)
    assert not all(cut)
    assert [bar.marker.pattern.shape[1] == "/" for bar in figure.data] == cut
    assert [bar.x[2] == 0 for bar in figure.data] == cut


def test_the_mark_of_the_die_lies_in_the_chosen_stretch_once_it_has_fallen():
    throw, figure = drawn()
    chosen = [bar for bar in figure.data if bar.marker.color[2] == colour("success")]
    assert len(chosen) == 1
    assert chosen[0].base[2] <= throw.u <= chosen[0].base[2] + chosen[0].x[2]
    marks = {line.x0 for line in figure.layout.shapes if line.type == "line"}
    assert marks == {throw.u, throw.nucleus}
    _, before = drawn(thrown=False, top_p=None)
    assert not [line for line in before.layout.shapes if line.type == "line"]
    assert not [bar for bar in before.data if colour("success") in bar.marker.color]


def test_counts_are_bars_and_what_is_expected_are_ticks():
    bars = [
        SpreadBar(name="A", counted=7, share=0.5, p=0.2, remark="greedy"),
        SpreadBar(name="A", counted=3, share=None, p=None),
    ]
    names = {"counted": "counted", "expected": "expected", "model": "model", "axis": "times"}
    figure = spread_figure(bars, count=10, names=names, number=lambda value: f"{value:g}")
    counted, expected, model, told = figure.data
    assert list(counted.x) == [7, 3]
    assert len(set(counted.y)) == 2  # equal names do not share a row
    assert list(expected.x) == [5]
    assert expected.error_x.array[0] == pytest.approx(2 * (10 * 0.25) ** 0.5)
    assert list(model.x) == [2]
    assert list(told.text) == [" 7 / 5  <b>greedy</b>", " 3"]


def test_names_of_tokens_are_no_markup():
    bars = [SpreadBar(name="<b>x", counted=1, share=0.1, p=None)]
    names = {"counted": "counted", "expected": "expected", "model": "model", "axis": "times"}
    figure = spread_figure(bars, count=10, names=names, number=str)
    assert figure.data[0].y[0] == "&lt;b&gt;x"
    heat = heat_figure(
        [0.1, 1], [HeatCurve(name="<i>", values=[0, 1], tone="ink")], here=0.5, axis="T", mark="<u>", top=1
    )
    assert heat.data[0].name == "&lt;i&gt;"
    assert heat.layout.annotations[0].text == "&lt;u&gt;"
