"""Two blocks to plug together: the shapes that flow between them, and the bridge where these differ."""

import streamlit as st

from seqviz.components.blocks import Block, Flow, Part, Piece, blocks
from seqviz.config import Seq2SeqConfig
from seqviz.config.handover import Handover, handover
from seqviz.text.catalog import Catalog
from seqviz.text.numbers import count_text
from seqviz.ui.experiment.controls import control
from seqviz.ui.experiment.prediction import Question, guess_of, predict
from seqviz.ui.lessons.encoder_decoder.outline import EncoderDecoderSettings
from seqviz.ui.lessons.encoder_decoder.questions import bridge_outcome, bridge_question
from seqviz.ui.page import Page

SIZES = (16, 32, 48, 64, 96, 128, 192, 256)


def plug_screen(page: Page, settings: EncoderDecoderSettings) -> None:
    """Draw the question, the two choices, and what flows between the blocks that were chosen; on a stage that first."""
    t, question = page.t, bridge_question(page.t)
    predict(page, settings, question, bridge_outcome(t), narrow=True)
    if page.on_stage:
        _plugged(page, settings, question)
    encoder, decoder = st.columns(2, gap="small")
    with encoder, page.panel("plug-encoder", title=t("settings.encoder"), hint=t("encoder-decoder.encoder.hint")):
        _choices(page, settings, "encoder", ("bidirectional",))
    with decoder, page.panel("plug-decoder", title=t("settings.decoder"), hint=t("encoder-decoder.decoder.hint")):
        _choices(page, settings, "decoder", ("every_step",))
    if not page.on_stage:
        _plugged(page, settings, question)


def _plugged(page: Page, settings: EncoderDecoderSettings, question: Question) -> None:
    t = page.t
    title, hint = t("encoder-decoder.plug.title"), t("encoder-decoder.plug.hint")
    with page.panel("plugged", title=title, hint=hint):
        known = guess_of(settings, question) is not None
        blocks(pieces_of(settings.config, t, told=known), label=title)
        st.markdown(said(settings.config, t) if known else f":gray[{t('encoder-decoder.plug.first')}]")
        if known:
            st.button(
                t("encoder-decoder.plug.race"), key=f"{page.name}.to-the-race", icon=":material/flag:",
                on_click=settings.change, kwargs={"screen": "race"},
            )  # fmt: skip


def _choices(page: Page, settings: EncoderDecoderSettings, block: str, switches: tuple[str, ...]) -> None:
    t = page.t
    control(settings, block, t, shape="buttons", bare=True, place="plug")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        control(settings, f"{block}_size", t, options=SIZES, width=220, place="plug")
        control(settings, f"{block}_layers", t, shape="slider", width=150, place="plug")
        for name in switches:
            control(settings, name, t, place="plug")


def pieces_of(config: Seq2SeqConfig, t: Catalog, *, told: bool) -> list[Piece]:
    """Return the row of blocks; as long as the bridge is not ``told`` a question mark stands where it may be."""
    found = handover(config)
    left: list[Piece] = [_block(config, "encoder", t), Flow(parts=_left(found, t))]
    right: list[Piece] = [Flow(parts=_started(found, t)), _block(config, "decoder", t)]
    source, target = (Block(title=t(f"encoder-decoder.plug.{side}")) for side in ("source", "target"))
    if not told:
        return [source, left[0], Block(title="?", kind="bridge"), right[1], target]
    return [source, *left, *([_bridge(found, t), *right] if found.bridge else _without_bridge(found, right)), target]


def _without_bridge(found: Handover, right: list[Piece]) -> list[Piece]:
    """Nothing stands between equal states: they are drawn once, but for a memory cell that starts at zero."""
    same = found.cell == "carried" or (found.cell == "none" and not found.encoder_cell)
    return right[1:] if same else right


def _block(config: Seq2SeqConfig, block: str, t: Catalog) -> Block:
    kind, layers, units = (getattr(config, name) for name in (block, f"{block}_layers", f"{block}_size"))
    notes = [t(f"encoder-decoder.layers.{'cnn' if kind == 'cnn' else 'recurrent'}", count=layers)]
    if block == "encoder" and config.bidirectional and kind != "cnn":
        notes.append(t("encoder-decoder.both-ways"))
    notes.append(t(f"encoder-decoder.units.{'cnn' if kind == 'cnn' else 'recurrent'}", count=units))
    if block == "decoder" and config.every_step:
        notes.append(t("encoder-decoder.fed", count=units))
    title = t(f"kit.rival.{block}.{kind}")
    return Block(title=title, notes=tuple(notes), kind="encoder" if block == "encoder" else "decoder")


def _left(found: Handover, t: Catalog) -> tuple[Part, ...]:
    rows, units = found.encoder
    shape = shape_text(found.encoder, t)
    hidden = Part(name=t("encoder-decoder.part.hidden"), rows=rows, units=units, told=shape)
    if not found.encoder_cell:
        return (hidden,)
    kept = found.cell == "carried"
    name = t("encoder-decoder.part.cell" if kept else "encoder-decoder.part.cell-left")
    return hidden, Part(name=name, rows=rows, units=units, told=shape, kind="cell" if kept else "zero")


def _started(found: Handover, t: Catalog) -> tuple[Part, ...]:
    rows, units = found.decoder
    shape = shape_text(found.decoder, t)
    hidden = Part(name=t("encoder-decoder.part.start"), rows=rows, units=units, told=shape)
    if found.cell == "none":
        return (hidden,)
    zero = found.cell == "zero"
    name = t("encoder-decoder.part.cell-zero" if zero else "encoder-decoder.part.cell")
    return hidden, Part(name=name, rows=rows, units=units, told=shape, kind="zero" if zero else "cell")


def _bridge(found: Handover, t: Catalog) -> Block:
    into, out = (rows * units for rows, units in (found.encoder, found.decoder))
    rows = found.encoder[0]
    joined = t("encoder-decoder.bridge.join", rows=rows, units=found.encoder[1], into=into) if rows > 1 else ""
    notes = [
        joined,
        t("encoder-decoder.bridge.linear", into=count_text(into, t.language), out=count_text(out, t.language)),
        "tanh",
        t("encoder-decoder.bridge.weights", count=found.bridge),
    ]
    return Block(title=t("encoder-decoder.bridge"), notes=tuple(note for note in notes if note), kind="bridge")


def said(config: Seq2SeqConfig, t: Catalog) -> str:
    """Say in words what goes over, why a bridge stands there, and what becomes of a memory cell."""
    found = handover(config)
    into, out = (rows * units for rows, units in (found.encoder, found.decoder))
    lines = [t("encoder-decoder.plug.crossing", count=found.crossing)]
    if found.bridge:
        why = "squash" if found.encoder == found.decoder else "shapes"
        lines.append(
            t(f"encoder-decoder.bridge.why.{why}")
            + " "
            + t(
                "encoder-decoder.bridge.count", into=count_text(into, t.language), out=count_text(out, t.language),
                total=count_text(found.bridge, t.language),
            )
        )  # fmt: skip
    else:
        lines.append(t("encoder-decoder.bridge.none"))
    if found.cell == "zero":
        zero = "lacks" if not found.encoder_cell else "does-not-fit"
        lines.append(t(f"encoder-decoder.cell.{zero}"))
    elif found.encoder_cell and found.cell == "none":
        lines.append(t("encoder-decoder.cell.left"))
    return "  \n".join(lines)


def shape_text(shape: tuple[int, ...], t: Catalog) -> str:
    """Return a shape as a reader writes it."""
    return " × ".join(count_text(size, t.language) for size in shape)
