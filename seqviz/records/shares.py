"""How much of held-out sentences is right, taken apart: by field of a date, by length of the source."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class FieldsQuestion:
    """Of dates: translate the first ``sentences`` held-out ones and compare each field."""

    sentences: int = 300


@dataclass(frozen=True, kw_only=True)
class LengthsQuestion:
    """Translate the first ``sentences`` held-out sentences and count those that are right, for each source length."""

    sentences: int = 1_100


@dataclass(frozen=True, kw_only=True)
class Share:
    """``right`` of ``count`` are right in what ``name`` says.

    ``chance`` is the share that would be, were the most frequent value of the training part written each time.
    """

    name: str
    right: int
    count: int
    chance: float = 0.0

    @property
    def share(self) -> float:
        """The share that is right."""
        return self.right / self.count


@dataclass(frozen=True, kw_only=True)
class SharesAnswer:
    """The shares after ``step`` steps: of dates in the order year, month, day, weekday; of lengths rising."""

    step: int
    shares: tuple[Share, ...]
