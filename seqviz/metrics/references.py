"""Several references of one prediction: which of them count, and whose length.

Source: Papineni et al., "BLEU: a method for automatic evaluation of machine translation", ACL 2002: an n-gram may match
as often as the one reference has it that has it most often, and the length compared with is the best match. Among
equals the shorter one is taken, as sacrebleu and nltk do.
"""

from collections.abc import Sequence

Tokens = Sequence[str]


def counting(references: Sequence[Tokens]) -> tuple[Tokens, ...]:
    """Return the references that hold a token. Where none does, one empty reference is left to compare with."""
    return tuple(reference for reference in references if reference) or ((),)


def closest(length: int, references: Sequence[Tokens]) -> int:
    """Return the number of the reference whose length is nearest to ``length``; the shorter, then the first."""
    return min(range(len(references)), key=lambda r: (abs(len(references[r]) - length), len(references[r])))
