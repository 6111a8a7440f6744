"""The look inside a language model: every gate on every token, and what the model writes."""

from seqviz.components.board import board
from seqviz.components.board_frame import INSIDE_PANELS, WRITING_PANELS, BoardFrame, Sample
from seqviz.components.inside import NUMBER_OF_BANDS, board_labels, probe_part
from seqviz.config.language_model import LanguageModelConfig
from seqviz.jobs.watch import Watch
from seqviz.text.catalog import Catalog
from seqviz.ui.page import Page


def inside(
    page: Page, watch: Watch | None, contestant: str, config: LanguageModelConfig, *, past: bool = False, name: str = ""
) -> None:
    """Draw the panels that obey the learner's sentence, for one contestant, now or as they were in the ``past``.

    Boards of one page point together; the ``name`` tells two of them apart.
    """
    board(
        inside_frame(watch, contestant, page.t),
        key=f"{page.name}.inside-{contestant}",
        labels=board_labels(page.t.language, "inside", past=past, name=name),
        figures={},
        panels=INSIDE_PANELS,
        bands=NUMBER_OF_BANDS[config.cell],
        group=page.name,
    )


def writing(page: Page, watch: Watch | None, contestant: str, *, past: bool = False, name: str = "") -> None:
    """Draw the newest text that a contestant wrote, now or in the ``past``."""
    board(
        writing_frame(watch, contestant),
        key=f"{page.name}.writes-{contestant}",
        labels=board_labels(page.t.language, "sample", past=past, name=name),
        figures={},
        panels=WRITING_PANELS,
    )


def inside_frame(watch: Watch | None, contestant: str, t: Catalog) -> BoardFrame:
    """Return the newest look inside a contestant."""
    if watch is None:
        return BoardFrame(run="")
    looks = watch.asked("probe", contestant)
    if (look := looks.answer) is None:
        return BoardFrame(run=watch.run.id)
    config = watch.contest.configs[watch.names.index(contestant)]
    joiner = " " if getattr(config, "unit", "character") == "word" else ""
    orders = watch.memory.setdefault("unit-orders", {})
    probe = probe_part(look, version=looks.version, joiner=joiner, orders=orders, subject=contestant, t=t)
    return BoardFrame(run=watch.run.id, probe=probe)


def writing_frame(watch: Watch | None, contestant: str) -> BoardFrame:
    """Return the newest text that a contestant wrote."""
    if watch is None:
        return BoardFrame(run="")
    writes = watch.asked("sample", contestant)
    if (wrote := writes.answer) is None:
        return BoardFrame(run=watch.run.id)
    sample = Sample(version=writes.version, prefix=wrote.prefix, text=wrote.text, temperature=wrote.temperature)
    return BoardFrame(run=watch.run.id, sample=sample)
