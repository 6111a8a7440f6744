"""Labels of the app: one .po catalog per page and language under ``assets/labels``, read through Babel."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, SupportsIndex, get_args

from babel import Locale
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
LABELS = Path(__file__).parents[2] / "assets" / "labels"


@dataclass(frozen=True)
class Catalog:
    """The labels of one language: ``catalog("lab.train")`` is the text of the Train button.

    Keys are ``file.name``: ``lab.train`` stands in ``assets/labels/<language>/lab.po`` with msgid ``lab.train``.

    A label that counts something has a form for each of the language's plurals: an entry with ``msgid_plural`` (the key
    again), ``msgstr[0] "Make one step"`` and ``msgstr[1] "Make {count} steps"``. English has two forms, Chinese one.
    ``catalog("lab.step.help", count=1200)`` takes a number as ``count``, chooses the form and writes "1,200".
    """

    language: Language
    messages: dict[str, str]
    counted: dict[str, tuple[str, ...]]

    def __call__(self, key: str, **values: object) -> str:
        """Return the label, with its ``{placeholders}`` filled.

        Raises ``KeyError`` for an unknown key, ``TypeError`` for a label that counts without a whole ``count``.
        """
        if key in self.counted:
            return self._counted(key, **values)
        message = self.messages[key]
        return message.format(**values) if values else message

    def get(self, key: str) -> str | None:
        """Return the label, ``None`` where there is none."""
        return self.messages.get(key)

    def number(self, value: float, *, digits: int = 0) -> str:
        """Return ``value`` with the language's separators and at most ``digits`` decimals."""
        return str(format_decimal(round(value, digits), locale=self.language))

    def _counted(self, key: str, **values: object) -> str:
        count = values.get("count")
        if not isinstance(count, SupportsIndex):
            raise TypeError(f"{key} counts something: count must be a whole number, not {count!r}")
        alone = Locale(self.language).plural_form(count.__index__()) == "one"
        form = self.counted[key][0 if alone else -1]
        return form.format(**{**values, "count": self.number(count.__index__())})


@cache
def load_catalog(language: Language) -> Catalog:
    """Read every .po file of ``language``; raise ``ValueError`` when two files claim one key."""
    messages: dict[str, str] = {}
    counted: dict[str, tuple[str, ...]] = {}
    for path in sorted((LABELS / language).glob("*.po")):
        labels, plurals = read_labels(path, language)
        if twice := messages.keys() & labels.keys():
            raise ValueError(f"{path} repeats the keys {sorted(twice)}")
        messages |= labels
        counted |= plurals
    return Catalog(language, messages, counted)


def read_labels(path: Path, language: Language) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """Return the labels of one .po file, and the forms of those that count; a label's own text is its last form."""
    with path.open("rb") as file:
        entries = [entry for entry in read_po(file, locale=language, abort_invalid=True) if entry.id]
    forms = {entry.id[0]: tuple(entry.string or ()) for entry in entries if entry.pluralizable}
    texts = {str(entry.id): str(entry.string) for entry in entries if not entry.pluralizable}
    return texts | {key: counted[-1] for key, counted in forms.items()}, forms
