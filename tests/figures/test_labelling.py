"""Pictures of labels: the bars are the shares, the cells the counts, the lines what was counted."""

import numpy as np

from seqviz.figures.labelling import Score, accuracy_figure, confusion_figure, learning_figure


def test_each_way_to_label_has_its_bar_in_the_order_given():
    scores = (
        Score(name="<commonest>", accuracy=0.2, told="20 %"),
        Score(name="RNN", accuracy=0.8, told="80 %", lane=0),
    )
    (bars,) = accuracy_figure(scores, axis="right").data
    assert list(bars.x) == [0.2, 0.8]
    assert list(bars.y) == ["&lt;commonest&gt;", "RNN"]
    assert bars.marker.color == ("var(--sv-before)", "var(--sv-lane_1)")


def test_a_cell_is_shaded_by_its_share_of_the_row_and_tells_its_count():
    counts = np.array([[6, 2], [0, 1200]])
    figure = confusion_figure(counts, ("B", "E"), axes=("given", "true"))
    np.testing.assert_allclose(figure.data[0].z, [[0.75, 0.25], [0, 1]])
    told = {(note.y, note.x): note.text for note in figure.layout.annotations}
    assert told == {("B", "B"): "6", ("B", "E"): "2", ("E", "B"): "0", ("E", "E"): "1,200"}


def test_a_label_that_never_occurs_has_an_empty_row():
    figure = confusion_figure(np.array([[3, 0], [0, 0]]), ("1", "2"), axes=("", ""))
    np.testing.assert_allclose(figure.data[0].z, [[1, 0], [0, 0]])


def test_the_curves_have_a_frame_around_what_needs_no_training():
    figure = learning_figure((("RNN", 0), ("<none>", 1)), {"table": 0.75, "commonest": 0.5}, axis="steps")
    assert [trace.name for trace in figure.data] == ["table", "commonest", "RNN", "<none>"]
    assert [trace.meta.get("baseline", False) for trace in figure.data] == [True, True, False, False]
    assert figure.data[3].meta["end_label"] == "&lt;none&gt;"
    low, high = figure.layout.yaxis.range
    assert low < 0.5 < 0.75 < high <= 1
