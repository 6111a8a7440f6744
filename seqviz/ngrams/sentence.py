"""The probability of a sentence, factor by factor, with the counts behind each factor."""

from collections.abc import Sequence

from seqviz.data.vocabulary import Ids
from seqviz.ngrams.model import NgramModel, evidence_along
from seqviz.ngrams.smoothing import Level, estimate
from seqviz.records.counting import Gap, NgramFactor, SentenceScore
from seqviz.records.problem import Problem


def score_sentence(model: NgramModel, tokens: Sequence[str], ids: Ids) -> SentenceScore:
    """Write out p(tokens) = p(x1) p(x2 | x1) ... with contexts of at most n-1 tokens.

    ``ids`` are the tokens' ids, 0 for a token the text lacks. Raises ``Problem`` for an empty sentence.
    """
    if not tokens:
        raise Problem("language-models.problem.empty-sentence")
    evidence = evidence_along(model.counts, ids, model.n)
    probabilities = estimate(evidence, model.smoothing)
    factors = []
    for place, token in enumerate(tokens):
        order = min(place + 1, model.n)
        level = evidence.raw[order - 1]
        factors.append(
            NgramFactor(
                token=token,
                context=tuple(tokens[place - order + 1 : place]),
                joint=int(level.joint[place]),
                total=int(level.total[place]),
                probability=float(probabilities[place]),
                gap=_gap(evidence.raw[0], level, place),
            )
        )
    return SentenceScore(factors=tuple(factors))


def _gap(alone: Level, level: Level, place: int) -> Gap:
    if not alone.joint[place]:
        return "token"
    if not level.total[place]:
        return "context"
    return "none" if level.joint[place] else "ngram"
