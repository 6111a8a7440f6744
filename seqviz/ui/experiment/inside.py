"""The look inside a language model: the panels that show every gate on every token, of one model or of two."""

import streamlit as st

from seqviz.components.board import board
from seqviz.components.board_frame import INSIDE_PANELS, BoardFrame, PanelName, Sample
from seqviz.components.inside import NUMBER_OF_BANDS, board_labels, probe_part
from seqviz.config.language_model import LanguageModelConfig
from seqviz.jobs.watch import Watch
from seqviz.text.catalog import Catalog
from seqviz.ui.page import Page


def inside(
    page: Page,
    watch: Watch | None,
    contestant: str,
    config: LanguageModelConfig,
    *,
    panels: tuple[PanelName, ...] = INSIDE_PANELS,
    past: bool = False,
    name: str = "",
) -> None:
    """Draw the panels that obey the learner's sentence, for one contestant, now or as they were in the ``past``.

    Boards of one page point together; the ``name`` tells two of them apart.
    """
    t = page.t
    board(
        inside_frame(watch, contestant, t),
        key=f"{page.name}.inside-{contestant}",
        labels=board_labels(t.language, "inside", past=past, name=name),
        figures={},
        panels=panels,
        bands=NUMBER_OF_BANDS[config.cell],
        group=page.name,
    )


def inside_frame(watch: Watch | None, contestant: str, t: Catalog) -> BoardFrame:
    """Return the newest look inside a contestant, and the newest text that it wrote."""
    if watch is None:
        return BoardFrame(run="")
    looks, writes = watch.asked("probe", contestant), watch.asked("sample", contestant)
    config = watch.contest.configs[watch.names.index(contestant)]
    joiner = " " if getattr(config, "unit", "character") == "word" else ""
    orders = watch.memory.setdefault("unit-orders", {})
    probe = sample = None
    if (look := looks.answer) is not None:
        probe = probe_part(look, version=looks.version, joiner=joiner, orders=orders, subject=contestant, t=t)
    if (wrote := writes.answer) is not None:
        sample = Sample(version=writes.version, prefix=wrote.prefix, text=wrote.text, temperature=wrote.temperature)
    return BoardFrame(run=watch.run.id, probe=probe, sample=sample)


def insides(
    page: Page,
    watch: Watch | None,
    names: dict[str, str],
    configs: dict[str, LanguageModelConfig],
    *,
    panels: tuple[PanelName, ...] = INSIDE_PANELS,
    past: bool = False,
) -> None:
    """Draw the inside of one contestant, or of two beside each other, each under its name."""
    if len(configs) == 1:
        ((contestant, config),) = configs.items()
        inside(page, watch, contestant, config, panels=panels, past=past)
        return
    for column, (contestant, config) in zip(st.columns(len(configs), gap="small"), configs.items(), strict=True):
        with column:
            inside(page, watch, contestant, config, panels=panels, past=past, name=names[contestant])
