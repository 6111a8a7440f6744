"""Time travel: a slider over the kept checkpoints of a run, with a way back to the present."""

from collections.abc import Sequence

from seqviz.components.payload import encode
from seqviz.components.registration import renderer


def timeline(
    checkpoints: Sequence[int], *, now: int, key: str, label: str, live_label: str, past_label: str, back_label: str
) -> int | None:
    """Draw the slider and return the step that the learner looks at, ``None`` for the present.

    Parameters
    ----------
    checkpoints
        Steps whose state is kept, rising. They may come and go under the learner's hand: the slider stays mounted.
    now
        The step of the live run, the right end of the line.
    label, live_label, past_label, back_label
        What the slider is for, the name of the present, the text for a past step (``{step}``), and the button that
        leads back to the present.
    """
    data = {
        "checkpoints": list(checkpoints),
        "now": now,
        "label": label,
        "live": live_label,
        "past": past_label,
        "back": back_label,
    }
    result = renderer("timeline")(key=key, data=encode(data), default={"step": None}, on_step_change=lambda: None)
    step = result.step
    return int(step) if step is not None else None
