"""The router: language, look and navigation. Everything else lives in pages/ and seqviz/."""

import streamlit as st


def main() -> None:
    """Draw the frame around the page that the address names."""
    from seqviz.ui.frame import draw_frame

    st.set_page_config(page_title="seqviz", page_icon="assets/images/icon.svg", layout="wide")
    draw_frame().run()


# Worker processes import the main module again: without the guard each would start an app of its own.
if __name__ == "__main__":
    main()
