"""Why a run computes where it does, and how a GPU makes its steps: the words of what was chosen by measuring."""

from typing import Any

from seqviz.components.readout import LiveFigure
from seqviz.records.computing import DeviceChoice, StepChoice
from seqviz.text.catalog import Catalog
from seqviz.text.saying import sayer

MILLISECONDS = 1000.0


def device_reason(described: Any, t: Catalog) -> str:
    """Say where a run computes, in full, and why; nothing where it does not say."""
    choice: DeviceChoice | None = getattr(described, "device_choice", None)
    if choice is None:
        return ""
    measured = {"cpu": choice.cpu_seconds, "gpu": choice.gpu_seconds}
    return f"{described.device}\n" + sayer(t)(f"computing.device.{choice.reason}", **_milliseconds(measured))


def step_figures(described: Any, t: Catalog) -> list[LiveFigure]:
    """Return how a GPU makes the steps of a run, with the reason as its help; nothing on a processor."""
    choice: StepChoice | None = getattr(described, "step_choice", None)
    if choice is None:
        return []
    measured = {"eager": choice.eager_seconds, "graph": choice.graph_seconds}
    reason = sayer(t)(f"computing.step.{choice.way}.{choice.reason}", **_milliseconds(measured))
    return [
        LiveFigure(
            label=t("computing.step"), value=t(f"computing.step.{choice.way}"), words=True, room=18, help=reason
        )
    ]  # fmt: skip


def _milliseconds(seconds: dict[str, float | None]) -> dict[str, float]:
    return {name: MILLISECONDS * value for name, value in seconds.items() if value is not None}
