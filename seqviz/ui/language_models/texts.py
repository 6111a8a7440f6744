"""The texts of the page, counted once: the course's for everybody, a learner's own for this learner alone."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Literal, get_args

import streamlit as st

from seqviz.config.language_model import Unit
from seqviz.data.texts import SourceName, SourceText, load_text
from seqviz.metrics.perplexity import perplexity
from seqviz.ngrams.corpus import CountedCorpus, count_corpus
from seqviz.ngrams.pretraining import FirstText, Pretraining, first_texts, pretrain
from seqviz.ngrams.smoothing import Smoothing
from seqviz.records.counting import Adaptation
from seqviz.ui.language_models.settings import PAGE, Settings

OWN_TEXT = f"{PAGE}.own-text"
"""The learner's ``SourceText`` in the session."""
TEXTS: tuple[SourceName, ...] = get_args(SourceName)
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
COURSE_CORPORA = 2 * (len(TEXTS) - 1)
"""Every text of the course in both units: about 400 MB once somebody has asked for them all."""
Scope = Literal["global", "session"]


def load_source(name: SourceName, *, fetch: bool = False) -> SourceText:
    """Return a text of the page; raise ``Problem`` when it cannot be had."""
    if name == "own" and OWN_TEXT in st.session_state:
        source = st.session_state[OWN_TEXT]
        assert isinstance(source, SourceText)
        return source
    return load_text(name, fetch=fetch)


def load_corpus(source: SourceText, unit: Unit) -> CountedCorpus:
    """Return a counted text, counting it the first time. Raises ``Problem`` when it is too short."""
    corpus: CountedCorpus = _count[_scope(source)](source, unit)
    return corpus


def compare(settings: Settings, corpus: CountedCorpus, other: FirstText) -> Adaptation:
    """Examine three models of the held-out part; raise ``Problem`` when the other text cannot be had."""
    first = None if other == "half" else load_source(other)
    without_zeros = Smoothing(rule="kneser-ney", strength=settings.discount)
    smoothing = without_zeros if settings.rule == "none" else settings.smoothing
    found: Adaptation = _compare[_scope(corpus.source)](corpus, first, settings.n, smoothing, settings.share)
    return found


def first_text(settings: Settings, corpus: CountedCorpus) -> FirstText:
    """Return the learner's choice, or what suits the text."""
    chosen = next((name for name in first_texts(corpus.source.name) if name == settings.other), None)
    return chosen or SUGGESTED[corpus.source.name]


def held_out_perplexity(corpus: CountedCorpus, settings: Settings) -> float:
    """Return the perplexity of the control bar's model on the held-out part."""
    return perplexity(corpus.examiner.mean_nll(settings.n, settings.smoothing))


def _scope(source: SourceText) -> Scope:
    return "session" if source.name == "own" else "global"


def _cached(
    cache: Callable[..., Any], function: Callable[..., Any], *, shared: int, own: int
) -> Mapping[Scope, Callable[..., Any]]:
    """Return a function behind two caches: one for the course's texts, and one of each learner for their own."""
    hashing: dict[type, Callable[[Any], object]] = {
        SourceText: lambda source: source.key,
        CountedCorpus: lambda corpus: (corpus.source.key, corpus.unit),
        Smoothing: repr,
    }
    kept: dict[Scope, int] = {"global": shared, "session": own}
    return MappingProxyType(
        {
            scope: cache(scope=scope, max_entries=most, show_spinner=False, hash_funcs=hashing)(function)
            for scope, most in kept.items()
        }
    )


def _pretrain_on(corpus: CountedCorpus, first: SourceText | None) -> Pretraining:
    return pretrain(corpus, None if first is None else first.tokens(corpus.unit))


def _compare_after(
    corpus: CountedCorpus, first: SourceText | None, n: int, smoothing: Smoothing, share: float
) -> Adaptation:
    pretraining: Pretraining = _pretrain[_scope(corpus.source)](corpus, first)
    return pretraining.compare(n, smoothing, share)


_count = _cached(st.cache_resource, count_corpus, shared=COURSE_CORPORA, own=2)
_pretrain = _cached(st.cache_resource, _pretrain_on, shared=4, own=1)
_compare = _cached(st.cache_data, _compare_after, shared=40, own=10)
