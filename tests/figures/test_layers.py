"""The grid of layers by time: what is drawn are the states, and what is pale does not enter the opened cell."""

import numpy as np

from seqviz.figures.layers import MOST_UNITS, grid_figure, layer_curves_figure, liveliest

STATES = [np.random.default_rng(layer).uniform(-1, 1, (5, 20)).astype(np.float32) for layer in range(3)]


def figure(layer, place):
    return grid_figure("abcde", STATES, layer=layer, place=place, names=("1", "2", "3"), below="tokens")


def test_a_cell_shows_the_liveliest_units_of_its_layer():
    steady = np.zeros((5, 20), np.float32)
    steady[::2, 7], steady[1::2, 7] = 1, -1
    assert liveliest(steady)[0] == 7
    for layer, trace in enumerate(trace for trace in figure(1, 2).data if trace.type == "heatmap"):
        units = list(liveliest(STATES[layer]))
        assert len(units) == MOST_UNITS
        assert np.array_equal(np.array(trace.z), STATES[layer][:, units].T)
        assert all(layer + 0.5 < height < layer + 1.5 for height in trace.y)


def test_every_cell_can_be_clicked():
    (cells,) = (trace for trace in figure(0, 0).data if trace.name == "cells")
    assert {(x, y) for x, y in zip(cells.x, cells.y, strict=True)} == {(t, j) for t in range(5) for j in (1, 2, 3)}


def covered(drawn, place, layer):
    pale = [shape for shape in drawn.layout.shapes if shape.fillcolor]
    return any(shape.x0 <= place <= shape.x1 and shape.y0 <= layer + 1 <= shape.y1 for shape in pale)


def test_pale_is_exactly_what_the_opened_cell_does_not_depend_on():
    for layer, place in ((0, 0), (1, 2), (2, 4)):
        drawn = figure(layer, place)
        for other in range(3):
            for at in range(5):
                assert covered(drawn, at, other) == (other > layer or at > place)


def test_arrows_come_from_the_left_and_from_below():
    inner = figure(1, 2).layout.annotations
    assert {(round(arrow.ax), round(arrow.ay)) for arrow in inner} == {(1, 2), (2, 1)}
    assert len(figure(1, 0).layout.annotations) == 1  # nothing stands on the left of the first token


def test_there_is_a_curve_for_each_layer():
    assert [trace.name for trace in layer_curves_figure(("a", "b"), axes=("x", "y")).data] == ["layer 1", "layer 2"]
