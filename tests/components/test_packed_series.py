import math
from base64 import b64decode

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seqviz.components.packed_series import pack, pack_series


def unpack(text: str) -> np.ndarray:
    return np.frombuffer(b64decode(text), "<f4")


@given(st.lists(st.floats(width=32, allow_nan=False, allow_infinity=False)))
def test_numbers_survive(values: list[float]) -> None:
    assert unpack(pack(values)).tolist() == values


def test_what_is_not_finite_or_too_large_becomes_a_gap() -> None:
    unpacked = unpack(pack([1.5, math.nan, math.inf, -math.inf, None, 1e300]))
    assert unpacked[0] == 1.5
    assert np.isnan(unpacked[1:]).all()


def test_the_learners_array_is_left_as_it_was() -> None:
    values = np.array([1.0, np.inf], dtype=np.float32)
    pack(values)
    assert np.isinf(values[1])


def test_equal_arrays_travel_once() -> None:
    steps = [0.0, 10.0]
    packed = pack_series(
        {
            "perplexity": {"training": {"x": steps, "y": [3.0, 2.0]}, "validation": {"x": list(steps), "y": steps}},
            "gradient_norm": {"before": {"x": np.array(steps), "y": [1.0, 1.0]}},
        }
    )
    assert len(packed["arrays"]) == 3
    assert packed["panels"]["perplexity"] == {"training": {"x": 0, "y": 1}, "validation": {"x": 0, "y": 0}}
    assert packed["panels"]["gradient_norm"] == {"before": {"x": 0, "y": 2}}


def test_text_among_numbers_is_refused() -> None:
    with pytest.raises(ValueError, match="could not convert"):
        pack(["one"])  # type: ignore[list-item]  # the mistake under test
