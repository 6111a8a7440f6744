"""A choice of which a page offers a part at present, and a setting that is not in it."""

import pytest

from tests.pages.visiting import pick, the, visit, words


@pytest.mark.parametrize("page", ["gru", "lstm"])
def test_words_have_no_place_within_a_word(page):
    app = visit(page, idea="loss", unit="character")
    assert the(app, "button_group", f"{page}.setting-division").value == "place"
    app = visit(page, idea="loss", unit="word")
    offered = the(app, "button_group", f"{page}.setting-division")
    assert offered.value == "known"
    assert "place" not in offered.options


def test_what_is_shown_then_can_be_changed():
    app = pick(visit("gru", idea="loss", unit="word"), "gru.setting-division", "kind")
    assert the(app, "button_group", "gru.setting-division").value == "kind"
    assert "is not part of the options" not in words(app)
