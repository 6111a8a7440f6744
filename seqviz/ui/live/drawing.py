"""The board's words and figures for a language: made once, used by every learner."""

from functools import lru_cache
from typing import Literal

from seqviz.components.board_frame import ALL_PANELS, PanelName
from seqviz.components.board_labels import BoardLabels
from seqviz.components.chart import FigureTemplate
from seqviz.figures.training import TrainingLabels, gradient_norm_figure, parameter_norms_figure, perplexity_figure
from seqviz.text.catalog import Catalog, Language, load_catalog


@lru_cache(maxsize=64)
def figure_templates(language: Language, parameters: tuple[str, ...]) -> dict[PanelName, FigureTemplate]:
    """Return the live charts without numbers."""
    t = load_catalog(language)
    words = ("step", "training", "validation", "uniform", "unigram", "before", "after", "theta", "seconds", "tokens")
    labels = TrainingLabels(**{word: t(f"live.curve.{word}") for word in words})
    return {
        "perplexity": FigureTemplate.of(perplexity_figure(labels)),
        "gradient_norm": FigureTemplate.of(gradient_norm_figure(labels)),
        "parameter_norms": FigureTemplate.of(parameter_norms_figure(parameters)),
    }


def board_labels(t: Catalog, *, empty: Literal["curves", "inside"]) -> BoardLabels:
    """Return every string that the board shows by itself; ``empty`` picks the sentence before the first frame."""
    words = (
        "units_shown", "after", "actual", "unit", "unit_title", "pinned", "unpinned", "absent",
        "sample_from", "gradient", "token", "cell_help", "layers",
    )  # fmt: skip
    return BoardLabels(
        titles={panel: t(f"live.title.{panel}") for panel in ALL_PANELS},
        hints={panel: t(f"live.hint.{panel}") for panel in ALL_PANELS},
        empty=t(f"live.empty.{empty}"),
        **{word: t(f"live.{word}") for word in words},
    )
