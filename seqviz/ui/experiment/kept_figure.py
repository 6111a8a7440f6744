"""Figures of a live page: a page looks at its run several times a second, and draws anew only what has changed."""

from collections.abc import Callable
from typing import Any

import plotly.graph_objects as go

from seqviz.components.chart import FigureTemplate
from seqviz.jobs.watch import Watch


def kept_figure(watch: Watch | None, name: str, about: Any, make: Callable[[], go.Figure]) -> FigureTemplate:
    """Return the figure ``name`` of a run, made anew only when what it is ``about`` has changed."""
    if watch is None:
        return FigureTemplate.of(make())
    then, figure = watch.memory.get(f"figure-{name}", (None, None))
    if figure is None or then != about:
        figure = FigureTemplate.of(make())
        watch.memory[f"figure-{name}"] = (about, figure)
    assert isinstance(figure, FigureTemplate)
    return figure
