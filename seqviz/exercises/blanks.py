"""Fill in the blanks: the values of one step of a cell that a learner works out, and what usual slips lead to.

Everything is computed from the run's own unrounded values.
"""

import math
from collections.abc import Callable, Mapping

import numpy as np

from seqviz.records.machine import Blank, MachineAnswer

NEAR = 0.01
"""An answer is right within this distance: factors that are read with three decimals may cost half of it."""

Values = Mapping[str, float]


def blanks_of(answer: MachineAnswer) -> tuple[tuple[Blank, ...], ...]:
    """Return what may be asked about each token's step, in the order in which a learner computes it.

    A slip that cannot be told from the answer is left out; so is a gate that is held, since no sum gives it.
    """
    ask = _ASK[answer.cell]
    totals = {name: _totals(answer, name) for name in answer.gates}
    found = []
    for t in range(len(answer.tokens)):
        values = {name: float(trace[t]) for name, trace in answer.traces.items()}
        before = {name: float(trace[t - 1]) if t else 0.0 for name, trace in answer.traces.items()}
        now = {name: float(total[t]) for name, total in totals.items()}
        if answer.cell == "rnn":
            column = answer.gates["hidden"]
            now |= {"bias": column.bias, "state": now["hidden"] - column.bias - float(column.from_input[t])}
        asked = ask(values, before, now)
        found.append(tuple(_telling(blank) for blank in asked if blank.name not in answer.held))
    return tuple(found)


def _telling(blank: Blank) -> Blank:
    """Leave out the slips that lead to the answer, and those whose number an earlier one has."""
    slips: dict[str, float] = {}
    for name, value in blank.slips.items():
        if all(abs(value - other) > 2 * NEAR for other in (blank.answer, *slips.values())):
            slips[name] = value
    return Blank(name=blank.name, answer=blank.answer, slips=slips)


def _totals(answer: MachineAnswer, name: str) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """The sum before one gate after each token [T]."""
    column = answer.gates[name]
    before = np.vstack([np.zeros_like(answer.hidden[:1]), answer.hidden[:-1]]).astype(float)
    resets = answer.cell == "gru" and name == "candidate"
    if resets and answer.opened is not None:
        before = before * answer.opened
    state = before @ column.weights + column.inner_bias
    if resets and answer.opened is None:
        state = state * answer.traces["reset"]
    return np.asarray(column.from_input + state + column.bias)


def _sigma(z: float) -> float:
    return 0.5 * (1 + math.tanh(0.5 * z))


def _gate(name: str, value: float, total: float) -> Blank:
    return Blank(name=name, answer=value, slips={"tanh": math.tanh(total), "shut": 1 - value, "sum-only": total})


def _passed(name: str, gate: float, value: float, **slips: float) -> Blank:
    """What a gate lets through of a value."""
    return Blank(name=name, answer=gate * value, slips={"sum": gate + value, **slips})


def _lstm(values: Values, before: Values, totals: Values) -> tuple[Blank, ...]:
    forget, update, output = values["forget"], values["input"], values["output"]
    candidate, old, now = values["candidate"], before["cell"], values["cell"]
    kept, added = forget * old, update * candidate
    return (
        _gate("forget", forget, totals["forget"]),
        _passed("kept", forget, old, shut=(1 - forget) * old, **{"new-cell": forget * now}),
        _passed("added", update, candidate, shut=(1 - update) * candidate),
        Blank(
            name="cell",
            answer=now,
            slips={"product": kept * added, "nothing-forgotten": old + added, "difference": kept - added},
        ),
        Blank(
            name="hidden",
            answer=values["hidden"],
            slips={
                "no-tanh": output * now,
                "old-cell": output * math.tanh(old),
                "sigma": output * _sigma(now),
                "sum": output + math.tanh(now),
            },
        ),
    )


def _gru(values: Values, before: Values, totals: Values) -> tuple[Blank, ...]:
    update, candidate, old = values["update"], values["candidate"], before["hidden"]
    kept, taken = update * old, (1 - update) * candidate
    curve = {"sigma": _sigma(totals["candidate"]), "sum-only": totals["candidate"]}
    return (
        _gate("update", update, totals["update"]),
        Blank(name="candidate", answer=candidate, slips=curve),
        _passed("kept", update, old, side=(1 - update) * old),
        _passed("taken", 1 - update, candidate, side=update * candidate),
        Blank(
            name="hidden",
            answer=values["hidden"],
            slips={
                "product": kept * taken,
                "side": (1 - update) * old + update * candidate,
                "difference": kept - taken,
            },
        ),
    )


def _rnn(values: Values, _: Values, totals: Values) -> tuple[Blank, ...]:
    """Of a sum only its parts are known: without the bias, and with the state's sign turned."""
    total = totals["hidden"]
    slips = {"no-bias": total - totals["bias"], "difference": total - 2 * totals["state"]}
    return (
        Blank(name="total", answer=total, slips=slips),
        Blank(name="hidden", answer=values["hidden"], slips={"sigma": _sigma(total), "sum-only": total}),
    )


_ASK: Mapping[str, Callable[[Values, Values, Values], tuple[Blank, ...]]] = {"lstm": _lstm, "gru": _gru, "rnn": _rnn}
