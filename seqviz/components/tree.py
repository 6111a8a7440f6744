"""The search tree in the browser: transport, drawing and candidate table, linked without a round trip.

The three parts are mounted apart, so that a page can lay them out; they meet in the browser under ``group``. Only the
drawing carries the data.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any, Literal
from zlib import crc32

import streamlit as st

from seqviz.components.payload import encode
from seqviz.components.registration import renderer
from seqviz.components.sent_before import sent_before
from seqviz.records.search import Method

FOLD = "fold"
"""Reported in place of a parent when everything shall be folded again."""
NodeFate = Literal["kept", "pruned", "finished", "unseen"]


@dataclass(frozen=True, kw_only=True)
class NodeText:
    """What a click on a node tells; in ``lines`` an exponent stands as ``^{…}``.

    ``force`` says whether a page may force the node's tokens, or free a forced one; nothing of an end.
    """

    title: str
    lines: Sequence[str]
    why: str
    force: Literal["force", "free", ""]


@dataclass(frozen=True, kw_only=True)
class EndName:
    """The name of a search, written where its answer ends."""

    name: Method
    label: str


@dataclass(frozen=True, kw_only=True)
class TreeNode:
    """A pill of the tree; the start has the empty ``id``.

    ``short`` is the token as far as it fits, ``share`` its conditional probability, ``marks`` the searches whose
    answer passes here, ``ends`` those whose answer ends here, ``hidden`` how many children are folded away, ``forced``
    whether the learner insisted on it.
    """

    id: str
    parent: str
    step: int
    row: float
    short: str
    p: str
    share: float
    fate: NodeFate
    marks: Sequence[Method]
    ends: Sequence[EndName]
    hidden: int
    forced: bool
    tip: str
    text: NodeText


@dataclass(frozen=True, kw_only=True)
class TreeFold:
    """A pill for unlikely siblings; ``share`` is their conditional probability together."""

    parent: str
    step: int
    row: float
    count: int
    p: str
    share: float


@dataclass(frozen=True, kw_only=True)
class CandidateRow:
    """One line of the candidate table; of a long prefix it shows the end, of the ``whole``."""

    id: str
    prefix: str
    whole: str
    product: str
    p: str
    score: str
    force: Literal["force", "free", ""]


@dataclass(frozen=True, kw_only=True)
class StepView:
    """One step: its candidates in order, how many lie above the cut, what was spent up to here."""

    title: str
    hint: str
    rows: Sequence[CandidateRow]
    kept: int
    cut: str
    stop: str
    more: str
    expanded: str
    scored: str


@dataclass(frozen=True, kw_only=True)
class SearchView:
    """One search as a tree of ``columns`` steps; ``rows`` and ``root`` are in rows of the drawing.

    A pill has room for ``letters`` of its token.
    """

    name: Method
    title: str
    columns: int
    letters: int
    rows: float
    root: float
    nodes: Sequence[TreeNode]
    folds: Sequence[TreeFold]
    steps: Sequence[StepView]


@dataclass(frozen=True, kw_only=True)
class TreeView:
    """All searches of one table.

    Parameters
    ----------
    table
        Names the table: when it changes, the view starts afresh at ``search`` and ``step`` (``None``: the last).
    play
        Counts the runs that the learner started: each new one is played step by step.
    sequences
        What an exhaustive search has to compare; nothing where nobody would.
    unfolded
        Whether there is something to fold again.
    """

    table: str
    searches: Sequence[SearchView]
    search: Method
    step: int | None
    play: int
    sequences: str
    unfolded: bool = False
    labels: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def content(self) -> dict[str, Any]:
        """What the browser keeps until there is something else."""
        return {
            "searches": [asdict(search) for search in self.searches],
            "table": self.table,
            "sequences": self.sequences,
            "unfolded": self.unfolded,
        }

    @cached_property
    def revision(self) -> int:
        """Names the content."""
        return crc32(repr(self.content).encode())


@dataclass(frozen=True, kw_only=True)
class Position:
    """Where the learner stands: which search of which table, after which step."""

    search: Method
    step: int
    table: str


def tree_drawing(view: TreeView, *, group: str, key: str, on_unfold: Callable[[str], None]) -> None:
    """Draw the tree and hand the searches to the other parts.

    ``on_unfold`` hears before the next run what the learner unfolds: the name of a parent, or ``FOLD`` to fold
    everything again.
    """

    def unfold() -> None:
        asked = st.session_state[key].unfold
        if asked is not None:
            on_unfold(str(asked))

    data: dict[str, Any] = {
        "part": "drawing",
        "group": group,
        "labels": dict(view.labels),
        "revision": view.revision,
        "start": {"search": view.search, "step": view.step},
        "play": view.play,
        **({} if sent_before(key, view.revision) else view.content),
    }
    renderer("tree")(key=key, data=encode(data), on_unfold_change=unfold)


def tree_transport(labels: Mapping[str, str], *, group: str, key: str, on_move: Callable[[Position], None]) -> None:
    """Draw the step buttons and the live figures; ``on_move`` hears where the learner stands, before the next run."""

    def report() -> None:
        at = st.session_state[key].at
        on_move(Position(search=at["search"], step=int(at["step"]), table=str(at["table"])))

    data = {"part": "transport", "group": group, "labels": dict(labels)}
    renderer("tree")(key=key, data=encode(data), on_at_change=report)


def tree_candidates(
    labels: Mapping[str, str], *, group: str, key: str, on_force: Callable[[str], None] | None = None
) -> None:
    """Draw the candidates of the step with the cut, and the node that was clicked.

    ``on_force`` hears before the next run the name of the prefix that shall be forced; the empty one frees all.
    """

    def force() -> None:
        asked = st.session_state[key].force
        if asked is not None and on_force is not None:
            on_force(str(asked))

    data = {"part": "table", "group": group, "labels": dict(labels), "forces": on_force is not None}
    renderer("tree")(key=key, data=encode(data), on_force_change=force)
