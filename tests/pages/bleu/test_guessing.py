"""A fraction guessed before it is counted."""

import pytest

from tests.pages.bleu.bleu_visit import visit
from tests.pages.visiting import address, label, press, the, words

pytestmark = pytest.mark.usefixtures("workers")


def guess(app, n, typed):
    the(app, "text_input", f"bleu.guess-{n}").set_value(typed)
    return press(app, "bleu.check")


@pytest.mark.parametrize("typed", ["4/5", "0.8", "80%", "\uff14\uff0f\uff15", "8/10", " 4 / 5 "])
def test_the_right_fraction_in_any_spelling(typed):
    app = guess(visit(), 1, typed)
    assert label("bleu.guess.right", matches=4, total=5) in words(app)


def test_a_wrong_one_is_told_apart():
    assert label("bleu.guess.high") in words(guess(visit(), 1, "5/5"))
    assert label("bleu.guess.low") in words(guess(visit(), 1, "2/5"))
    assert label("bleu.guess.total", n=1, tokens=5) in words(guess(visit(), 1, "4/6"))


@pytest.mark.parametrize("typed", ["", "four", "1/0", "-1/2", "1e999999999", "3/4/5", "<b>"])
def test_what_is_no_number_is_said_to_be_none(typed):
    assert label("bleu.guess.unreadable") in words(guess(visit(), 1, typed))


def test_the_first_guess_stands_beside_its_outcome():
    app = guess(visit(), 1, "5/5")
    guess(app, 1, "4/5")
    press(app, "bleu.next")
    assert "`5/5` :red[✗]" in words(app)


def test_the_first_guess_survives_a_reload_and_its_verdict_with_it():
    app = guess(visit(), 1, "5/5")
    again = visit(**{key: value for key, value in address(app).items() if key != "lang"})
    assert "`5/5`" in words(again)
    assert "`5/5` :red[✗]" in words(press(again, "bleu.next"))


@pytest.mark.parametrize("predicted", ["p1.<b>", "p9.1/2", "p1.1e9999999", "edit.up~p1.", "~~.~"])
def test_guesses_of_a_bad_link_are_none(predicted):
    assert "`" not in words(visit(predicted=predicted, step="all"))


def test_a_share_with_a_percent_sign_is_read():
    assert label("bleu.guess.low") in words(guess(visit(), 1, "2/5%"))


def test_a_guess_of_the_next_order_lays_it_out_first():
    app = press(visit(), "bleu.next")
    guess(app, 2, "3/4")
    assert address(app)["step"] == "7"
