"""What is known of the score so far, each guess beside its outcome, and the question before the next fraction."""

import streamlit as st

from seqviz.figures import bleu_working as working
from seqviz.metrics.guess import judge, read_guess
from seqviz.metrics.stops import AssemblyLine, start_of_order
from seqviz.records.bleu import BleuTrace
from seqviz.records.problem import Problem
from seqviz.text.catalog import Catalog
from seqviz.ui.experiment.messages import sentence
from seqviz.ui.experiment.tied import tied
from seqviz.ui.lessons.bleu.moves import go
from seqviz.ui.lessons.bleu.outline import BleuSettings, memory_of
from seqviz.ui.page import Page
from seqviz.ui.progress import remember_answer


def draw_arithmetic(page: Page, settings: BleuSettings, line: AssemblyLine) -> None:
    """Draw the table of fractions and weights, the product so far, and the next question."""
    t, trace = page.t, line.trace
    with page.panel("bleu-arithmetic", title=t("bleu.arithmetic.title"), hint=t(f"bleu.arithmetic.{trace.formula}")):
        st.markdown(_table(t, settings, line))
        if line.stop.done:
            st.markdown(t("bleu.brevity.line") + f"  \n${working.brevity(trace)}$")
            st.markdown(f"### {t('bleu.score')} **{trace.score:.4f}**")
        else:
            st.markdown(t("bleu.so_far", product=f"{line.score_so_far:.3f}"))
        if line.asked is not None:
            _draw_question(t, settings, line, line.asked)


def _table(t: Catalog, settings: BleuSettings, line: AssemblyLine) -> str:
    """Return the table as Markdown: known fractions, then question marks for what is to come."""
    head = ("$n$", "$p_n$", t("bleu.column.weight"), "$p_n^{w}$", t("bleu.column.guess"))
    rows = [head, ("---",) * len(head), *(_row(t, settings, line, n) for n in range(1, line.trace.max_n + 1))]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _row(t: Catalog, settings: BleuSettings, line: AssemblyLine, n: int) -> tuple[str, ...]:
    trace = line.trace
    if n > len(trace.weights):
        return f":gray[{n}]", f":gray[{t('bleu.column.absent')}]", "", "", ""
    fraction = f"${working.precision(trace, n)}$" if line.counted(n) else ":gray[?]"
    weight = f"{trace.weights[n - 1]}" if line.weighed(n) else f":gray[{trace.weights[n - 1]}]"
    factor = f"**{trace.factors[n - 1]:.3f}**" if line.weighed(n) else ""
    return str(n), fraction, weight, factor, _guess(settings, trace, n, line.counted(n))


def _guess(settings: BleuSettings, trace: BleuTrace, n: int, counted: bool) -> str:
    """Return the first guess of p_n; once the fraction is out, with its verdict."""
    try:
        guess = read_guess(settings.guesses.get(_subject(n), ""))
    except Problem:
        return ""
    if not counted or n > len(trace.ngrams):
        return f"`{guess.text}`"
    right = judge(guess, trace.ngrams[n - 1]).verdict == "right"
    return f"`{guess.text}` {':green[✓]' if right else ':red[✗]'}"


def _subject(n: int) -> str:
    """What the guess of p_n is called among the predictions of the page."""
    return f"p{n}"


def _draw_question(t: Catalog, settings: BleuSettings, line: AssemblyLine, n: int) -> None:
    memory = memory_of(settings)

    def take(typed: str) -> None:
        memory.typed[n] = typed
        check()

    def check() -> None:
        _check(settings, line, n, memory.typed.get(n, ""))

    answer, button = st.columns([3, 2], vertical_alignment="bottom", gap="small")
    answer.text_input(
        t("bleu.guess", n=n), placeholder=t("bleu.guess.placeholder"),
        **tied(f"bleu.guess-{n}", memory.typed.get(n, ""), take).value,
    )  # fmt: skip
    button.button(t("bleu.guess.check"), key="bleu.check", type="primary", width="stretch", on_click=check)
    if isinstance(memory.said, Problem):
        st.warning(sentence(memory.said, t))
    elif memory.said is not None:
        order, verdict = line.trace.ngrams[n - 1], memory.said.verdict
        numbers = {"n": n, "tokens": len(line.trace.prediction), "matches": order.matches, "total": order.total}
        (st.success if verdict == "right" else st.info)(t(f"bleu.guess.{verdict}", **numbers))


def _check(settings: BleuSettings, line: AssemblyLine, n: int, typed: str) -> None:
    """Judge what was typed and lay out the n-grams that it speaks of, none of them matched yet."""
    memory = memory_of(settings)
    try:
        guess = read_guess(typed)
    except Problem as problem:
        memory.said = problem
        return
    go(settings, line, start_of_order(line.stops, n))
    memory.said = judge(guess, line.trace.ngrams[n - 1])
    settings.guesses.setdefault(_subject(n), guess.text)
    remember_answer(f"bleu/{_subject(n)}", right=memory.said.verdict == "right")
