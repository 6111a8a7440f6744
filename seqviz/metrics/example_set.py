"""A test set to try things on: Chinese sentences, each with a prediction made by damaging it."""

import random
from collections.abc import Sequence
from functools import cache

from seqviz.metrics.edits import apply_edit
from seqviz.records.bleu import Edit, EditKind

DAMAGED_ONE_IN = 6
_DAMAGES: tuple[EditKind, ...] = ("drop", "repeat", "swap")


@cache
def example_set() -> str:
    """Return every sentence of the HSK collection with a damaged copy: prediction, tab, reference in each line.

    About one word in six is dropped, doubled or swapped with its neighbour, at random but always in the same way.
    """
    import hsk_sentences_audio as hsk  # four thousand sentences: read only when somebody wants them

    chance = random.Random(0)
    lines = []
    for sentence in hsk.load_sentences():
        words = tuple(token["word"] for token in sentence["tokens"])
        lines.append(f"{' '.join(_damage(words, chance))}\t{' '.join(words)}\n")
    return "".join(lines)


def _damage(words: Sequence[str], chance: random.Random) -> tuple[str, ...]:
    damaged = tuple(words)
    for position in range(len(words) - 1, -1, -1):
        kind = chance.choice(_DAMAGES)
        fits = position < len(damaged) - (kind == "swap")
        if chance.randrange(DAMAGED_ONE_IN) == 0 and fits:
            damaged = apply_edit(damaged, Edit(kind=kind, position=position, token=words[position]))
    return damaged
