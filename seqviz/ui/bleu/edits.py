"""What raises the score? One small edit, a guess, and the factors before and after."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from seqviz.metrics.bleu import trace_bleu
from seqviz.metrics.edits import apply_edit, possible_edits
from seqviz.metrics.tokens import visible
from seqviz.records.bleu import BleuTrace, Edit, EditKind
from seqviz.text.catalog import Catalog
from seqviz.ui.bleu import working
from seqviz.ui.bleu.session import BleuSession
from seqviz.ui.bound import bound
from seqviz.ui.page import Page

_SAME = 1e-12
_KINDS: tuple[EditKind, ...] = ("drop", "repeat", "swap", "append")
_OUTCOMES = ("rises", "stays", "falls")
_RANKED = 5


def draw_edits(page: Page, state: BleuSession, trace: BleuTrace) -> None:
    """Draw the word to change, the four edits, the question and, once it is answered, what moved."""
    if not trace.prediction or not trace.reference:
        return
    t = page.t
    with page.panel("bleu-edits", title=t("bleu.edits.title"), hint=t("bleu.edits.hint")):
        _draw_buttons(t, state, trace)
        if state.edit is not None:
            _draw_outcome(t, state, trace, state.edit)


def _draw_buttons(t: Catalog, state: BleuSession, trace: BleuTrace) -> None:
    places = range(len(trace.prediction))
    position = min(state.edit_at, places[-1])
    candidates = list(dict.fromkeys(trace.reference))
    token = state.edit_token if state.edit_token in candidates else _first_unmatched(trace)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.selectbox(
            t("bleu.edits.word"), places, width=170,
            format_func=lambda place: f"{place + 1}: {visible(trace.prediction[place])}",
            **bound("bleu-edit-at", position, partial(_pick, state, "edit_at"), options=places),
        )  # fmt: skip
        for kind in _KINDS[:3]:
            edit = Edit(kind=kind, position=position, token=trace.prediction[position])
            st.button(
                t(f"bleu.edits.{kind}"), key=f"bleu-edit-{kind}", on_click=_try, args=(state, edit),
                disabled=kind == "swap" and position == places[-1],
            )  # fmt: skip
        st.selectbox(
            t("bleu.edits.new_word"), candidates, width=170, format_func=visible,
            **bound("bleu-edit-token", token, partial(_pick, state, "edit_token"), options=candidates),
        )  # fmt: skip
        edit = Edit(kind="append", position=len(trace.prediction), token=token)
        st.button(t("bleu.edits.append"), key="bleu-edit-append", on_click=_try, args=(state, edit))


def _pick(state: BleuSession, name: str, value: object) -> None:
    """Take the word that was picked; the edit of another one is no longer spoken of."""
    setattr(state, name, value)
    state.edit = state.expected = None


def _first_unmatched(trace: BleuTrace) -> str:
    """Return the first word of the reference that the prediction has not matched, else its last word."""
    taken = {place.target for place in trace.ngrams[0].places}
    free = (token for place, token in enumerate(trace.reference) if place not in taken)
    return next(free, trace.reference[-1])


def _draw_outcome(t: Catalog, state: BleuSession, trace: BleuTrace, edit: Edit) -> None:
    edited = apply_edit(trace.prediction, edit)
    st.text(t("bleu.edits.now", text=_joined(state, edited) or "∅"))
    st.segmented_control(
        t("bleu.edits.guess", score=f"{trace.score:.4f}"), (*_OUTCOMES, "show"),
        format_func=lambda name: t(f"bleu.edits.{name}"),
        **bound("bleu-edit-guess", state.expected, partial(setattr, state, "expected")),
    )  # fmt: skip
    if state.expected is None:
        return
    after = _rescore(state, trace, edited)
    change = after.score - trace.score
    outcome = "stays" if abs(change) < _SAME else "rises" if change > 0 else "falls"
    told = t(f"bleu.edits.{outcome}.told", before=f"{trace.score:.4f}", after=f"{after.score:.4f}")
    if state.expected == "show":
        st.markdown(told)
    elif state.expected == outcome:
        st.success(t("bleu.edits.right", told=told), icon=":material/check:")
    else:
        st.info(t("bleu.edits.wrong", told=told, guess=t(f"bleu.edits.{state.expected}")), icon=":material/close:")
    st.markdown(_factors(t, trace, after))
    st.button(t("bleu.edits.keep"), key="bleu-edit-keep", on_click=_keep, args=(state, edited))
    with st.expander(t("bleu.edits.all")):
        _draw_ranking(t, state, trace)


def _factors(t: Catalog, before: BleuTrace, after: BleuTrace) -> str:
    """Return a table of every factor before and after, an arrow where it moved."""
    rows: list[tuple[str, ...]] = [("", t("bleu.edits.before"), t("bleu.edits.after"), "")]
    rows.append(("---",) * 4)
    rows.append(_row(t("bleu.brevity.name"), before.brevity_penalty, after.brevity_penalty))
    for n in range(1, before.max_n + 1):
        values = [score.smoothed[n - 1] if n <= len(score.smoothed) else None for score in (before, after)]
        texts = [
            f"${working.precision(score, n)}$" if n <= len(score.smoothed) else t("bleu.column.absent")
            for score in (before, after)
        ]
        rows.append((f"$p_{n}$", *texts, _arrow(*values)))
    rows.append(_row(t("bleu.score"), before.score, after.score))
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def _row(name: str, before: float, after: float) -> tuple[str, str, str, str]:
    return name, f"{before:.4f}", f"{after:.4f}", _arrow(before, after)


def _arrow(before: float | None, after: float | None) -> str:
    if before is None or after is None or abs(before - after) < _SAME:
        return "="  # an order that appears or disappears has no direction
    return ":green[▲]" if after > before else ":red[▼]"


def _draw_ranking(t: Catalog, state: BleuSession, trace: BleuTrace) -> None:
    """List the edits that raise the score most, of all single ones."""
    ranked = sorted(
        ((_rescore(state, trace, apply_edit(trace.prediction, edit)).score, edit)
         for edit in possible_edits(trace.prediction, trace.reference)),
        key=lambda scored: -scored[0],
    )  # fmt: skip
    st.caption(t("bleu.edits.ranking", count=len(ranked)))
    for score, edit in ranked[:_RANKED]:
        place = edit.position + 1
        st.text(t(f"bleu.edits.ranked.{edit.kind}", score=f"{score:.4f}", token=visible(edit.token), place=place))


def _rescore(state: BleuSession, trace: BleuTrace, tokens: Sequence[str]) -> BleuTrace:
    smoothing = state.settings.smoothing
    return trace_bleu(tokens, trace.reference, trace.max_n, formula=trace.formula, smoothing=smoothing)


def _joined(state: BleuSession, tokens: Sequence[str]) -> str:
    return ("" if state.settings.unit == "characters" else " ").join(map(visible, tokens))


def _try(state: BleuSession, edit: Edit) -> None:
    state.edit, state.expected = edit, None


def _keep(state: BleuSession, tokens: Sequence[str]) -> None:
    joint = "" if state.settings.unit == "characters" else " "
    state.change(prediction=joint.join(tokens))
