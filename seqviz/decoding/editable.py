"""A probability table as a learner edits it: it may be none, says why, and what keeps it one."""

from dataclasses import dataclass, replace

from seqviz.decoding.examples import EOS
from seqviz.decoding.tables import (
    SUM_TOLERANCE,
    Prefix,
    TableModel,
    TableProblem,
    check_vocabulary,
    normalized,
    sums_to_one,
)
from seqviz.records.problem import Problem

Row = tuple[float, ...]
MAX_TOKENS = 8
MAX_LENGTH = 8
MAX_OVERRIDES = 60
"""What can be drawn and edited at once."""


@dataclass(frozen=True, kw_only=True)
class EditableTable:
    """The rows of a table, right or wrong: one per step, and rows of their own after some prefixes."""

    vocabulary: tuple[str, ...]
    steps: tuple[Row, ...]
    overrides: tuple[tuple[Prefix, Row], ...]
    ends: bool

    @classmethod
    def of(cls, model: TableModel) -> "EditableTable":
        """Return the table of a model."""
        return cls(
            vocabulary=model.vocabulary, steps=tuple(tuple(row) for row in model.steps),
            overrides=tuple((prefix, tuple(row)) for prefix, row in model.overrides.items()),
            ends=model.eos is not None,
        )  # fmt: skip

    @property
    def length(self) -> int:
        """T, the most tokens of an answer."""
        return len(self.steps)

    @property
    def sequences(self) -> int:
        """The sequences of full length: what the textbook's exhaustive search compares."""
        return int(len(self.vocabulary) ** self.length)

    def model(self) -> TableModel:
        """Return the model; raise a ``Problem`` when the table is none, or too large to edit."""
        self.check_tokens()
        if not 1 <= self.length <= MAX_LENGTH:
            raise Problem("beam-search.error.length-range", got=self.length, most=MAX_LENGTH)
        if len(self.overrides) > MAX_OVERRIDES:
            raise Problem("beam-search.error.too-many-rows", got=len(self.overrides), most=MAX_OVERRIDES)
        prefixes = [prefix for prefix, _ in self.overrides]
        for prefix in prefixes:
            if prefixes.count(prefix) > 1:
                raise Problem("beam-search.error.prefix-twice", after=" ".join(prefix))
            if len(prefix) >= self.length:
                raise Problem("beam-search.error.prefix-too-long", after=" ".join(prefix), length=self.length)
        return TableModel(
            vocabulary=self.vocabulary, steps=self.steps, overrides=dict(self.overrides),
            eos=EOS if self.ends else None,
        )  # fmt: skip

    def check_tokens(self) -> None:
        """Raise a ``Problem`` unless the tokens can head a table."""
        if len(self.vocabulary) > MAX_TOKENS:
            raise Problem("beam-search.error.too-many-tokens", got=len(self.vocabulary), most=MAX_TOKENS)
        check_vocabulary(self.vocabulary, EOS if self.ends else None)

    def wrong_sums(self) -> list[tuple[dict[str, object], float]]:
        """Return where the rows stand that do not sum to 1 (``step`` or ``after``), with their sums."""
        rows: list[tuple[dict[str, object], Row]] = [
            ({"step": step}, row) for step, row in enumerate(self.steps, start=1)
        ]
        rows += [({"after": " ".join(prefix)}, row) for prefix, row in self.overrides]
        return [(where, sum(row)) for where, row in rows if not sums_to_one(row)]

    def normalized(self) -> "EditableTable":
        """Return the table with every row scaled to sum to 1; one that no scale can mend stays as it is."""
        return replace(
            self, steps=tuple(_scaled(row) for row in self.steps),
            overrides=tuple((prefix, _scaled(row)) for prefix, row in self.overrides),
        )  # fmt: skip

    def with_length(self, length: int) -> "EditableTable":
        """Return the table for another T: the last row is repeated, or rows and prefixes that no longer fit go."""
        steps = (self.steps + (self.steps[-1],) * length)[:length]
        return replace(self, steps=steps, overrides=tuple(pair for pair in self.overrides if len(pair[0]) < length))

    def with_vocabulary(self, vocabulary: tuple[str, ...], *, ends: bool) -> "EditableTable":
        """Return the table for other tokens.

        As many tokens as before means that they were renamed. Otherwise a token keeps its share; what the dropped
        ones leave goes to the new ones in equal parts, or to those that stay when none is new. Raises a ``Problem``
        when the tokens cannot head a table.
        """
        replace(self, vocabulary=vocabulary, ends=ends).check_tokens()
        renamed = dict(zip(self.vocabulary, vocabulary, strict=True)) if len(vocabulary) == len(self.vocabulary) else {}
        places = {renamed.get(token, token): place for place, token in enumerate(self.vocabulary)}
        source = tuple(places.get(token) for token in vocabulary)
        overrides = [(tuple(renamed.get(token, token) for token in prefix), row) for prefix, row in self.overrides]
        known = set(vocabulary) - ({EOS} if ends else set())
        return EditableTable(
            vocabulary=vocabulary, steps=tuple(_redealt(row, source) for row in self.steps), ends=ends,
            overrides=tuple((prefix, _redealt(row, source)) for prefix, row in overrides if known.issuperset(prefix)),
        )  # fmt: skip


def _scaled(row: Row) -> Row:
    if sums_to_one(row):
        return row
    try:
        return normalized(row)
    except TableProblem:
        return row


def _redealt(row: Row, source: tuple[int | None, ...]) -> Row:
    """Return the row of other tokens: cell i is the old cell ``source[i]``, or that of a new token."""
    left, new = 1.0 - sum(row[place] for place in source if place is not None), source.count(None)
    nothing_dropped = left <= SUM_TOLERANCE
    gift = 0.0 if nothing_dropped or not new else left / new
    cells = tuple(gift if place is None else row[place] for place in source)
    if nothing_dropped:
        return cells
    return normalized(cells if any(cells) else (1.0,) * len(cells))
