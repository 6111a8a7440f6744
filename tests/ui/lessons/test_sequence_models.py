"""The pieces of the page that need no page: the words of exercises, charts that learners share."""

from dataclasses import replace

import numpy as np
import pytest

from seqviz.config.forecast import ForecastConfig
from seqviz.text.catalog import Catalog, load_catalog
from seqviz.ui.lessons.sequence_models import exercises, facts
from seqviz.ui.lessons.sequence_models.chain import state_name


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_days_of_the_chain_are_said_in_the_learners_language(language):
    t = load_catalog(language)
    said = exercises._chain(t, np.random.default_rng(3)).values["sequence"]
    assert set(said.split(" → ")) <= {state_name("sun", t), state_name("rain", t)}


class TestShared:
    @pytest.mark.parametrize(
        "change", [{"learning_rate": 0.1}, {"seed": 7}, {"width": 8}, {"max_steps": 20}, {"batch_size": 8}]
    )
    def test_what_a_chart_does_not_show_makes_no_second_chart(self, change):
        config = ForecastConfig(source="weather")
        assert facts.facts_of(replace(config, **change)) is facts.facts_of(config)
        assert facts.templates_of(replace(config, **change), "en", 4) is facts.templates_of(config, "en", 4)

    @pytest.mark.parametrize(
        ("base", "change"),
        [({"source": "sine"}, {"seed": 7}), ({"task": "order"}, {"seed": 7}), ({"source": "sine"}, {"noise": 0.5}),
         ({}, {"tau": 40}), ({}, {"horizon": 16}), ({"task": "fill"}, {"family": "latent"})],
    )  # fmt: skip
    def test_what_it_shows_makes_another_one(self, base, change):
        config = ForecastConfig(**base)
        changed = replace(config, **change)
        assert facts.facts_of(changed) is not facts.facts_of(config)
        assert facts.templates_of(changed, "en", 16) is not facts.templates_of(config, "en", 16)


def test_the_words_of_the_charts_are_those_of_the_language():
    for language in ("en", "zh"):
        t: Catalog = load_catalog(language)
        assert facts.names_of(language)["latent"] == t("sequence-models.name.latent")
