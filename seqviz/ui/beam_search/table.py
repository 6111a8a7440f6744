"""A probability table as the learner edits it, and the changes that keep it a probability table."""

from dataclasses import dataclass, replace

from seqviz.decoding.examples import EOS
from seqviz.decoding.tables import Prefix, TableModel, check_vocabulary, normalized
from seqviz.records.problem import Problem

Row = tuple[float, ...]
MAX_TOKENS = 8
MAX_LENGTH = 8
MAX_OVERRIDES = 60


@dataclass(frozen=True, kw_only=True)
class Table:
    """A probability table as the learner edits it: one row per step, rows of their own after some prefixes."""

    vocabulary: tuple[str, ...]
    steps: tuple[Row, ...]
    overrides: tuple[tuple[Prefix, Row], ...]
    ends: bool

    @classmethod
    def of(cls, model: TableModel) -> "Table":
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

    def model(self) -> TableModel:
        """Return the model; raise a ``Problem`` when the table is none or too large for this page."""
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
        """Raise a ``Problem`` unless the tokens can head a table of this page."""
        if len(self.vocabulary) > MAX_TOKENS:
            raise Problem("beam-search.error.too-many-tokens", got=len(self.vocabulary), most=MAX_TOKENS)
        check_vocabulary(self.vocabulary, EOS if self.ends else None)

    def with_length(self, length: int) -> "Table":
        """Return the table for another T: the last row is repeated, or rows and prefixes that no longer fit go."""
        steps = (self.steps + (self.steps[-1],) * length)[:length]
        return replace(self, steps=steps, overrides=tuple(pair for pair in self.overrides if len(pair[0]) < length))

    def with_vocabulary(self, vocabulary: tuple[str, ...], *, ends: bool) -> "Table":
        """Return the table for other tokens: a new one gets probability 0, a dropped one leaves its share to the rest.

        As many tokens as before means that they were renamed.
        """
        renamed = dict(zip(self.vocabulary, vocabulary, strict=True)) if len(vocabulary) == len(self.vocabulary) else {}
        source = {renamed.get(token, token): place for place, token in enumerate(self.vocabulary)}

        def row(old: Row) -> Row:
            cells = tuple(old[source[token]] if token in source else 0.0 for token in vocabulary)
            if abs(sum(cells) - 1) < 1e-9:
                return cells
            return normalized(cells if any(cells) else (1.0,) * len(cells))

        overrides = [(tuple(renamed.get(token, token) for token in prefix), row(old)) for prefix, old in self.overrides]
        known = set(vocabulary) - ({EOS} if ends else set())
        return Table(
            vocabulary=vocabulary, steps=tuple(row(old) for old in self.steps), ends=ends,
            overrides=tuple((prefix, new) for prefix, new in overrides if known.issuperset(prefix)),
        )  # fmt: skip
