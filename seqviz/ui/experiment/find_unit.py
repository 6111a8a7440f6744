"""Find a unit: choose a feature of the text, predict whether training helps, and see the units that tell it.

Units are chosen on one half of the held-out text and scored on the other, beside the best unit of the untrained twin.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import streamlit as st

from seqviz.components.chart import chart
from seqviz.config.fields import choice, number, switch, text
from seqviz.config.language_model import Unit
from seqviz.data.features import Labels, token_labels
from seqviz.data.texts import LATIN, fingerprint, like_text
from seqviz.figures.units import ranking_figure, room_for, unit_along_figure
from seqviz.records.problem import Problem
from seqviz.records.training import Feature, LayerTrace, ProbeQuestion, UnitQuestion, UnitRanking
from seqviz.records.units import BY_CHANCE, LONGEST_MARKED, LONGEST_PATTERN, FeatureName, UnitScore, read_marks
from seqviz.text.catalog import Catalog
from seqviz.text.markdown import plain
from seqviz.text.numbers import count_text, decimals_text, percent_text
from seqviz.ui.experiment.controls import control
from seqviz.ui.experiment.laboratory import Laboratory
from seqviz.ui.experiment.language_model import LONGEST_PROBE, contest, probe_of
from seqviz.ui.experiment.messages import sentence
from seqviz.ui.experiment.prediction import Outcome, Question, predict
from seqviz.ui.experiment.settings import Settings
from seqviz.ui.experiment.shown_state import answered, whose
from seqviz.ui.experiment.tied import tied

ENOUGH = 300
"""Steps after which a prediction is judged."""
SHOWN = 8
"""Units that are drawn."""

Pin = Callable[[int, int], None]
"""What is done with a layer and a unit that the learner pins."""


@dataclass(frozen=True, kw_only=True)
class FindUnitView:
    """What the view of a page that finds units must hold: mix it in. Layers are counted from 1.

    ``found_unit`` is the one shown along the sentence, -1 for the best.
    """

    feature: FeatureName = choice("place", FeatureName)
    letter: str = text("t", longest=1)
    letter_place: int = number(2, 1, 12)
    pattern: str = text(longest=LONGEST_PATTERN)
    regular: bool = switch(False)
    marked: str = text(longest=LONGEST_MARKED)
    unit_layer: int = number(1, 1, 4)
    found_unit: int = number(-1, -1, 1023)


def find_unit(lab: Laboratory, past: int | None, *, pin: Pin | None = None) -> None:
    """Draw the choice of a feature, the question, and the units that tell it at the state shown.

    ``pin`` hears which layer and unit the learner wants to look at elsewhere on the page.
    """
    page, settings, t = lab.page, lab.settings, lab.page.t
    view = _view(settings)
    with page.panel(f"find-unit-{page.name}", title=t("units.title"), hint=t("units.hint")):
        _choices(lab)
        contestant = whose(lab, "units")
        try:
            feature = feature_of(settings)
        except Problem as problem:
            st.info(sentence(problem, t), icon=":material/edit_note:")
            return
    watch = lab.slot.watch
    standing = watch.asked("units", contestant) if watch is not None else None
    known = standing.answer if standing is not None and standing.current else None
    if predict(page, settings, question_of(settings, feature, t), outcome_of(known, t)) is None:
        return
    question = UnitQuestion(feature=feature, layer=view.unit_layer - 1)
    with page.panel(f"found-units-{page.name}", title=t("units.found"), hint=t("units.found.hint")):
        found = answered(lab, "units", question, contestant, past=past)
        if found is not None:
            _ranking(lab, found)
            _along(lab, found, feature, contestant, past, pin)


def _view(settings: Settings[Any, Any]) -> FindUnitView:
    view = settings.view
    assert isinstance(view, FindUnitView)
    return view


def feature_of(settings: Settings[Any, Any]) -> Feature:
    """Return what the learner looks for; raise ``Problem`` where something is missing."""
    view = _view(settings)
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


def question_of(settings: Settings[Any, Any], feature: Feature, t: Catalog) -> Question:
    """Ask whether a trained unit tells the feature better than an untrained one."""
    options = {"helps": t("units.predict.helps"), "not": t("units.predict.not")}
    about = fingerprint(f"{feature} {settings.config.text} {_view(settings).unit_layer}")
    return Question(
        subject=f"unit/{feature.name}-{about}", text=t("units.predict", feature=name_of(feature, t)), options=options
    )


def name_of(feature: Feature, t: Catalog) -> str:
    """Return what a feature is called in a sentence, as Markdown."""
    letter, pattern = plain(feature.letter), plain(feature.pattern)
    return t(f"units.named.{feature.name}", letter=letter, place=feature.place, pattern=pattern)


def outcome_of(found: UnitRanking | None, t: Catalog) -> Outcome | None:
    """Judge a guess by the gain over the untrained twin, once the model has trained for a while."""
    if found is None:
        return None
    if found.step < ENOUGH:
        return Outcome(measured=t("units.early", step=found.step, enough=ENOUGH))
    values = {"step": count_text(found.step, t.language), "chance": decimals_text(BY_CHANCE, t.language, digits=1)}
    return Outcome(
        answers=frozenset({"helps" if found.gain > BY_CHANCE else "not"}),
        measured=t("units.measured", **values, **_scores(found, t)),
    )


def _scores(found: UnitRanking, t: Catalog) -> dict[str, str]:
    numbers = {"best": found.units[0].auc, "twin": found.twin.auc, "gain": found.gain}
    return {name: decimals_text(value, t.language, digits=2) for name, value in numbers.items()}


def _choices(lab: Laboratory) -> None:
    settings, t = lab.settings, lab.page.t
    feature = _view(settings).feature
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


def _ranking(lab: Laboratory, found: UnitRanking) -> None:
    page, t = lab.page, lab.page.t
    best = found.units[:SHOWN]
    names = [_unit_name(score) for score in best]
    twin = t("units.twin", auc=decimals_text(found.twin.auc, t.language, digits=2))
    figure = ranking_figure(found, shown=_shown(lab, found).unit, names=names, twin=twin, axis=t("units.axis"))
    chart(figure, key=f"{page.name}.units", label=t("units.found"))
    share = percent_text(found.share, t.language)
    st.markdown(t("units.told", share=share, places=count_text(found.places, t.language), **_scores(found, t)))


def _unit_name(score: UnitScore) -> str:
    return f"{score.unit} {'↑' if score.rises else '↓'}"


def _shown(lab: Laboratory, found: UnitRanking) -> UnitScore:
    """The unit that the learner chose, or the best."""
    wanted = _view(lab.settings).found_unit
    return next((score for score in found.units[:SHOWN] if score.unit == wanted), found.units[0])


def _along(
    lab: Laboratory, found: UnitRanking, feature: Feature, contestant: str, past: int | None, pin: Pin | None
) -> None:
    """Draw one unit along the learner's sentence, or along the text that was marked."""
    page, settings, t = lab.page, lab.settings, lab.page.t
    layer = _view(settings).unit_layer - 1
    score, best = _shown(lab, found), {one.unit: _unit_name(one) for one in found.units[:SHOWN]}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        st.pills(
            t("units.which"), list(best), format_func=lambda unit: best.get(unit, str(unit)), required=True,
            **tied(f"{page.name}.found-unit", score.unit, settings.taker("found_unit"), options=best).default,
        )  # fmt: skip
        if pin is not None:
            st.button(
                t("units.pin", unit=score.unit), key=f"{page.name}.pin-unit", icon=":material/push_pin:",
                on_click=pin, args=(layer, score.unit),
            )  # fmt: skip
    if feature.name != "marked":
        _sentence(lab)
    line = feature.text if feature.name == "marked" else _written(settings, t)
    looked = answered(lab, "unit-along", ProbeQuestion(text=line), contestant, past=past)
    if looked is not None:
        trace: LayerTrace = looked.layers[layer]
        values = trace.gates[found.signal][:, score.unit].tolist()
        inside = labels_along(feature, looked.tokens, settings.config.unit)
        with st.container(key=f"unit-along-{page.name}"):
            figure = unit_along_figure(
                looked.tokens, values, inside.tolist(), rises=score.rises, y=t(f"units.signal.{found.signal}")
            )
            figure.update_layout(width=room_for(looked.tokens))
            chart(figure, key=f"{page.name}.unit-along", label=t("units.which"))
        st.caption(t("units.along", feature=name_of(feature, t)))


def _written(settings: Settings[Any, Any], t: Catalog) -> str:
    line = probe_of(settings, t)
    return like_text(settings.config.text, line) or line


def _sentence(lab: Laboratory) -> None:
    """Draw the page's sentence; an emptied line brings the usual one back."""
    page, settings, t = lab.page, lab.settings, lab.page.t

    def take(written: str | None) -> None:
        settings.change(probe=written or "")

    st.text_input(
        t("kit.probe"), max_chars=LONGEST_PROBE,
        **tied(f"{page.name}.unit-sentence", probe_of(settings, t), take).value,
    )  # fmt: skip


@lru_cache(maxsize=64)
def labels_along(feature: Feature, tokens: tuple[str, ...], unit: Unit) -> Labels:
    """Return where the feature is in a sentence; tokens of words are joined as they are written."""
    between = "" if unit == "character" or any("\u3400" <= token[0] <= "\u9fff" for token in tokens) else " "
    return token_labels(feature, tokens, between=between)
