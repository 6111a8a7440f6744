"""The figures of a language model's run: those of the control bar, the table of the contestants, the files."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import streamlit as st

from seqviz.components.readout import LiveFigure, readout
from seqviz.config.fields import facts_of
from seqviz.config.language_model import LanguageModelConfig
from seqviz.jobs.watch import Watch
from seqviz.records.training import LanguageModelDescription
from seqviz.text.catalog import Catalog
from seqviz.text.numbers import clock_text, count_text, decimals_text, percent_text, perplexity_text
from seqviz.ui.experiment.computing import device_reason, step_figures
from seqviz.ui.experiment.settings import Settings
from seqviz.ui.experiment.take_home import Download, settings_csv, table_csv
from seqviz.ui.page import Page

STEPS, EVALUATIONS = "StepRecord", "EvaluationRecord"
LARGEST_LOSS = 700.0
"""Nats whose perplexity is still a floating-point number."""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How one contestant stands; ``None`` where nothing is known yet. Losses in nats a token."""

    step: int | None
    seconds: float | None
    parameters: int | None
    training_loss: float | None
    held_out_loss: float | None
    clipped: int
    skipped: int

    @property
    def clipped_share(self) -> float:
        """Share of all steps whose gradient was clipped."""
        return self.clipped / self.step if self.step else 0.0


def standing_of(watch: Watch, contestant: str) -> Standing:
    """Return how a contestant stands, by the counts of the run itself."""
    steps, read = watch.trail(STEPS, contestant), watch.trail(EVALUATIONS, contestant)
    described: LanguageModelDescription | None = watch.description(contestant)
    step = steps.newest("step")
    return Standing(
        step=None if step is None else int(step),
        seconds=steps.newest("seconds"),
        parameters=described.parameter_count if described else None,
        training_loss=steps.newest("average_loss"),
        held_out_loss=read.newest("loss"),
        clipped=int(steps.newest("clipped_steps") or 0),
        skipped=int(steps.newest("skipped_steps") or 0),
    )


def live_figures(page: Page, watch: Watch | None) -> None:
    """Draw the figures of the control bar; before the first run they stand there empty. Of rivals the table tells."""
    t = page.t
    lead = standing_of(watch, watch.names[0]) if watch else None
    readout(
        [
            LiveFigure(label=t("kit.figure.step"), value=_count(watch.poll.step if watch else None, t), room=6),
            _perplexity_figure("validation", lead.held_out_loss if lead else None, t),
            _perplexity_figure("training", lead.training_loss if lead else None, t),
        ],
        key=f"{page.name}.figures", width="content",
    )  # fmt: skip


def pace(page: Page, watch: Watch | None) -> None:
    """Draw how fast the run goes and where, small: it stands beside the status line."""
    if watch is None:
        return
    t, poll = page.t, watch.poll
    described, config = watch.description(watch.names[0]), watch.contest.configs[0]
    speed = poll.steps_per_second
    tokens = speed * config.batch_size * config.steps if isinstance(config, LanguageModelConfig) else 0.0
    readout(
        [
            LiveFigure(
                label=t("kit.figure.speed"), value=decimals_text(speed, t.language, digits=1) if speed else "", room=5
            ),
            LiveFigure(label=t("kit.figure.tokens"), value=_count(tokens or None, t), room=7),
            LiveFigure(label=t("kit.figure.elapsed"), value=clock_text(poll.elapsed), room=5),
            LiveFigure(
                label=t("kit.figure.device"), value=device_text(described), words=True, room=20,
                help=device_reason(described, t),
            ),
            *step_figures(described, t),
        ],
        key=f"{page.name}.pace", width="content", size="small",
    )  # fmt: skip


def _perplexity_figure(name: Literal["training", "validation"], loss: float | None, t: Catalog) -> LiveFigure:
    return LiveFigure(
        label=t(f"kit.figure.{name}"),
        value=perplexity_text_of(loss, t),
        colour=name,
        help=t(f"kit.figure.{name}.help"),
    )


