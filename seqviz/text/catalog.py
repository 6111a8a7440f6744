"""Labels of the app: one .po catalog per page and language under ``assets/labels``, read through Babel."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from babel.messages.pofile import read_po
from babel.numbers import format_decimal

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
LABELS = Path(__file__).parents[2] / "assets" / "labels"


@dataclass(frozen=True)
class Catalog:
    """The labels of one language: ``catalog("lab.train")`` is the text of the Train button.

    Keys are ``file.name``: ``lab.train`` stands in ``assets/labels/<language>/lab.po`` with msgid ``lab.train``.
    """

    language: Language
    messages: dict[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """Return the label, with its ``{placeholders}`` filled. An unknown key raises ``KeyError``."""
        message = self.messages[key]
        return message.format(**values) if values else message

    def get(self, key: str) -> str | None:
        """Return the label, ``None`` where there is none."""
        return self.messages.get(key)

    def number(self, value: float, *, digits: int = 0) -> str:
        """Return ``value`` with the language's separators and at most ``digits`` decimals."""
        return str(format_decimal(round(value, digits), locale=self.language))


@cache
def load_catalog(language: Language) -> Catalog:
    """Read every .po file of ``language``; raise ``ValueError`` when two files claim one key."""
    messages: dict[str, str] = {}
    for path in sorted((LABELS / language).glob("*.po")):
        with path.open("rb") as file:
            entries = {str(entry.id): str(entry.string) for entry in read_po(file, locale=language) if entry.id}
        if twice := messages.keys() & entries.keys():
            raise ValueError(f"{path} repeats the keys {sorted(twice)}")
        messages.update(entries)
    return Catalog(language, messages)
