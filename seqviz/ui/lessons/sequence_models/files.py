"""What a learner can take home: the settings of the run, and its errors. The charts bring their own numbers."""

from collections.abc import Iterator
from typing import get_args

import numpy as np

from seqviz.config import fields
from seqviz.config.forecast import ForecastConfig
from seqviz.jobs.watch import Watch
from seqviz.records.forecast import Task
from seqviz.ui.experiment.take_home import Download, settings_csv, table_csv
from seqviz.ui.lessons.sequence_models.outline import SequenceSettings
from seqviz.ui.lessons.sequence_models.training import slot_of, trained
from seqviz.ui.page import Page

COLUMNS = ("model", "measured on", "step", "root mean square error")


def files_of(page: Page, settings: SequenceSettings) -> list[Download]:
    """Return the files of the run that is shown; none without a run."""
    watch = slot_of(page, settings).watch if settings.view.idea in get_args(Task) else None
    if watch is None:
        return []
    t, config = page.t, trained(watch.contest)
    values = {name: getattr(config, name) for name in fields.facts_of(ForecastConfig)}
    return [
        Download(
            label=t("sequence-models.file.settings"),
            file_name=f"{page.name}-settings.csv",
            content=lambda: settings_csv(values),
        ),
        Download(
            label=t("sequence-models.file.errors"),
            file_name=f"{page.name}-errors.csv",
            content=lambda: table_csv(COLUMNS, _errors(watch)),
        ),
    ]


def _errors(watch: Watch) -> Iterator[tuple[str, str, int, float]]:
    """Yield all errors of the run, one step ahead, in the unit of the series."""
    for name in watch.names:
        held_out, batches = watch.trail("ForecastEvaluation", name).columns, watch.trail("ForecastStep", name).columns
        for step, error in zip(held_out.get("step", ()), held_out.get("error", ()), strict=True):
            yield name, "held-out values", int(step), float(error)
        for step, loss in zip(batches.get("step", ()), batches.get("loss", ()), strict=True):
            yield name, "training batches", int(step), float(np.sqrt(loss)) * watch.description(name).scale
