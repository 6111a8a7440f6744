"""Questions about one unit: where it stands, and the answer that its arithmetic is."""

from collections.abc import Sequence

from seqviz.data.vocabulary import Vocabulary
from seqviz.models.intervened import Change
from seqviz.models.language_model import LanguageModel
from seqviz.models.unit_sums import unit_step
from seqviz.records.training import SumAnswer, SumQuestion
from seqviz.training.interventions import check_layer, check_position, check_units
from seqviz.training.probes import ids_of


def sum_answer(
    model: LanguageModel,
    vocabulary: Vocabulary,
    tokens: list[str],
    question: SumQuestion,
    changes: Sequence[Change] | None,
    *,
    step: int,
) -> SumAnswer:
    """Write out the step of one unit; raise ``Problem`` for a layer, unit or position that does not exist."""
    check_layer(question.layer, model.recurrent.layer_count)
    check_position(question.position, len(tokens))
    check_units((question.unit,), model.recurrent.hidden_size)
    ids = ids_of(tokens[: question.position + 1], model, vocabulary)
    found = unit_step(model, ids, changes, layer=question.layer, unit=question.unit)
    return SumAnswer(
        step=step, token=tokens[question.position], gates=found.gates, before=found.before, after=found.after
    )
