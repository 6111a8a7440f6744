"""What a sentence of a task says, in parts: the digits of a number, the fields of a date, the ends of a string."""

from seqviz.data.pairs.date_fields import date_fields
from seqviz.data.pairs.number_words import french_number
from seqviz.records.pairs import Pair, PairsName

DIGITS = ("units", "tens", "hundreds", "thousands", "ten-thousands", "hundred-thousands")
"""Places of a number, the last digit first."""


def features_of(name: PairsName, pair: Pair) -> dict[str, str]:
    """Return the parts of a pair by their names; every sentence has a ``length``, that of its source in tokens."""
    return {**_content(name, pair), "length": str(len(pair.source))}


def _content(name: PairsName, pair: Pair) -> dict[str, str]:
    task, *languages = name.split("-")
    if task == "numbers":
        digits = f"{french_number(pair.target):06d}"
        return dict(zip(reversed(DIGITS), digits, strict=True))
    if task == "dates":
        fields = date_fields(pair.target, languages[1])
        return {"month": fields["month"], "weekday": fields["weekday"], "year-end": fields["year"][-1]}
    if task == "copying":
        return {"first": pair.source[0], "last": pair.source[-1]}
    return {}
