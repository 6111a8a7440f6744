"""What is equal in this run and what came of it: parameters, seconds, perplexities at equal steps and seconds."""

import streamlit as st

from seqviz.config.parameters import matched, parameters_of
from seqviz.config.rivals import config_of, rival_of
from seqviz.text.catalog import Catalog
from seqviz.text.numbers import count_text, decimals_text, percent_text
from seqviz.ui.experiment.contestant_names import contestant_names
from seqviz.ui.experiment.laboratory import Laboratory, LabSettings
from seqviz.ui.experiment.live import live
from seqviz.ui.experiment.readings import perplexity_text_of
from seqviz.ui.lessons.deep.prediction import outcome_of
from seqviz.ui.lessons.deep.verdict import STEP, Measured, Verdict, verdict_of

TOLERANCE = 0.01
"""Parameters are called equal within this share."""
COLUMNS = ("model", "parameters", "more", "seconds", "steps", "once")


def draw_balance(lab: Laboratory) -> None:
    """Draw the verdict below the training, live, where there are several models."""
    if lab.settings.value("idea") == "train" and lab.settings.view.rivals:
        live(lab.settings, lab.slot, lambda: _draw(lab))


def _draw(lab: Laboratory) -> None:
    page, settings, t, watch = lab.page, lab.settings, lab.page.t, lab.slot.watch
    described = watch.description(watch.names[0]) if watch is not None else None
    with page.panel("balance", title=t("deep.balance"), hint=t("deep.balance.hint", step=STEP)):
        if described is not None:
            _equalise(settings, described.vocabulary_size, t)
        found = verdict_of(watch)
        if watch is None or found is None or outcome_of(settings, watch, t) is None:
            st.markdown(t("deep.balance.wait", step=STEP))
            return
        names = contestant_names(watch.contest, t)
        st.markdown(_table(found, names, t))
        st.markdown(told(found, names, t))


def _equalise(settings: LabSettings, vocabulary: int, t: Catalog) -> None:
    """Say whether the models of the settings have equally many parameters; a button makes them so."""
    apart = largest_difference(settings, vocabulary)
    share = percent_text(apart, t.language, digits=1)
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.markdown(t("deep.equal.yes" if apart <= TOLERANCE else "deep.equal.no", share=share))
        if apart > TOLERANCE:
            st.button(t("deep.equal.make"), key="deep.equalise", on_click=equalise, args=(settings, vocabulary))


def largest_difference(settings: LabSettings, vocabulary: int) -> float:
    """Return by which share of the first model's parameters another model of the settings differs most."""
    base, aim = settings.config, parameters_of(settings.config, vocabulary)
    others = (config_of(rival, base) for rival in settings.view.rivals)
    return max((abs(parameters_of(other, vocabulary) / aim - 1) for other in others), default=0.0)


def equalise(settings: LabSettings, vocabulary: int) -> None:
    """Give every rival the hidden size with which it has as many parameters as the page's own model."""
    base = settings.config
    aim = parameters_of(base, vocabulary)
    rivals = [matched(config_of(rival, base), aim, vocabulary) for rival in settings.view.rivals]
    settings.change(rivals=tuple(rival_of(rival, base) for rival in rivals))


def told(found: Verdict, names: dict[str, str], t: Catalog) -> str:
    """Say who leads at equal steps and at equal seconds, and what is left of a lead."""
    best, once = found.at_equal_steps, found.at_equal_seconds
    moment = decimals_text(found.moment, t.language, digits=1)
    lines = [
        t("deep.verdict.steps", step=STEP, name=names[best]),
        t("deep.verdict.once", moment=moment, name=names[once]),
    ]
    kept = found.kept(best)
    if kept is not None:
        key = "deep.verdict.kept" if kept > 0 else "deep.verdict.lost"
        lines.append(t(key, name=names[best], share=percent_text(kept, t.language)))
    return " ".join(lines)


def _table(found: Verdict, names: dict[str, str], t: Catalog) -> str:
    head = [t(f"deep.balance.{column}", step=STEP) for column in COLUMNS]
    rows = [[names[name], *_cells(model, found.shares[name], t)] for name, model in found.models.items()]
    lines = [" | ".join(cells) for cells in (head, ["---", *["---:"] * (len(head) - 1)], *rows)]
    return "\n".join(f"| {line} |" for line in lines)


def _cells(model: Measured, more: float, t: Catalog) -> tuple[str, ...]:
    return (
        count_text(model.parameters, t.language),
        percent_text(more, t.language, digits=1),
        decimals_text(model.seconds, t.language, digits=1),
        perplexity_text_of(model.loss, t),
        perplexity_text_of(model.loss_at_once, t),
    )
