"""Two texts over one vocabulary: the one that is read first, and a little of the one that matters."""

from dataclasses import dataclass
from typing import Literal

import streamlit as st

from seqviz.data.vocabulary import Vocabulary
from seqviz.ngrams.adaptation import adaptation
from seqviz.ngrams.counts import Ids, NgramCounts, count_ngrams
from seqviz.ngrams.smoothing import Smoothing
from seqviz.records.counting import Adaptation
from seqviz.ui.language_models.settings import CountedText, Settings
from seqviz.ui.language_models.texts import MAX_N, Corpus, load_source

FirstText = Literal["lincoln", "messages", "time-machine", "hsk", "half"]

SUGGESTED: dict[CountedText, FirstText] = {
    "lincoln": "messages", "messages": "lincoln", "every": "half", "hsk": "half",
    "time-machine": "messages", "own": "messages",
}  # fmt: skip
LONGEST = 200_000
"""Tokens of either text that take part: the comparison stays within a second or two."""
SIZES = (30, 100, 300, 1000, 3000, 10_000, 30_000, 100_000)


def other_texts(corpus: Corpus) -> list[FirstText]:
    """Return what may be read first: nothing that holds the very text which is examined."""
    names: list[FirstText] = ["half"]
    texts: tuple[FirstText, ...] = ("lincoln", "messages", "time-machine", "hsk")
    for name in texts:
        inside = corpus.name == "every" and name in ("lincoln", "messages")
        if name != corpus.name and not inside:
            names.append(name)
    return names


def suggested(settings: Settings, corpus: Corpus) -> FirstText:
    """Return the learner's choice, or what suits the text."""
    chosen = next((name for name in other_texts(corpus) if name == settings.other), None)
    return chosen or SUGGESTED[corpus.name]


def compare(settings: Settings, corpus: Corpus) -> Adaptation:
    """Examine three models of the held-out part; raise ``Problem`` when the other text cannot be had."""
    without_zeros = Smoothing(rule="kneser-ney", strength=settings.discount)
    smoothing = without_zeros if settings.rule == "none" else settings.smoothing
    return _compare(corpus, suggested(settings, corpus), settings.n, smoothing, settings.share)


def _key(corpus: Corpus) -> str:
    return f"{corpus.name}-{corpus.unit}-{len(corpus.training)}-{hash(corpus.source.text)}"


@dataclass(frozen=True)
class Pair:
    """Both texts and the held-out part in ids of one vocabulary, and the counts of the text that is read first."""

    first: NgramCounts
    own: Ids
    held_out: Ids


@st.cache_resource(max_entries=3, show_spinner=False, hash_funcs={Corpus: _key})
def _pair(corpus: Corpus, other: FirstText) -> Pair:
    own = corpus.vocabulary.decode(corpus.training)
    if other == "half":
        first, own = own[: len(own) // 2], own[len(own) // 2 :]
    else:
        first = load_source(other).tokens(corpus.unit)
    first, own = first[-LONGEST:], own[:LONGEST]
    vocabulary = Vocabulary.of([*first, *own])
    held_out = vocabulary.encode(corpus.vocabulary.decode(corpus.held_out))
    counts = count_ngrams(vocabulary.encode(first), len(vocabulary), max_n=MAX_N)
    return Pair(counts, vocabulary.encode(own), held_out)


@st.cache_data(max_entries=40, show_spinner=False, hash_funcs={Corpus: _key, Smoothing: repr})
def _compare(corpus: Corpus, other: FirstText, n: int, smoothing: Smoothing, share: float) -> Adaptation:
    pair = _pair(corpus, other)
    sizes = {size for size in SIZES if size < len(pair.own)} | {len(pair.own)}
    return adaptation(
        pair.first, pair.own, pair.held_out, sizes=tuple(sorted(sizes)), n=n, smoothing=smoothing, share=share
    )
