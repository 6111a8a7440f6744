"""The text that the page counts: loaded, cut into training and held-out part, counted once for everybody."""

from dataclasses import dataclass
from functools import cached_property

import streamlit as st

from seqviz.config.language_model import Unit
from seqviz.data.all_messages import all_messages
from seqviz.data.texts import SourceText, fingerprint, load_text, only_letters, own_text, words_of
from seqviz.data.vocabulary import Ids, Vocabulary
from seqviz.metrics.perplexity import perplexity
from seqviz.ngrams.counts import NgramCounts, count_ngrams
from seqviz.ngrams.evaluation import Examiner
from seqviz.ngrams.model import NgramModel
from seqviz.ngrams.segmentation import longest_match
from seqviz.records.problem import Problem
from seqviz.ui.language_models.settings import PAGE, CountedText, Settings

MAX_N = 5
HELD_OUT_LIMIT = 20_000
SHORTEST = 24
"""Tokens below which there is nothing to count: the held-out eighth would not hold one 5-gram."""

OWN_TEXT = f"{PAGE}.own-text"
ENGLISH: tuple[CountedText, ...] = ("lincoln", "messages", "every", "time-machine")


@dataclass(frozen=True)
class Corpus:
    """A text in ids with its counts; the last eighth, at most 20,000 tokens, is held out, as in the laboratory."""

    name: CountedText
    unit: Unit
    source: SourceText
    vocabulary: Vocabulary
    training: Ids
    held_out: Ids
    counts: NgramCounts

    @cached_property
    def examiner(self) -> Examiner:
        """What was counted around every held-out token."""
        return Examiner(self.counts, self.held_out)

    @cached_property
    def memory(self) -> Examiner:
        """The same for the end of the training part: what the models have seen."""
        return Examiner(self.counts, self.training[-len(self.held_out) :])

    @cached_property
    def longest_word(self) -> int:
        """The longest word in characters, where words are not separated by spaces."""
        return max(len(token) for token in self.vocabulary.tokens[1:])

    @property
    def separator(self) -> str:
        """What stands between two tokens on the screen."""
        return " " if self.unit == "word" and self.name != "hsk" else ""

    def tokens(self, line: str) -> list[str]:
        """Cut a line of the learner's as the text itself was cut."""
        if self.name in ENGLISH:
            line = only_letters(line)
        if self.unit == "character":
            return list(line.strip())
        if self.name == "hsk":
            return longest_match(line, self.vocabulary.ids, longest=self.longest_word)
        return words_of(line)

    def perplexity(self, settings: Settings) -> float:
        """Return the perplexity of the control bar's model on the held-out part."""
        return perplexity(self.examiner.mean_nll(settings.n, settings.smoothing))

    def model(self, settings: Settings) -> NgramModel:
        """Return the model that the control bar describes."""
        return NgramModel(counts=self.counts, n=settings.n, smoothing=settings.smoothing)


def load_source(name: CountedText) -> SourceText:
    """Return a text of the page; raise ``Problem`` when it cannot be had."""
    if name == "own":
        return own_text(st.session_state.get(OWN_TEXT, ""))
    return all_messages() if name == "every" else load_text(name)


def load_corpus(name: CountedText, unit: Unit) -> Corpus:
    """Return a counted text, from the cache of this server if anybody has asked for it before.

    Raises ``Problem`` when the text cannot be had or is too short.
    """
    source = load_source(name)
    return _count(name, unit, source)


def _identity(source: SourceText) -> str:
    """Name a text for the cache: the course's texts never change, a learner's is known by its content."""
    return fingerprint(source.text) if source.name == "own" else source.name


@st.cache_resource(max_entries=4, show_spinner=False, hash_funcs={SourceText: _identity})
def _count(name: CountedText, unit: Unit, source: SourceText) -> Corpus:
    tokens = source.tokens(unit)
    if len(tokens) < SHORTEST:
        raise Problem(f"{PAGE}.problem.too-short", tokens=len(tokens), needed=SHORTEST)
    held_out = min(max(len(tokens) // 8, MAX_N + 1), HELD_OUT_LIMIT)
    training = tokens[:-held_out]
    vocabulary = Vocabulary.of(training)
    ids = vocabulary.encode(training)
    return Corpus(
        name, unit, source, vocabulary, ids, vocabulary.encode(tokens[-held_out:]),
        count_ngrams(ids, len(vocabulary), max_n=MAX_N),
    )  # fmt: skip
