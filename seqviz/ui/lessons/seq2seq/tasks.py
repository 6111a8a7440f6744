"""The exercises of the page."""

from seqviz.exercises.seq2seq import grid, guessing, inputs, padding
from seqviz.jobs.watch import Watch
from seqviz.text.catalog import Catalog
from seqviz.ui.experiment.exercises import Arithmetic, Exercise, Experiment
from seqviz.ui.lessons.seq2seq.hand import repaired
from seqviz.ui.lessons.seq2seq.inside import misread
from seqviz.ui.lessons.seq2seq.outline import ScreenName, Seq2SeqSettings
from seqviz.ui.lessons.seq2seq.vector import built


def tasks(settings: Seq2SeqSettings, watch: Watch | None, t: Catalog) -> tuple[Exercise, ...]:
    """Return the exercises that belong to the screen that is shown."""
    numbers = {"pairs": "numbers-en-fr", "reverse_source": False, "sentence": ""}
    build = {**numbers, "second": "", "third": ""}
    found: dict[ScreenName, tuple[Exercise, ...]] = {
        "learn": (Arithmetic(name="guessing", make=guessing),),
        "inside": (Experiment(name="misread", set_up=numbers, judge=lambda: misread(watch, t)),),
        "teacher": (
            Arithmetic(name="inputs", make=inputs),
            Experiment(name="repair", set_up=numbers, judge=lambda: repaired(watch, t)),
        ),
        "swap": (Experiment(name="build", set_up=build, judge=lambda: built(settings, watch, t)),),
        "padding": (Arithmetic(name="padding", make=padding), Arithmetic(name="grid", make=grid)),
    }
    return found.get(settings.view.screen, ())
