"""Every screen, in both languages, with every rule, one after the other."""

import pytest

from seqviz.ui.lessons.language_models.outline import SCREENS
from tests.pages.language_models.language_models_visit import NAME, drawn, kit, label, look, visit
from tests.pages.visiting import address, press, put, the


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("screen", SCREENS)
def test_every_screen_asks_first_and_shows_then(language, screen):
    text, unit = ("lincoln", "word") if language == "en" else ("hsk", "character")
    app = visit(language, screen=screen, text=text, unit=unit, length=3)
    assert kit("predict.title", language) in drawn(app)
    look(app)
    says = drawn(app)
    assert kit("predict.outcome", language) in says
    assert kit("predict.came-out", language, answer="").split("*")[0] in says
    assert label(f"text.{text}", language) in drawn(app)


@pytest.mark.parametrize("screen", SCREENS)
def test_every_rule_and_the_ends_of_n_on_every_screen(screen):
    app = look(visit(screen=screen, n=5, length=2))
    for rule, n in (("add-k", 1), ("interpolated", 4), ("kneser-ney", 1)):
        the(app, "selectbox", f"{NAME}.setting-rule").set_value(rule)
        put(app, "slider", f"{NAME}.setting-n", n)


def test_the_next_button_leads_through_all_screens():
    app = visit()
    for screen in SCREENS[1:]:
        press(app, f"{NAME}.next")
        assert address(app)["screen"] == screen
    assert not [button for button in app.button if button.key == f"{NAME}.next"]
