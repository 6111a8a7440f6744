"""Where the nodes of a search tree stand: which ones are shown, which are folded away, in which row.

Columns are steps, siblings stand in vocabulary order, and the order of parents is the order of their children, so
that no two edges cross. Units are rows; the browser turns them into pixels.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

import numpy as np

from seqviz.records.search import FATES, ROOT, Method, SearchTrace

ROWS = 24
"""Nodes of a column that are shown before the unlikely ones fold."""
GAP = 0.4
"""Extra room between the children of two parents, in rows."""
NAME = 0.5
"""Room below a node at which an answer ends, for the name of the search, in rows."""

Prefix = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PlacedNode:
    """A node of the drawing. ``node`` is its number in the trace, or ``None`` for a prefix the search never scored."""

    prefix: Prefix
    node: int | None
    row: float
    marks: tuple[Method, ...]
    hidden: int

    @property
    def step(self) -> int:
        """The column, from 1."""
        return len(self.prefix)


@dataclass(frozen=True, kw_only=True)
class Fold:
    """A pill that stands for ``count`` unlikely children of ``parent`` with the probability ``log_prob`` together."""

    parent: Prefix
    row: float
    count: int
    log_prob: float


@dataclass(frozen=True, kw_only=True)
class TreeLayout:
    """The drawing: nodes and folds, rows from 0 to ``rows``, ``root`` the row of the start."""

    nodes: tuple[PlacedNode, ...]
    folds: tuple[Fold, ...]
    rows: float
    root: float


@dataclass(kw_only=True)
class _Item:
    """One thing in a column: a node, or a fold (``count`` > 0)."""

    parent: Prefix
    prefix: Prefix
    node: int | None = None
    count: int = 0
    log_prob: float = -np.inf
    row: float = field(default=0.0)


def tree_layout(
    trace: SearchTrace, paths: Mapping[Method, Prefix], *, unfolded: AbstractSet[Prefix] = frozenset(), rows: int = ROWS
) -> TreeLayout:
    """Lay out the tree of ``trace``.

    Parameters
    ----------
    trace
        The search that is shown.
    paths
        Name to tokens of the answers that are marked, those of other searches too: what this search never scored
        appears as well, without a node number.
    unfolded
        Parents (the empty prefix for the start) whose children are all shown.
    rows
        Nodes of a column that are shown before the unlikely ones fold.
    """
    children = _children(trace)
    wanted = {path[:length] for path in paths.values() for length in range(1, len(path) + 1)}
    ends = set(paths.values())
    columns: list[list[_Item]] = []
    parents: list[_Item] = [_Item(parent=(), prefix=(), node=ROOT)]
    hidden: dict[Prefix, int] = {}
    for _ in range(trace.max_length):
        column = _column(trace, parents, children, wanted, unfolded, rows, hidden)
        if not column:
            break
        _stack(column, {parent.prefix: parent.row for parent in parents}, ends)
        columns.append(column)
        parents = [item for item in column if not item.count]
    return _finish(columns, paths, hidden)


def _children(trace: SearchTrace) -> dict[int, Sequence[int]]:
    """Return the nodes below each parent, in vocabulary order; one parent's children were scored together."""
    parents, firsts, counts = np.unique(trace.parent, return_index=True, return_counts=True)
    return {
        int(parent): range(int(first), int(first + count))
        for parent, first, count in zip(parents, firsts, counts, strict=True)
    }


def _column(
    trace: SearchTrace, parents: Sequence[_Item], children: Mapping[int, Sequence[int]], wanted: AbstractSet[Prefix],
    unfolded: AbstractSet[Prefix], rows: int, hidden: dict[Prefix, int],
) -> list[_Item]:  # fmt: skip
    """Return the visible items below ``parents``; note in ``hidden`` whose children are all folded away."""
    families = [(parent, _family(trace, parent, children, wanted)) for parent in parents]
    chosen = _visible(trace, families, wanted, unfolded, rows)
    column: list[_Item] = []
    for parent, family in families:
        seen = [item for item in family if item.prefix in chosen]
        rest = [item for item in family if item.prefix not in chosen]
        column += seen
        if rest and seen:
            column.append(_Item(parent=parent.prefix, prefix=(), count=len(rest), log_prob=_together(rest)))
        elif rest:
            hidden[parent.prefix] = len(rest)
    return column


