import json
import math
from base64 import b64decode
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from seqviz.components.board import encode_board
from seqviz.components.board_frame import (
    MOST_UNITS,
    BoardFrame,
    Curves,
    GateBand,
    LikelyToken,
    Probe,
    ProbeLayer,
    Sample,
    finite,
)


def band_of(values: np.ndarray, *, signed: bool = False, scale: float = 1.0) -> GateBand:
    return GateBand.of(values, name="forget", symbol="F", colour="forget", signed=signed, scale=scale)


def layer_of(rows: int, columns: int, **changes: object) -> ProbeLayer:
    facts = {"name": "layer 1", "units": tuple(range(rows)), "total_units": 128}
    return ProbeLayer(**{**facts, "bands": (band_of(np.zeros((rows, columns))),), **changes})


def frame() -> BoardFrame:
    guesses = (LikelyToken(token="b", probability=0.5),)
    return BoardFrame(
        run="r",
        curves=Curves(version=3, series={"perplexity": {"training": {"x": [0], "y": [math.nan]}}}, hints={}),
        probe=Probe(version=7, tokens=("a", "b"), layers=(layer_of(4, 2),), predictions=(guesses, guesses)),
        sample=Sample(version=1, prefix="a", text="b", temperature=0.6),
    )


class TestBands:
    @settings(max_examples=60, deadline=None)
    @given(
        npst.arrays(np.float64, (3, 5), elements=st.floats(-3, 3)),
        st.booleans(),
        st.sampled_from([0.5, 1.0, 2.0]),
    )
    def test_a_byte_stands_for_its_value_to_half_a_level(self, values: np.ndarray, signed: bool, scale: float) -> None:
        packed = np.frombuffer(band_of(values, signed=signed, scale=scale).values, np.uint8).reshape(3, 5)
        decoded = (packed.astype(float) - 128) / 127 * scale if signed else packed / 255 * scale
        expected = values.clip(-scale if signed else 0, scale)
        assert np.abs(decoded - expected).max() <= scale * (0.5 / 127 if signed else 0.5 / 255) + 1e-6

    def test_zero_is_exact_and_what_is_no_number_is_zero(self) -> None:
        assert band_of(np.array([[0.0, math.nan]]), signed=True).values == bytes([128, 128])
        assert band_of(np.array([[0.0, math.nan]])).values == bytes([0, 0])

    def test_infinity_takes_the_strongest_colour(self) -> None:
        assert band_of(np.array([[math.inf, -math.inf]]), signed=True).values == bytes([255, 1])

    @pytest.mark.parametrize("scale", [0.0, -1.0, math.inf, math.nan])
    def test_a_scale_must_be_positive_and_finite(self, scale: float) -> None:
        with pytest.raises(ValueError, match="scale"):
            GateBand(name="", symbol="", colour="cell", signed=False, scale=scale, values=b"")


class TestShapes:
    @pytest.mark.parametrize("rows", [0, MOST_UNITS + 1])
    def test_a_layer_shows_one_to_most_units(self, rows: int) -> None:
        with pytest.raises(ValueError, match="rows"):
            layer_of(rows, 2)

    def test_a_layer_needs_a_band(self) -> None:
        with pytest.raises(ValueError, match="band"):
            layer_of(2, 2, bands=())

    def test_a_probe_needs_a_token(self) -> None:
        with pytest.raises(ValueError, match="token"):
            Probe(version=0, tokens=(), layers=())

    def test_bands_must_fit_the_tokens(self) -> None:
        with pytest.raises(ValueError, match="band F"):
            Probe(version=0, tokens=("a", "b"), layers=(layer_of(4, 3),))

    def test_gradients_must_fit_the_tokens(self) -> None:
        with pytest.raises(ValueError, match="gradient"):
            Probe(version=0, tokens=("a", "b"), layers=(layer_of(4, 2, gradient=(1.0,)),))

    def test_predictions_must_fit_the_tokens(self) -> None:
        with pytest.raises(ValueError, match="predictions"):
            Probe(version=0, tokens=("a", "b"), layers=(layer_of(4, 2),), predictions=((),))


class TestFrames:
    def test_a_whole_frame_is_json_with_every_body(self) -> None:
        message = json.loads(encode_board(frame(), '{"panels":[]}', 5, None))
        assert message["setup"] == {"panels": []}
        assert message["revision"] == 5
        parts = message["frame"]
        assert parts["curves"]["body"]["series"]["panels"] == {"perplexity": {"training": {"x": 0, "y": 1}}}
        assert b64decode(parts["probe"]["body"]["layers"][0]["bands"][0]["values"]) == bytes(8)
        assert parts["sample"] == {"version": 1, "body": {"prefix": "a", "text": "b", "temperature": 0.6}}

    def test_what_the_browser_knows_goes_without_its_body(self) -> None:
        now = frame()
        payload = now.to_payload(now.versions() | {"curves": 2})
        assert payload["curves"]["body"] is not None
        assert payload["probe"] == {"version": 7, "body": None}
        assert payload["sample"]["body"] is None

    def test_a_part_that_does_not_exist_is_not_mentioned(self) -> None:
        payload = replace(frame(), probe=None).to_payload()
        assert "probe" not in payload
        assert BoardFrame(run="r").to_payload() == {"run": "r"}

    def test_finite_numbers_stay(self) -> None:
        assert [finite(value) for value in (1.5, 0.0, None, math.nan, math.inf)] == [1.5, 0.0, None, None, None]
