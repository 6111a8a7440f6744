"""A guess before each screen, and what becomes of it."""

from tests.pages.language_models.language_models_visit import choose, drawn, guess, kit, visit
from tests.pages.visiting import address, press


def test_a_right_guess_is_checked_against_the_computation():
    app = visit(screen="sentence", sentence="the people for the people")
    guess(app, "2")
    says = drawn(app)
    assert kit("predict.yours", answer="**3 for**") + " " + kit("predict.right") in says
    assert address(app)["predicted"].endswith(".2")


def test_a_wrong_guess_is_told_kindly_and_may_be_repeated():
    app = guess(visit(screen="perplexity"), "less")
    assert kit("predict.yours", answer="**below a quarter of it**") + " " + kit("predict.wrong") in drawn(app)
    again = next(button.key for button in app.button if ".predict-again-perplexity" in button.key)
    assert kit("predict.title") in drawn(press(app, again))


def test_a_change_of_text_keeps_the_result_and_drops_the_old_guess():
    app = guess(visit(screen="smoothing"), "1")
    assert kit("predict.yours", answer="**n = 1**") + " " + kit("predict.right") in drawn(app)
    choose(app, "preset", "letters")
    says = drawn(app)
    assert kit("predict.outcome") in says
    assert "You said" not in says
    assert address(app)["predicted"].count("smoothing/") == 1
