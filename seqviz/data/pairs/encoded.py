"""Sentence pairs in ids: every sentence ends with ``<eos>``, and what is rare is ``<unk>``."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from seqviz.data.vocabulary import END, Ids, Vocabulary
from seqviz.records.pairs import Pair, Pairs, Tokens


@dataclass(frozen=True, kw_only=True, eq=False)
class Sentences:
    """Sentences of different lengths, one after the other in ``ids``; sentence i starts at ``starts[i]``."""

    ids: Ids
    starts: Ids
    lengths: Ids

    @classmethod
    def of(cls, sentences: Sequence[Tokens], vocabulary: Vocabulary) -> "Sentences":
        """Encode sentences, the end token appended to each."""
        ids = vocabulary.encode([token for sentence in sentences for token in (*sentence, END)])
        lengths = np.fromiter((len(sentence) + 1 for sentence in sentences), np.int64, len(sentences))
        return cls(ids=ids, starts=np.cumsum(lengths) - lengths, lengths=lengths)

    def __len__(self) -> int:
        """Return how many sentences there are."""
        return len(self.lengths)

    def padded(self, chosen: Ids) -> tuple[Ids, Ids]:
        """Return the chosen sentences side by side [T, B], as long as the longest, and their lengths [B].

        A shorter one is filled up with 0: nobody may read that.
        """
        lengths = self.lengths[chosen]
        places = np.arange(lengths.max())[:, np.newaxis]
        inside = places < lengths
        index = np.where(inside, self.starts[chosen] + places, 0)
        return np.where(inside, self.ids[index], 0), lengths


@dataclass(frozen=True, kw_only=True)
class EncodedPairs:
    """The sources and targets of a list of pairs."""

    sources: Sentences
    targets: Sentences

    def __len__(self) -> int:
        """Return how many pairs there are."""
        return len(self.sources)


@dataclass(frozen=True, kw_only=True)
class PairCorpus:
    """A task in ids, by the vocabularies of its training part; ``reverse_source`` reads sources from their end."""

    pairs: Pairs
    source_vocabulary: Vocabulary
    target_vocabulary: Vocabulary
    training: EncodedPairs
    held_out: EncodedPairs
    reverse_source: bool

    def encode_sources(self, sources: Sequence[Tokens]) -> Sentences:
        """Return sources as the encoder reads them: where the task says so, from the last token to the first."""
        return Sentences.of(_ordered(sources, reverse=self.reverse_source), self.source_vocabulary)


def build_pair_corpus(pairs: Pairs, *, reverse_source: bool) -> PairCorpus:
    """Count the vocabularies of the training part and encode both parts."""
    sources = _vocabulary((pair.source for pair in pairs.training), pairs.rare)
    targets = _vocabulary((pair.target for pair in pairs.training), pairs.rare)

    def encoded(part: Sequence[Pair]) -> EncodedPairs:
        ordered = _ordered([pair.source for pair in part], reverse=reverse_source)
        return EncodedPairs(
            sources=Sentences.of(ordered, sources), targets=Sentences.of([pair.target for pair in part], targets)
        )

    return PairCorpus(
        pairs=pairs, source_vocabulary=sources, target_vocabulary=targets, training=encoded(pairs.training),
        held_out=encoded(pairs.held_out), reverse_source=reverse_source,
    )  # fmt: skip


def _vocabulary(sentences: Iterable[Tokens], rare: int) -> Vocabulary:
    return Vocabulary.of((token for sentence in sentences for token in sentence), rare=rare, reserved=(END,))


def _ordered(sources: Sequence[Tokens], *, reverse: bool) -> Sequence[Tokens]:
    return [source[::-1] for source in sources] if reverse else sources
