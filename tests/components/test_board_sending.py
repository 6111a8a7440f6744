import json
from typing import Any

from streamlit.testing.v1 import AppTest

from seqviz.components import board as component
from seqviz.components.board import WHOLE_EVERY


def show_board() -> None:
    import sys
    from pathlib import Path

    import streamlit as st

    sys.path.insert(0, str(Path("tests/components/laboratory").resolve()))
    from invented import LABELS, frame, template

    from seqviz.components.board import board

    step = st.session_state.get("step", 1)
    board(frame(step), key="b", labels=LABELS, figures={"perplexity": template()}, panels=("perplexity", "cell"))


def message(app: AppTest) -> dict[str, Any]:
    (element,) = app.get("bidi_component")
    return json.loads(element.proto.bytes)


def test_a_run_of_the_whole_script_sends_everything() -> None:
    app = AppTest.from_function(show_board).run(timeout=30)
    assert not app.exception
    for _ in range(2):
        sent = message(app.run(timeout=30))
        assert [panel["kind"] for panel in sent["setup"]["panels"]] == ["chart", "cell"]
        assert sent["setup"]["figures"].keys() == {"perplexity"}
        assert all(sent["frame"][part]["body"] for part in ("curves", "probe", "sample"))


def test_a_fragments_run_sends_what_is_new_and_now_and_then_everything(monkeypatch: Any) -> None:
    app = AppTest.from_function(show_board).run(timeout=30)
    monkeypatch.setattr(component, "whole_script_runs", lambda: False)
    first = message(app.run(timeout=30))
    assert first["setup"] is None
    assert [first["frame"][part]["body"] for part in ("curves", "probe", "sample")] == [None, None, None]
    app.session_state["step"] = 2
    second = message(app.run(timeout=30))["frame"]
    assert second["curves"]["body"]
    assert second["probe"]["body"]
    assert second["sample"] == {"version": 1, "body": None}
    whole = [message(app.run(timeout=30))["setup"] is not None for _ in range(2 * WHOLE_EVERY)]
    assert whole.count(True) == 2
