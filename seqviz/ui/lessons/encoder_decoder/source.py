"""The grey line at the foot: what the pairs of the race learn, and from where it comes."""

from seqviz.data.labelled.tasks import labelled_set
from seqviz.text.numbers import count_text
from seqviz.ui.lessons.encoder_decoder.networks import TASK
from seqviz.ui.lessons.encoder_decoder.outline import EncoderDecoderSettings
from seqviz.ui.page import Page


def source_line(page: Page, settings: EncoderDecoderSettings) -> None:
    """Name the data and licence of what is trained on the screen, if anything is."""
    if settings.view.screen == "cut":
        found = labelled_set(TASK)
        training, held_out = (count_text(len(part), page.t.language) for part in (found.training, found.held_out))
        page.source(page.t("encoder-decoder.source.names", training=training, held_out=held_out))
    if settings.view.screen == "race":
        page.source(page.t(f"seq2seq.source.{settings.config.pairs.partition('-')[0]}"))
