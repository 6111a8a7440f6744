"""All settings live in the address: it restores them, and what is wrong there falls back with a sentence."""

import pytest
from sequence_models_visit import NAME, choose, label, said, slide, visit

from seqviz.ui.address import LONGEST


def test_settings_come_from_the_address_and_go_back_to_it():
    app = visit(idea="fill", source="sine", tau=7, width=16, noise=0.4, family="latent")
    assert app.slider(key=f"{NAME}.tau").value == 7
    assert app.slider(key=f"{NAME}.noise").value == 0.4
    assert app.query_params["tau"] == "7"
    assert app.query_params["idea"] == "fill"
    assert "task" not in app.query_params


@pytest.mark.parametrize(
    ("name", "value"),
    [("tau", "1000000"), ("tau", "four"), ("noise", "-1"), ("source", "moon"), ("idea", "none"), ("k", "5"),
     ("feedback", "me"), ("width", "nan"), ("learning_rate", "1e+09"), ("horizon", "0"), ("at", "-3"),
     ("seed", "x" * 99), ("seed", "9" * 500)],
)  # fmt: skip
def test_what_is_wrong_in_the_address_falls_back_with_a_sentence(name, value):
    app = visit(**{name: value})
    assert len(app.warning) == 1
    assert label(f"setting.{name}") in app.warning[0].value
    assert value[:LONGEST] in app.warning[0].value
    assert value[: LONGEST + 1] == value or value[: LONGEST + 1] not in app.warning[0].value
    assert name not in app.query_params


def test_the_sentence_comes_in_the_learners_language():
    assert label("setting.tau", "zh") in visit("zh", tau="four").warning[0].value


def test_the_sentence_stays_until_a_setting_changes():
    app = visit(idea="forecast", tau="four", width="wide")
    assert len(app.warning) == 1
    assert "four" in app.warning[0].value
    assert "wide" in app.warning[0].value
    assert not slide(app, "horizon", 32).warning


def test_a_link_to_somebodys_file_asks_for_the_file():
    assert label("problem.no-file") in said(visit(source="own"))


def test_another_idea_keeps_the_settings():
    app = visit(idea="forecast", tau=9, k=4)
    for idea in ("chain", "fill", "forecast"):
        choose(app, "idea", idea)
    assert app.slider(key=f"{NAME}.tau").value == 9
    assert app.query_params["k"] == "4"


def test_another_series_starts_with_its_own_season():
    app = choose(visit(idea="series", season=30), "source", "stocks")
    assert app.number_input(key=f"{NAME}.season-number").value == 12
