"""Gradients: why they explode or vanish, and what clipping does about it."""

from seqviz.ui.experiment.controls import control
from seqviz.ui.experiment.exercises import exercises
from seqviz.ui.experiment.header import header
from seqviz.ui.experiment.settings import open_settings
from seqviz.ui.experiment.text_source import text_source
from seqviz.ui.lessons.gradients.outline import GRADIENTS, groups_of
from seqviz.ui.lessons.gradients.product import product_screen
from seqviz.ui.lessons.gradients.reach import reach_screen
from seqviz.ui.lessons.gradients.recall import recall_screen
from seqviz.ui.lessons.gradients.sweep import sweep_screen
from seqviz.ui.lessons.gradients.tasks import files_of, tasks
from seqviz.ui.lessons.gradients.twins import twins_screen
from seqviz.ui.lessons.gradients.wall import wall_screen
from seqviz.ui.page import open_page

# Screens whose numbers no text is behind.
MADE = ("recall", "wall")

page = open_page("gradients")
settings = open_settings(GRADIENTS)
header(
    page,
    settings,
    chips=lambda: control(settings, "screen", page.t, shape="buttons", bare=True, width="content"),
    groups=groups_of(settings),
    downloads=lambda: files_of(page, settings),
)
SCREENS = {
    "product": product_screen,
    "reach": reach_screen,
    "recall": recall_screen,
    "twins": twins_screen,
    "wall": wall_screen,
    "sweep": sweep_screen,
}
SCREENS[settings.view.screen](page, settings)
page.lesson(settings.view.screen)
exercises(page, settings, tasks(page, settings))
if settings.view.screen in MADE:
    page.source(page.t(f"gradients.source.{settings.view.screen}"))
else:
    text_source(page, settings)
