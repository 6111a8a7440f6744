"""Recall after a delay in two pictures: who learns it and when, and how far back each model's loss is felt."""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from seqviz.figures.gradient_strip import LEAST, shares_of
from seqviz.figures.theme import ColourName, base_layout, colour
from seqviz.records.gradients import SHARE, LayerReach
from seqviz.records.recall import LEARNED, Race

Say = Callable[..., str]
Figure = dict[str, Any]

LOOK: Mapping[str, tuple[ColourName, str]] = {
    "rnn": ("hidden", "solid"),
    "gru": ("update", "dash"),
    "lstm": ("cell", "solid"),
    "chrono": ("forget", "dashdot"),
}
"""Hue and dash of each model, the cells as in the picture of products."""
HEIGHT, SHORT_HEIGHT = 350, 262
"""Pixels; a stage has room for a short picture only."""
NAME_GAP = 0.062
"""Between two names at the right edge, as a share of the height."""
LETTERS, GAP = 0.07, 0.03
"""Heights in the strips, as shares of the picture: of the line of letters, between two strips."""
USUAL, HEADROOM = 2.0, 0.12
"""The share up to which a strip shows at least, and the room above the largest one in powers of ten."""
BRIEF = 100
"""Steps that the axis shows at least."""


def race_figure(race: Race, *, guessing: float, say: Say, short: bool = False) -> Figure:
    """Draw the accuracy on fresh sequences over the steps as plotly's own dictionary; ``guessing`` is that of chance.

    A model that has learned the task ends in a ring.
    """
    last = max([BRIEF, *(float(exams.step[-1]) for exams in race.lanes.values() if len(exams.step))])
    data = [_curve(lane, race, say) for lane in race.lanes]
    data += [_ring(lane, step) for lane, step in race.learned.items() if step is not None]
    layout = base_layout(height=SHORT_HEIGHT if short else HEIGHT) | {
        "margin": {"l": 48, "r": 186, "t": 12, "b": 42}, "hovermode": "closest", "dragmode": False,
    }  # fmt: skip
    layout["xaxis"] |= {"range": [0, last], "fixedrange": True, "title": _title(say("gradients.recall.steps"))}
    ticks = [0.0, 0.25, 0.5, 0.75, LEARNED]
    layout["yaxis"] |= {
        "range": [0, 1.02], "fixedrange": True, "tickvals": ticks, "ticktext": [f"{tick:.0%}" for tick in ticks],
    }  # fmt: skip
    layout["shapes"] = [_level(LEARNED, "success"), _level(guessing, "soft")]
    layout["annotations"] = [
        _text(say("gradients.recall.guessing"), 0.0, guessing, "soft") | {"yanchor": "top", "xshift": 6},
        *_names(race, say, NAME_GAP * (HEIGHT / SHORT_HEIGHT if short else 1.0)),
    ]
    return {"data": data, "layout": layout}


def _curve(lane: str, race: Race, say: Say) -> Figure:
    hue, dash = LOOK[lane]
    exams, name = race.lanes[lane], say(f"gradients.recall.lane.{lane}")
    return {
        "type": "scatter", "mode": "lines+markers", "name": name,
        "x": exams.step.tolist(), "y": exams.accuracy.tolist(),
        "line": {"color": colour(hue), "width": 2.4, "dash": dash}, "marker": {"size": 5, "color": colour(hue)},
        "hovertemplate": f"{name}<br>%{{x}}: %{{y:.0%}}<extra></extra>",
    }  # fmt: skip


def _ring(lane: str, step: int) -> Figure:
    hue = colour(LOOK[lane][0])
    return {
        "type": "scatter", "mode": "markers", "name": f"{lane}/learned", "x": [step], "y": [LEARNED],
        "marker": {"size": 13, "symbol": "circle-open", "color": hue, "line": {"width": 2.2, "color": hue}},
        "hoverinfo": "skip", "cliponaxis": False,
    }  # fmt: skip


def _names(race: Race, say: Say, gap: float) -> list[Figure]:
    """Name the curves at the right edge, clear of one another, with what has become of them."""
    known = [(float(exams.accuracy[-1]), lane) for lane, exams in race.lanes.items() if len(exams.accuracy)]
    names, taken = [], 2.0
    for place, (accuracy, lane) in enumerate(sorted(known, reverse=True)):
        below = len(known) - 1 - place  # so many still need room
        taken = max(min(accuracy / 1.02, taken - gap), below * gap)
        step = race.learned[lane]
        key = "still" if step is None else "learned"
        words = say(
            f"gradients.recall.name.{key}", lane=say(f"gradients.recall.lane.{lane}"), step=step,
            accuracy=f"{accuracy:.0%}",
        )  # fmt: skip
        names.append(
            _text(words, 1.0, taken, LOOK[lane][0], bold=True) | {"yref": "paper", "xref": "paper", "xshift": 8}
        )
    return names


