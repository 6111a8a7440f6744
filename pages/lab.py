"""The laboratory: train a language model live and look inside it."""

import streamlit as st

from seqviz.ui.address import shown_problem, warn
from seqviz.ui.lab.download import download_button
from seqviz.ui.lab.live import live_view
from seqviz.ui.lab.own_text import own_text_panel
from seqviz.ui.lab.settings import address_problems, preset_chips, settings_popover
from seqviz.ui.lab.source import source_line
from seqviz.ui.page import open_page
from seqviz.ui.sharing import copy_link

page = open_page("lab")
with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
    preset_chips(page.t)
    with st.container(horizontal=True, width="content"):
        config = settings_popover(page.t)
        download_button(page.t)
        copy_link(page.t, config.to_query())
warn([shown_problem(problem, page.t) for problem in address_problems()])
if config.text == "own":
    config = own_text_panel(page, config)
live_view(page, config)
source_line(page, config)
page.lesson("read")
page.lesson("try")
