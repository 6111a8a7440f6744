"""Where greedy search and the learner's beam part: the sentences, nearer to the reference or further away."""

from collections.abc import Mapping
from typing import Literal

import streamlit as st

from seqviz.components.tradeoffs import Parting, Said, partings
from seqviz.jobs.moments import Moment
from seqviz.jobs.watch import Watch
from seqviz.metrics.chrf import chrf_score
from seqviz.metrics.decoding import Judged
from seqviz.records.seq2seq import TranslationDescription
from seqviz.text.numbers import decimals_text
from seqviz.ui.experiment.judging import beam_of
from seqviz.ui.experiment.search_trees import source_text
from seqviz.ui.lessons.decoding_tradeoffs.outline import TradeoffsSettings
from seqviz.ui.lessons.decoding_tradeoffs.sweeps import Decoding, judged
from seqviz.ui.lessons.decoding_tradeoffs.trees import pick_tree
from seqviz.ui.page import Page

SHOWN = 6
Verdict = Literal["better", "worse", "even"]


def draw_partings(page: Page, settings: TradeoffsSettings, watch: Watch, found: Mapping[Moment, Decoding]) -> None:
    """Draw some sentences in which the two differ at the moment that is looked at."""
    t, view = page.t, settings.view
    at = found.get(view.moment)
    everything = judged(watch, at, view.alpha) if at else ()
    one, other = beam_of(everything, 1), beam_of(everything, view.width)
    title = t("decoding-tradeoffs.parting.title", k=view.width)
    if at is None or one is None or other is None or view.width == 1:
        with page.panel("tradeoffs-parting", title=title, hint=t("decoding-tradeoffs.parting.hint")):
            st.caption(t("decoding-tradeoffs.parting.one" if view.width == 1 else "decoding-tradeoffs.undecoded"))
        return
    verdicts = verdicts_of(one, other)
    counts = {name: sum(said == name for said in verdicts.values()) for name in ("better", "worse", "even")}
    summary = t("decoding-tradeoffs.parting.counts", count=len(verdicts), sentences=one.sentences, **counts)
    with page.panel("tradeoffs-parting", title=title, hint=f"{summary} {t('decoding-tradeoffs.parting.hint')}"):
        if not verdicts:
            st.caption(t("decoding-tradeoffs.parting.none"))
            return
        places = chosen_rows(one, other, verdicts)
        rows = [_row(page, at, one, other, n, verdicts[n]) for n in places]
        head = [t("decoding-tradeoffs.parting.reference"), "k = 1", f"k = {view.width}", ""]
        names = {name: t(f"decoding-tradeoffs.parting.{name}") for name in ("better", "worse", "even")}
        described = watch.description(watch.names[0])
        spaced = not isinstance(described, TranslationDescription) or described.target_kind == "word"
        st.html(partings(rows, head, names, spaced=spaced, nothing=t("seq2seq.nothing")))
        pick_tree(page, settings, {n + 1: source_text(at.sweep.pairs[n]) for n in places})


def verdicts_of(one: Judged, other: Judged) -> dict[int, Verdict]:
    """Return for each sentence in which the two differ whether the other is nearer to the reference, by chrF."""
    found: dict[int, Verdict] = {}
    near = chrf_score(one.answers.chrf[one.chosen])
    nearer = chrf_score(other.answers.chrf[other.chosen])
    for n, (a, b) in enumerate(zip(one.chosen.tolist(), other.chosen.tolist(), strict=True)):
        if one.answers.words[a] != other.answers.words[b]:
            gap = float(nearer[n] - near[n])
            found[n] = "even" if abs(gap) < 1e-9 else "better" if gap > 0 else "worse"
    return found


def chosen_rows(one: Judged, other: Judged, verdicts: Mapping[int, Verdict]) -> list[int]:
    """Return sentences to show: first one in which the wider beam has found something less likely, if there is any."""
    lost = other.answers.log_prob[other.chosen] < one.answers.log_prob[one.chosen] - 1e-4
    pinned = [n for n in verdicts if lost[n]][:1]
    turns = [[n for n, said in verdicts.items() if said == name and n not in pinned] for name in ("better", "worse")]
    mixed = [n for pair in zip(*turns, strict=False) for n in pair]
    rest = [n for n in verdicts if n not in mixed and n not in pinned]
    return [*pinned, *mixed, *rest][:SHOWN]


def _row(page: Page, at: Decoding, one: Judged, other: Judged, n: int, verdict: Verdict) -> Parting:
    pair = at.sweep.pairs[n]

    def said(way: Judged) -> Said:
        place = int(way.chosen[n])
        log_prob = decimals_text(float(way.answers.log_prob[place]), page.t.language, digits=2)
        return Said(words=way.answers.words[place], below=f"log p = {log_prob}")

    return Parting(
        source=source_text(pair),
        reference=pair.target, one=said(one), other=said(other), verdict=verdict,
    )  # fmt: skip