def _level(accuracy: float, hue: ColourName) -> Figure:
    line = {"color": colour(hue), "width": 1.3, "dash": "dash"}
    return {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": accuracy, "y1": accuracy, "line": line}


def strips_figure(strips: Mapping[str, LayerReach], tokens: Sequence[str], *, say: Say, short: bool = False) -> Figure:
    """Draw what arrives at each token as a share of the nearest, one strip for each model, over one line of tokens.

    The first token is the one that is to be named after the last; the dots of an LSTM are those of its memory.
    """
    lanes = tuple(LOOK)
    height = (1 - LETTERS - GAP * len(lanes)) / len(lanes)
    most = max([USUAL, *(share for found in strips.values() for share in _all_shares(found))])
    layout = base_layout(height=SHORT_HEIGHT if short else HEIGHT) | {
        "margin": {"l": 144, "r": 10, "t": 4, "b": 8}, "barmode": "overlay", "bargap": 0.16, "hovermode": "closest",
        "dragmode": False,
    }  # fmt: skip
    layout["xaxis"] |= {
        "range": [-0.6, len(tokens) - 0.4], "showticklabels": False, "showline": False, "fixedrange": True,
    }  # fmt: skip
    layout["yaxis"] = {"domain": [1 - LETTERS, 1], "range": [0, 1], "visible": False, "fixedrange": True}
    layout["shapes"] = [
        {
            "type": "rect", "layer": "below", "x0": -0.5, "x1": 0.5, "yref": "paper", "y0": 0, "y1": 1,
            "fillcolor": colour("accent"), "opacity": 0.1, "line": {"width": 0},
        }
    ]  # fmt: skip
    layout["annotations"] = []
    data: list[Figure] = [_letters(tokens)]
    for row, lane in enumerate(lanes):
        top = 1 - LETTERS - GAP - row * (height + GAP)
        layout[f"yaxis{row + 2}"] = _axis((top - height, top), most)
        layout["shapes"] += [_rule(row, SHARE, "forget", "dash"), _rule(row, LEAST, "line", "solid")]
        data += _strip(lane, f"y{row + 2}", strips.get(lane), say)
        layout["annotations"].append(
            _text(_reach(lane, strips.get(lane), len(tokens), say), 0.0, top - height / 2, "ink")
            | {"xref": "paper", "yref": "paper", "xshift": -190 if short else -142, "align": "left"}
        )
    return {"data": data, "layout": layout}


def _all_shares(found: LayerReach) -> list[float]:
    return shares_of(found.hidden) + shares_of(found.cell or ())


def _letters(tokens: Sequence[str]) -> Figure:
    marked = {0, len(tokens) - 1}
    return {
        "type": "scatter", "mode": "text", "name": "letters", "x": list(range(len(tokens))), "y": [0.5] * len(tokens),
        "text": [f"<b>{token}</b>" if place in marked else token for place, token in enumerate(tokens)],
        "textfont": {
            "family": "DejaVu Sans Mono, monospace", "size": 15 if len(tokens) <= 26 else 12,
            "color": [colour("accent" if place in marked else "soft") for place in range(len(tokens))],
        },
        "hoverinfo": "skip", "cliponaxis": False,
    }  # fmt: skip


def _strip(lane: str, axis: str, found: LayerReach | None, say: Say) -> list[Figure]:
    shares = shares_of(found.hidden) if found else []
    name = say(f"gradients.recall.lane.{lane}")
    first = len(shares) - (found.reach if found else 0)
    bars: Figure = {
        "type": "bar", "name": lane, "yaxis": axis, "x": list(range(len(shares))), "y": shares, "width": 0.82,
        "marker": {
            "color": colour(LOOK[lane][0]), "line": {"width": 0},
            "opacity": [1.0 if place >= first else 0.3 for place in range(len(shares))],
        },
        "hovertemplate": f"{name}: %{{y:.2%}}<extra></extra>",
    }  # fmt: skip
    if lane not in ("lstm", "chrono"):
        return [bars]
    memory = shares_of((found.cell if found else None) or ())
    known = [(place, share) for place, share in enumerate(memory) if share > LEAST]
    dots: Figure = {
        "type": "scatter", "mode": "markers", "name": f"{lane}/memory", "yaxis": axis,
        "x": [place for place, _ in known], "y": [share for _, share in known],
        "marker": {"size": 6, "color": colour("panel"), "line": {"color": colour("ink"), "width": 1.4}},
        "hovertemplate": f"{say('gradients.reach.memory')}: %{{y:.2%}}<extra></extra>",
    }  # fmt: skip
    return [bars, dots]


def _reach(lane: str, found: LayerReach | None, most: int, say: Say) -> str:
    """Name a strip, and say over how many tokens its loss is felt: by the memory where there is one."""
    name = f"<b>{say(f'gradients.recall.lane.{lane}')}</b>"
    if found is None:
        return name
    felt = max(found.reach, found.cell_reach or 0)
    return f"{name}<br>{say('gradients.recall.felt', felt=felt, most=most)}"


def _axis(domain: tuple[float, float], most: float) -> Figure:
    return {
        "type": "log", "range": [math.log10(LEAST), math.log10(most) + HEADROOM],
        "domain": list(domain), "anchor": "x", "fixedrange": True,
        "showgrid": False, "zeroline": False,
        "tickvals": [1, SHARE], "ticktext": ["100%", f"{SHARE:.0%}"],
        "tickfont": {"size": 10, "color": colour("soft")},
    }  # fmt: skip


def _rule(row: int, share: float, hue: ColourName, dash: str) -> Figure:
    line = {"color": colour(hue), "width": 1.2, "dash": dash}
    return {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "yref": f"y{row + 2}", "y0": share, "y1": share,
            "line": line}  # fmt: skip


def _title(words: str) -> Figure:
    return {"text": words, "font": {"size": 11, "color": colour("soft")}, "standoff": 4}


def _text(words: str, x: float, y: float, hue: ColourName, *, bold: bool = False) -> Figure:
    font = {"color": colour(hue), "size": 12.5, "weight": 600 if bold else 400}
    return {"text": words, "x": x, "y": y, "showarrow": False, "xanchor": "left", "yanchor": "middle", "font": font}
