"""A test set decoded in many ways, judged at one exponent: all answers are kept, another alpha only rescores them."""

from dataclasses import dataclass

import numpy as np

from seqviz.metrics.bootstrap import bleu_score, interval, resampled_sums
from seqviz.metrics.chrf import chrf_score
from seqviz.records.decoding_sweep import Counts, DecodedSet, Sweep
from seqviz.records.search import FloatArray, IntArray

CLOSE = 1e-4
"""Log-probabilities of the same words in different batches of single precision agree to this."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Judged:
    """What a way to decode makes of a test set at one alpha.

    ``chosen`` [n] are the places of its answers in ``answers``. ``bleu``, ``chrf`` and ``exact`` go from 0 to 1;
    ``gain`` is BLEU over greedy search, with the ``gain_interval`` of both on the same resampled test sets.
    ``search_errors`` counts sentences for which an answer with a better score is known. ``right``, ``model`` and
    ``missed`` are the sentences translated word for word, those where the model scores its mistake at least as high as
    the reference, and those where it scores the reference higher: they are all. ``proven`` sentences are those of
    which an exact search knows the likeliest answer.
    """

    answers: DecodedSet
    chosen: IntArray
    sentences: int
    bleu: float
    bleu_interval: tuple[float, float]
    gain: float
    gain_interval: tuple[float, float]
    chrf: float
    exact: float
    log_prob: float
    length_ratio: float
    empty: int
    search_errors: int
    right: int
    model: int
    missed: int
    proven: int
    seconds: float


def scored(log_prob: FloatArray, length: Counts, alpha: float) -> FloatArray:
    """Return ``log p / L**alpha``."""
    return np.asarray(log_prob / length.astype(np.float64) ** alpha)


def chosen_at(answers: DecodedSet, alpha: float) -> IntArray:
    """Return for each sentence the place of the answer that wins at ``alpha``: of equal ones the longer."""
    score = np.round(scored(answers.log_prob, answers.length, alpha), 10)
    order = np.lexsort([answers.length, score, answers.sentence])
    last = np.flatnonzero(np.diff(answers.sentence[order], append=-1))
    return np.asarray(order[last], dtype=np.int64)


def judge(sweep: Sweep, alpha: float) -> tuple[Judged, ...]:
    """Judge every way that has decoded all sentences; the first one, greedy search, is what the others gain over."""
    complete = [part for part in sweep.sets if len(np.unique(part.sentence)) == len(sweep.pairs)]
    if not complete:
        return ()
    places = [chosen_at(part, alpha) for part in complete]
    best = best_known(sweep, alpha)
    greedy = resampled_sums(complete[0].bleu[places[0]])
    return tuple(
        _judged(sweep, part, chosen, alpha, best=best, greedy=(complete[0].bleu[places[0]].sum(0), greedy))
        for part, chosen in zip(complete, places, strict=True)
    )


def best_known(sweep: Sweep, alpha: float) -> FloatArray:
    """Return the best score of any answer to each sentence, the reference among them."""
    best = scored(sweep.reference_log_prob, reference_lengths(sweep), alpha)
    for part in sweep.sets:
        np.maximum.at(best, part.sentence, scored(part.log_prob, part.length, alpha))
    return best


def reference_lengths(sweep: Sweep) -> IntArray:
    """Return the lengths of the references, their end tokens counted."""
    return np.array([len(pair.target) + 1 for pair in sweep.pairs], dtype=np.int64)


def whose_mistake(sweep: Sweep, answers: DecodedSet, chosen: IntArray, alpha: float) -> IntArray:
    """Return 0 for each sentence translated word for word, 1 where the model prefers its mistake, 2 where it does not.

    The model prefers what it scores at least as high as the reference.
    """
    mine = scored(answers.log_prob[chosen], answers.length[chosen], alpha)
    reference = scored(sweep.reference_log_prob, reference_lengths(sweep), alpha)
    missed = reference > mine + CLOSE
    right = _right(sweep, answers, chosen)
    return np.asarray(np.where(right, 0, np.where(missed, 2, 1)), dtype=np.int64)


def _right(sweep: Sweep, answers: DecodedSet, chosen: IntArray) -> np.ndarray:
    return np.array([answers.words[place] == sweep.pairs[n].target for n, place in enumerate(chosen.tolist())])


def _judged(
    sweep: Sweep, answers: DecodedSet, chosen: IntArray, alpha: float, *, best: FloatArray,
    greedy: tuple[Counts, FloatArray],
) -> Judged:  # fmt: skip
    bleu, count = answers.bleu[chosen], len(chosen)
    scores, greedy_scores = bleu_score(resampled_sums(bleu)), bleu_score(greedy[1])
    score, blame = float(bleu_score(bleu.sum(0))), whose_mistake(sweep, answers, chosen, alpha)
    mine = scored(answers.log_prob[chosen], answers.length[chosen], alpha)
    return Judged(
        answers=answers, chosen=chosen, sentences=count,
        bleu=score, bleu_interval=interval(scores),
        gain=score - float(bleu_score(greedy[0])), gain_interval=interval(scores - greedy_scores),
        chrf=float(chrf_score(answers.chrf[chosen].sum(0))), exact=float((blame == 0).mean()),
        log_prob=float(answers.log_prob[chosen].mean()),
        length_ratio=float(bleu[:, -2].sum() / bleu[:, -1].sum()),
        empty=sum(not answers.words[place] for place in chosen.tolist()),
        search_errors=int((best > mine + CLOSE).sum()),
        right=int((blame == 0).sum()), model=int((blame == 1).sum()), missed=int((blame == 2).sum()),
        proven=int(answers.proven.sum()), seconds=answers.seconds,
    )  # fmt: skip
