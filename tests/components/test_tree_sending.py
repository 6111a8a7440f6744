"""A tree that the browser holds is not sent again with every look of a live page, and is sent whole now and then."""

import json
from types import SimpleNamespace

from streamlit.testing.v1 import AppTest

from seqviz.components import sent_before
from seqviz.components.sent_before import OVERTAKEN, WHOLE_EVERY


def page() -> None:
    import streamlit as st

    from seqviz.components.tree import SearchView, TreeView, tree_drawing

    search = SearchView(
        name="beam", title="Beam", columns=1, letters=5, rows=1.0, root=0.0, nodes=[], folds=[], steps=[]
    )
    view = TreeView(
        table=st.session_state.get("table", "one"), searches=[search], search="beam", step=None, play=0, sequences=""
    )
    tree_drawing(view, group="g", key="drawing", on_unfold=lambda parent: None)


def sends_the_tree(app):
    (component,) = app.run().get("bidi_component")
    return "searches" in json.loads(component.proto.bytes)


def test_a_tree_is_sent_again_while_it_may_be_overtaken_when_it_changes_and_whole_now_and_then(monkeypatch):
    clock = SimpleNamespace(now=0.0, monotonic=lambda: clock.now)
    monkeypatch.setattr(sent_before, "time", clock)
    monkeypatch.setattr(sent_before, "whole_script_runs", lambda: False)
    app = AppTest.from_function(page)
    assert [sends_the_tree(app) for _ in range(3)] == [True, True, True]
    clock.now += OVERTAKEN + 1
    sent = [sends_the_tree(app) for _ in range(WHOLE_EVERY + 2)]
    assert sent == [*[False] * WHOLE_EVERY, True, False]
    app.session_state["table"] = "two"
    assert [sends_the_tree(app) for _ in range(2)] == [True, True]
    clock.now += OVERTAKEN + 1
    assert not sends_the_tree(app)
    monkeypatch.setattr(sent_before, "whole_script_runs", lambda: True)
    assert sends_the_tree(app)
