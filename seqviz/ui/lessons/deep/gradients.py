"""The screen of the gradients: how long the gradient is in each layer, over the steps and back along the sentence."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from seqviz.components.chart import FigureTemplate, chart
from seqviz.components.packed_series import Numbers
from seqviz.figures.layers import layer_curves_figure
from seqviz.jobs.watch import Watch
from seqviz.records.training import ProbeQuestion
from seqviz.text.catalog import Catalog, Language, load_catalog
from seqviz.text.numbers import number_text
from seqviz.ui.experiment.laboratory import Laboratory
from seqviz.ui.experiment.language_model import probed_text, question_row
from seqviz.ui.experiment.prediction import Outcome, Question, predict
from seqviz.ui.experiment.readings import STEPS
from seqviz.ui.experiment.shown_state import answered, whose

Floats = NDArray[np.float64]
ENOUGH, LAST = 50, 50
"""Steps after which a guess is judged, and the last steps whose mean judges it."""


def layers_screen(lab: Laboratory, past: int | None) -> None:
    """Draw the question, and behind the guess the norms of the gradient layer by layer."""
    page, settings, t, watch = lab.page, lab.settings, lab.page.t, lab.slot.watch
    question_row(page, settings)
    contestant = whose(lab, "layers")
    found = norms_of(watch, contestant) if watch is not None else None
    layers = 0 if found is None else found[1].shape[1]
    if layers == 1:
        st.info(t("deep.layers.one"), icon=":material/layers:")
        return
    if predict(page, settings, _question(t), _outcome(found, t)) is None:
        return
    with page.panel("layer-norms", title=t("deep.layers"), hint=t("deep.layers.hint")):
        if found is None or not len(found[0]):
            st.info(t("units.train-first"), icon=":material/play_arrow:")
            return
        steps, norms = found
        series = {f"layer {layer + 1}": {"x": steps, "y": norms[:, layer]} for layer in range(layers)}
        chart(
            _template(t.language, layers, "steps"),
            key=f"{page.name}.layer-norms",
            series=series,
            label=t("deep.layers"),
        )
    _back(lab, contestant, past)


def norms_of(watch: Watch, contestant: str) -> tuple[Floats, Floats] | None:
    """Return the steps, and the gradient norm of each layer's weights and biases [steps, layers], before clipping."""
    described, columns = watch.description(contestant), watch.trail(STEPS, contestant).columns
    if described is None or not columns:
        return None
    return columns["step"], by_layer(columns["parameter_norms"], described.parameters)


def by_layer(norms: Floats, parameters: tuple[str, ...]) -> Floats:
    """Join the norms [N, parameters] of what belongs to one layer, ``W_h 2`` to the second: [N, layers]."""
    numbers = [int(name.rpartition(" ")[2]) if name[:2] in ("W_", "b_") and " " in name else 0 for name in parameters]
    squares = np.square(norms)
    sums = [squares[:, np.array(numbers) == layer].sum(1) for layer in range(1, max(numbers) + 1)]
    joined: Floats = np.sqrt(np.stack(sums, axis=1))
    return joined


def _question(t: Catalog) -> Question:
    options = {answer: t(f"deep.layers.{answer}") for answer in ("bottom", "between", "top")}
    return Question(subject="layers", text=t("deep.layers.question", steps=LAST), options=options, why="layers-why")


def _outcome(found: tuple[Floats, Floats] | None, t: Catalog) -> Outcome | None:
    """Name the layer with the longest gradient over the last steps."""
    if found is None or not len(found[0]) or found[0][-1] < ENOUGH:
        return None
    steps, norms = found
    means = norms[steps > steps[-1] - LAST].mean(0)
    largest = int(means.argmax())
    answer = "bottom" if largest == 0 else "top" if largest == len(means) - 1 else "between"
    told = " · ".join(
        t("deep.layers.norm", layer=layer, norm=number_text(float(mean), t.language, figures=2))
        for layer, mean in enumerate(means, start=1)
    )
    return Outcome(answers=frozenset({answer}), measured=t("deep.layers.measured", step=int(steps[-1]), told=told))


def _back(lab: Laboratory, contestant: str, past: int | None) -> None:
    """Draw how much of the loss on the last token comes back to each state, layer by layer."""
    page, settings, t = lab.page, lab.settings, lab.page.t
    with page.panel("layer-back", title=t("deep.back"), hint=t("deep.back.hint")):
        found = answered(lab, "probe", ProbeQuestion(text=probed_text(settings, t)), contestant, past=past)
        if found is None:
            return
        back = list(range(len(found.tokens) - 1, -1, -1))
        series: dict[str, dict[str, Numbers]] = {
            f"layer {layer}": {"x": back, "y": felt(norms)} for layer, norms in enumerate(found.gradient, start=1)
        }
        template = _template(t.language, len(found.gradient), "back")
        chart(template, key=f"{page.name}.layer-back", series=series, label=t("deep.back"))


def felt(norms: Sequence[float]) -> list[float | None]:
    """Return lengths as a logarithmic scale can show them: where nothing arrives is a gap.

    The state after the last token is such a place: nothing that is predicted from it is in the sentence.
    """
    return [norm if norm > 0 else None for norm in norms]


@lru_cache(maxsize=32)
def _template(language: Language, layers: int, what: str) -> FigureTemplate:
    t = load_catalog(language)
    names = [t("live.layer", layer=layer) for layer in range(1, layers + 1)]
    axes = (t("live.curve.step"), t("deep.layers.axis")) if what == "steps" else (t("deep.back.x"), t("deep.back.axis"))
    return FigureTemplate.of(layer_curves_figure(names, axes=axes))
