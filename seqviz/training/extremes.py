"""Questions about a GRU's gates at their extremes: where the step stands, and the answer."""

from seqviz.data.vocabulary import Vocabulary
from seqviz.models.extremes import Pair, gru_extremes
from seqviz.models.language_model import LanguageModel
from seqviz.records.effects import Extreme, ExtremesAnswer, ExtremesQuestion
from seqviz.records.problem import Problem
from seqviz.training.interventions import HOLDABLE, check_position
from seqviz.training.probes import array_of, ids_of


def extremes(
    model: LanguageModel, vocabulary: Vocabulary, tokens: list[str], question: ExtremesQuestion, *, step: int
) -> ExtremesAnswer:
    """Make the extreme steps; raise ``Problem`` for a cell without these gates, or no such place."""
    cell = model.recurrent.cell
    if cell != "gru":
        raise Problem("training.no-gate", gate="update", cell=cell.upper(), gates=", ".join(HOLDABLE[cell]))
    check_position(question.position, len(tokens))
    found = gru_extremes(model, ids_of(tokens, model, vocabulary), question.position)
    return ExtremesAnswer(
        step=step,
        tokens=tuple(tokens),
        unknown=vocabulary.unknown(tokens),
        before=array_of(found.before[0]),
        frozen=_extreme(found.frozen),
        rnn=_extreme(found.rnn),
        fresh=_extreme(found.fresh),
        resets=found.resets,
    )


def _extreme(pair: Pair) -> Extreme:
    forced, beside = pair
    apart = float((forced - beside).abs().max())
    return Extreme(forced=array_of(forced[0]), beside=array_of(beside[0]), apart=apart)
