"""The words that the three parts of a search tree need."""

from seqviz.text.catalog import Catalog

GROUP = "beam-search"
"""Under this name transport, drawing and candidate table find each other in the browser."""

_TRANSPORT = ("back", "next", "again", "step", "stepOf", "search", "expanded", "scored", "sequences")
_DRAWING = (
    "drawing", "keys", "column", "start", "unfold", "fold", "forced", "kept", "pruned", "finished", "unseen", "save",
    "fileName",
)  # fmt: skip
_TABLE = ("prefix", "product", "p", "score", "pick", "startTitle", "startHint", "force", "free")


def transport_labels(t: Catalog) -> dict[str, str]:
    """Return the words of the transport."""
    return _labels(t, "transport", _TRANSPORT)


def drawing_labels(t: Catalog) -> dict[str, str]:
    """Return the words of the drawing."""
    return _labels(t, "tree", _DRAWING)


def table_labels(t: Catalog) -> dict[str, str]:
    """Return the words of the candidate table."""
    return _labels(t, "table", _TABLE)


def _labels(t: Catalog, part: str, names: tuple[str, ...]) -> dict[str, str]:
    return {name: t(f"beam-search.{part}.{name}") for name in names}
