"""The picture of the states: every unit and token in it, and nothing that a learner wrote is markup."""

import struct
import zlib
from base64 import b64decode

import numpy as np
import pytest

from seqviz.components import two_readers as module
from seqviz.components.state_strip import UNITS, chosen_units, strip_html
from seqviz.components.two_readers import ReaderWords, both_directions, scale_of, two_readers

WORDS = ReaderWords(from_left="L", from_right="R", left_stops="ls", right_stops="rs", label="readers")


def opacities(html, kind):
    """The opacity of each pixel [rows, columns] of one of the two masks."""
    data = b64decode(html.partition(f'class="{kind}"')[2].partition("base64,")[2].partition(")")[0])
    width, height = struct.unpack(">II", data[16:24])
    length = struct.unpack(">I", data[33:37])[0]
    lines = np.frombuffer(zlib.decompress(data[41 : 41 + length]), np.uint8).reshape(height, 1 + 2 * width)
    return lines[:, 1:].reshape(height, width, 2)[..., 1]


def test_each_value_stands_in_the_mask_of_its_sign():
    states = np.array([[1.0, -0.5], [0.0, 0.25], [-2.0, 1.0]], np.float32)
    html = strip_html(states, scale=1.0)
    assert opacities(html, "positive").tolist() == [[255, 0, 0], [0, 64, 255]]
    assert opacities(html, "negative").tolist() == [[0, 0, 255], [128, 0, 0]]


def test_units_are_chosen_evenly_and_all_where_they_are_few():
    assert chosen_units(8).tolist() == list(range(8))
    chosen = chosen_units(64)
    assert len(chosen) == UNITS
    assert (chosen[0], chosen[-1]) == (0, 63)


def test_without_any_state_the_scale_is_one():
    assert scale_of(None, np.zeros((0, 4), np.float32)) == 1.0


@pytest.fixture
def drawn(monkeypatch):
    found = []
    monkeypatch.setattr(module, "draw", found.append)
    return found


@pytest.mark.parametrize("place", [0, 2, 4])
def test_a_blank_may_stand_anywhere_and_a_learners_text_is_escaped(drawn, place):
    tokens = ["<b>", "a", "b", "c", "d"]
    left, right = np.ones((place, 4), np.float32), np.ones((4 - place, 4), np.float32)
    two_readers(tokens, place, left, right, WORDS)
    assert "<b>" not in drawn[0].replace('<b class="token', "")
    assert drawn[0].count('class="box"') == (place > 0) + (place < 4)
    assert drawn[0].count('class="token') == 5


def test_what_stands_behind_the_blank_can_be_hidden(drawn):
    two_readers(["a", "x", "secret"], 1, None, None, WORDS, right_hidden=True)
    assert "secret" not in drawn[0]


def test_final_states_stand_at_opposite_ends(drawn):
    states = np.ones((3, 4), np.float32)
    both_directions(["a", "b", "c"], states, states, WORDS, column=1, padding=["p", "p"])
    assert 'class="final" style="grid-row:2;grid-column:3"' in drawn[0]
    assert 'class="final" style="grid-row:4;grid-column:1"' in drawn[0]
    assert drawn[0].count("token pad") == 2
