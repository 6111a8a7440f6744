"""Screen 6: text from an n-gram model, one die per token, the candidates beside it, and every n with the same dice."""

from collections.abc import Sequence

import streamlit as st

from seqviz.components.drawings import Bar, bars, die, draw, running_text, table
from seqviz.figures.counting import joined, shown
from seqviz.ngrams.corpus import MAX_N
from seqviz.ngrams.generation import generate, mean_choices
from seqviz.records.counting import GenerationStep
from seqviz.text.markdown import plain
from seqviz.ui.experiment.prediction import Outcome
from seqviz.ui.lessons.language_models.lines import line_input, line_of
from seqviz.ui.lessons.language_models.outline import LONGEST_WRITING
from seqviz.ui.lessons.language_models.stage import Stage, text_and_panels

BANDS = {"1": (0, 1), "few": (2, 5), "some": (6, 50), "many": (51, 10**9)}


def draw_writing(stage: Stage) -> None:
    """Draw token after token from p(x_t | the n-1 before)."""
    prefix = stage.corpus.tokens(line_of(stage, "prefix"))
    left, right = text_and_panels()
    with left:
        opened = _ask(stage, prefix)
        stage.page.lesson("write")
    with right:
        steps = write(stage, prefix, length=stage.view.length, seed=stage.view.seed)
        _text(stage, prefix, steps)
        if opened and steps:
            _last_step(stage, steps[-1])
            _every_n(stage, prefix)


def write(stage: Stage, prefix: Sequence[str], *, length: int, seed: int, n: int = 0) -> tuple[GenerationStep, ...]:
    """Let the model, or its like for another ``n``, write so many tokens after a prefix."""
    model = (stage.config.but(n=n) if n else stage.config).model(stage.corpus)
    vocabulary = stage.corpus.vocabulary
    return generate(model, vocabulary.encode(prefix), vocabulary.tokens, length=length, seed=seed)


def _text(stage: Stage, prefix: list[str], steps: tuple[GenerationStep, ...]) -> None:
    t, view, n = stage.t, stage.view, stage.config.n
    with stage.panel("text", n=n, seed=view.seed):
        line_input(stage, "prefix")
        tokens = [*prefix, *(step.chosen for step in steps)]
        draw(running_text(tokens, given=len(prefix), n=n, separator=stage.corpus.separator))
        full, empty = view.length >= LONGEST_WRITING, view.length == 0
        with st.container(horizontal=True):
            one, ten = view.length + 1, min(view.length + 10, LONGEST_WRITING)
            stage.button("one", t("language-models.write.one"), kind="primary", disabled=full, length=one)
            stage.button("ten", t("language-models.write.ten"), disabled=full, length=ten)
            stage.button("back", t("language-models.write.back"), disabled=empty, length=view.length - 1)
            stage.button("restart", t("language-models.write.restart"), disabled=empty, length=0)
            seed = (view.seed + 1) % 1_000_000
            stage.button("reseed", t("language-models.write.reseed"), icon="casino", seed=seed)
        if unknown := [token for token in prefix if token not in stage.corpus.vocabulary.ids]:
            stage.say("language-models.write.unknown", kind="note", words=", ".join(unknown))
        if steps:
            stage.say("language-models.write.choices", choices=stage.number(mean_choices(steps)), count=len(steps))


def _last_step(stage: Stage, step: GenerationStep) -> None:
    t = stage.t
    context = joined(step.context, stage.corpus.separator) or t("language-models.no-context")
    with stage.panel("step", context=plain(context)):
        if step.forgotten:
            stage.say("language-models.write.forgotten", kind="note", count=step.forgotten)
        draw(die(step, label=t("language-models.write.die", draw=f"{step.draw:.2f}", token=shown(step.chosen))))
        shares = {c.token: c.probability for c in step.candidates} | {step.chosen: step.probability}
        top = max(shares.values())
        rows = [
            Bar(name=shown(token), share=p / top, value=f"{p:.3f}", kind="chosen" if token == step.chosen else "")
            for token, p in shares.items()
        ]
        draw(bars(rows))
        certain = len(step.candidates) == 1
        stage.say(f"language-models.write.{'certain' if certain else 'effective'}", choices=stage.number(step.choices))


def _every_n(stage: Stage, prefix: list[str]) -> None:
    """Write the same length with the same dice for every n."""
    view, rows = stage.view, []
    for n in range(1, MAX_N + 1):
        steps = write(stage, prefix, length=view.length, seed=view.seed, n=n)
        rows.append([str(n), stage.corpus.separator.join(step.chosen for step in steps)])
    with stage.panel("every-n", seed=view.seed):
        draw(table(["n", stage.t("language-models.write.written")], rows, here=stage.config.n - 1, kind="worded"))


def _ask(stage: Stage, prefix: list[str]) -> bool:
    t, found = stage.t, stage.following(prefix, limit=1)
    context = plain(joined(prefix[len(prefix) - len(found.context) :], stage.corpus.separator))
    context = context or t("language-models.no-context")
    band = next(band for band, (low, high) in BANDS.items() if low <= found.types <= high)
    counts = {"types": t.number(found.types), "count": found.total}
    return stage.ask(
        "write",
        t("language-models.write.question", context=context, unit=stage.unit),
        {name: t(f"language-models.write.band.{name}") for name in BANDS},
        Outcome(answers=frozenset([band]), measured=t("language-models.write.outcome", context=context, **counts)),
        about=(stage.config.n, stage.view.prefix),
        why="copying",
    )
