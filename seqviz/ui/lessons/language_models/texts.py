"""The texts of the page, counted once: the course's for everybody, a learner's own for this learner alone."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Literal, get_args

import streamlit as st

from seqviz.config.language_model import Unit
from seqviz.data.texts import SourceName, SourceText, load_text
from seqviz.ngrams.corpus import CountedCorpus, count_corpus
from seqviz.ngrams.pretraining import SUGGESTED, FirstText, Pretraining, first_texts, pretrain
from seqviz.ngrams.smoothing import Smoothing
from seqviz.records.counting import Adaptation
from seqviz.records.problem import Problem
from seqviz.ui.lessons.language_models.outline import CountedModel
from seqviz.ui.lessons.language_models.stage import Stage

TEXTS: tuple[SourceName, ...] = get_args(SourceName)
COURSE_CORPORA = 2 * (len(TEXTS) - 1)
"""Every text of the course in both units: about 400 MB once somebody has asked for them all."""
Scope = Literal["global", "session"]


def corpus_of(config: CountedModel) -> CountedCorpus:
    """Return the text of the page, counting it the first time; raise ``Problem`` when it cannot be had."""
    if config.text == "own":
        if config.own is None:
            raise Problem("language-models.own.missing")
        return counted(config.own, config.unit)
    return counted(load_text(config.text, fetch=False), config.unit)


def counted(source: SourceText, unit: Unit) -> CountedCorpus:
    """Return a text with its counts; raise ``Problem`` when it is too short."""
    corpus: CountedCorpus = _count[_scope(source)](source, unit)
    return corpus


def first_text(stage: Stage) -> FirstText:
    """Return what is read first: the learner's choice, or what suits the text."""
    name = stage.corpus.source.name
    return next((first for first in first_texts(name) if first == stage.view.other), SUGGESTED[name])


def compare(stage: Stage, first: FirstText) -> Adaptation:
    """Examine three models of the held-out part; raise ``Problem`` when the text to be read first cannot be had."""
    source = None if first == "half" else load_text(first, fetch=False)
    config = stage.config
    without_zeros = config.but(rule="kneser-ney") if config.rule == "none" else config
    scope = _scope(stage.corpus.source)
    found: Adaptation = _compare[scope](stage.corpus, source, config.n, without_zeros.smoothing, stage.view.share)
    return found


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
