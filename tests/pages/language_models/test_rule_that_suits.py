"""Without smoothing nearly every number from the fourth screen on is infinite: so the page smooths them."""

from tests.pages.language_models.language_models_visit import NAME, drawn, go_to, look, visit
from tests.pages.visiting import address, put, the


def test_the_later_screens_are_smoothed_and_the_earlier_ones_not():
    app = look(go_to(visit(), "perplexity"))
    assert the(app, "selectbox", f"{NAME}.setting-rule").value == "kneser-ney"
    assert "∞ = " not in drawn(app)
    go_to(app, "sentence")
    assert the(app, "selectbox", f"{NAME}.setting-rule").value == "none"


def test_a_link_to_a_later_screen_says_what_it_shows():
    app = look(go_to(visit(), "write"))
    again = visit(**{k: v for k, v in address(app).items() if k != "lang"})
    assert the(again, "selectbox", f"{NAME}.setting-rule").value == "kneser-ney"
    assert the(go_to(again, "sentence"), "selectbox", f"{NAME}.setting-rule").value == "none"


def test_who_has_chosen_a_rule_keeps_it():
    app = visit()
    put(app, "selectbox", f"{NAME}.setting-rule", "add-k")
    put(app, "selectbox", f"{NAME}.setting-rule", "none")
    assert the(go_to(app, "perplexity"), "selectbox", f"{NAME}.setting-rule").value == "none"
    app = go_to(visit(rule="add-k"), "write")
    assert the(app, "selectbox", f"{NAME}.setting-rule").value == "add-k"
