"""Questions about the cell as a machine: where the unit stands, and the answer."""

from collections.abc import Sequence

from seqviz.data.vocabulary import Vocabulary
from seqviz.models.intervened import Change
from seqviz.models.language_model import LanguageModel
from seqviz.models.machine import unit_machine
from seqviz.records.machine import MachineAnswer, MachineQuestion
from seqviz.training.interventions import check_layer, check_units
from seqviz.training.probes import ids_of


def machine_answer(
    model: LanguageModel,
    vocabulary: Vocabulary,
    tokens: list[str],
    question: MachineQuestion,
    changes: Sequence[Change] | None,
    *,
    step: int,
) -> MachineAnswer:
    """Write out one unit along the tokens; raise ``Problem`` for a layer or unit that does not exist."""
    check_layer(question.layer, model.recurrent.layer_count)
    check_units((question.unit,), model.recurrent.hidden_size)
    found = unit_machine(model, ids_of(tokens, model, vocabulary), changes, layer=question.layer, unit=question.unit)
    return MachineAnswer(
        step=step,
        cell=model.recurrent.cell,
        reset=model.recurrent.reset,
        unit=question.unit,
        layer=question.layer,
        tokens=tuple(tokens),
        unknown=vocabulary.unknown(tokens),
        hidden=found.hidden,
        traces=found.traces,
        gates=found.gates,
        opened=found.opened,
        held=found.held,
    )