def standings(page: Page, watch: Watch, names: Mapping[str, str]) -> None:
    """Draw the table of the contestants; one alone needs none."""
    if len(watch.names) == 1:
        return
    t = page.t
    head = [t(f"kit.standings.{column}") for column in COLUMNS]
    rows = [_row(names[contestant], standing_of(watch, contestant), t) for contestant in watch.names]
    lines = [" | ".join(cells) for cells in (head, ["---", *["---:"] * (len(head) - 1)], *rows)]
    with page.panel(f"standings-{page.name}", title=t("kit.standings"), hint=t("kit.standings.hint")):
        st.markdown("\n".join(f"| {line} |" for line in lines))


COLUMNS = ("model", "steps", "seconds", "parameters", "training", "held_out", "clipped")


def _row(name: str, standing: Standing, t: Catalog) -> list[str]:
    return [
        name,
        _count(standing.step, t) or "–",
        "–" if standing.seconds is None else decimals_text(standing.seconds, t.language, digits=1),
        _count(standing.parameters, t) or "–",
        perplexity_text_of(standing.training_loss, t) or "–",
        perplexity_text_of(standing.held_out_loss, t) or "–",
        percent_text(standing.clipped_share, t.language),
    ]


def run_files(
    page: Page, settings: Settings[Any, Any], watch: Watch | None, names: Mapping[str, str]
) -> list[Download]:
    """Return the files of a run: its settings, and the figures of every contestant."""
    t, files = page.t, []
    if watch is not None:
        files.append(
            Download(
                label=t("kit.file.figures"), file_name=f"seqviz-{page.name}-figures.csv",
                content=lambda: figures_csv(watch, names),
            )
        )  # fmt: skip
        files.append(
            Download(
                label=t("kit.file.standings"), file_name=f"seqviz-{page.name}-models.csv",
                content=lambda: table_csv(
                    COLUMNS, [_row(names[name], standing_of(watch, name), t) for name in watch.names]
                ),
            )
        )  # fmt: skip
    files.append(
        Download(
            label=t("kit.file.settings"), file_name=f"seqviz-{page.name}-settings.csv",
            content=lambda: settings_csv(_values(settings)),
        )
    )  # fmt: skip
    return files


def figures_csv(watch: Watch, names: Mapping[str, str], *, kinds: Sequence[str] = (STEPS, EVALUATIONS)) -> str:
    """Return one line for each stretch of steps that the run keeps, and for each reading of held-out data.

    A stretch has the mean, the least and the most of what was measured; losses are in nats a token.
    """
    lines: list[tuple[str, str, dict[str, float]]] = []
    for contestant in watch.names:
        for kind in kinds:
            trail = watch.trail(kind, contestant)
            plain = {name: values for name, values in trail.columns.items() if values.ndim == 1}
            lines += [
                (names[contestant], kind, {name: float(plain[name][place]) for name in plain})
                for place in range(len(trail))
            ]
    columns = tuple(dict.fromkeys(name for _, _, cells in lines for name in cells))
    rows = [(model, kind, *(_number(cells.get(name)) for name in columns)) for model, kind, cells in lines]
    return table_csv(("model", "record", *columns), rows)


def _number(value: float | None) -> object:
    return None if value is None or math.isnan(value) else value


def _values(settings: Settings[Any, Any]) -> dict[str, object]:
    """Every setting that the address keeps, those with their usual value too."""
    return {name: getattr(part, name) for part in (settings.config, settings.view) for name in facts_of(type(part))}


def perplexity_text_of(loss: float | None, t: Catalog) -> str:
    """Return the perplexity of a loss in nats as a reader wants it; nothing while there is none."""
    if loss is None:
        return ""
    return perplexity_text(math.exp(loss) if loss < LARGEST_LOSS else math.inf, t.language)


def _count(value: float | None, t: Catalog) -> str:
    return "" if value is None else count_text(value, t.language)


def device_text(described: Any) -> str:
    """Return what a run computes on; a processor's model is longer than a status row, and files taken home name it."""
    return described.device.partition(" (")[0] if described else ""
