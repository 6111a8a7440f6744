"""Screen 6: text from an n-gram model, one die per token, the candidates beside it."""

import math
from html import escape

import streamlit as st

from seqviz.ngrams.corpus import CountedCorpus
from seqviz.ngrams.generation import generate
from seqviz.ngrams.statistics import next_token
from seqviz.records.counting import GenerationStep
from seqviz.text.markdown import plain
from seqviz.ui.language_models.examples import line, line_input
from seqviz.ui.language_models.markup import Bar, bars, die, draw, joined, note, shown
from seqviz.ui.language_models.notation import number
from seqviz.ui.language_models.prediction import Prediction, ask, verdict
from seqviz.ui.language_models.settings import PAGE, Settings, update
from seqviz.ui.page import Page

BANDS = {"1": (0, 1), "few": (2, 5), "some": (6, 50), "many": (51, 10**9)}
LONGEST = 120


def draw_writing(page: Page, settings: Settings, corpus: CountedCorpus) -> None:
    """Draw token after token from p(x_t | the n-1 before)."""
    left, right = st.columns([5, 8], gap="medium")
    prefix = corpus.tokens(line(page, settings, corpus, "prefix"))
    with left:
        page.lesson("write")
        prediction = _ask(page, settings, corpus, prefix)
    with right:
        steps = generate(
            settings.model(corpus), corpus.vocabulary.encode(prefix), corpus.vocabulary.tokens,
            length=settings.length, seed=settings.seed,
        )  # fmt: skip
        _text(page, settings, corpus, prefix, steps)
        if prediction is None:
            return
        if steps:
            _last_step(page, corpus, steps[-1])


def _text(
    page: Page, settings: Settings, corpus: CountedCorpus, prefix: list[str], steps: tuple[GenerationStep, ...]
) -> None:
    t = page.t
    hint = t(f"{PAGE}.write.hint", n=settings.n, seed=settings.seed)
    with page.panel(f"{PAGE}-text", title=t(f"{PAGE}.write.panel"), hint=hint):
        line_input(page, settings, corpus, "prefix")
        draw(_running_text(corpus, settings.n, prefix, [step.chosen for step in steps]))
        with st.container(horizontal=True):
            full = settings.length >= LONGEST
            _grow(page, "one", settings.length + 1, disabled=full, primary=True)
            _grow(page, "ten", settings.length + 10, disabled=full)
            _grow(page, "back", settings.length - 1, disabled=settings.length == 0)
            _grow(page, "restart", 0, disabled=settings.length == 0)
            st.button(
                t(f"{PAGE}.write.reseed"), icon=":material/casino:", key=f"{PAGE}.reseed", on_click=update,
                kwargs={"seed": (settings.seed + 1) % 1_000_000},
            )  # fmt: skip
        if unknown := [token for token in prefix if token not in corpus.vocabulary.ids]:
            draw(note(t(f"{PAGE}.write.unknown", words=", ".join(unknown))))
        if steps:
            values = {"choices": number(page, _mean_choices(steps)), "count": len(steps)}
            draw(note(t(f"{PAGE}.write.choices", **values), kind="lm-soft"))


def _grow(page: Page, name: str, length: int, *, disabled: bool, primary: bool = False) -> None:
    st.button(
        page.t(f"{PAGE}.write.{name}"), key=f"{PAGE}.write.{name}", disabled=disabled,
        type="primary" if primary else "secondary", on_click=update, kwargs={"length": min(max(length, 0), LONGEST)},
    )  # fmt: skip


def _running_text(corpus: CountedCorpus, n: int, prefix: list[str], written: list[str]) -> str:
    """Return the text so far: the given start, what was drawn, the last token marked, its context underlined."""
    tokens = [*prefix, *written]
    last = len(tokens) - 1 if written else len(tokens)
    context = range(max(last - n + 1, 0), last)
    pieces = []
    for place, token in enumerate(tokens):
        kinds = ["given"] if place < len(prefix) else []
        kinds += ["last"] if place == last else ["context"] if place in context else []
        pieces.append(f'<span class="{" ".join(kinds)}">{escape(token)}</span>')
    return f'<p class="lm-text">{escape(corpus.separator).join(pieces)}</p>'


def _last_step(page: Page, corpus: CountedCorpus, step: GenerationStep) -> None:
    t = page.t
    context = joined(step.context, corpus.separator) or t(f"{PAGE}.count.no-context")
    title = t(f"{PAGE}.write.step", context=plain(context))
    with page.panel(f"{PAGE}-step", title=title, hint=t(f"{PAGE}.write.step.hint")):
        if step.forgotten:
            draw(note(t(f"{PAGE}.write.forgotten", count=step.forgotten)))
        shares = [(c.token, c.probability) for c in step.candidates]
        stretches = [(shown(token), p, "chosen" if token == step.chosen else "") for token, p in shares]
        if all(token != step.chosen for token, _ in shares):
            before = sum(p for _, p in shares)
            stretches.append(("…", step.low - before, "rest"))
            stretches.append((shown(step.chosen), step.probability, "chosen"))
        stretches.append(("…", 1 - sum(width for _, width, _ in stretches), "rest"))
        drawn = t(f"{PAGE}.write.die", draw=f"{step.draw:.2f}", token=shown(step.chosen))
        draw(die(stretches, draw=step.draw, label=drawn))
        rows = [_bar(token, p, step.chosen, shares[0][1]) for token, p in shares]
        if all(token != step.chosen for token, _ in shares):
            rows.append(_bar(step.chosen, step.probability, step.chosen, shares[0][1]))
        draw(bars(rows))
        certain = len(step.candidates) == 1
        told = (
            t(f"{PAGE}.write.certain") if certain else t(f"{PAGE}.write.effective", choices=number(page, step.choices))
        )
        draw(note(told, kind="lm-soft"))


def _bar(token: str, p: float, chosen: str, top: float) -> Bar:
    return Bar(name=shown(token), share=p / top, value=f"{p:.3f}", kind="chosen" if token == chosen else "")


def _mean_choices(steps: tuple[GenerationStep, ...]) -> float:
    """The geometric mean: the perplexity that the model has about its own text."""
    return math.exp(math.fsum(math.log(step.choices) for step in steps) / len(steps))


def _ask(page: Page, settings: Settings, corpus: CountedCorpus, prefix: list[str]) -> Prediction | None:
    t = page.t
    found = next_token(
        settings.model(corpus),
        corpus.vocabulary.encode(prefix),
        corpus.vocabulary.tokens,
        limit=1,
    )
    context = prefix[len(prefix) - len(found.context) :]
    options = {band: t(f"{PAGE}.write.band.{band}") for band in BANDS}
    shown_context = plain(joined(context, corpus.separator)) or t(f"{PAGE}.count.no-context")
    question = t(f"{PAGE}.write.question", context=shown_context, unit=t(f"{PAGE}.units.{corpus.unit}"))
    about = f"{corpus.source.name}-{corpus.unit}-{settings.n}-{settings.prefix}"
    prediction = ask(page, "write", about=about, question=question, options=options)
    if prediction:
        truth = next((band for band, (low, high) in BANDS.items() if low <= found.types <= high), "1")
        outcome = t(
            f"{PAGE}.write.outcome", context=shown_context, types=t.number(found.types), total=t.number(found.total)
        )
        guess = options.get(prediction.value, "")
        verdict(page, "write", prediction, right=prediction.value == truth, guess=guess, outcome=outcome)
    return prediction
