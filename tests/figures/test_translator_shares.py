"""Fields as bars with their chance, lengths as curves with intervals, vectors with the names of their labels."""

import numpy as np
import pytest

from seqviz.figures.encodings import MOST_NAMED, encodings_figure
from seqviz.figures.translator_shares import fields_figure, lengths_figure
from seqviz.records.encodings import EncodingsAnswer, Feature


def test_each_field_has_its_bar_and_its_chance():
    figure = fields_figure(["year", "weekday"], [1.0, 0.14], [0.01, 0.15], chance="guessing")
    bars, chances = figure.data
    assert list(bars.text) == ["100%", "14%"]
    assert list(chances.y) == [0.01, 0.15]


def test_an_interval_reaches_from_its_low_to_its_high_end():
    (curve,) = lengths_figure({"128 units": {4: (0.9, 0.82, 0.95), 6: (0.5, 0.4, 0.6)}}, axis="letters").data
    assert list(curve.x) == [4, 6]
    assert list(curve.error_y.array) == pytest.approx([0.05, 0.1])
    assert list(curve.error_y.arrayminus) == pytest.approx([0.08, 0.1])


def test_the_name_of_a_label_stands_in_the_middle_of_its_dots_unless_there_are_too_many():
    def drawn(labels):
        points = np.array([[0.0, 0.0], [2.0, 4.0], *[[9.0, 9.0]] * (len(labels) - 2)])
        feature = Feature(name="tens", labels=tuple(labels), separation=0.5, probe=0.5, chance=0.1)
        found = EncodingsAnswer(
            step=1, sentences=("s",) * len(labels), points=points, shares=(0.1, 0.1), features=(feature,)
        )
        return encodings_figure(found, feature, axes=("a", "b")).data

    dots, names = drawn(["1", "1", "10"])
    assert list(names.text) == ["1", "10"]
    assert (names.x[0], names.y[0]) == (1.0, 2.0)
    assert len(set(dots.marker.color)) == 2
    assert len(drawn([str(place) for place in range(MOST_NAMED + 1)])) == 1
