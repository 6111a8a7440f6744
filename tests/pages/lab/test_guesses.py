"""A guess at what a run will reach."""

import pytest

from seqviz.text.catalog import load_catalog
from tests.pages.lab.lab_visit import SMALL, settings_of, visit
from tests.pages.visiting import address, press, put, words

pytestmark = pytest.mark.usefixtures("workers")


def test_a_guess_is_part_of_the_link_and_reset_forgets_it():
    app = put(visit(**SMALL), "button_group", "lab.predict-perplexity", "half")
    assert address(app)["predicted"] == "perplexity.half"
    again = visit(predicted="perplexity.half", **SMALL)
    assert load_catalog("en")("lab.predict.half") in words(again)
    press(app, "lab.train")
    press(app, "lab.reset")
    assert "predicted" not in address(app)


def test_whoever_trains_without_a_guess_is_never_called_right():
    app = press(visit(**SMALL), "lab.train")
    assert settings_of(app).guesses == {"perplexity": "show"}
    press(app, "lab.reset")
