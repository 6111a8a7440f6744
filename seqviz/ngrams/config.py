"""One counted language model: everything that decides its probabilities."""

from dataclasses import dataclass, field, replace
from typing import Any

from seqviz.config.fields import check, choice, number
from seqviz.config.language_model import Unit
from seqviz.data.texts import SourceName
from seqviz.ngrams.corpus import MAX_N, CountedCorpus
from seqviz.ngrams.model import NgramModel
from seqviz.ngrams.smoothing import Rule, Smoothing


@dataclass(frozen=True, kw_only=True)
class CountedModel:
    """What is counted, and what becomes of the counts.

    ``k`` serves add-k and the interpolation, ``discount`` Kneser-Ney. ``own_text`` goes with ``text="own"`` and stays
    out of the address.
    """

    text: SourceName = choice("lincoln", SourceName)
    unit: Unit = choice("word", Unit)
    n: int = number(2, 1, MAX_N)
    rule: Rule = choice("none", Rule)
    k: float = number(1.0, 1e-4, 1000.0)
    discount: float = number(0.75, 0.01, 1.0)
    own_text: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        """Raise a ``Problem`` for a value outside its range."""
        check(self)

    @property
    def smoothing(self) -> Smoothing:
        """The rule with the number that belongs to it."""
        strength = self.discount if self.rule == "kneser-ney" else self.k
        return Smoothing(rule=self.rule, strength=strength)

    @property
    def mixes(self) -> bool:
        """Whether a probability is more than one fraction: a mixture with those after shorter contexts."""
        return self.rule in ("interpolated", "kneser-ney")

    def but(self, **changes: Any) -> "CountedModel":
        """Return the same settings with another n or rule."""
        return replace(self, **changes)

    def model(self, corpus: CountedCorpus) -> NgramModel:
        """Return the model that these settings describe."""
        return NgramModel(counts=corpus.counts, n=self.n, smoothing=self.smoothing)
