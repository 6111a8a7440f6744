"""How far counting comes without a network, on the tokens on which a network is examined."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

CountedRung = Literal["uniform", "unigram", "bigram", "five-gram"]


@dataclass(frozen=True, kw_only=True)
class Ladder:
    """The mean loss in nats of each counted model over the same ``tokens``."""

    losses: Mapping[CountedRung, float]
    tokens: int
