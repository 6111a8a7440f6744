"""The exercise of the panel: find the training target behind the short answers; the training set's counts judge it."""

from collections import Counter
from functools import cache
from typing import Any

import streamlit as st

from seqviz.data.pairs.cutting import cut
from seqviz.data.pairs.library import load_pairs
from seqviz.metrics.decoding import Judged
from seqviz.records.pairs import Tokens
from seqviz.ui.experiment.controls import control
from seqviz.ui.experiment.settings import Settings
from seqviz.ui.lessons.decoding_dirt.decoded import answers_of, commonest
from seqviz.ui.page import Page
from seqviz.ui.progress import remember_answer


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
    counts, found = target_counts(), said == commonest(exact)[0]
    others = max(count for target, count in counts.items() if target != said)
    values = {
        "count": counts[said], "pairs": counts.total(), "others": others,
        "answers": sum(answer == said for answer in answers_of(exact)), "sentences": exact.sentences,
    }  # fmt: skip
    done = found and counts[said] > others
    remember_answer(f"{page.name}/exercise-suspect", right=done)
    mark = ":green[:material/check_circle:]" if done else ":orange[:material/cancel:]"
    key = "done" if done else "unknown" if not counts[said] else "other"
    st.markdown(f"{mark} {t(f'decoding-dirt.suspect.{key}', **values)}")
