"""Which of several contestants is the best after a number of steps, as the run itself says."""

import math

from seqviz.jobs.watch import Watch
from seqviz.text.catalog import Catalog
from seqviz.ui.experiment.contestant_names import contestant_names
from seqviz.ui.experiment.prediction import Outcome
from seqviz.ui.experiment.readings import EVALUATIONS, perplexity_text_of


def loss_at(watch: Watch, contestant: str, step: int) -> float | None:
    """Return the held-out loss in nats a token after ``step`` steps, as long as the run still has it."""
    columns = watch.trail(EVALUATIONS, contestant).columns
    found = (
        [float(loss) for at, loss in zip(columns["step"], columns["loss"], strict=True) if at == step]
        if columns
        else []
    )
    return found[0] if found else None


def losses_at(watch: Watch, step: int) -> dict[str, float | None] | None:
    """Return the losses of all contestants after ``step`` steps, ``None`` for one that ended before; ``None`` early."""
    losses = {name: loss_at(watch, name, step) for name in watch.names}
    early = any(loss is None and name not in watch.outcomes for name, loss in losses.items())
    return None if early else losses


def best_at(watch: Watch, step: int, t: Catalog) -> Outcome | None:
    """Return the contestants with the least held-out perplexity as the right answers; a broken model is the last."""
    found = losses_at(watch, step)
    if found is None:
        return None
    losses = {name: math.inf if loss is None else loss for name, loss in found.items()}
    names, least = contestant_names(watch.contest, t), min(losses.values())
    ranked = sorted(losses, key=losses.__getitem__)
    measured = " · ".join(f"{names[name]} {perplexity_text_of(losses[name], t)}" for name in ranked)
    return Outcome(answers=frozenset(name for name, loss in losses.items() if loss == least), measured=measured)
