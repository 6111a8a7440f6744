"""The grey line at the foot: which pairs these are, from where, and what is held out."""

from seqviz.ui.experiment.fetch_pairs import fetch_pairs_button
from seqviz.ui.lessons.seq2seq.outline import Seq2SeqSettings
from seqviz.ui.page import Page


def source_line(page: Page, settings: Seq2SeqSettings) -> None:
    """Name the task's data and licence; offer to fetch what is not here yet."""
    page.source(page.t(f"seq2seq.source.{settings.config.pairs.partition('-')[0]}"))
    fetch_pairs_button(page, settings)
