"""A desk where test sets are scored: a run without training, which answers questions alone."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, kw_only=True)
class ScoringConfig:
    """There is nothing to set: how a test set is scored stands in the question."""

    trainer: ClassVar[str] = "seqviz.training.scoring"
