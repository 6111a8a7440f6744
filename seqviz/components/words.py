"""Words that every panel of a page shares: sent once, read by the components where they stand."""

from collections.abc import Mapping
from typing import Literal

import streamlit as st

from seqviz.components.payload import encode
from seqviz.components.registration import renderer

Word = Literal["menu", "png", "svg", "csv", "txt"]
WORDS: tuple[Word, ...] = ("menu", "png", "svg", "csv", "txt")


def provide_words(words: Mapping[Word, str]) -> None:
    """Give the page the words of the take-home menu; called once by the frame.

    Parameters
    ----------
    words
        ``menu`` is what the menu is for, the others name the kinds of file that it offers.
    """
    with st.container(key="sv-words"):
        renderer("words")(key="words", data=encode({"words": dict(words)}))
