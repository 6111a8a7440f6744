"""What is held, from the settings of a page to interventions."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seqviz.records.problem import Problem
from seqviz.records.training import Hold, LayerTrace, ProbeAnswer
from seqviz.ui.experiment.holding import HeldAt, HoldView, gate_of, interventions, memory_edits, rows_of, units_of
from seqviz.ui.experiment.memory import last_felt


@given(st.sets(st.integers(0, 1023), min_size=1, max_size=12))
def test_units_are_read_as_they_were_written(units):
    assert units_of(", ".join(map(str, sorted(units)))) == tuple(sorted(units))


def test_a_range_of_units_and_nothing_at_all():
    assert units_of("17-20, 3") == (3, 17, 18, 19, 20)
    assert units_of("  ") is None


@pytest.mark.parametrize("written", ["x", "1-", "5-2", "1024", "1;2", "-1", ","])
def test_what_is_no_unit_is_a_problem(written):
    with pytest.raises(Problem, match="no-units"):
        units_of(written)


def test_a_level_becomes_a_hold_of_the_layer_and_units_that_were_chosen():
    view = HoldView(held_layer=2, held_units="4", held_at=0.25)
    assert interventions(view, HeldAt("forget", "live")) == ()
    assert interventions(view, HeldAt("input", "mean")) == (Hold(gate="input", value="mean", layer=1, units=(4,)),)
    assert interventions(view, HeldAt("forget", "value")) == (Hold(gate="forget", value=0.25, layer=1, units=(4,)),)


def test_a_gate_of_another_cell_falls_back_to_one_that_is_there():
    assert gate_of(HoldView(gate="update"), "lstm") == "forget"
    assert gate_of(HoldView(gate="output"), "lstm") == "output"
    assert gate_of(HoldView(), "rnn") is None
    assert {row.gate for row in rows_of("gru")} == {"reset", "update", "candidate"}


def inside(value: float) -> ProbeAnswer:
    gates = {name: np.full((3, 2), value, np.float32) for name in ("hidden", "cell")}
    layers = tuple(LayerTrace(layer=layer, direction="forward", gates=gates) for layer in range(2))
    return ProbeAnswer(step=1, tokens=("a", "b", "c"), unknown=(), layers=layers, gradient=(), top=())


@pytest.mark.parametrize(("edit", "value"), [("wipe", 0.0), ("negate", (-2.0, -2.0)), ("transplant", (5.0, 5.0))])
def test_an_edit_reaches_every_state_of_every_layer(edit, value):
    edits = memory_edits(HoldView(edit=edit), "lstm", position=1, own=inside(2.0), donor=inside(5.0))
    assert [(e.state, e.layer) for e in edits] == [("cell", 0), ("hidden", 0), ("cell", 1), ("hidden", 1)]
    assert {e.value for e in edits} == {value}
    hidden = memory_edits(HoldView(edit=edit, memory="cell"), "gru", position=1, own=inside(2.0), donor=inside(5.0))
    assert {e.state for e in hidden} == {"hidden"}  # a GRU has no other


def test_an_edit_lasts_to_the_last_token_at_which_it_is_felt():
    assert last_felt((0.0, 0.0, 0.9, 0.01, 0.3, 0.0), 1) == 3
    assert last_felt((0.0, 0.0, 0.01), 1) == 0
