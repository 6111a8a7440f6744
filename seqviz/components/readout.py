"""The live figures of the control bar: a small grey label above a large tabular figure."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Literal

from seqviz.components.payload import encode
from seqviz.components.registration import renderer
from seqviz.figures.theme import ColourName


@dataclass(frozen=True, kw_only=True)
class LiveFigure:
    """One figure.

    Parameters
    ----------
    label
        What it is, in the learner's language.
    value
        As it is to be read ("2,190", "3.98"); empty while there is none yet.
    colour
        Palette name of its meaning; ink where there is none.
    room
        Characters kept free for the value, so that its neighbours stay where they are.
    words
        Whether the value is a name rather than a number (a device): smaller, and cut where the room ends.
    help
        Shown when the pointer rests on it.
    """

    label: str
    value: str
    colour: ColourName = "ink"
    room: int = 5
    words: bool = False
    help: str = ""

    def __post_init__(self) -> None:
        if self.room < 1:
            raise ValueError(f"room must be at least one character, not {self.room}")


def readout(
    values: Sequence[LiveFigure],
    key: str,
    *,
    width: Literal["stretch", "content"] = "stretch",
    size: Literal["large", "small"] = "large",
) -> None:
    """Draw the figures side by side; an update changes texts alone, never the places.

    Parameters
    ----------
    values
        From left to right.
    key
        Name of the element.
    width
        Whether the row fills the control bar or is as wide as its figures.
    size
        ``"small"`` stands in a line of text, each name beside its figure.
    """
    data = {"values": [asdict(value) for value in values], "size": size}
    renderer("readout")(key=key, data=encode(data), width=width)
