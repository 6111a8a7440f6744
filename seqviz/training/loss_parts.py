"""Where the loss goes: every held-out token's loss, added up by what the token is."""

from collections.abc import Iterator, Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from seqviz.config.language_model import Unit
from seqviz.data.features import NOTHING, VOWELS, places_in_words
from seqviz.data.vocabulary import UNKNOWN, Ids, Vocabulary
from seqviz.models.language_model import LanguageModel
from seqviz.records.loss_parts import LAST_PLACE, LONGEST_KNOWN, Division, LossPart, LossPartsAnswer
from seqviz.training.traces import parts_of

Numbers = NDArray[np.float64]
Names = NDArray[np.str_]
"""What each token is, in the order of the text."""

COUNTED = 200_000
"""Tokens of the training text that are looked through in one piece."""


def loss_parts(
    model: LanguageModel, vocabulary: Vocabulary, rows: Tensor, training: Ids, *, unit: Unit, step: int
) -> Iterator[tuple[float, LossPartsAnswer | None]]:
    """Yield the share that is done, and at the end the loss on held-out ``rows`` [T, rows] in its parts.

    It is read as the evaluation reads it: the first token of each row is given, not guessed.
    """
    read: list[Tensor] = []
    for done, losses in _losses(model, rows):
        read.append(losses)
        yield 0.6 * done, None
    nats = torch.cat(read).T.flatten().double().cpu().numpy()
    ids = rows.T.flatten().cpu().numpy()
    known = np.ones(len(ids), np.int64)
    for done, found in longest_known(ids, training):
        known = found
        yield 0.6 + 0.4 * done, None
    tokens = vocabulary.decode(ids.tolist())
    sorts: dict[Division, Names] = {"known": known.astype(np.str_), "kind": kinds(tokens)}
    if unit == "character":
        sorts["place"] = places(tokens)
    guessed = np.tile(np.arange(len(rows)) > 0, rows.shape[1])
    yield (
        1.0,
        LossPartsAnswer(
            step=step,
            loss=float(nats.mean()),
            tokens=len(nats),
            parts={name: added_up(names[guessed], nats) for name, names in sorts.items()},
        ),
    )


def added_up(names: Names, nats: Numbers) -> tuple[LossPart, ...]:
    """Return the tokens and the nats of each name, by the name."""
    found, which = np.unique(names, return_inverse=True)
    tokens, total = np.bincount(which), np.bincount(which, nats)
    return tuple(
        LossPart(name=str(name), tokens=int(count), nats=float(lost))
        for name, count, lost in zip(found, tokens, total, strict=True)
    )


def places(tokens: Sequence[str]) -> Names:
    """Return for each character its place in its word: ``1``, ``2`` and so on, ``0`` outside words."""
    text = "".join(NOTHING if token == UNKNOWN else token for token in tokens)
    return np.minimum(places_in_words(text), LAST_PLACE).astype(np.str_)


def kinds(tokens: Sequence[str]) -> Names:
    """Return for each token the kind of its characters."""
    known: dict[str, str] = {token: _kind(token) for token in set(tokens)}
    return np.array([known[token] for token in tokens], np.str_)


def _kind(token: str) -> str:
    if token == UNKNOWN:
        return "unknown"
    if token.isspace():
        return "space"
    if token[0].isdigit():
        return "digit"
    if not token[0].isalpha():
        return "punctuation"
    if len(token) > 1:
        return "word"
    if not "a" <= token.lower() <= "z":
        return "other-letter"
    return "vowel" if token.lower() in VOWELS else "consonant"


def longest_known(ids: Ids, training: Ids) -> Iterator[tuple[float, Ids]]:
    """Yield the share that is done, and for each id the length of the longest n-gram ending there that is known.

    The text ``ids`` follows the training text; lengths go from 1, which is not looked at, to ``LONGEST_KNOWN``, or as
    far as an n-gram of so large a vocabulary is one number of 64 bits.
    """
    base = int(max(ids.max(initial=0), training.max(initial=0))) + 2
    longest = max(n for n in range(1, LONGEST_KNOWN + 1) if n < 3 or base**n < 2**64)
    nothing = np.full(LONGEST_KNOWN, base - 1)  # before the text; no token has this id
    whole = np.concatenate([nothing, training[-LONGEST_KNOWN:], ids])
    known = np.ones(len(ids), np.int64)
    starts = range(0, len(training), COUNTED)
    for n in range(2, longest + 1):
        wanted, which = np.unique(codes(whole, n, base)[-len(ids) :], return_inverse=True)
        seen = np.zeros(len(wanted), np.bool_)
        for done, start in enumerate(starts, start=1):
            counted = codes(training[max(0, start - n + 1) : start + COUNTED], n, base)
            places = np.searchsorted(wanted, counted).clip(max=len(wanted) - 1)
            seen[places[wanted[places] == counted]] = True
            yield (n - 2 + done / len(starts)) / (longest - 1), known
        known = np.where(seen[which], n, known)
    yield 1.0, known


def codes(ids: Ids, n: int, base: int) -> NDArray[np.uint64]:
    """Return one number for each n-gram of ``ids``; no two share one, as base**n is below 2**64."""
    grams = max(0, len(ids) - n + 1)
    found = np.zeros(grams, np.uint64)
    for place in range(n):
        found = found * np.uint64(base) + ids[place : place + grams].astype(np.uint64)
    return found


@torch.no_grad()
def _losses(model: LanguageModel, rows: Tensor) -> Iterator[tuple[float, Tensor]]:
    """Yield the share that is read, and the loss of each token of a part [t, rows]."""
    state = None
    for done, (inputs, targets) in parts_of(model, rows[:-1], rows[1:]):
        logits, state = model(inputs, state)
        losses = functional.cross_entropy(logits.flatten(0, 1), targets.flatten(), reduction="none")
        yield done, losses.view_as(targets)
