"""The feature that a unit shall tell, as a learner chooses it: settings, controls, and where it is in a sentence."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import streamlit as st

from seqviz.config.fields import choice, number, switch, text
from seqviz.config.language_model import Unit
from seqviz.data.features import Labels, token_labels
from seqviz.data.texts import LATIN
from seqviz.records.training import Feature
from seqviz.records.units import LONGEST_MARKED, LONGEST_PATTERN, FeatureName, read_marks
from seqviz.text.catalog import Catalog
from seqviz.text.markdown import plain
from seqviz.ui.experiment.controls import control
from seqviz.ui.experiment.laboratory import Laboratory
from seqviz.ui.experiment.language_model import contest
from seqviz.ui.experiment.settings import Settings

SHOWN = 8
"""Units that are drawn."""


@dataclass(frozen=True, kw_only=True)
class FindUnitView:
    """What the view of a page that finds units must hold: mix it in. Layers are counted from 1.

    ``found_rank`` says which of the units found is shown along the sentence, 1 for the best: units come and go.
    """

    feature: FeatureName = choice("place", FeatureName)
    letter: str = text("t", longest=1)
    letter_place: int = number(2, 1, 12)
    pattern: str = text(longest=LONGEST_PATTERN)
    regular: bool = switch(False)
    marked: str = text(longest=LONGEST_MARKED)
    unit_layer: int = number(1, 1, 4)
    found_rank: int = number(1, 1, SHOWN)


def find_unit_view(settings: Settings[Any, Any]) -> FindUnitView:
    """Return the view of a page that has mixed it in."""
    view = settings.view
    assert isinstance(view, FindUnitView)
    return view


def feature_of(settings: Settings[Any, Any]) -> Feature:
    """Return what the learner looks for; raise ``Problem`` where something is missing."""
    view = find_unit_view(settings)
    written, ranges = read_marks(view.marked, only_letters=settings.config.text in LATIN)
    marked = view.feature == "marked"
    return Feature(
        name=view.feature,
        letter=view.letter if view.feature in ("letter", "before", "began") else "t",
        place=view.letter_place,
        pattern=view.pattern if view.feature == "pattern" else "",
        regex=view.regular if view.feature == "pattern" else False,
        text=written if marked else "",
        ranges=ranges if marked else (),
    )


def name_of(feature: Feature, t: Catalog) -> str:
    """Return what a feature is called in a sentence, as Markdown."""
    letter, pattern = plain(feature.letter), plain(feature.pattern)
    return t(f"units.named.{feature.name}", letter=letter, place=feature.place, pattern=pattern)


def feature_choice(lab: Laboratory) -> None:
    """Draw the controls that the chosen feature has."""
    settings, t = lab.settings, lab.page.t
    feature = find_unit_view(settings).feature
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        control(settings, "feature", t, shape="list", width=320)
        if feature in ("letter", "before", "began"):
            control(settings, "letter", t, width=120)
        if feature in ("place", "late"):
            control(settings, "letter_place", t, width=140)
        if feature == "pattern":
            control(settings, "pattern", t, width=320)
            control(settings, "regular", t, width="content")
        if max(getattr(one, "layers", 1) for one in contest(settings).configs) > 1:
            control(settings, "unit_layer", t, width=120)
    if feature == "marked":
        control(settings, "marked", t)


@lru_cache(maxsize=64)
def labels_along(feature: Feature, tokens: tuple[str, ...], unit: Unit) -> Labels:
    """Return where the feature is in a sentence; tokens of words are joined as they are written."""
    between = "" if unit == "character" or any("\u3400" <= token[0] <= "\u9fff" for token in tokens) else " "
    return token_labels(feature, tokens, between=between)
