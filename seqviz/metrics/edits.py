"""Small changes to a prediction, and what each does to its score: drop, repeat, swap or append a token."""

from collections.abc import Sequence

from seqviz.records.bleu import Edit, EditKind


def apply_edit(tokens: Sequence[str], edit: Edit) -> tuple[str, ...]:
    """Return the tokens after one edit.

    Raises
    ------
    IndexError
        When the edit names a place that the tokens do not have; ``swap`` needs a right neighbour.
    """
    at, tokens = edit.position, tuple(tokens)
    if edit.kind == "append":
        return (*tokens, edit.token)
    if not 0 <= at < len(tokens) - (edit.kind == "swap"):
        raise IndexError(f"{edit.kind} at {at} does not fit {len(tokens)} tokens")
    if edit.kind == "drop":
        return tokens[:at] + tokens[at + 1 :]
    if edit.kind == "repeat":
        return (*tokens[: at + 1], *tokens[at:])
    return (*tokens[:at], tokens[at + 1], tokens[at], *tokens[at + 2 :])


def possible_edits(prediction: Sequence[str], reference: Sequence[str]) -> tuple[Edit, ...]:
    """List every single edit: drop, repeat or swap each token, append each distinct token of the reference."""
    kinds: tuple[tuple[EditKind, int], ...] = (
        ("drop", len(prediction)),
        ("repeat", len(prediction)),
        ("swap", len(prediction) - 1),
    )
    moved = [
        Edit(kind=kind, position=position, token=prediction[position])
        for kind, count in kinds
        for position in range(count)
    ]
    end = len(prediction)
    return (*moved, *(Edit(kind="append", position=end, token=token) for token in dict.fromkeys(reference)))
