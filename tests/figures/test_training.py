from itertools import combinations

import numpy as np
import pytest

from seqviz.figures.theme import LANE_DASHES, LANES, PALETTE, colour
from seqviz.figures.training import (
    TrainingLabels,
    gradient_norm_figure,
    parameter_norms_figure,
    perplexity_figure,
)

LABELS = TrainingLabels(
    step="step",
    training="training",
    validation="validation",
    uniform="uniform",
    unigram="unigram",
    before="before",
    after="after",
    theta="θ",
    seconds="seconds",
    tokens="tokens",
)
EIGHT = tuple(f"model {number}" for number in range(1, 9))


def traces(figure):
    return {trace.name: trace for trace in figure.data}


def test_a_single_model_has_a_band_a_strong_curve_and_dotted_readings():
    drawn = traces(perplexity_figure(LABELS))
    assert set(drawn) == {"/least", "/most", "/training", "/validation", "uniform", "unigram"}
    assert drawn["/most"].fill == "tonexty"
    assert drawn["/most"].opacity < 0.5
    assert drawn["/training"].opacity is None
    assert drawn["/validation"].mode == "lines+markers"
    assert list(drawn).index("/most") == list(drawn).index("/least") + 1  # plotly fills to the trace before


def test_what_a_book_prints_is_a_band_with_its_name_and_only_where_there_is_some():
    plain, book = (perplexity_figure(LABELS, published=published) for published in (False, True))
    added = [trace for trace in book.data if trace.name not in {other.name for other in plain.data}]
    assert [(trace.name, trace.fill) for trace in added] == [("published/least", None), ("published/most", "tonexty")]
    assert added[1].meta["end_label"] == LABELS.published


def test_theta_says_its_newest_value():
    theta = traces(gradient_norm_figure(LABELS))["/theta"]
    assert theta.meta == {"baseline": True, "end_label": "θ = {y}"}


def test_every_contestant_is_strong_on_held_out_text_and_faint_in_training():
    drawn = traces(perplexity_figure(LABELS, EIGHT))
    for lane, name in enumerate(EIGHT):
        held_out, training = drawn[f"{name}/validation"], drawn[f"{name}/training"]
        assert held_out.line.color == training.line.color == colour(LANES[lane])
        assert held_out.line.dash == LANE_DASHES[lane]
        assert held_out.meta == {"end_label": name}
        assert (held_out.opacity or 1) == 1
        assert training.opacity < 0.5
        assert training.meta is None
    norms = traces(gradient_norm_figure(LABELS, EIGHT))
    assert set(norms) == {f"{name}/{curve}" for name in EIGHT for curve in ("before", "after", "theta")}


def test_markup_in_the_name_of_a_contestant_is_text():
    held_out = traces(perplexity_figure(LABELS, ("<b>x</b>", "y")))["<b>x</b>/validation"]
    assert held_out.meta == {"end_label": "&lt;b&gt;x&lt;/b&gt;"}


@pytest.mark.parametrize(("x", "include"), [("steps", (0, 10)), ("seconds", (0,)), ("tokens", (0,))])
def test_the_x_axis_begins_at_zero_and_names_what_is_not_steps(x, include):
    layout = perplexity_figure(LABELS, x=x).layout
    assert tuple(layout.xaxis.autorangeoptions.include) == include
    assert layout.xaxis.title.text == (None if x == "steps" else x)


def test_parameters_belong_to_a_contestant():
    assert set(traces(parameter_norms_figure(("W_x", "b_h"), "GRU"))) == {"GRU/W_x", "GRU/b_h"}


def linear(colour_of: str) -> np.ndarray:
    parts = np.array([int(colour_of[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted(float(linear(part) @ [0.2126, 0.7152, 0.0722]) for part in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


EYES = {
    "normal": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
}
"""How colours reach an eye, in linear RGB (Machado, Oliveira and Fernandes 2009, severity 1)."""


def perceived(colour_of: str, eye: str) -> np.ndarray:
    """The colour in Oklab (Ottosson 2020), where distances are those that are seen."""
    seen = np.clip(EYES[eye] @ linear(colour_of), 0, 1)
    to_cones = [
        [0.41222147, 0.53633254, 0.05144599],
        [0.2119035, 0.68069955, 0.10739696],
        [0.08830246, 0.28171884, 0.6299787],
    ]
    to_lab = [
        [0.21045426, 0.79361779, -0.00407205],
        [1.97799849, -2.4285922, 0.45059371],
        [0.02590404, 0.78277177, -0.80867577],
    ]
    return np.array(to_lab) @ np.cbrt(np.array(to_cones) @ seen)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("eye", EYES)
def test_lanes_are_told_apart_by_every_eye(theme, eye):
    hues = [PALETTE[lane][theme] for lane in LANES]
    assert all(contrast(hue, PALETTE["panel"][theme]) >= 3 for hue in hues)
    distances = {
        pair: float(np.linalg.norm(perceived(hues[pair[0]], eye) - perceived(hues[pair[1]], eye)))
        for pair in combinations(range(8), 2)
    }
    assert min(distances.values()) >= 0.035
    assert min(distance for pair, distance in distances.items() if max(pair) < 4) >= 0.08, "four models need no dash"
    assert len(set(LANE_DASHES)) == len(LANES) == 8
