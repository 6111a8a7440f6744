"""The words of the live board, in the learner's language."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from seqviz.components.board_frame import PanelName


@dataclass(frozen=True, kw_only=True)
class BoardLabels:
    """Every string that the board shows by itself. Braces are filled in by the browser.

    Parameters
    ----------
    titles, hints
        Title of a few words and grey line of each panel. ``next`` and ``unit`` have titles of their own below.
    tabs
        What panels that take turns in one place are called on their tabs.
    empty
        What the panels say before there is anything to show.
    units_shown
        ``{shown}`` of ``{total}`` units: the grey line of the cell.
    after
        Title of the predictions; ``{text}`` is the text up to the focused token.
    actual
        Short mark beside the token that really comes next ("comes next").
    unit
        ``{unit}``: one unit, in the line of values.
    unit_title
        ``{unit}`` and ``{gate}``: title of the unit's panel.
    pinned, unpinned, absent
        The grey line of the unit's panel: pinned; following the pointer; pinned, but not among the rows now.
    sample_from
        ``{prefix}`` and ``{temperature}``: the grey line of the sample.
    gradient
        Symbol of the gradient strip.
    token
        ``{position}`` of ``{total}``: how a screen reader names the focused column.
    choices
        ``{token}``, ``{count}`` and ``{mean}``: 1/p of the token that comes next, and its mean over the sentence.
    cell_help
        How to use the cell panel with the keyboard, for a screen reader.
    rows, rows_shown
        ``{count}``: how many units there are to see; what the choice between few and all is, for a screen reader.
    layers
        What the layer tabs choose, for a screen reader.
    """

    titles: Mapping[PanelName, str]
    hints: Mapping[PanelName, str]
    tabs: Mapping[PanelName, str]
    empty: str
    units_shown: str
    after: str
    actual: str
    unit: str
    unit_title: str
    pinned: str
    unpinned: str
    absent: str
    sample_from: str
    gradient: str
    token: str
    choices: str
    cell_help: str
    rows: str
    rows_shown: str
    layers: str

    def to_payload(self) -> dict[str, Any]:
        """Return the words as JSON-able values, without those that belong to one panel."""
        return {name: text for name, text in asdict(self).items() if name not in ("titles", "hints")}
