"""The texts of the page, counted once: the course's for everybody, a learner's own for this learner alone."""

from collections.abc import Callable
from typing import Any, Literal, get_args

import streamlit as st

from seqviz.config.language_model import Unit
from seqviz.data.texts import SourceName, SourceText, load_text, own_text
from seqviz.ngrams.corpus import CountedCorpus, count_corpus
from seqviz.ngrams.pretraining import SUGGESTED, FirstText, Pretraining, first_texts, pretrain
from seqviz.ngrams.smoothing import Smoothing
from seqviz.records.counting import Adaptation
from seqviz.ui.lessons.language_models.outline import PageSettings
from seqviz.ui.lessons.language_models.stage import Stage

COURSE_CORPORA = 2 * (len(get_args(SourceName)) - 1)
"""Every text of the course in both units: about 400 MB once somebody has asked for them all."""
_SOURCE = "own-source"


def corpus_of(settings: PageSettings) -> CountedCorpus:
    """Return the text of the page, counting it the first time; raise ``Problem`` when it cannot be had."""
    config = settings.config
    if config.text != "own":
        return counted(load_text(config.text, fetch=False), config.unit)
    kept = settings.memory.get(_SOURCE)
    if kept is None or kept[0] is not config.own_text:
        kept = settings.memory[_SOURCE] = (config.own_text, own_text(config.own_text))
    return counted(kept[1], config.unit)


def first_text(stage: Stage) -> FirstText:
    """Return what is read first: the learner's choice, or what suits the text."""
    name = stage.corpus.source.name
    return next((first for first in first_texts(name) if first == stage.view.other), SUGGESTED[name])


def compare(stage: Stage, first: FirstText) -> Adaptation:
    """Examine three models of the held-out part; raise ``Problem`` when the text to be read first cannot be had."""
    other = None if first == "half" else load_text(first, fetch=False)
    config = stage.config
    smoothing = (config.but(rule="kneser-ney") if config.rule == "none" else config).smoothing
    found: Adaptation = _compared(stage.corpus.source, stage.corpus.unit, other, config.n, smoothing, stage.view.share)
    return found


def _kept(cache: Callable[..., Any], function: Callable[..., Any], *, shared: int, own: int) -> Callable[..., Any]:
    """Return a function of a text behind two caches: the course's texts in one, each learner's own in theirs."""
    hashing: dict[type, Callable[[Any], object]] = {SourceText: lambda source: source.key, Smoothing: repr}
    sizes: dict[Literal["global", "session"], int] = {"global": shared, "session": own}
    caches = {
        scope: cache(scope=scope, max_entries=most, show_spinner=False, hash_funcs=hashing)(function)
        for scope, most in sizes.items()
    }
    return lambda source, *rest: caches["session" if source.name == "own" else "global"](source, *rest)


def _pretrain(source: SourceText, unit: Unit, other: SourceText | None) -> Pretraining:
    return pretrain(counted(source, unit), None if other is None else other.tokens(unit))


def _compare(
    source: SourceText, unit: Unit, other: SourceText | None, n: int, smoothing: Smoothing, share: float
) -> Adaptation:
    pretraining: Pretraining = _pretrained(source, unit, other)
    return pretraining.compare(n, smoothing, share)


counted: Callable[[SourceText, Unit], CountedCorpus] = _kept(
    st.cache_resource, count_corpus, shared=COURSE_CORPORA, own=2
)
"""Return a text with its counts; raise ``Problem`` when it is too short."""
_pretrained = _kept(st.cache_resource, _pretrain, shared=4, own=1)
_compared = _kept(st.cache_data, _compare, shared=40, own=10)
