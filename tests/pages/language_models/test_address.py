"""The settings in the address: kept, restored, read from old links, refused."""

import pytest

from seqviz.ngrams.config import CountedModel
from seqviz.ui.experiment.settings import Settings
from seqviz.ui.lessons.language_models.outline import LANGUAGE_MODELS, CountedView
from tests.pages.language_models.language_models_visit import NAME, go_to, label, look, visit
from tests.pages.visiting import address, put, the


def test_settings_survive_screens_that_do_not_show_them():
    app = look(visit(screen="sentence"))
    put(app, "text_input", f"{NAME}.sentence", "the union")
    go_to(app, "zipf")
    go_to(app, "sentence")
    assert the(app, "text_input", f"{NAME}.sentence").value == "the union"
    assert address(app)["sentence"] == "the union"


def test_settings_go_through_the_address_and_back():
    config = CountedModel(text="hsk", unit="character", n=4, rule="interpolated", k=0.031234567891)
    view = CountedView(screen="write", seed=9, length=7, prefix="a & b", candidates="one\ntwo", certainty=1 / 3)
    before = Settings(LANGUAGE_MODELS, config, view, guesses={"write/0": "few"})
    after = Settings(LANGUAGE_MODELS, CountedModel(), CountedView())
    after.read(before.query)
    assert (after.config, after.view, after.guesses, after.problems) == (config, view, {"write/0": "few"}, ())


OLD_LINK = {
    "screen": "sentence", "text": "lincoln", "unit": "character", "n": "3", "rule": "kneser-ney", "discount": "0.6",
    "k": "0.03", "seed": "7", "length": "5", "share": "0.25", "certainty": "0.5", "table": "counts", "other": "hsk",
    "context": "q", "sentence": "the fox", "first": "a", "second": "b", "prefix": "c", "candidates": "d",
}  # fmt: skip


def test_a_link_from_before_the_kit_still_means_what_it_said():
    settings = Settings(LANGUAGE_MODELS, CountedModel(), CountedView())
    settings.read(OLD_LINK)
    assert settings.problems == ()
    assert {name: str(settings.value(name)) for name in OLD_LINK} == OLD_LINK


@pytest.mark.parametrize(
    ("name", "value"),
    [("n", "9"), ("n", "two"), ("k", "-1"), ("k", "nan"), ("discount", "0"), ("rule", "magic"), ("text", "x")],
)  # fmt: skip
def test_a_wrong_address_falls_back_with_a_message(name, value):
    app = visit(**{name: value})
    assert len(app.warning) == 1
    assert label(name) in app.warning[0].value
    assert name not in address(app)


def test_what_was_wrong_with_the_address_is_said_until_a_setting_changes():
    app = look(visit(n="9"))
    assert len(app.warning) == 1
    assert not go_to(app, "zipf").warning
