"""The grey line at the foot: which pairs these are, from where, and what is held out."""

from seqviz.ui.lessons.seq2seq.outline import Seq2SeqSettings
from seqviz.ui.page import Page


def source_line(page: Page, settings: Seq2SeqSettings) -> None:
    """Name the task's data and licence."""
    page.source(page.t(f"seq2seq.source.{settings.config.pairs.partition('-')[0]}"))
