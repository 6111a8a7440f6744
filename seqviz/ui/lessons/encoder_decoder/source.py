"""The grey line at the foot: what the pairs of the race learn, and from where it comes."""

from seqviz.ui.lessons.encoder_decoder.outline import EncoderDecoderSettings
from seqviz.ui.page import Page


def source_line(page: Page, settings: EncoderDecoderSettings) -> None:
    """Name the data and licence of what is trained on the screen, if anything is."""
    if settings.view.screen == "race":
        page.source(page.t(f"seq2seq.source.{settings.config.pairs.partition('-')[0]}"))
