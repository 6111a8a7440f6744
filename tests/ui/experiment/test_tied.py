"""Widgets as views: what they show, what is heard of them, and what an outdated one repeats."""

from types import SimpleNamespace

import pytest

from seqviz.ui.experiment import tied as module
from seqviz.ui.experiment.tied import tied


@pytest.fixture
def session(monkeypatch):
    """The session of one learner; what the browser reports is written into it."""
    state = {}
    monkeypatch.setattr(module, "st", SimpleNamespace(session_state=state, html=[].append))
    return state


@pytest.mark.usefixtures("session")
def test_the_default_of_a_widget_is_the_value_itself():
    assert tied("k", 2, print).value["value"] == 2
    assert tied("chips", "a", print).default["default"] == "a"
    assert tied("list", "b", print).index(["a", "b"])["index"] == 1
    assert tied("list", "b", print).index(["a"])["index"] is None


@pytest.mark.usefixtures("session")
def test_a_value_that_is_not_offered_selects_nothing():
    assert tied("chips", "b", print, options=("a", "b")).default["default"] == "b"
    assert tied("chips", "b", print, options=("a",)).default["default"] is None


def test_what_is_picked_is_heard(session):
    heard = []
    tie = tied("k", 2, heard.append)
    session[tie.key] = 5
    tie.changed()
    assert heard == [5]


def test_what_was_given_to_show_is_no_pick_but_a_change_back_is(session):
    heard = []
    tie = tied("k", 2, heard.append)
    for said in (2, 5, 2):  # the browser repeats what the server has forgotten; then two picks, one upon the other
        session[tie.key] = said
        tie.changed()
    assert heard == [5, 2]


def test_the_learners_own_change_keeps_the_widget(session):
    name = tied("k", 2, print).key
    session[name] = 5
    assert tied("k", 5, print).key == name


def test_a_value_set_by_the_server_is_shown_by_a_fresh_copy(session):
    first = tied("text", "old", print)
    session[first.key] = "old"
    second = tied("text", "new", print)
    assert first.key != second.key
    assert second.shown == "new"


def test_a_refused_change_is_taken_back_on_the_screen(session):
    first = tied("k", 2, print)
    session[first.key] = 99  # picked, and refused: the setting is still 2
    second = tied("k", 2, print)
    assert second.key != first.key
    assert second.shown == 2


def test_an_outdated_copy_that_repeats_its_value_is_not_heard_but_a_pick_in_it_is(session):
    heard = []
    outdated = tied("preset", "lecture", heard.append)
    session[outdated.key] = "lecture"
    tied("preset", None, heard.append)
    outdated.changed()
    assert heard == []
    session[outdated.key] = "french"
    outdated.changed()
    assert heard == ["french"]


def test_a_widget_forgotten_by_streamlit_comes_back_with_the_value_of_now(session):
    name = tied("k", 2, print).key
    session[name] = 2
    del session[name]  # the screen was another one meanwhile
    tie = tied("k", 3, print)
    assert tie.shown == 3
    assert tie.key != name  # the browser may remember what the old one showed


def test_what_is_no_option_is_not_passed_on_but_nothing_picked_is(session):
    heard = []
    tie = tied("list", "a", heard.append, options=("a", "b"))
    session[tie.key] = "old label"
    tie.changed()
    session[tie.key] = None
    tie.changed()
    assert heard == [None]


def test_in_another_language_an_options_widget_is_a_fresh_copy_and_a_typed_text_stays(session):
    session["language"] = "en"
    chips, text = tied("chips", "a", print, options=("a", "b")), tied("text", "a", print)
    session["language"] = "zh"
    assert tied("chips", "a", print, options=("a", "b")).key != chips.key
    assert tied("text", "a", print).key == text.key


def test_a_replaced_copy_is_hidden_until_the_browser_has_dropped_it(monkeypatch):
    styles = []
    monkeypatch.setattr(module, "st", SimpleNamespace(session_state={}, html=styles.append))
    tied("page.text", "old", print)
    assert styles == []
    for _ in range(5):
        assert tied("page.text", "new", print).key == "page.text-1"
    assert styles == ["<style>.st-key-page-text { display: none; }</style>"] * 2
