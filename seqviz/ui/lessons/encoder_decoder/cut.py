"""Where would you cut? Two classifiers at work on one text, each a strip of layers with a movable cut."""

import streamlit as st

from seqviz.components.blocks import Block, Cut, Piece, blocks
from seqviz.components.chart import chart
from seqviz.components.readout import LiveFigure, readout
from seqviz.config.labelling import LabellingConfig
from seqviz.data.labelled.tasks import labelled_set
from seqviz.figures.layer_outputs import label_output_figure, layer_output_figure
from seqviz.jobs.watch import Watch
from seqviz.records.labelling import LayerOutput, LayersAnswer
from seqviz.records.problem import Problem
from seqviz.text.catalog import Catalog
from seqviz.text.markdown import plain
from seqviz.text.numbers import percent_text
from seqviz.ui.experiment.live import live
from seqviz.ui.experiment.messages import sentence
from seqviz.ui.experiment.prediction import forget, guess_of, predict, skip
from seqviz.ui.experiment.slot import Slot, open_slot
from seqviz.ui.experiment.status import status_line, status_row
from seqviz.ui.experiment.tied import tied
from seqviz.ui.experiment.timeline import time_travel
from seqviz.ui.experiment.transport import transport
from seqviz.ui.lessons.encoder_decoder.networks import (
    LAYERS,
    NETWORKS,
    TASK,
    Network,
    Text,
    cut_contest,
    held_out_line,
    language_name,
    layers_of,
    output_of,
    text_of,
)
from seqviz.ui.lessons.encoder_decoder.outline import EXAMPLES, LONGEST, EncoderDecoderSettings
from seqviz.ui.lessons.encoder_decoder.plug import shape_text
from seqviz.ui.lessons.encoder_decoder.shapes import shape_outcome, shape_question
from seqviz.ui.page import Page

STEPS = (10, 100)
ASKED = (2, 3)
"""Shares of the width: question, and text."""


def cut_slot(page: Page) -> Slot:
    """Return the place of the classifiers' run."""
    return open_slot(f"{page.name}/cut", LabellingConfig, fits=lambda contest: contest == cut_contest())


def cut_screen(page: Page, settings: EncoderDecoderSettings) -> None:
    """Draw both networks and keep them live."""
    slot = cut_slot(page)
    live(settings, slot, lambda: _draw(page, settings, slot))


def _draw(page: Page, settings: EncoderDecoderSettings, slot: Slot) -> None:
    t, watch, contest = page.t, slot.watch, cut_contest()
    question = shape_question(settings.view, t)
    with page.control_bar():
        transport(
            page, slot, contest, steps=STEPS, slow=5.0, on_start=lambda: skip(settings, question),
            on_reset=lambda: forget(settings, question),
        )  # fmt: skip
        _figures(page, watch)
    with status_row(page):
        status_line(page, settings, slot, contest, name=lambda network: t(f"encoder-decoder.network.{network}"))
    past = time_travel(page, watch, of="cut") if watch is not None else None
    asked, read = st.columns(ASKED, gap="small")
    with read, page.panel("cut-text", title=t("encoder-decoder.text"), hint=t("encoder-decoder.text.hint")):
        text = _text(page, settings)
        answers = {network: layers_of(watch, network, text, past) if text else None for network in NETWORKS}
        if text is not None:
            _said(page, answers, text)
    with asked:
        predict(page, settings, question, shape_outcome(settings.view, answers, t), narrow=True)
    known = guess_of(settings, question) is not None
    if text is not None:
        for network in NETWORKS:
            _strip(page, settings, network, text, answers[network] if known else None)


def _figures(page: Page, watch: Watch | None) -> None:
    t = page.t
    values = [LiveFigure(label=t("kit.figure.step"), value=t.number(watch.poll.step) if watch else "", room=6)]
    for network in NETWORKS:
        share = watch.trail("LabelEvaluation", network).newest("accuracy") if watch else None
        told = "" if share is None else percent_text(share, t.language, digits=1)
        values.append(LiveFigure(label=t(f"encoder-decoder.right.{network}"), value=told, room=7))
    readout(values, key=f"{page.name}.figures", width="content")


