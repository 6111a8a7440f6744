"""Widgets that show settings: what they show, what is heard of them, and what an outdated one repeats."""

from types import SimpleNamespace

import pytest

from seqviz.ui import bound as module
from seqviz.ui.bound import bound


@pytest.fixture
def session(monkeypatch):
    """The session of one learner; what the browser reports is written into it."""
    state = {}
    monkeypatch.setattr(module, "st", SimpleNamespace(session_state=state))
    return state


def test_a_widget_shows_its_setting_and_what_is_picked_is_heard(session):
    heard = []
    widget = bound("k", 2, heard.append)
    assert session[widget["key"]] == 2
    session[widget["key"]] = 5
    widget["on_change"]()
    assert heard == [5]


def test_the_learners_own_change_keeps_the_widget_and_does_not_touch_its_value(session):
    name = bound("k", 2, print)["key"]
    session[name] = 5
    assert bound("k", 5, print)["key"] == name
    assert session[name] == 5


def test_a_value_set_by_the_server_is_shown_by_a_fresh_copy(session):
    first = bound("text", "old", print)["key"]
    second = bound("text", "new", print)["key"]
    assert first != second
    assert session[second] == "new"


def test_an_outdated_copy_that_repeats_its_value_is_not_heard_but_a_pick_in_it_is(session):
    heard = []
    outdated = bound("preset", "lecture", heard.append)
    bound("preset", None, heard.append)
    outdated["on_change"]()
    assert heard == []
    session[outdated["key"]] = "french"
    outdated["on_change"]()
    assert heard == ["french"]


def test_a_widget_forgotten_by_streamlit_comes_back_with_its_setting(session):
    name = bound("k", 2, print)["key"]
    del session[name]
    assert bound("k", 3, print)["key"] == name
    assert session[name] == 3


def test_a_label_in_another_language_is_no_option(session):
    heard = []
    widget = bound("unit", "words", heard.append, options=("words", "characters"))
    session[widget["key"]] = "a label"
    widget["on_change"]()
    assert heard == []


class Counting(dict):
    """A session that knows which values were put into it."""

    def __init__(self):
        self.put = []

    def __setitem__(self, name, value):
        self.put.append(name)
        super().__setitem__(name, value)


@pytest.mark.parametrize("hidden", [False, True])
def test_only_a_widget_in_a_closed_menu_is_told_its_value_again(monkeypatch, hidden):
    session = Counting()
    monkeypatch.setattr(module, "st", SimpleNamespace(session_state=session))
    for _ in range(3):
        bound("seed", 7, print, hidden=hidden)
    assert session.put.count("seed") == (3 if hidden else 1)


def test_many_changes_leave_little_behind(session):
    for value in range(100):
        bound("text", str(value), print)
    assert len(session["bound-copies"]["text"].replaced) < 10
