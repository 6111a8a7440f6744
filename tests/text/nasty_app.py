"""Shows every text of ``nasty.json`` in each place where the app shows a learner's text."""

import json
from pathlib import Path

import streamlit as st

from seqviz.text.markdown import plain

for number, text in enumerate(json.loads(Path(__file__).with_name("nasty.json").read_text(encoding="utf-8"))):
    with st.container(key=f"nasty-{number}"):
        st.markdown(plain(text))
        st.markdown(f"«**{plain(text)}**»")
        st.caption(f"«{plain(text)}»")
        st.warning(f"«{plain(text)}»")
        st.button(plain(text), key=f"button-{number}")
        st.radio("choice", [text], format_func=plain, key=f"radio-{number}", label_visibility="collapsed")
        st.markdown(plain(text), unsafe_allow_html=True)
st.text("the end")
