"""The exercise of the panel: find the training target behind the short answers; the training set's counts judge it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Literal

import streamlit as st

from seqviz.data.pairs.cutting import cut
from seqviz.data.pairs.library import load_pairs
from seqviz.metrics.decoding import Judged
from seqviz.records.pairs import Tokens
from seqviz.ui.experiment.controls import control
from seqviz.ui.experiment.settings import Settings
from seqviz.ui.lessons.decoding_dirt.decoded import answers_of
from seqviz.ui.page import Page
from seqviz.ui.progress import remember_answer

Verdict = Literal["done", "other", "unknown"]


@cache
def target_counts() -> Counter[Tokens]:
    """Return how often each target stands in the training set as it is shipped."""
    pairs = load_pairs("sentences-zh-en", fetch=False, keep_faulty=True)
    return Counter(pair.target for pair in pairs.training)


def draw_suspect(page: Page, settings: Settings[Any, Any], exact: Judged) -> None:
    """Ask for the target and say what the counts say to it."""
    t = page.t
    st.markdown(f"**{t('decoding-dirt.suspect')}** {t('decoding-dirt.suspect.task')}")
    control(settings, "suspect", t, width=340)
    said = cut(settings.view.suspect, "word")
    if not said:
        return
    counts, answers = target_counts(), answers_of(exact)
    verdict = verdict_of(said, answers, counts)
    others = max(count for target, count in counts.items() if target != said)
    told = t(
        f"decoding-dirt.suspect.{verdict}", count=t.number(counts[said]), pairs=t.number(counts.total()), others=others,
        answers=answers.count(said), sentences=len(answers),
    )  # fmt: skip
    remember_answer(f"{page.name}/exercise-suspect", right=verdict == "done")
    mark = ":green[:material/check_circle:]" if verdict == "done" else ":orange[:material/cancel:]"
    st.markdown(f"{mark} {told}")


def verdict_of(said: Tokens, answers: Sequence[Tokens], counts: Mapping[Tokens, int]) -> Verdict:
    """Return whether a target stands behind the answers: no target is more frequent, no answer commoner."""
    if not counts.get(said):
        return "unknown"
    common = Counter(answers).most_common(1)[0][1]
    return "done" if counts[said] == max(counts.values()) and answers.count(said) == common else "other"
