"""The unrolled translator as it goes to the browser: units, gates, readings."""

import numpy as np

from seqviz.components.translator import LIKELIEST, UNITS, picture_of
from seqviz.records.training import LayerTrace
from seqviz.records.translation import UnrolledAnswer

GENERATOR = np.random.default_rng(0)
SIZE = 40


def layer(steps, direction="forward"):
    gates = {name: GENERATOR.uniform(-1, 1, (steps, SIZE)).astype(np.float32) for name in ("update", "hidden")}
    return LayerTrace(layer=0, direction=direction, gates=gates)


def answer(encoder, vector):
    return UnrolledAnswer(
        step=7, source=("two", "<eos>"), unknown=(), encoder=encoder, readings=(("deux",),), vector=vector,
        fed=("<bos>", "deux"), target=("deux", "<eos>"), decoder=(layer(2),),
        top=((("deux", 0.9), ("un", 0.05), ("six", 0.02), ("dix", 0.01), ("cent", 0.005)),) * 2,
    )  # fmt: skip


def test_where_the_state_goes_over_as_it_is_both_sides_show_the_same_units():
    encoder = layer(2)
    found = picture_of(answer((encoder,), encoder.gates["hidden"][-1]), "".join, " ")
    assert found["shared"]
    assert found["units"]["encoder"] == found["units"]["decoder"]
    assert len(found["units"]["encoder"]) == UNITS
    unit = found["units"]["encoder"][3]
    assert found["encoder"][0]["gates"]["hidden"][3] == round(float(encoder.gates["hidden"][0, unit]), 3)
    assert [column["reading"] for column in found["encoder"]] == ["deux", "deux"]
    assert len(found["decoder"][0]["top"]) == LIKELIEST


def test_behind_a_bridge_each_side_has_units_of_its_own_and_a_cnn_has_none():
    vector = GENERATOR.uniform(-1, 1, SIZE).astype(np.float32)
    bridged = picture_of(answer((layer(2, "backward"), layer(2)), vector), "".join, " ")
    assert not bridged["shared"]
    assert bridged["units"]["encoder"] != bridged["units"]["decoder"]
    convolved = picture_of(answer((), vector), "".join, " ")
    assert convolved["units"]["encoder"] == ()
    assert convolved["encoder"][0]["gates"] == {}
    assert len(convolved["decoder"][1]["gates"]["hidden"]) == UNITS
