"""The assembly line: the two texts, the drawing, the arithmetic so far and the question before each fraction."""

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from seqviz.components.bleu_alignment import Alignment, CountChip, bleu_alignment
from seqviz.metrics.guess import judge, read_guess
from seqviz.metrics.stops import AssemblyStop, asked_order, score_so_far, start_of_order
from seqviz.metrics.tokens import TOKEN_UNITS, visible
from seqviz.records.bleu import BleuTrace, NgramFate, NgramOrder, NgramPlace
from seqviz.records.problem import Problem
from seqviz.text.catalog import Catalog
from seqviz.ui.bleu import working
from seqviz.ui.bleu.controls import go, move
from seqviz.ui.bleu.session import BleuSession
from seqviz.ui.bound import bound
from seqviz.ui.page import Page

_MOST_CHIPS = 60


def draw_texts(page: Page, state: BleuSession) -> None:
    """Draw the two lines of text and what counts as a token."""
    t = page.t
    left, right, unit = st.columns([3, 3, 2], gap="small")
    for column, name in ((left, "prediction"), (right, "reference")):
        column.text_input(
            t(f"bleu.{name}"), placeholder=t(f"bleu.{name}.placeholder"),
            **bound(f"bleu-{name}", getattr(state.settings, name), state.taker(name)),
        )  # fmt: skip
    unit.selectbox(
        t("bleu.unit"), TOKEN_UNITS, format_func=lambda name: t(f"bleu.unit.{name}"), help=t("bleu.unit.help"),
        **bound("bleu-unit", state.settings.unit, state.taker("unit"), options=TOKEN_UNITS),
    )  # fmt: skip


def draw_assembly(page: Page, state: BleuSession, trace: BleuTrace, stops: Sequence[AssemblyStop], step: int) -> None:
    """Draw the texts and, below them, the n-grams on their way to their places."""
    t, stop = page.t, stops[step]
    with page.panel("bleu-assembly", title=t("bleu.assembly.title"), hint=t("bleu.assembly.hint")):
        draw_texts(page, state)
        order = trace.ngrams[stop.n - 1] if trace.ngrams else NgramOrder(n=1, places=(), counts=())
        bleu_alignment(
            _alignment(t, state, trace, order, stop),
            key="bleu-alignment",
            on_move=lambda where: move(state, stops, step, where),
        )


def _alignment(t: Catalog, state: BleuSession, trace: BleuTrace, order: NgramOrder, stop: AssemblyStop) -> Alignment:
    joint = "" if state.settings.unit == "characters" else " "
    moving = stop.shown > 0 and not stop.weighed
    expected = {count.ngram: count.expected for count in order.counts}
    names = [joint.join(map(visible, place.ngram)) for place in order.places[: stop.shown]]
    return Alignment(
        prediction=tuple(map(visible, trace.prediction)),
        reference=tuple(map(visible, trace.reference)),
        n=order.n,
        places=order.places,
        shown=stop.shown,
        current=stop.shown - 1 if moving else None,
        hint=state.judgement.hint if state.judgement and not stop.shown else None,
        sentences=[
            _sentence(t, name, place, expected[place.ngram]) for name, place in zip(names, order.places, strict=False)
        ],
        counts=_chips(order, stop.shown, joint),
        labels=_labels(t, order, stop),
        rtl=_runs_right_to_left(trace),
    )


def _sentence(t: Catalog, name: str, place: NgramPlace, expected: int) -> str:
    if place.target is not None:
        return t("bleu.told.matched", ngram=name, place=place.target + 1)
    return t(f"bleu.told.{place.fate}", ngram=name, count=expected)


def _chips(order: NgramOrder, known: int, joint: str) -> list[CountChip]:
    """Write the clipped count of each distinct n-gram that had its turn, with the counts so far."""
    counted_so_far = Counter(place.ngram for place in order.places[:known])
    expected = {count.ngram: count.expected for count in order.counts}
    chips = []
    for ngram, count in list(counted_so_far.items())[:_MOST_CHIPS]:
        fate: NgramFate = "missing" if not expected[ngram] else "clipped" if count > expected[ngram] else "matched"
        counted = min(count, expected[ngram])
        text = joint.join(map(visible, ngram))
        chips.append(CountChip(text=text, sum=f"min({count}, {expected[ngram]}) = {counted}", fate=fate))
    return chips


def _labels(t: Catalog, order: NgramOrder, stop: AssemblyStop) -> dict[str, str]:
    matched = sum(place.fate == "matched" for place in order.places[: stop.shown])
    if not order.places:
        idle = t("bleu.told.nothing")
    elif stop.shown:
        idle = t("bleu.told.summary", n=order.n, matched=matched, total=order.total)
    else:
        idle = t("bleu.told.start", n=order.n, total=order.total)
    return {
        "prediction": t("bleu.prediction"),
        "reference": t("bleu.reference"),
        "drawing": t("bleu.told.drawing", n=order.n, matched=matched, shown=stop.shown),
        "keys": t("bleu.told.keys"),
        "idle": idle,
        "hint": t("bleu.told.hint"),
        "counts": t("bleu.told.counts"),
    }


