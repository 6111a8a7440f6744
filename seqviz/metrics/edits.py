"""Small changes to a prediction, and what each does to its score: drop, repeat, swap or append a token."""

from collections.abc import Sequence
from itertools import chain
from typing import get_args

from seqviz.metrics.bleu import trace_bleu
from seqviz.records.bleu import BleuTrace, Edit, EditKind

EDITS: tuple[EditKind, ...] = get_args(EditKind)


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


def possible_edits(prediction: Sequence[str], references: Sequence[Sequence[str]]) -> tuple[Edit, ...]:
    """List every single edit: drop, repeat or swap each token, append each distinct token of the references."""
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
    return (*moved, *(Edit(kind="append", position=end, token=token) for token in dict.fromkeys(chain(*references))))


def rescored(trace: BleuTrace, tokens: Sequence[str]) -> BleuTrace:
    """Score another prediction as ``trace`` was scored."""
    reference, *others = trace.references
    return trace_bleu(tokens, reference, trace.max_n, formula=trace.formula, others=others, smoothing=trace.smoothing)


def best_edits(trace: BleuTrace) -> tuple[tuple[float, Edit], ...]:
    """Return every single edit with the score that it leads to, the highest first."""
    edits = possible_edits(trace.prediction, trace.references)
    scored = [(rescored(trace, apply_edit(trace.prediction, edit)).score, edit) for edit in edits]
    return tuple(sorted(scored, key=lambda pair: -pair[0]))


def first_unmatched(trace: BleuTrace) -> str:
    """Return the first token of the closest reference that the prediction has not matched there, else its last one."""
    taken = {place.target for place in trace.ngrams[0].places if place.reference == trace.closest}
    free = (token for place, token in enumerate(trace.reference) if place not in taken)
    return next(free, trace.reference[-1])


def read_edit(text: str) -> Edit:
    """Read ``drop-2``, a place from 0, or ``append-word``; raise ``ValueError`` for anything else."""
    name, _, what = text.partition("-")
    kind = next((kind for kind in EDITS if kind == name), None)
    if kind == "append":
        return Edit(kind=kind, token=what)
    if kind is None or not (what.isascii() and what.isdecimal()):
        raise ValueError(f"no edit: {text}")
    return Edit(kind=kind, position=int(what))


def write_edit(edit: Edit) -> str:
    """Write an edit as ``read_edit`` reads it."""
    return f"{edit.kind}-{edit.token if edit.kind == 'append' else edit.position}"
