"""A batch with its padding: the loss of every real word, and three ways to say one number about them."""

from dataclasses import dataclass
from typing import ClassVar

from seqviz.records.pairs import Tokens


@dataclass(frozen=True, kw_only=True)
class PaddingQuestion:
    """Show the losses of a batch of ``sentences`` held-out sentences, from the one of the place ``first`` on."""

    MOST: ClassVar[int] = 16

    sentences: int = 6
    first: int = 0


@dataclass(frozen=True, kw_only=True)
class PaddingAnswer:
    """The targets of a batch, end tokens counted, and the loss of each word in nats, after ``step`` steps.

    The batch is as wide as its longest target; the shorter ones are filled up with the id 0. ``beyond`` is what these
    places would cost if they counted: there the decoder writes what it likes, and shall write the filler.
    """

    step: int
    targets: tuple[Tokens, ...]
    losses: tuple[tuple[float, ...], ...]
    beyond: tuple[tuple[float, ...], ...]

    @property
    def width(self) -> int:
        """Places of each row."""
        return max(map(len, self.losses))

    @property
    def real(self) -> int:
        """Words that are no padding."""
        return sum(map(len, self.losses))

    @property
    def cells(self) -> int:
        """All places."""
        return self.width * len(self.losses)

    @property
    def total(self) -> float:
        """The losses of all real words added up; padding counts 0."""
        return sum(map(sum, self.losses))

    @property
    def per_word(self) -> float:
        """The mean over real words."""
        return self.total / self.real

    @property
    def padded_mean(self) -> float:
        """The mean over all places."""
        return self.total / self.cells

    @property
    def filled(self) -> float:
        """What all padded places would cost without a mask, added up."""
        return sum(map(sum, self.beyond))

    @property
    def unmasked(self) -> float:
        """The mean over all places if the filler counted as a word to be written."""
        return (self.total + self.filled) / self.cells

    @property
    def of_the_book(self) -> float:
        """What the book prints: each sentence's mean over the width, added up and divided by the real words."""
        return self.total / self.width / self.real
