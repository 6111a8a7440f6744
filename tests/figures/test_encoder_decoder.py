"""Charts of the page of encoder and decoder: what a layer puts out, and translators side by side."""

import numpy as np
import pytest

from seqviz.figures.layer_outputs import label_output_figure, layer_output_figure
from seqviz.figures.translators import exact_figure, held_out_loss_figure
from seqviz.records.labelling import LayerOutput


def test_a_layer_that_knows_the_tokens_has_a_column_for_each():
    values = np.array([[1.0, -2.0, 0.5], [0.0, 0.25, -0.5]], np.float32)
    figure = layer_output_figure(LayerOutput(name="states", values=values), ("<b>", "o"), units="unit")
    (shades,) = figure.data
    np.testing.assert_array_equal(shades.z, values.T)
    assert (shades.zmin, shades.zmax) == (-2.0, 2.0)
    assert tuple(figure.layout.xaxis.ticktext) == ("&lt;b&gt;", "o")


@pytest.mark.parametrize("value", [0.0, -3.0])
def test_one_row_is_left_of_a_whole_text(value):
    output = LayerOutput(name="last", values=np.full(4, value, np.float32))
    (shades,) = layer_output_figure(output, ("a",), units="unit").data
    assert np.shape(shades.z) == (1, 4)
    assert shades.zmax == -shades.zmin > 0


def test_each_label_has_its_bar():
    output = LayerOutput(name="scores", values=np.array([0.5, -1.25], np.float32))
    (bars,) = label_output_figure(output, ("German", "French")).data
    assert tuple(bars.y) == ("German", "French")
    assert tuple(bars.text) == ("0.50", "-1.25")


@pytest.mark.parametrize("draw", [exact_figure, held_out_loss_figure])
def test_each_translator_has_a_curve_told_by_hue_and_by_dash(draw):
    figure = draw(["GRU", "C<NN"], axis="step")
    assert [trace.name for trace in figure.data] == ["GRU", "C<NN"]
    assert figure.data[1].meta["end_label"] == "C&lt;NN"
    assert len({trace.line.dash for trace in figure.data}) == len({trace.line.color for trace in figure.data}) == 2
