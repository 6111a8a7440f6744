"""The live board of the laboratory: curves, the inside of the cell, predictions, one unit, a sample; all linked.

One element draws several panels, so that pointing at a token in one shows it in the others without asking the server.

How a frame travels: Streamlit may merge messages that the browser has not taken yet, so what was sent once may
never arrive. A frame therefore names the versions of all its parts, leaves out the bodies that went with the frame
before, and is sent whole whenever the whole script runs (first visit, reload, another page and back) and every
``WHOLE_EVERY`` frames besides. At four frames a second whatever was lost is there again within two seconds.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zlib import crc32

import plotly.graph_objects as go
import streamlit as st

from seqviz.components.board_frame import BEHIND, FIRST_UNITS, KINDS, BoardFrame, PanelName, PartName
from seqviz.components.board_labels import BoardLabels
from seqviz.components.chart import FigureTemplate
from seqviz.components.plotly_asset import provide_plotly
from seqviz.components.registration import renderer
from seqviz.components.script_runs import whole_script_runs

WHOLE_EVERY = 8
"""Every so many frames all parts are sent again."""


@dataclass(frozen=True, kw_only=True)
class _Sent:
    """What the frame before carried."""

    run: str
    versions: Mapping[PartName, int]
    setup: int
    since_whole: int


def board(
    frame: BoardFrame,
    *,
    key: str,
    labels: BoardLabels,
    figures: Mapping[PanelName, go.Figure | FigureTemplate],
    panels: tuple[PanelName, ...],
    bands: int = 6,
    rows: int = FIRST_UNITS,
    group: str = "",
) -> None:
    """Draw the board, or bring it up to date.

    A page may draw several boards, side by side in columns: each is linked inside itself, and lays itself out in the
    width that it has.

    Parameters
    ----------
    frame
        What to show now. Parts that do not exist yet show ``labels.empty``, and take no less room.
    key
        Name of the element; the same key keeps zoom, focus and pin between frames. Files taken home are named by it.
    labels
        All words, in the learner's language.
    figures
        The figure of each curve panel (``perplexity``, ``gradient_norm``, ``parameter_norms``), without numbers:
        ``frame.curves.series`` brings those by trace name. Encode them once with ``FigureTemplate.of``.
    panels
        Which panels, in order.
    bands, rows
        How many bands, and rows in each, the cell will have: keeps room for them before the first frame.
    group
        Boards of one group that show the same sentence share the focused token; by default a board is on its own.
    """
    provide_plotly()
    words = {
        "name": key,
        "group": group,
        "panels": [_panel(name, panels, labels) for name in panels],
        "bands": bands,
        "rows": rows,
        "labels": labels.to_payload(),
    }
    setup = _encode_setup(words, {name: figures[name] for name in panels if KINDS[name] == "chart"})
    revision = crc32(setup.encode())
    before = _frame_before(key, frame.run)
    st.session_state[f"{key}.sent"] = _Sent(
        run=frame.run,
        versions=frame.versions(),
        setup=revision,
        since_whole=before.since_whole + 1 if before else 0,
    )
    message = encode_board(
        frame,
        setup if before is None or before.setup != revision else None,
        revision,
        before.versions if before else None,
    )
    renderer("board")(key=key, data=message)


def encode_board(frame: BoardFrame, setup: str | None, revision: int, known: Mapping[PartName, int] | None) -> bytes:
    """Return the message of one frame; ``setup`` is None where the browser has it."""
    parts = json.dumps(frame.to_payload(known), ensure_ascii=False, separators=(",", ":"))
    return f'{{"setup":{setup or "null"},"revision":{revision},"frame":{parts}}}'.encode()


def _panel(name: PanelName, panels: tuple[PanelName, ...], labels: BoardLabels) -> dict[str, str]:
    """Return what the browser needs to build one of the ``panels``."""
    front = BEHIND.get(name)
    return ({"behind": front} if front in panels else {}) | {
        "name": name,
        "kind": KINDS[name],
        "title": labels.titles.get(name, ""),
        "hint": labels.hints.get(name, ""),
    }


def _encode_setup(words: Mapping[str, Any], figures: Mapping[PanelName, go.Figure | FigureTemplate]) -> str:
    """Encode what frames have in common; figures are JSON already."""
    templates = {name: FigureTemplate.of(figure) for name, figure in figures.items()}
    drawn = ",".join(
        f'"{name}":{{"figure":{template.text},"revision":{template.revision},"height":{template.height}}}'
        for name, template in templates.items()
    )
    return f'{json.dumps(words, ensure_ascii=False)[:-1]},"figures":{{{drawn}}}}}'


def _frame_before(key: str, run: str) -> _Sent | None:
    """Return what the browser should hold already, or None when it is time to send everything."""
    sent: _Sent | None = None if whole_script_runs() else st.session_state.get(f"{key}.sent")
    if sent is None or sent.run != run or sent.since_whole + 1 >= WHOLE_EVERY:
        return None
    return sent