def _text(page: Page, settings: EncoderDecoderSettings) -> Text | None:
    """Let the learner write, or take another held-out text; say what is wrong with it."""
    t, view = page.t, settings.view
    usual = held_out_line(view)

    def take(written: str | None) -> None:
        settings.change(line="" if not written or written == usual else written)

    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.text_input(
            t("settings.line"), max_chars=LONGEST, label_visibility="collapsed",
            **tied(f"{page.name}.line", view.line or usual, take).value,
        )  # fmt: skip
        st.button(
            t("encoder-decoder.another"), key=f"{page.name}.another", on_click=settings.change,
            kwargs={"held_out": (view.held_out + 1) % EXAMPLES, "line": ""},
        )  # fmt: skip
    try:
        return text_of(view)
    except Problem as problem:
        st.info(sentence(problem, t), icon=":material/edit_note:")
        return None


def _said(page: Page, answers: dict[Network, LayersAnswer | None], text: Text) -> None:
    """Say what both networks make of the text, and what is right where that is known."""
    t, lines = page.t, []
    for network in NETWORKS:
        softmax = output_of(answers[network], "softmax")
        if softmax is None:
            continue
        best = int(softmax.values.argmax())
        label = language_name(labelled_set(TASK).labels[best], t)
        share = percent_text(float(softmax.values[best]), t.language)
        name = t(f"encoder-decoder.network.{network}")
        lines.append(t("encoder-decoder.says", network=name, label=label, share=share))
    if not lines:
        lines.append(f":gray[{t('encoder-decoder.cut.train')}]")
    elif text.truth is not None:
        lines.append(t("encoder-decoder.truth", label=language_name(text.truth, t)))
    unknown = next((answer.unknown for answer in answers.values() if answer is not None), ())
    if unknown:
        lines.append(t("encoder-decoder.unknown", words=plain(" ".join(unknown[:8]))))
    st.markdown(" · ".join(lines))


def _strip(
    page: Page, settings: EncoderDecoderSettings, network: Network, text: Text, answer: LayersAnswer | None
) -> None:
    """Draw one network as a strip with its cut, and what crosses it."""
    t, layer = page.t, settings.value(f"cut_{network}")
    title = t(f"encoder-decoder.network.{network}")
    output = output_of(answer, layer)
    with page.panel(f"strip-{network}", title=title, hint=t(f"encoder-decoder.network.{network}.hint")):
        blocks(strip(network, layer, len(text.tokens), output, t), label=title)
        left, right = st.columns(ASKED, gap="medium")
        with left:
            layers = LAYERS[network][:-1]
            st.select_slider(
                t("encoder-decoder.cut.after"), layers, format_func=lambda name: t(f"encoder-decoder.layer.{name}"),
                **tied(f"{page.name}.setting-cut_{network}", layer, settings.taker(f"cut_{network}")).value,
            )  # fmt: skip
            st.markdown(_remark(output, t))
        with right:
            if output is not None and answer is not None:
                _picture(page, network, output, answer)


def strip(network: Network, layer: str, tokens: int, output: LayerOutput | None, t: Catalog) -> list[Piece]:
    """Return the layers, those before the cut as encoder, those behind it as decoder; ``?`` where no shape is known."""
    names = LAYERS[network]
    place = names.index(layer) + 1
    told = "?" if output is None else shape_text(output.shape, t)
    before: list[Piece] = [_layer(name, "encoder", t) for name in names[:place]]
    behind: list[Piece] = [_layer(name, "decoder", t) for name in names[place:]]
    text = Block(title=t("encoder-decoder.tokens", count=tokens))
    return [text, *before, Cut(told=told, note=t("encoder-decoder.cut.here")), *behind]


def _layer(name: str, kind: str, t: Catalog) -> Block:
    return Block(title=t(f"encoder-decoder.layer.{name}"), kind="encoder" if kind == "encoder" else "decoder")


def _remark(output: LayerOutput | None, t: Catalog) -> str:
    """Say how many numbers cross, and whether a longer text would send more."""
    if output is None:
        return f":gray[{t('encoder-decoder.cut.first')}]"
    key = "grows" if output.by_token else "fixed"
    return t(f"encoder-decoder.cut.{key}", count=int(output.values.size))


def _picture(page: Page, network: Network, output: LayerOutput, answer: LayersAnswer) -> None:
    t = page.t
    if output.name == "scores":
        figure = label_output_figure(output, [language_name(label, t) for label in answer.labels])
    else:
        figure = layer_output_figure(output, answer.tokens, units=t("encoder-decoder.units-axis"))
    chart(figure, key=f"{page.name}.crossing-{network}", label=t("encoder-decoder.crossing"))
