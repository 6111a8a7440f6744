"""A text of the learner's own, or one from the network."""

import pytest

from seqviz.data import texts
from seqviz.data.downloads import Download
from seqviz.records.problem import Problem
from seqviz.text.catalog import load_catalog
from seqviz.ui.experiment.messages import sentence
from seqviz.ui.lessons.language_models.outline import SCREENS
from tests.pages.language_models.language_models_visit import NAME, choose, drawn, go_to, kit, label, look, visit
from tests.pages.language_models.own_verse import VERSE, VERSE_SOURCE
from tests.pages.visiting import address, press, put, the


def test_a_link_to_somebodys_own_text_asks_for_one():
    app = visit(text="own")
    assert app.info[0].value == kit("own.missing")
    says = drawn(put(app, "text_area", f"{NAME}.own-pasted", VERSE))
    assert kit("own.missing") not in says
    assert VERSE_SOURCE in says


def test_a_text_that_is_too_short():
    app = visit(text="own", own="only four words here")
    assert app.warning[0].value == load_catalog("en")("texts.too-short", tokens=4, needed=24)


def test_sliders_keep_their_values_when_an_own_text_arrives():
    """Streamlit starts a slider that is drawn anew at its minimum."""
    app = look(visit(n=4, rule="kneser-ney", discount=0.7))
    choose(app, "preset", "own")
    put(app, "text_area", f"{NAME}.own-pasted", VERSE)
    assert the(app, "slider", f"{NAME}.setting-n").value == 4
    assert the(app, "select_slider", f"{NAME}.setting-discount").value == 0.7
    choose(app, "preset", "words")
    assert the(app, "slider", f"{NAME}.setting-n").value == 4
    assert address(app)["discount"] == "0.7"


@pytest.mark.parametrize(
    ("own", "unit"),
    [
        ("a" * 500, "character"),
        ("a " * 40, "word"),
        ("\u0645\u0631\u062d\u0628\u0627 " * 30, "word"),
        ("\U0001f600\U0001f680 " * 40, "character"),
        ("<b>&amp;</b> $x$ [y](z) `w` " * 9, "word"),
    ],
    ids=["one-token", "one-word", "right-to-left", "emoji", "markup"],
)
def test_odd_texts_of_ones_own_stand_on_every_screen(own, unit):
    app = look(visit(text="own", unit=unit, own=own, length=5, rule="kneser-ney"))
    for screen in SCREENS[1:]:
        look(go_to(app, screen))


def test_a_pasted_text_that_is_empty_keeps_the_last_good_one():
    app = visit(text="own", own=VERSE)
    assert VERSE_SOURCE in drawn(put(app, "text_area", f"{NAME}.own-pasted", "   "))


def test_a_text_from_the_network_waits_for_the_learner_and_lincoln_stands_in(monkeypatch, tmp_path):
    nowhere = Download(url="http://localhost:9/book.txt", sha1="0", file="book.txt")
    monkeypatch.setattr(texts, "TIME_MACHINE", nowhere)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    app = visit(text="time-machine")
    not_here, failed = (
        sentence(Problem(key, url=nowhere.url), load_catalog("en"))
        for key in ("texts.not-fetched", "texts.download-failed")
    )
    assert app.warning[0].value.startswith(not_here)
    says = drawn(press(app, f"{NAME}.fetch-text"))
    assert failed in says
    assert label("stand-in") in says
    assert label("text.lincoln") in says
    assert address(app)["text"] == "time-machine"
    app = visit(screen="uses", other="time-machine")
    assert not_here in drawn(app)
    says = drawn(press(app, f"{NAME}.fetch-first"))
    assert failed in says
