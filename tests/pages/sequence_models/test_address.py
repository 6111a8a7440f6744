"""All settings live in the address: it restores them, and what is wrong there falls back with a sentence."""

import pytest

from tests.pages.sequence_models.sequence_models_visit import (
    NAME,
    label,
    predict,
    put,
    set_idea,
    set_source,
    settings_of,
    slide,
    the,
    visit,
    words,
)
from tests.pages.visiting import address

LONGEST = 160


def test_settings_come_from_the_address_and_go_back_to_it():
    app = visit(idea="fill", source="sine", tau=7, width=16, noise=0.4, family="latent")
    assert the(app, "slider", f"{NAME}.setting-tau").value == 7
    assert the(app, "slider", f"{NAME}.setting-noise").value == 0.4
    assert address(app)["tau"] == "7"
    assert address(app)["idea"] == "fill"
    assert "task" not in app.query_params


@pytest.mark.parametrize(
    ("name", "value"),
    [("tau", "1000000"), ("tau", "four"), ("noise", "-1"), ("source", "moon"), ("idea", "none"), ("k", "500"),
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
    assert label("problem.no-file") in words(visit(source="own"))


def test_another_idea_keeps_the_settings():
    app = visit(idea="forecast", tau=9, k=4)
    for idea in ("chain", "fill", "forecast"):
        set_idea(app, idea)
    assert the(app, "slider", f"{NAME}.setting-tau").value == 9
    assert address(app)["k"] == "4"


def test_coming_back_by_the_menu_finds_the_idea_and_the_guess():
    """The menu opens the page with an empty address; the session still knows what was shown."""
    app = predict(visit(idea="fill", tau=9), "much")
    for name in list(app.query_params):
        del app.query_params[name]
    app.run()
    assert settings_of(app).view.idea == "fill"
    assert (address(app)["idea"], address(app)["tau"]) == ("fill", "9")
    assert address(app)["predicted"] == "fill/weather/window.much"


def test_another_series_starts_with_its_own_season_and_event():
    app = set_source(visit(idea="series", season=30, event=7), "stocks")
    assert the(app, "number_input", f"{NAME}.season").value == 12
    assert settings_of(app).config.event == 0


def test_settings_of_training_stand_in_the_menu_where_something_trains():
    menus = {idea: [w.key for w in visit(idea=idea).get("number_input")] for idea in ("chain", "forecast")}
    assert f"{NAME}.setting-max_steps" in menus["forecast"]
    assert f"{NAME}.setting-max_steps" not in menus["chain"]
    assert f"{NAME}.setting-seed" in menus["chain"]


def test_a_knob_shows_no_more_than_a_short_series_allows():
    """A window of 24 months is the longest that 123 monthly prices allow."""
    app = visit(idea="forecast", source="stocks", tau=32)
    knob = the(app, "slider", f"{NAME}.setting-tau")
    assert (knob.value, knob.max) == (24, 24)
    assert address(app)["tau"] == "32"  # another series may allow it
    set_source(app, "weather")
    assert the(app, "slider", f"{NAME}.setting-tau").value == 32


def test_a_choice_that_was_dropped_changes_nothing():
    """The way to the old crash: an own file, another series, and a widget that is no longer there answers None."""
    app = visit(idea="forecast", source="own")
    set_source(app, "weather")
    settings = settings_of(app)
    for name in ("k", "feedback", "idea", "source", "tau", "length"):
        settings.taker(name)(None)
    assert not predict(app).exception
    assert (settings.view.k, settings.config.source) == (16, "weather")


def test_widgets_that_come_back_show_the_settings():
    """Sliders that were gone with their screen once came back at their least value, and the next click took it."""
    app = visit(idea="forecast", source="weather", tau=7, width=48, horizon=20, learning_rate=0.01)
    put(app, "selectbox", f"{NAME}.setting-source", "own")
    set_source(app, "weather")
    shown = {name: the(app, "slider", f"{NAME}.setting-{name}").value for name in ("tau", "width", "horizon")}
    assert shown == {"tau": 7, "width": 48, "horizon": 20}
    assert the(app, "select_slider", f"{NAME}.knob-learning_rate").value == 0.01
