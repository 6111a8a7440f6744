"""The grey line under the page: where the series comes from, under which licence, and what is held out."""

from seqviz.config import ForecastConfig
from seqviz.records.series import Series
from seqviz.ui.page import Page
from seqviz.ui.sequence_models.facts import facts_of


def source_line(page: Page, config: ForecastConfig, series: Series) -> None:
    """Draw the source of the series; made series are called made."""
    t, split = page.t, facts_of(config).split
    text = t(f"sequence-models.source.{config.source}")
    held = t("sequence-models.source.held-out", count=t.number(len(series)), held=t.number(len(series) - split.start))
    page.source(t("sequence-models.sentences", first=text, second=held))