def _runs_right_to_left(trace: BleuTrace) -> bool:
    letters = [char for token in (*trace.prediction, *trace.reference) for char in token if char.isalpha()]
    # Hebrew and Arabic blocks; a pair is mirrored when most of its letters are.
    return sum("\u0590" <= char <= "\u08ff" for char in letters) * 2 > len(letters)


def draw_arithmetic(page: Page, state: BleuSession, trace: BleuTrace, stops: Sequence[AssemblyStop], step: int) -> None:
    """Draw what is known of the score so far, each guess beside its outcome, and the next question."""
    t, stop = page.t, stops[step]
    title = t(f"bleu.arithmetic.{trace.formula}")
    with page.panel("bleu-arithmetic", title=t("bleu.arithmetic.title"), hint=title):
        st.markdown(_table(t, state, trace, stop))
        _draw_totals(t, trace, stop)
        n = asked_order(stops, step, [order.total for order in trace.ngrams])
        if n is not None:
            _draw_question(t, state, trace, stops, n)


def _table(t: Catalog, state: BleuSession, trace: BleuTrace, stop: AssemblyStop) -> str:
    """Return the table as Markdown: known fractions, then question marks for what is to come."""
    head = ("$n$", "$p_n$", t("bleu.column.weight"), "$p_n^{w}$", t("bleu.column.guess"))
    rows = []
    for n in range(1, trace.max_n + 1):
        if n > len(trace.weights):
            rows.append((f":gray[{n}]", f":gray[{t('bleu.column.absent')}]", "", "", ""))
            continue
        counted = n < stop.n or (n == stop.n and stop.shown == trace.counts.totals[n - 1])
        weighed = n < stop.n or (stop.weighed and n == stop.n) or stop.done
        fraction = f"${working.precision(trace, n)}$" if counted or stop.done else ":gray[?]"
        factor = f"**{trace.factors[n - 1]:.3f}**" if weighed else ""
        weight = f"{trace.weights[n - 1]}"
        rows.append(
            (str(n), fraction, weight if weighed else f":gray[{weight}]", factor, _guess(state, trace, n, counted))
        )
    lines = [" | ".join(row) for row in (head, ("---",) * len(head), *rows)]
    return "\n".join(f"| {line} |" for line in lines)


def _guess(state: BleuSession, trace: BleuTrace, n: int, counted: bool) -> str:
    """Return the first guess of p_n; once the fraction is out, with its verdict."""
    guess = state.guesses.get(n)
    if guess is None or n > len(trace.ngrams):
        return ""
    if not counted:
        return f"`{guess.text}`"
    right = judge(guess, trace.ngrams[n - 1]).verdict == "right"
    return f"`{guess.text}` {':green[✓]' if right else ':red[✗]'}"


def _draw_totals(t: Catalog, trace: BleuTrace, stop: AssemblyStop) -> None:
    if not stop.done:
        st.markdown(t("bleu.so_far", product=f"{score_so_far(trace, stop):.3f}"))
        return
    st.markdown(t("bleu.brevity.line") + f"  \n${working.brevity(trace)}$")
    st.markdown(f"### {t('bleu.score')} **{trace.score:.4f}**")


def _draw_question(t: Catalog, state: BleuSession, trace: BleuTrace, stops: Sequence[AssemblyStop], n: int) -> None:
    order = trace.ngrams[n - 1]
    with st.form(f"bleu-guess-{n}", border=False):
        answer, check = st.columns([3, 2], vertical_alignment="bottom", gap="small")
        answer.text_input(t("bleu.guess", n=n), key=f"bleu-guess-text-{n}", placeholder=t("bleu.guess.placeholder"))
        check.form_submit_button(
            t("bleu.guess.check"), type="primary", width="stretch", on_click=_check, args=(state, order, stops)
        )
    if state.unreadable:
        st.warning(t(state.unreadable.key))
    elif state.judgement:
        say = st.success if state.judgement.verdict == "right" else st.info
        tokens = len(trace.prediction)
        say(t(f"bleu.guess.{state.judgement.verdict}", n=n, tokens=tokens, matches=order.matches, total=order.total))


def _check(state: BleuSession, order: NgramOrder, stops: Sequence[AssemblyStop]) -> None:
    """Judge what was typed and lay out the n-grams that it speaks of, none of them matched yet."""
    try:
        guess = read_guess(st.session_state[f"bleu-guess-text-{order.n}"])
    except Problem as problem:
        state.judgement, state.unreadable = None, problem
        return
    go(state, stops, start_of_order(stops, order.n))
    state.judge(order.n, guess, judge(guess, order))
