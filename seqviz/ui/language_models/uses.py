"""Screen 8: the three uses of a language model, each one running: pre-training, generation, scoring."""

import streamlit as st

from seqviz.components.chart import chart
from seqviz.figures.counting import AxisNames
from seqviz.figures.counting_perplexity import adaptation_chart
from seqviz.ngrams.corpus import CountedCorpus
from seqviz.ngrams.generation import generate
from seqviz.ngrams.pretraining import first_texts
from seqviz.ngrams.sentence import score_sentence
from seqviz.records.counting import Adaptation
from seqviz.records.problem import Problem
from seqviz.ui.bound import bound
from seqviz.ui.language_models.examples import line, line_input
from seqviz.ui.language_models.loading import offer_download
from seqviz.ui.language_models.markup import draw, joined, note, table
from seqviz.ui.language_models.notation import number, scientific
from seqviz.ui.language_models.prediction import Prediction, ask, verdict
from seqviz.ui.language_models.settings import PAGE, Settings, bind, update
from seqviz.ui.language_models.texts import compare, first_text
from seqviz.ui.page import Page

WRITTEN = 24
MOST_CANDIDATES = 8


def draw_uses(page: Page, settings: Settings, corpus: CountedCorpus) -> None:
    """Run one model in its three jobs."""
    left, right = st.columns([5, 8], gap="medium")
    with left:
        page.lesson("uses")
        found = _compare(page, settings, corpus)
        prediction = _ask(page, settings, corpus, found)
    with right:
        _pretraining(page, settings, corpus, found if prediction else None)
    left, right = st.columns(2, gap="medium")
    with left:
        _generation(page, settings, corpus)
    with right:
        _scoring(page, settings, corpus)


def _compare(page: Page, settings: Settings, corpus: CountedCorpus) -> Adaptation:
    """Compare with the chosen text; where that one cannot be had, say why and take half of this one."""
    with st.spinner(page.t(f"{PAGE}.uses.comparing")):
        try:
            return compare(settings, corpus, first_text(settings, corpus))
        except Problem as problem:
            offer_download(page, problem, key="first")
            return compare(settings, corpus, "half")


def _pretraining(page: Page, settings: Settings, corpus: CountedCorpus, found: Adaptation | None) -> None:
    t = page.t
    hint = t(f"{PAGE}.uses.pretrain.hint")
    with page.panel(f"{PAGE}-pretrain", title=t(f"{PAGE}.uses.pretrain"), hint=hint):
        with st.container(horizontal=True, gap="medium"):
            _other_text(page, settings, corpus)
            st.slider(
                t(f"{PAGE}.uses.share"), 0.0, 1.0, step=0.05, width=230, help=t(f"{PAGE}.uses.share.help"),
                **bind("share", settings),
            )  # fmt: skip
        if found is None:
            return
        names = (t(f"{PAGE}.uses.scratch"), t(f"{PAGE}.uses.both"), t(f"{PAGE}.uses.other"))
        axes = AxisNames(
            x=t(f"{PAGE}.uses.tokens", unit=t(f"{PAGE}.units.{corpus.unit}")), y=t(f"{PAGE}.smoothing.perplexity")
        )
        label = t(f"{PAGE}.uses.pretrain")
        chart(adaptation_chart(found, names=names, axes=axes), key=f"{PAGE}-pretrain-chart", label=label)
        if settings.rule == "none":
            draw(note(t(f"{PAGE}.uses.needs-smoothing"), kind="lm-soft"))


def _other_text(page: Page, settings: Settings, corpus: CountedCorpus) -> None:
    t, texts = page.t, first_texts(corpus.source.name)
    st.selectbox(
        t(f"{PAGE}.uses.first-read"), texts, width=280,
        format_func=lambda name: t(f"{PAGE}.uses.half" if name == "half" else f"{PAGE}.text.{name}"),
        **bound(f"{PAGE}.other", first_text(settings, corpus), lambda name: update(other=name), options=texts),
    )  # fmt: skip


def _ask(page: Page, settings: Settings, corpus: CountedCorpus, found: Adaptation) -> Prediction | None:
    t = page.t
    place = len(found.sizes) // 2
    values = {"own": found.scratch[place], "other": found.pretrained, "both": found.adapted[place]}
    options = {name: t(f"{PAGE}.uses.option.{name}") for name in values}
    size = t.number(float(found.sizes[place]))
    question = t(f"{PAGE}.uses.question", size=size, unit=t(f"{PAGE}.units.{corpus.unit}"))
    about = "-".join((corpus.source.name, corpus.unit, str(settings.n), first_text(settings, corpus), settings.rule))
    prediction = ask(page, "uses", about=about, question=question, options=options)
    if prediction:
        best = min(values, key=lambda name: float(values[name]))
        named = {name: number(page, float(value)) for name, value in values.items()}
        outcome = t(f"{PAGE}.uses.outcome", size=size, unit=t(f"{PAGE}.units.{corpus.unit}"), **named)
        guess = options.get(prediction.value, "")
        verdict(page, "uses", prediction, right=prediction.value == best, guess=guess, outcome=outcome)
    return prediction


def _generation(page: Page, settings: Settings, corpus: CountedCorpus) -> None:
    t = page.t
    with page.panel(
        f"{PAGE}-use-write", title=t(f"{PAGE}.uses.write"), hint=t(f"{PAGE}.uses.write.hint", n=settings.n)
    ):
        prefix = corpus.tokens(line(page, settings, corpus, "prefix"))
        for seed in range(settings.seed, settings.seed + 3):
            steps = generate(
                settings.model(corpus), corpus.vocabulary.encode(prefix), corpus.vocabulary.tokens,
                length=WRITTEN * (1 if corpus.unit == "word" else 3), seed=seed,
            )  # fmt: skip
            written = corpus.separator.join([*prefix, *(step.chosen for step in steps)])
            draw(note(f"{written} …", kind="lm-product"))
        with st.container(horizontal=True):
            st.button(
                t(f"{PAGE}.write.reseed"), icon=":material/casino:", key=f"{PAGE}.use-reseed", on_click=update,
                kwargs={"seed": (settings.seed + 3) % 1_000_000},
            )  # fmt: skip
            st.button(
                t(f"{PAGE}.uses.to-write"), key=f"{PAGE}.to-write", type="tertiary", on_click=update,
                kwargs={"screen": "write"},
            )  # fmt: skip


def _scoring(page: Page, settings: Settings, corpus: CountedCorpus) -> None:
    t = page.t
    with page.panel(f"{PAGE}-use-score", title=t(f"{PAGE}.uses.score"), hint=t(f"{PAGE}.uses.score.hint")):
        written = line_input(page, settings, corpus, "candidates", rows=4)
        scored = []
        for candidate in [text for text in written.splitlines() if text.strip()][:MOST_CANDIDATES]:
            tokens = corpus.tokens(candidate)
            try:
                score = score_sentence(settings.model(corpus), tokens, corpus.vocabulary.encode(tokens))
            except Problem as problem:
                st.warning(t(problem.key, **problem.values))
                continue
            scored.append((score.log_probability, joined(tokens, corpus.separator)))
        rows = [
            [str(rank), text, scientific(log_p)]
            for rank, (log_p, text) in enumerate(sorted(scored, key=lambda pair: -pair[0]), start=1)
        ]
        draw(table([t(f"{PAGE}.uses.rank"), t(f"{PAGE}.uses.candidate"), "p"], rows, here=0, kind="worded"))
