"""Tables to take home that no chart of the page offers: the factors of the sentences, the dice of the writing."""

from seqviz.records.problem import Problem
from seqviz.ui.experiment.take_home import Download, settings_csv, table_csv
from seqviz.ui.lessons.language_models.lines import line_of
from seqviz.ui.lessons.language_models.outline import LineName
from seqviz.ui.lessons.language_models.stage import Stage
from seqviz.ui.lessons.language_models.writing import write

SENTENCES: tuple[LineName, ...] = ("sentence", "first", "second")


def files(stage: Stage) -> list[Download]:
    """Return what can be taken home."""
    tables = {
        "factors": lambda: _factors(stage),
        "writing": lambda: _writing(stage),
        "settings": lambda: settings_csv(stage.settings.restoring),
    }
    return [
        Download(
            label=stage.t(f"language-models.file.{name}"), file_name=f"language-models-{name}.csv", content=content
        )
        for name, content in tables.items()
    ]


def _factors(stage: Stage) -> str:
    rows: list[list[object]] = []
    for name in SENTENCES:
        try:
            factors = stage.score(line_of(stage, name)).factors
        except Problem:  # a line without tokens has no factors
            continue
        between = stage.corpus.separator
        rows += [[name, f.token, between.join(f.context), f.joint, f.total, f.probability] for f in factors]
    return table_csv(["line", "token", "context", "n(context, token)", "n(context)", "probability"], rows)


def _writing(stage: Stage) -> str:
    prefix = stage.corpus.tokens(line_of(stage, "prefix"))
    steps = write(stage, prefix, length=stage.view.length, seed=stage.view.seed)
    rows = [[step.chosen, step.probability, step.draw, step.choices] for step in steps]
    return table_csv(["token", "probability", "die", "effective choices"], rows)
