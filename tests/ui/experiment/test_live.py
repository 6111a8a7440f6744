"""The live view draws itself again where Streamlit lost a widget under it, and hides no mistake of ours."""

import pytest
from streamlit.testing.v1 import AppTest


def page():
    from types import SimpleNamespace

    import streamlit as st

    from seqviz.ui.experiment.live import live

    def draw():
        if complaint := st.session_state.pop("complaint", None):
            raise KeyError(complaint)
        st.text("drawn")

    live(SimpleNamespace(query={}), SimpleNamespace(watch=None), draw)


def visited(complaint):
    app = AppTest.from_function(page)
    app.session_state["complaint"] = complaint
    return app.run()


def test_a_widget_that_streamlit_forgot_is_drawn_again():
    app = visited('st.session_state has no key "lab.pace". Did you forget to initialize it?')
    assert not app.exception
    assert [text.value for text in app.text] == ["drawn"]


@pytest.mark.filterwarnings("ignore")
def test_a_key_that_is_missing_in_our_own_code_is_a_mistake():
    assert visited("lstm").exception
