"""The twins in one picture: perplexity above, gradient norms below, on one axis of steps.

The steps of the slow motion are drawn wider than the others, or the explosion would be one line straight up: ``x`` is
a place and ``customdata`` the step, which files taken home have (``meta`` says ``stretched``).
"""

import math
from collections.abc import Callable
from typing import Any

from seqviz.figures.theme import base_layout
from seqviz.figures.twins_axes import CEILING, FLOOR, LOWER, UPPER, decades, powers, scale_of, ticks
from seqviz.figures.twins_curves import norm_curves, perplexity_curves
from seqviz.figures.twins_marks import curve_names, moment_names, moment_shapes
from seqviz.records.twins import Twins

Say = Callable[..., str]
Figure = dict[str, Any]

GAP = 17.0
"""Pixels between two names at the right edge."""
HEIGHT, SHORT_HEIGHT = 520, 270


def twins_figure(twins: Twins, say: Say, *, short: bool = False) -> Figure:
    """Return the picture as plotly's own dictionary: it is made anew at each look, unchecked, in a millisecond.

    ``say(key, **values)`` gives the words in the learner's language.
    """
    place, height = scale_of(twins), SHORT_HEIGHT if short else HEIGHT
    norms = [twins.free.before, twins.clipped.before, twins.clipped.theta]
    low, high = decades(norms)
    data = [*perplexity_curves(twins, place, say), *norm_curves(twins, place, say)]
    layout = base_layout(height=height) | {
        "margin": {"l": 52, "r": 104, "t": 8, "b": 30},
        "hovermode": "closest",
        "shapes": moment_shapes(twins, place),
        "annotations": [*moment_names(twins, place, say), *curve_names(twins, (low, high), GAP / (height - 38), say)],
        "meta": {"x": say("gradients.twins.step")},
    }
    layout["xaxis"] |= {"range": [0, 1], **ticks(twins, place), "fixedrange": True, "anchor": "y2"}
    layout["yaxis2"] = layout["yaxis"] | {
        "type": "log", "domain": LOWER, "range": [low, high], "fixedrange": True,
        **powers(math.ceil(low), math.floor(high)),
    }  # fmt: skip
    levels = [7, 10, 20, 50]
    layout["yaxis"] |= {
        "type": "log", "domain": UPPER, "range": [math.log10(FLOOR), math.log10(CEILING)], "fixedrange": True,
        "tickvals": levels, "ticktext": [str(level) for level in levels],
    }  # fmt: skip
    return {"data": data, "layout": layout}
