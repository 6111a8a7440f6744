"""Two ways to put a second tanh into a recurrent network, side by side, with the path that a gradient has to go."""

from itertools import pairwise

import plotly.graph_objects as go

from seqviz.figures.markup import as_text
from seqviz.figures.theme import ColourName, base_layout, colour

STEPS = 4
"""Tokens that are drawn of each plan."""
APART = STEPS + 1.2
"""From the first token of one plan to the first of the other."""
Place = tuple[int, int]
"""Token and row of a tanh, both counted from 0."""
Arrow = tuple[Place, Place]

INSIDE: tuple[Arrow, ...] = tuple(((at, 0), (at, 1)) for at in range(STEPS)) + tuple(
    ((at, 1), (at + 1, 0)) for at in range(STEPS - 1)
)
"""Plan A: up within the step, and from its top into the next step."""
STACK: tuple[Arrow, ...] = tuple(((at, 0), (at, 1)) for at in range(STEPS)) + tuple(
    ((at, row), (at + 1, row)) for row in (0, 1) for at in range(STEPS - 1)
)
"""Two layers: up within the step, and along each row."""


def shortest_path(arrows: tuple[Arrow, ...], start: Place = (0, 0), end: Place = (STEPS - 1, 1)) -> tuple[Place, ...]:
    """Return the places on a shortest way along the arrows, both ends included."""
    ways: list[tuple[Place, ...]] = [(start,)]
    while ways:
        way = ways.pop(0)
        if way[-1] == end:
            return way
        ways += [(*way, to) for origin, to in arrows if origin == way[-1]]
    raise ValueError(f"no way from {start} to {end}")


def plans_figure(names: tuple[str, str]) -> go.Figure:
    """Return plan A on the left and the stack on the right, named so; the shortest path of each is bold."""
    figure = go.Figure(layout=base_layout(height=250))
    for index, (arrows, name) in enumerate(zip((INSIDE, STACK), names, strict=True)):
        left = index * APART
        path = shortest_path(arrows)
        bold = set(pairwise(path))
        for start, end in arrows:
            _arrow(figure, left, start, end, "accent" if (start, end) in bold else "before")
        for at in range(STEPS):
            _arrow(figure, left, (at, -1), (at, 0), "accent" if at == 0 else "before")
        _boxes(figure, left, set(path))
        figure.add_annotation(
            x=left + (STEPS - 1) / 2, y=1.75, text=as_text(name), showarrow=False,
            font={"size": 14, "color": colour("ink")},
        )  # fmt: skip
    figure.update_layout(margin={"l": 8, "r": 8, "t": 8, "b": 8}, hovermode=False)
    figure.update_xaxes(range=[-0.7, APART + STEPS - 0.3], visible=False, fixedrange=True)
    figure.update_yaxes(range=[-1.3, 2], visible=False, fixedrange=True)
    return figure


def _boxes(figure: go.Figure, left: float, on_path: set[Place]) -> None:
    places = [(at, row) for at in range(STEPS) for row in (0, 1)]
    edges = [colour("accent" if place in on_path else "before") for place in places]
    figure.add_scatter(
        x=[left + at for at, _ in places], y=[row for _, row in places], mode="markers+text", hoverinfo="skip",
        text=["tanh"] * len(places), textfont={"size": 11, "color": colour("ink")}, name="tanh",
        marker={"size": 36, "symbol": "square", "color": colour("panel"), "line": {"color": edges, "width": 2}},
    )  # fmt: skip
    figure.add_scatter(
        x=[left + at for at in range(STEPS)], y=[-1.1] * STEPS, mode="text", hoverinfo="skip", name="tokens",
        text=[f"X<sub>{at + 1}</sub>" for at in range(STEPS)], textfont={"size": 13, "color": colour("ink")},
    )  # fmt: skip


def _arrow(figure: go.Figure, left: float, start: Place, end: Place, tone: ColourName) -> None:
    figure.add_annotation(
        x=left + end[0], y=end[1], ax=left + start[0], ay=start[1], xref="x", yref="y", axref="x", ayref="y", text="",
        showarrow=True, arrowhead=2, arrowwidth=3 if tone == "accent" else 1.5, arrowcolor=colour(tone),
        standoff=20, startstandoff=20 if start[1] >= 0 else 4,
    )  # fmt: skip
