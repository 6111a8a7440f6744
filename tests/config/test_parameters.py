"""Parameters of stacks: counted as the models have them, and matched within one percent."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seqviz.config import LanguageModelConfig
from seqviz.config.parameters import ONE_HOT_LIMIT, matched, parameters_of, plan_a_parameters
from seqviz.config.rivals import config_of
from seqviz.models.language_model import LanguageModel
from seqviz.ui.lessons.deep.outline import EQUAL_LSTMS, EQUAL_PARAMETERS, ONE, ONE_LSTM, VOCABULARY

CELLS = ("rnn", "gru", "lstm")


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("vocabulary", [28, ONE_HOT_LIMIT + 1])
def test_parameters_are_those_of_the_model(cell, vocabulary):
    config = LanguageModelConfig(cell=cell, hidden_size=6, layers=3)
    model = LanguageModel(vocabulary, cell, 6, layers=3)
    assert parameters_of(config, vocabulary) == sum(weight.numel() for weight in model.parameters())


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(CELLS), st.integers(64, 300), st.integers(2, 4), st.integers(20, 80))
def test_no_hidden_size_brings_a_deeper_model_nearer(cell, size, layers, tokens):
    base = LanguageModelConfig(cell=cell, hidden_size=size)
    aim = parameters_of(base, tokens)
    found = matched(replace(base, layers=layers), aim, tokens)
    apart = abs(parameters_of(found, tokens) - aim)
    beside = (replace(found, hidden_size=found.hidden_size + by) for by in (-1, 1))
    assert all(apart <= abs(parameters_of(other, tokens) - aim) for other in beside)
    assert found.layers == layers


@pytest.mark.parametrize(
    ("base", "rivals", "sizes"),
    [
        (ONE, EQUAL_PARAMETERS, ["80", "63", "54"]),
        (LanguageModelConfig(**ONE_LSTM), EQUAL_LSTMS, ["48", "38"]),
    ],
)
def test_the_presets_of_the_page_are_within_one_percent(base, rivals, sizes):
    aim = parameters_of(base, VOCABULARY)
    assert [dict(rival)["hidden_size"] for rival in rivals] == sizes
    for rival in rivals:
        assert abs(parameters_of(config_of(rival, base), VOCABULARY) / aim - 1) < 0.01


def test_the_count_is_the_one_that_was_written_down_by_hand():
    assert parameters_of(ONE, VOCABULARY) == 28 * 128 + 128 * 128 + 2 * 128 + 128 * 28 + 28


def test_a_size_out_of_range_becomes_the_nearest_that_there_is():
    few, many = (matched(LanguageModelConfig(cell="rnn", layers=2), aim, 28).hidden_size for aim in (10, 10**9))
    assert (few, many) == (4, 1024)


def test_plan_a_with_one_layer_is_the_plain_model_and_a_further_one_adds_a_square_and_a_bias():
    plain = parameters_of(LanguageModelConfig(cell="rnn", hidden_size=10), 28)
    assert plan_a_parameters(10, 28, layers=1) == plain
    assert plan_a_parameters(10, 28, layers=2) == plain + 110
