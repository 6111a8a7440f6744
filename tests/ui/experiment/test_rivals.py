"""Rivals: in the address, as whole experiments, and by name."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seqviz.config import LanguageModelConfig, Seq2SeqConfig
from seqviz.config.rivals import contest_of, read_rivals, rival_of, write_rivals
from seqviz.records.problem import Problem
from seqviz.text.catalog import LANGUAGES, load_catalog
from seqviz.ui.experiment.contestant_names import contestant_names
from seqviz.ui.experiment.side_by_side import suggestions

BASE = LanguageModelConfig()

changes = st.fixed_dictionaries(
    {},
    optional={
        "cell": st.sampled_from(["rnn", "gru", "lstm"]),
        "hidden_size": st.integers(4, 1024),
        "learning_rate": st.floats(1e-5, 10),
        "clip": st.booleans(),
    },
)


@given(st.lists(changes, max_size=3))
def test_the_address_restores_rivals(found):
    configs = [LanguageModelConfig(**one) for one in found]
    rivals = tuple(rival for config in configs if (rival := rival_of(config, BASE)))
    assert read_rivals(write_rivals(rivals)) == rivals
    assert contest_of(BASE, rivals).configs[1:] == tuple(config for config in configs if config != BASE)


@pytest.mark.parametrize("text", ["cell:transformer", "hidden_size:1e9", "seed:3", "cell", "text:hsk", "x" * 20])
def test_what_is_no_rival_is_refused(text):
    with pytest.raises((Problem, ValueError)):
        read_rivals(text)


def test_a_page_has_four_models_at_most():
    with pytest.raises(Problem) as problem:
        read_rivals(";".join(["cell:gru"] * 4))
    assert problem.value.key == "config.contestants"


@pytest.mark.parametrize("language", LANGUAGES)
def test_contestants_are_named_by_what_differs(language):
    t = load_catalog(language)
    names = contestant_names(contest_of(BASE, ((("cell", "gru"),), (("clip", "off"),))), t)
    assert list(names) == ["a", "b", "c"]
    assert len(set(names.values())) == 3
    assert "GRU" in names["b"]
    assert t("kit.rival.clip.off") in names["c"]
    assert "128" not in "".join(names.values())


def test_equal_models_are_still_told_apart():
    names = contestant_names(contest_of(BASE, ((("cell", "lstm"),),)), load_catalog("en"))
    assert len(set(names.values())) == 2


TRANSLATOR = Seq2SeqConfig()


@pytest.mark.parametrize(
    "base",
    [
        BASE,
        LanguageModelConfig(cell="gru", hidden_size=4, layers=4, clip=False),
        TRANSLATOR,
        Seq2SeqConfig(encoder="cnn", decoder="lstm", every_step=True, teacher_forcing=0.5),
    ],
)
def test_every_suggestion_is_a_different_model(base):
    for rival in suggestions(base).values():
        contest = contest_of(base, (rival,))
        assert contest.configs[0] != contest.configs[1]


def test_translators_are_rivals_too_and_no_language_model_is_theirs():
    changes = {"encoder": "cnn", "encoder_layers": 3, "every_step": True, "teacher_forcing": 0.5}
    rival = rival_of(replace(TRANSLATOR, **changes), TRANSLATOR)
    assert read_rivals(write_rivals((rival,)), Seq2SeqConfig) == (rival,)
    assert contest_of(TRANSLATOR, (rival,)).configs == (TRANSLATOR, replace(TRANSLATOR, **changes))
    with pytest.raises(ValueError, match="cell"):
        read_rivals("cell:gru", Seq2SeqConfig)


@pytest.mark.parametrize("language", LANGUAGES)
def test_translators_are_named_by_what_differs(language):
    t = load_catalog(language)
    names = contestant_names(contest_of(TRANSLATOR, ((("every_step", "on"),), (("encoder", "lstm"),))), t)
    assert t("kit.rival.every_step.on") in names["b"]
    assert names["c"].startswith(t("kit.rival.encoder.lstm"))
    assert len(set(names.values())) == 3
    same = contestant_names(contest_of(TRANSLATOR, ((("reset", "before"),),)), t)
    assert same["a"] == f"{t('kit.rival.encoder.gru')} · {t('kit.rival.decoder.gru')} (a)"
