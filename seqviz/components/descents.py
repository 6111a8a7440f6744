"""Two descents at a wall, one of them clipped: as walks in the landscape, and in words."""

import numpy as np

from seqviz.components.wall import Walk
from seqviz.records.descent import Descent
from seqviz.text.catalog import Catalog
from seqviz.text.numbers import number_text


def walks_of(free: Descent, clipped: Descent, t: Catalog) -> dict[str, Walk]:
    """Return both as walks, the one without clipping in front."""
    colours = {t("gradients.name.free"): (free, "ink"), t("gradients.name.clipped"): (clipped, "after")}
    return {
        name: Walk(points=tuple(map(tuple, np.column_stack([walk.points, walk.losses]).round(6))), colour=colour)
        for name, (walk, colour) in colours.items()
    }


def wall_labels(t: Catalog) -> dict[str, str]:
    """Return the words in and below the landscape."""
    words = {name: t(f"gradients.wall.{name}") for name in ("drawing", "start", "replay", "step", "all", "turn")}
    at = t("gradients.wall.at", step="{step}")
    out = t("gradients.wall.out", across="{across}", along="{along}")
    return words | {"across": "w", "along": "b", "at": at, "out": out}


def told(free: Descent, clipped: Descent, t: Catalog) -> str:
    """Say what the longest step did, and what became of it when it was clipped."""

    def say(value: float) -> str:
        return number_text(float(value), t.language)

    moves, steps = free.moves, len(free.moves)
    longest = int(moves.argmax())
    w, b = free.points[longest + 1]
    first = t(
        "gradients.wall.free", step=longest + 1, norm=say(free.norms[longest]), length=say(moves[longest]), w=say(w),
        b=say(b), rest=steps - longest - 1, moved=say(free.rest),
    )  # fmt: skip
    second = t(
        "gradients.wall.clipped", count=clipped.clipped, steps=steps, theta=say(clipped.theta or 0.0),
        w=say(clipped.points[-1][0]), b=say(clipped.points[-1][1]), loss=say(clipped.losses[-1]),
    )  # fmt: skip
    return f"{first}\n\n{second}"
