"""Two texts over one vocabulary: the one that is read first, and a little of the one that matters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, get_args

from seqviz.data.texts import SourceName
from seqviz.data.vocabulary import Ids, Vocabulary
from seqviz.ngrams.adaptation import adaptation
from seqviz.ngrams.corpus import MAX_N, CountedCorpus
from seqviz.ngrams.counts import NgramCounts, count_ngrams
from seqviz.ngrams.smoothing import Smoothing
from seqviz.records.counting import Adaptation

FirstText = Literal["lincoln", "messages", "time-machine", "hsk", "half"]
"""What may be read first; ``half`` stands for the first half of the text itself."""
SUGGESTED: Mapping[SourceName, FirstText] = MappingProxyType(
    {
        "lincoln": "messages",
        "messages": "lincoln",
        "every": "half",
        "hsk": "half",
        "time-machine": "messages",
        "own": "messages",
    }
)
"""For each text what suits it to be read first."""
LONGEST = 200_000
"""Tokens of either text that take part: the comparison stays within a second or two."""
SIZES = (30, 100, 300, 1000, 3000, 10_000, 30_000, 100_000)


@dataclass(frozen=True, kw_only=True)
class Pretraining:
    """The counts of the text that is read first; one's own text and its held-out part in ids of the same vocabulary."""

    first: NgramCounts
    own: Ids
    validation: Ids

    def compare(self, n: int, smoothing: Smoothing, share: float) -> Adaptation:
        """Examine three models of the held-out part; see :func:`seqviz.ngrams.adaptation.adaptation`."""
        sizes = {size for size in SIZES if size < len(self.own)} | {len(self.own)}
        return adaptation(
            self.first, self.own, self.validation, sizes=tuple(sorted(sizes)), n=n, smoothing=smoothing, share=share
        )


def first_texts(name: SourceName) -> tuple[FirstText, ...]:
    """Return what may be read before the text ``name``: nothing that holds what is examined."""
    holding = ("lincoln", "messages") if name == "every" else (name,)
    names: tuple[FirstText, ...] = get_args(FirstText)
    return tuple(first for first in names if first not in holding)


def pretrain(corpus: CountedCorpus, first: Sequence[str] | None) -> Pretraining:
    """Count the tokens ``first`` before the corpus, or without any the first half of the corpus before its second."""
    own = corpus.vocabulary.decode(corpus.training)
    if first is None:
        first, own = own[: len(own) // 2], own[len(own) // 2 :]
    first, own = first[-LONGEST:], own[:LONGEST]
    vocabulary = Vocabulary.of([*first, *own])
    return Pretraining(
        first=count_ngrams(vocabulary.encode(first), len(vocabulary), max_n=MAX_N),
        own=vocabulary.encode(own),
        validation=vocabulary.encode(corpus.vocabulary.decode(corpus.validation)),
    )
