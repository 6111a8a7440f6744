"""What a translator writes for its held-out sentences, beside every reference that is known of each."""

from dataclasses import dataclass, field
from typing import ClassVar

from seqviz.records.pairs import Tokens


@dataclass(frozen=True, kw_only=True)
class OutputsQuestion:
    """Translate the first ``most`` different held-out sentences, greedily: at once, so few that training goes on."""

    MOST: ClassVar[int] = 500

    most: int = MOST


@dataclass(frozen=True, kw_only=True)
class OutputLine:
    """A held-out sentence, what the translator wrote, and the different translations that the pairs have of it."""

    source: Tokens
    output: Tokens
    references: tuple[Tokens, ...]


@dataclass(frozen=True, kw_only=True)
class OutputsAnswer:
    """The outputs after ``step`` steps, in the order of the held-out pairs."""

    step: int
    lines: tuple[OutputLine, ...] = field(repr=False)
