"""The grey line under the page: where the series comes from, under which licence, and what is held out."""

from seqviz.ui.lessons.sequence_models.facts import facts_of
from seqviz.ui.lessons.sequence_models.outline import SequenceSettings, experiment_of
from seqviz.ui.page import Page


def source_line(page: Page, settings: SequenceSettings) -> None:
    """Draw the source of the series; made series are called made."""
    t, facts = page.t, facts_of(experiment_of(settings))
    count, held = len(facts.series), len(facts.series) - facts.split.start
    text = t(f"sequence-models.source.{settings.config.source}")
    held_out = t("sequence-models.source.held-out", count=t.number(count), held=t.number(held))
    page.source(t("sequence-models.sentences", first=text, second=held_out))
