"""Which translator of a run is looked at."""

import pytest

from seqviz.text.catalog import load_catalog
from seqviz.ui.experiment.translator_run import looked_at, pick_translator
from seqviz.ui.page import Page
from tests.ui.experiment.watched import watching


@pytest.mark.parametrize(("wanted", "found"), [("", "a"), ("b", "b"), ("gone", "a")])
def test_a_translator_that_the_run_lacks_gives_way_to_the_first(wanted, found):
    assert looked_at(watching(names=("a", "b")), wanted) == found


def test_a_single_translator_is_no_choice(monkeypatch):
    monkeypatch.setattr("streamlit.pills", lambda *_args, **_more: pytest.fail("offered"))
    view = type("View", (), {"contestant": "b"})
    settings = type("Settings", (), {"view": view})
    assert pick_translator(Page("page", load_catalog("en")), settings, watching()) == "a"
