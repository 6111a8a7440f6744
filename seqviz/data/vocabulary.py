"""Tokens to ids and back."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

UNKNOWN = "<unk>"
END = "<eos>"
"""Ends a sentence of a translation."""
Ids = NDArray[np.int64]


@dataclass(frozen=True)
class Vocabulary:
    """The tokens a model knows; id 0 is ``<unk>``, then what is reserved, then by falling frequency.

    Ties are decided by the token itself.
    """

    tokens: tuple[str, ...]
    ids: dict[str, int] = field(repr=False)

    @classmethod
    def of(
        cls, tokens: Iterable[str], *, limit: int | None = None, rare: int = 1, reserved: tuple[str, ...] = ()
    ) -> "Vocabulary":
        """Count ``tokens`` and keep the ``limit`` most frequent ones that stand there ``rare`` times or more."""
        counts = Counter(tokens)
        for special in (UNKNOWN, *reserved):
            counts.pop(special, None)
        often = (token for token, count in counts.items() if count >= rare)
        ranked = sorted(often, key=lambda token: (-counts[token], token))[:limit]
        known = (UNKNOWN, *reserved, *ranked)
        return cls(known, {token: index for index, token in enumerate(known)})

    def __len__(self) -> int:
        return len(self.tokens)

    def encode(self, tokens: Sequence[str]) -> Ids:
        """Return ids [len(tokens)]; what the vocabulary lacks becomes 0."""
        return np.fromiter((self.ids.get(token, 0) for token in tokens), np.int64, len(tokens))

    def decode(self, ids: Iterable[int]) -> list[str]:
        """Return the tokens of ``ids``."""
        return [self.tokens[index] for index in ids]

    def unknown(self, tokens: Iterable[str]) -> tuple[str, ...]:
        """Return the tokens that the vocabulary lacks, each once, in order of appearance."""
        return tuple(dict.fromkeys(token for token in tokens if token not in self.ids))
