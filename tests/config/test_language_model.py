"""Settings: their ranges, and their way to the address and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seqviz.config import LanguageModelConfig
from seqviz.config.fields import facts_of, range_of
from seqviz.records.problem import Problem


def settings():
    def of(name):
        try:
            found = range_of(LanguageModelConfig, name)
        except KeyError:
            return None
        kind = st.integers if found.whole else st.floats
        return kind(found.low, found.high)

    numbers = {name: of(name) for name in ("hidden_size", "layers", "steps", "learning_rate", "theta", "seed")}
    choices = {
        name: st.sampled_from(facts_of(LanguageModelConfig)[name].options)
        for name in ("text", "unit", "cell", "recurrence", "reset", "sampling", "optimizer", "device")
    }
    return st.builds(LanguageModelConfig, **numbers, **choices, clip=st.booleans())


@given(settings())
def test_an_address_restores_the_experiment(config):
    restored, problems = LanguageModelConfig.from_query(config.to_query())
    assert not problems
    assert restored.to_query() == config.to_query()


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ({"learning_rate": "1000"}, "config.out-of-range"),
        ({"theta": "0"}, "config.out-of-range"),
        ({"theta": "-1"}, "config.out-of-range"),
        ({"theta": "nan"}, "config.out-of-range"),
        ({"learning_rate": "inf"}, "config.out-of-range"),
        ({"hidden_size": "100000"}, "config.out-of-range"),
        ({"hidden_size": "12.5"}, "config.not-a-number"),
        ({"layers": ""}, "config.not-a-number"),
        ({"cell": "<script>"}, "config.not-an-option"),
        ({"clip": "maybe"}, "config.not-a-number"),
    ],
)
def test_a_bad_value_in_the_address_falls_back_and_is_named(query, key):
    config, (problem,) = LanguageModelConfig.from_query({**query, "seed": "7"})
    assert problem.key == key
    assert problem.values["field"] == next(iter(query))
    assert config == LanguageModelConfig(seed=7)


def test_the_learners_own_text_stays_out_of_the_address():
    config = LanguageModelConfig(text="own", own_text="secret diary")
    assert "secret diary" not in config.to_query().values()
    assert "secret diary" not in repr(config)


def test_a_config_cannot_be_made_with_nonsense():
    with pytest.raises(Problem):
        LanguageModelConfig(hidden_size=0)
    with pytest.raises(Problem):
        LanguageModelConfig(layers=True)
