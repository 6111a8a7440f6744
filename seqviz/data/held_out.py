"""How held-out text is read while a network trains: in parallel rows, each from an empty memory."""

from seqviz.data.vocabulary import Ids

EVALUATION_TOKENS = 8_192
EVALUATION_ROWS = 64


def held_out_rows(validation: Ids) -> Ids:
    """Cut held-out ids into at most 64 parallel rows [T, rows] of at least two tokens.

    The first token of a row is read, and not predicted.
    """
    ids = validation[:EVALUATION_TOKENS]
    rows = max(1, min(EVALUATION_ROWS, len(ids) // 32))
    return ids[: len(ids) // rows * rows].reshape(rows, -1).T.copy()
