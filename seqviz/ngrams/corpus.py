"""A text whose n-grams are counted: the app's one corpus, with the counts and the examiners of its two parts."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from seqviz.config.language_model import Unit
from seqviz.data.corpus import Corpus, encode, split
from seqviz.data.texts import SourceText, like_text, words_of
from seqviz.ngrams.counts import NgramCounts, count_ngrams
from seqviz.ngrams.evaluation import Examiner
from seqviz.ngrams.segmentation import longest_match

MAX_N = 5


@dataclass(frozen=True, kw_only=True)
class CountedCorpus(Corpus):
    """A corpus with the n-gram counts of its training part, n = 1 ... 5. Its vocabulary is not cut."""

    source: SourceText
    unit: Unit
    counts: NgramCounts

    @cached_property
    def examiner(self) -> Examiner:
        """What was counted around every held-out token."""
        return Examiner(self.counts, self.validation)

    @cached_property
    def memory(self) -> Examiner:
        """The same for as long an end of the training part: what the models have seen."""
        return Examiner(self.counts, self.training[-len(self.validation) :])

    @cached_property
    def longest_word(self) -> int:
        """The longest token in characters, ``<unk>`` apart."""
        return max(len(token) for token in self.vocabulary.tokens[1:])

    @property
    def separator(self) -> str:
        """What stands between two tokens on the screen."""
        return " " if self.unit == "word" and self.source.name != "hsk" else ""

    def tokens(self, line: str) -> list[str]:
        """Cut a line of the learner's as the text itself was cut."""
        line = like_text(self.source.name, line)
        if self.unit == "character":
            return list(line)
        if self.source.name == "hsk":
            return longest_match(line, self.vocabulary.ids, longest=self.longest_word)
        return words_of(line)

    def first_unseen(self, n: int) -> int | None:
        """Return the first held-out place that ends an n-gram never counted, all its tokens known; None if all were."""
        never = self.counts.rows(self.validation)[n - 1] < 0
        known = self.validation != 0
        for place in np.flatnonzero(never[n - 1 :]) + n - 1:
            if known[place - n + 1 : place + 1].all():
                return int(place)
        return None


def count_corpus(source: SourceText, unit: Unit) -> CountedCorpus:
    """Cut a text and count its training part; raise ``Problem`` when it is too short."""
    corpus = encode(*split(source.tokens(unit)))
    counts = count_ngrams(corpus.training, len(corpus.vocabulary), max_n=MAX_N)
    return CountedCorpus(**vars(corpus), source=source, unit=unit, counts=counts)
