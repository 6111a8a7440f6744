"""The settings of the laboratory: both languages, presets, the address, guesses."""

import pytest

from seqviz.text.catalog import LANGUAGES, load_catalog
from seqviz.text.lessons import load_lesson
from seqviz.ui.lessons.lab.outline import PRESETS
from tests.pages.lab.lab_visit import settings_of, visit
from tests.pages.visiting import address, put, ran, the, words

pytestmark = pytest.mark.usefixtures("workers")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_stands_in_both_languages(language):
    app = visit(language)
    t = load_catalog(language)
    assert app.title[0].value == load_lesson(language, "lab")["intro"].title
    assert app.button(key="lab.train").label == t("kit.train")
    assert the(app, "selectbox", "lab.setting-text").label == t("settings.text")
    assert t("settings.text.lincoln") in words(app)


def test_the_settings_follow_the_language_switch():
    app = visit("en", hidden_size="8")
    app.session_state["language"] = "zh"  # what the switch does, which stands outside this page
    ran(app)
    assert app.button(key="lab.train").label == load_catalog("zh")("kit.train")
    assert settings_of(app).config.hidden_size == 8


@pytest.mark.parametrize("name", [name for name in PRESETS if name != "own"])
def test_a_preset_sets_everything_behind_it_and_its_link_restores_it(name):
    app = put(visit(learning_rate="0.123", probe="mine"), "button_group", "lab.preset", name)
    settings = settings_of(app)
    for field, value in PRESETS[name].items():
        assert settings.value(field) == value
    assert settings.preset == name
    shown = {key: value for key, value in address(app).items() if key != "lang"}
    again = settings_of(visit(**shown))
    assert (again.config, again.view) == (settings.config, settings.view)


@pytest.mark.parametrize("language", LANGUAGES)
def test_values_out_of_range_in_the_address_fall_back_with_a_sentence(language):
    wrong = {"hidden_size": "100000", "theta": "-1", "learning_rate": "1000", "layers": "two"}
    app = visit(language, cell="gru", rivals="cell:none", **wrong)
    t = load_catalog(language)
    warnings = " ".join(element.value for element in app.warning)
    for field in wrong:
        assert t(f"settings.{field}") in warnings
        assert field not in address(app)
    assert address(app)["cell"] == "gru"
    config = settings_of(app).config
    assert (config.hidden_size, config.theta, config.cell) == (128, 0.3, "gru")
    put(app, "number_input", "lab.setting-layers", 2)
    assert not app.warning  # said until something changes


def test_an_address_cannot_put_markup_or_a_flood_on_the_page():
    app = visit(cell="[click](http://evil.example)", seed="9" * 500)
    (warning,) = app.warning
    assert "](http" not in warning.value
    assert "9" * 200 not in warning.value


def test_sentence_prefix_and_temperature_travel_in_the_link():
    app = visit(probe="so help me", prefix="we", temperature="1.5")
    assert the(app, "text_input", "lab.probe").value == "so help me"
    put(app, "text_input", "lab.probe", "")
    assert "probe" not in address(app)
    assert the(app, "text_input", "lab.probe").value == load_catalog("en")("kit.probe.lincoln")
