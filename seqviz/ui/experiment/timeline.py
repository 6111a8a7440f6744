"""Time travel on every page that trains: look at the run as it was at a kept step."""

from seqviz.components.timeline import timeline
from seqviz.jobs.watch import Watch
from seqviz.ui.page import Page


def time_travel(page: Page, watch: Watch | None, *, of: str = "") -> int | None:
    """Draw the slider over the kept states and return the step that is looked at, ``None`` for the present.

    ``of`` names the run on a page that has several.
    """
    t = page.t
    return timeline(
        watch.poll.checkpoints if watch else (),
        now=watch.poll.step if watch else 0,
        key=f"{page.name}.timeline{of and f'-{of}'}",
        label=t("kit.timeline"),
        live_label=t("kit.timeline.live"),
        past_label=t("kit.timeline.past"),
        back_label=t("kit.timeline.back"),
    )
