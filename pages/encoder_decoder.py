"""Encoder and decoder: where a network is cut, what goes over, and which pair learns."""

from seqviz.ui.experiment.controls import control
from seqviz.ui.experiment.exercises import exercises
from seqviz.ui.experiment.fetch_pairs import fetch_pairs_button
from seqviz.ui.experiment.header import header
from seqviz.ui.experiment.settings import open_settings
from seqviz.ui.experiment.side_by_side import compare_menu
from seqviz.ui.lessons.encoder_decoder.cut import cut_screen
from seqviz.ui.lessons.encoder_decoder.outline import ENCODER_DECODER, groups_of
from seqviz.ui.lessons.encoder_decoder.plug import plug_screen
from seqviz.ui.lessons.encoder_decoder.race import race_screen
from seqviz.ui.lessons.encoder_decoder.source import source_line
from seqviz.ui.lessons.encoder_decoder.tasks import files_of, tasks
from seqviz.ui.page import open_page

page = open_page("encoder-decoder")
settings = open_settings(ENCODER_DECODER)
screen = settings.view.screen
header(
    page,
    settings,
    chips=lambda: control(settings, "screen", page.t, shape="buttons", bare=True, width="content"),
    groups=groups_of(settings),
    beside=(lambda: compare_menu(page, settings)) if screen == "race" else None,
    downloads=lambda: files_of(page, settings),
)
if screen == "race":
    fetch_pairs_button(page, settings)
SCREENS = {"cut": cut_screen, "plug": plug_screen, "race": race_screen}
SCREENS[screen](page, settings)
page.lesson(screen)
exercises(page, settings, tasks(page, settings))
page.lesson("next")
source_line(page, settings)
