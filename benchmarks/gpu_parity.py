"""Whether a run on a GPU computes what the same run computes in double precision on the CPU."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from gpu_runs import config_of, name_of

from seqviz.records.training import StepRecord
from seqviz.training.fixed_step import FixedStep
from seqviz.training.language_model import Training
from seqviz.training.optimizers import make_optimizer

STEPS = 20
LOSS, NORM, GATE = 1e-3, 5e-2, 1e-4
"""What single precision may cost: relative errors of losses and norms along the steps, absolute ones of gates."""
VARIANTS: list[dict[str, Any]] = [{}, {"layers": 2}, {"optimizer": "sgd"}, {"sampling": "sequential"}]
SIZES = (32, 128, 256)


def disagreements(cell: str, reset: str, device: str) -> Iterator[str]:
    """Yield a line for everything that is not as it should be; print what was found."""
    for hidden in SIZES:
        for changes in VARIANTS:
            training = Training(config_of(cell, reset, hidden, device=device, **changes))
            errors = {
                "gate": (gate_error(training), GATE),
                **dict(zip(("loss", "norm"), step_errors(training), strict=True)),
            }
            said = ", ".join(f"{name} {error:.1e}" for name, (error, _) in errors.items())
            where = f"{name_of(cell, reset)} H {hidden} {changes or ''}"
            way = training.step_choice.way if training.step_choice else "cpu"
            print(f"{where} ({way}): {said}", flush=True)
            yield from (f"WRONG: {where}: {name} {e:.1e}" for name, (e, most) in errors.items() if not e <= most)
            if not replays(training):
                yield f"WRONG: {where}: a replay is another run"


def gate_error(training: Training) -> float:
    """Return the largest difference of any gate along a piece of text, before the first step."""
    ids = training.validation[:, :4]
    double = training.new_model().cpu().double()
    _, ours = training.model.trace(ids)
    _, theirs = double.trace(ids.cpu())
    return max(
        float((gate.cpu().double() - expected.gates[name]).abs().max())
        for trace, expected in zip(ours, theirs, strict=True)
        for name, gate in trace.gates.items()
    )


def step_errors(training: Training) -> tuple[tuple[float, float], tuple[float, float]]:
    """Make steps, and the same ones in double precision; return the largest relative errors, and what is allowed."""
    config = training.config
    shadow = Training(replace(config, device="cpu"))
    double = shadow.model.double()
    optimizer = make_optimizer(config.optimizer, double.trained_parameters(), config.learning_rate)
    carries = config.sampling == "sequential"
    state = double.recurrent.zero_state(config.batch_size, double.output.weight.detach()) if carries else None
    step = FixedStep(
        double, optimizer, shape=(config.steps, config.batch_size), state=state, ring_rows=STEPS
    )  # fmt: skip
    expected, carried = [], None
    for _ in range(STEPS):
        batch = shadow.batches.next()
        figures, carried = step.make(batch, carried if batch.continues else None, shadow.theta)
        expected.append(figures[:2].clone())
    records = steps_of(training)
    losses = [abs(r.loss / float(e[0]) - 1) for r, e in zip(records, expected, strict=True)]
    norms = [abs(r.norm_before / float(e[1]) - 1) for r, e in zip(records, expected, strict=True)]
    return (max(losses), LOSS), (max(norms), NORM)


def replays(training: Training) -> bool:
    """Whether the steps after a snapshot come again bit for bit."""
    snapshot = training.snapshot()
    first = steps_of(training)
    training.restore(snapshot)
    return steps_of(training) == first


def steps_of(training: Training) -> list[StepRecord]:
    records = [record for _ in range(STEPS) for record in training.train_step()] + list(training.report())
    return [record for record in records if isinstance(record, StepRecord)]
