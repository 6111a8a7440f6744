"""What raises the score? One small edit, a prediction, and the factors before and after."""

from collections.abc import Sequence
from itertools import chain

import streamlit as st

from seqviz.figures import bleu_working as working
from seqviz.metrics.edits import EDITS, apply_edit, best_edits, first_unmatched, rescored
from seqviz.metrics.tokens import visible
from seqviz.records.bleu import BleuTrace, Edit
from seqviz.text.catalog import Catalog
from seqviz.ui.experiment.prediction import Outcome, Question, predict
from seqviz.ui.experiment.tied import tied
from seqviz.ui.lessons.bleu.outline import BleuSettings, memory_of
from seqviz.ui.page import Page

SUBJECT = "edit"
OUTCOMES = ("rises", "stays", "falls")
_RANKED = 5


def draw_edit(page: Page, settings: BleuSettings, trace: BleuTrace) -> None:
    """Draw the edits to choose from, the question and, once it is answered, what moved."""
    if not trace.prediction or not trace.reference:
        return
    t, edit = page.t, settings.view.edit
    with page.panel("bleu-edits", title=t("bleu.edits.title"), hint=t("bleu.edits.hint")):
        _draw_buttons(t, settings, trace)
        edited = _edited(trace, edit)
        if edited is not None:
            st.text(t("bleu.edits.now", text=settings.view.joint.join(map(visible, edited)) or "∅"))
    if edit is None or edited is None:
        return
    after = rescored(trace, edited)
    if predict(page, settings, _question(t, trace), _outcome(t, trace, after)) is None:
        return
    with page.panel("bleu-factors", title=t("bleu.edits.factors"), hint=t("bleu.edits.factors.hint")):
        st.markdown(working.factors(trace, after, _labels(t)))
        st.button(t("bleu.edits.keep"), key="bleu.edit-keep", on_click=_keep, args=(settings, edited))
        with st.expander(t("bleu.edits.all")):
            _draw_ranking(t, trace)


def _draw_buttons(t: Catalog, settings: BleuSettings, trace: BleuTrace) -> None:
    memory, places = memory_of(settings), range(len(trace.prediction))
    place = min(memory.place, places[-1])
    candidates = list(dict.fromkeys(chain(*trace.references)))
    token = memory.token if memory.token in candidates else first_unmatched(trace)

    def pick(name: str, value: object) -> None:
        setattr(memory, name, value)

    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        tie = tied("bleu.edit-place", place, lambda value: pick("place", value), options=places)
        st.selectbox(
            t("bleu.edits.word"), places, width=170, **tie.index(places),
            format_func=lambda place: f"{place + 1}: {visible(trace.prediction[place])}" if place in places else "",
        )  # fmt: skip
        for kind in EDITS[:3]:
            st.button(
                t(f"bleu.edits.{kind}"), key=f"bleu.edit-{kind}", on_click=_try,
                args=(settings, Edit(kind=kind, position=place)), disabled=kind == "swap" and place == places[-1],
            )  # fmt: skip
        tie = tied("bleu.edit-token", token, lambda value: pick("token", value), options=candidates)
        st.selectbox(t("bleu.edits.new_word"), candidates, width=170, format_func=visible, **tie.index(candidates))
        st.button(
            t("bleu.edits.append"), key="bleu.edit-append", on_click=_try,
            args=(settings, Edit(kind="append", token=token)),
        )  # fmt: skip


def _try(settings: BleuSettings, edit: Edit) -> None:
    """Ask about another change: what was said of the one before is past."""
    settings.guesses.pop(SUBJECT, None)
    settings.change(edit=edit)


def _edited(trace: BleuTrace, edit: Edit | None) -> tuple[str, ...] | None:
    """Return the prediction after the edit; ``None`` without one, or with one that does not fit."""
    try:
        return None if edit is None else apply_edit(trace.prediction, edit)
    except IndexError:
        return None  # an address may ask for anything


def _question(t: Catalog, trace: BleuTrace) -> Question:
    return Question(
        subject=SUBJECT,
        text=t("bleu.edits.guess", score=f"{trace.score:.4f}"),
        options={outcome: t(f"bleu.edits.{outcome}") for outcome in OUTCOMES},
    )


def _outcome(t: Catalog, before: BleuTrace, after: BleuTrace) -> Outcome:
    change = after.score - before.score
    outcome = "stays" if abs(change) < working.SAME else "rises" if change > 0 else "falls"
    measured = t("bleu.edits.measured", before=f"{before.score:.4f}", after=f"{after.score:.4f}")
    return Outcome(answers=frozenset({outcome}), measured=measured)


def _labels(t: Catalog) -> dict[str, str]:
    return {
        "before": t("bleu.edits.before"),
        "after": t("bleu.edits.after"),
        "brevity": t("bleu.brevity.name"),
        "absent": t("bleu.column.absent"),
        "score": t("bleu.score"),
    }


def _draw_ranking(t: Catalog, trace: BleuTrace) -> None:
    """List the edits that raise the score most, of all single ones."""
    ranked = best_edits(trace)
    st.caption(t("bleu.edits.ranking", count=len(ranked)))
    for score, edit in ranked[:_RANKED]:
        token, place = visible(edit.token), edit.position + 1
        st.text(t(f"bleu.edits.ranked.{edit.kind}", score=f"{score:.4f}", token=token, place=place))


def _keep(settings: BleuSettings, tokens: Sequence[str]) -> None:
    settings.change(prediction=settings.view.joint.join(tokens))