def _family(
    trace: SearchTrace, parent: _Item, children: Mapping[int, Sequence[int]], wanted: AbstractSet[Prefix]
) -> list[_Item]:
    """Return all children of one parent, those that only another search scored included."""
    prefix = parent.prefix
    nodes = [] if parent.node is None else children.get(parent.node, ())
    known = {trace.vocabulary[trace.token[node]]: node for node in nodes}
    return [
        _Item(
            parent=prefix, prefix=(*prefix, token), node=known.get(token), log_prob=_log_prob(trace, known.get(token))
        )
        for token in trace.vocabulary
        if token in known or (*prefix, token) in wanted
    ]


def _visible(
    trace: SearchTrace, families: Sequence[tuple[_Item, list[_Item]]], wanted: AbstractSet[Prefix],
    unfolded: AbstractSet[Prefix], rows: int,
) -> set[Prefix]:  # fmt: skip
    """Choose what is shown: everything while there is room, else what matters first and then the likeliest."""
    items = [item for _, family in families for item in family]
    if len(items) <= rows:
        return {item.prefix for item in items}

    def importance(item: _Item) -> tuple[bool, bool, float]:
        survived = item.node is not None and FATES[trace.fate[item.node]] != "pruned" and trace.width is not None
        return (item.prefix not in wanted, not survived, -item.log_prob)

    shown: set[Prefix] = set()
    families_shown: set[Prefix] = set()
    for item in sorted(items, key=importance):
        # A family that begins to show needs a row more, for the pill that stands for the rest of it.
        needed = len(shown) + len(families_shown) + (1 if item.parent in families_shown else 2)
        if needed > rows and all(importance(item)[:2]):
            break
        shown.add(item.prefix)
        families_shown.add(item.parent)
    return shown | {item.prefix for parent, family in families if parent.prefix in unfolded for item in family}


def _stack(column: list[_Item], parent_rows: Mapping[Prefix, float], ends: AbstractSet[Prefix]) -> None:
    """Give each item a row: as near to the middle of its family at its parent as the neighbours allow.

    Least squares under "at least one row apart" (pool adjacent violators on the rows less the required distances).
    """
    sizes: dict[Prefix, int] = {}
    for item in column:
        sizes[item.parent] = sizes.get(item.parent, 0) + 1
    offsets, wishes, place = [], [], 0.0
    before: _Item | None = None
    seen: dict[Prefix, int] = {}
    for item in column:
        if before is not None:
            place += 1.0 + (GAP if item.parent != before.parent else 0.0) + (NAME if before.prefix in ends else 0.0)
        index = seen.get(item.parent, 0)
        seen[item.parent] = index + 1
        offsets.append(place)
        wishes.append(parent_rows[item.parent] + index - (sizes[item.parent] - 1) / 2 - place)
        before = item
    rows = [shift + offset for shift, offset in zip(_monotone(wishes), offsets, strict=True)]
    # Every column is centred: the drawing is then no higher than its fullest column.
    for item, row in zip(column, rows, strict=True):
        item.row = row - (rows[0] + rows[-1]) / 2


def _monotone(values: Sequence[float]) -> list[float]:
    """Return the non-decreasing sequence nearest to ``values`` in least squares."""
    blocks: list[list[float]] = []
    for value in values:
        blocks.append([value, 1.0])
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            mean, weight = blocks.pop()
            blocks[-1] = [
                (blocks[-1][0] * blocks[-1][1] + mean * weight) / (blocks[-1][1] + weight), blocks[-1][1] + weight,
            ]  # fmt: skip
    return [mean for mean, weight in blocks for _ in range(round(weight))]


def _finish(
    columns: Sequence[Sequence[_Item]], paths: Mapping[Method, Prefix], hidden: Mapping[Prefix, int]
) -> TreeLayout:
    items = [item for column in columns for item in column]
    top = min((item.row for item in items), default=0.0)
    bottom = max((item.row for item in items), default=0.0)
    nodes = [
        PlacedNode(
            prefix=item.prefix, node=item.node, row=item.row - top, hidden=hidden.get(item.prefix, 0),
            marks=tuple(name for name, path in paths.items() if path[: len(item.prefix)] == item.prefix),
        )
        for item in items
        if not item.count
    ]  # fmt: skip
    folds = [
        Fold(parent=item.parent, row=item.row - top, count=item.count, log_prob=item.log_prob)
        for item in items
        if item.count
    ]
    return TreeLayout(nodes=tuple(nodes), folds=tuple(folds), rows=bottom - top, root=-top)


def _together(items: Iterable[_Item]) -> float:
    return float(np.logaddexp.reduce([item.log_prob for item in items]))


def _log_prob(trace: SearchTrace, node: int | None) -> float:
    return -np.inf if node is None else float(trace.log_prob[node])
