"""The look inside: faithful to the answer, calm in its order."""

from seqviz.records.training import SampleAnswer
from seqviz.text.catalog import load_catalog
from seqviz.ui.experiment.inside import inside_frame, writing_frame
from tests.ui.experiment.watched import probe_answer, watching


def test_a_frame_holds_what_the_run_said():
    watch = watching()
    watch.asked("probe", "a").answer = probe_answer(2)
    frame = inside_frame(watch, "a", load_catalog("en"))
    (layer,) = frame.probe.layers
    assert [band.symbol for band in layer.bands] == ["F", "I", "O", "C\u0303", "C", "H"]
    assert len(layer.units) == 48
    assert layer.total_units == 60
    assert next(band for band in layer.bands if band.symbol == "C").scale == 4.0
    assert frame.sample is None  # it has a frame of its own
    watch.asked("sample", "a").answer = SampleAnswer(step=2, prefix="a", text="bc", temperature=0.6)
    assert writing_frame(watch, "a").sample.text == "bc"


def test_rows_keep_their_places_until_the_step_number_doubles():
    watch = watching()
    orders = []
    for number in (64, 100, 127, 128):
        watch.asked("probe", "a").answer = probe_answer(number)
        orders.append(inside_frame(watch, "a", load_catalog("en")).probe.layers[0].units)
    assert orders[0] == orders[1] == orders[2] != orders[3]


def test_the_orders_of_two_contestants_are_their_own():
    watch = watching(names=("a", "b"))
    watch.asked("probe", "a").answer = probe_answer(64)
    watch.asked("probe", "b").answer = probe_answer(65)
    t = load_catalog("en")
    first, second = (inside_frame(watch, name, t).probe.layers[0].units for name in ("a", "b"))
    assert first != second
