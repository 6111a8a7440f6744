"""What is kept of a test set while it is scored: sums, counts, bins and the extremes, never the lines themselves."""

import heapq
import math
from dataclasses import dataclass, field

from seqviz.metrics.bleu import brevity_penalty, score_counts
from seqviz.metrics.bleu_conventions import ORDER, Conventions
from seqviz.metrics.ngrams import count_pair
from seqviz.metrics.pair_lines import MOST_LINES, Line
from seqviz.metrics.resampling import CountedLines, score_interval
from seqviz.metrics.tokens import looks_unsegmented, tokenize
from seqviz.records.bleu import BleuCounts, Formula, Smoothing
from seqviz.records.decoding_sweep import Counts
from seqviz.records.problem import Problem
from seqviz.records.scoring import CorpusReport, CorpusSettings, FormulaReport, LineFault, ScoredPair

BINS = 20
_NAMED_FAULTS = 5
_EXTREMES = 10
_SHOWN = 400
_SHOWN_REFERENCES = 40

_Heap = list[tuple[tuple[float, int], int, ScoredPair]]


@dataclass(frozen=True)
class LineScore:
    """The counts of one pair and its score by both formulas."""

    counts: BleuCounts
    lecture: float
    standard: float


def sentence_score(counts: BleuCounts, formula: Formula) -> float:
    """Return the unsmoothed score alone, without exact fractions: what 100,000 sentences have time for."""
    existing = sum(total > 0 for total in counts.totals)
    if not existing or 0 in counts.matches[:existing]:
        return 0.0
    log = 0.0
    for n in range(1, existing + 1):
        weight = 0.5**n if formula == "lecture" else 1.0 / existing
        log += weight * math.log(counts.matches[n - 1] / counts.totals[n - 1])
    return math.exp(log) * brevity_penalty(counts.predicted_length, counts.reference_length)


@dataclass
class Tally:
    """What is kept of the lines read so far: sums, counts, bins and the extremes, never the lines themselves."""

    settings: CorpusSettings
    pairs: int = 0
    blank: int = 0
    at_fault: int = 0
    empty: int = 0
    unsegmented: int = 0
    empty_references: int = 0
    fewest: int = MOST_LINES
    most: int = 0
    faults: list[LineFault] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.matches = [0] * self.settings.max_n
        self.totals = [0] * self.settings.max_n
        self.lengths = [0, 0]
        self.lecture, self.standard = Distribution(), Distribution()
        self.lines, self.conventions = CountedLines(self.settings.max_n), Conventions(self.settings)

    def take(self, line: Line) -> LineScore | None:
        """Score one line and add it up; return ``None`` for a line at fault, which is only noted."""
        if line.fault:
            self.at_fault += 1
            if len(self.faults) < _NAMED_FAULTS:
                self.faults.append(line.fault)
            return None
        prediction = tokenize(line.prediction, self.settings.unit)
        reference, *others = (tokenize(text, self.settings.unit) for text in line.references)
        every = count_pair(prediction, reference, max(ORDER, self.settings.max_n), others=others)
        counts = every.up_to(self.settings.max_n)
        score = LineScore(counts, sentence_score(counts, "lecture"), self._standard(counts))
        self.pairs += 1
        self.empty += not prediction
        self.empty_references += line.empty
        self.fewest, self.most = min(self.fewest, len(line.references)), max(self.most, len(line.references))
        if self.settings.unit == "words":
            self.unsegmented += any(map(looks_unsegmented, (line.prediction, *line.references)))
        self._add(counts)
        self.lines.add(counts)
        self.conventions.take(line, (prediction, reference, *others), every)
        self.lecture.add(score.lecture, line, score)
        self.standard.add(score.standard, line, score)
        return score

    def check(self) -> None:
        """Raise the ``Problem`` of a test set without a pair."""
        if not self.pairs:
            if self.faults:
                raise Problem("bleu.error.all_at_fault", lines=self.at_fault)
            raise Problem("bleu.error.no_pairs")

    def report(self, resampled: Counts, *, seconds: float = 0.0) -> CorpusReport:
        """Return everything that the page shows of the test set, which took ``seconds`` to score.

        ``resampled`` are the summed counts of test sets drawn from its lines.
        """
        counts = BleuCounts(
            matches=tuple(self.matches),
            totals=tuple(self.totals),
            predicted_length=self.lengths[0],
            reference_length=self.lengths[1],
        )
        return CorpusReport(
            settings=self.settings,
            seconds=seconds,
            pairs=self.pairs,
            blank=self.blank,
            at_fault=self.at_fault,
            faults=tuple(self.faults),
            empty_predictions=self.empty,
            empty_references=self.empty_references,
            references=(self.fewest, self.most),
            unsegmented=self.unsegmented,
            lecture=self._report(counts, resampled, "lecture", "none"),
            standard=self._report(counts, resampled, "standard", self.settings.smoothing),
            conventions=self.conventions.report(
                lecture=self.lecture.sum / self.pairs, corpus=counts, references=(self.fewest, self.most)
            ),
            resamples=len(resampled),
        )

    def _report(self, counts: BleuCounts, resampled: Counts, formula: Formula, smoothing: Smoothing) -> FormulaReport:
        distribution = self.lecture if formula == "lecture" else self.standard
        return FormulaReport(
            score=score_counts(counts, formula, smoothing),
            interval=score_interval(resampled, formula, smoothing),
            mean=distribution.sum / self.pairs,
            zeros=distribution.zeros,
            histogram=tuple(distribution.bins),
            worst=distribution.worst(),
            best=distribution.best(),
        )

    def _standard(self, counts: BleuCounts) -> float:
        if self.settings.smoothing == "none":
            return sentence_score(counts, "standard")
        return score_counts(counts, "standard", self.settings.smoothing).score

    def _add(self, counts: BleuCounts) -> None:
        for index in range(self.settings.max_n):
            self.matches[index] += counts.matches[index]
            self.totals[index] += counts.totals[index]
        self.lengths[0] += counts.predicted_length
        self.lengths[1] += counts.reference_length


class Distribution:
    """Bins, sum and extremes of the sentence scores by one formula."""

    def __init__(self) -> None:
        self.sum = 0.0
        self.zeros = 0
        self.bins = [0] * BINS
        # Heaps of (rank, -line, pair): lines are unique, so pairs are never compared.
        self._worst: _Heap = []
        self._best: _Heap = []

    def add(self, score: float, line: Line, scores: LineScore) -> None:
        """Count one sentence score."""
        self.sum += score
        self.zeros += score == 0.0
        self.bins[min(BINS - 1, int(score * BINS))] += 1
        length = scores.counts.reference_length
        self._keep(self._worst, (-score, length), line, scores)
        self._keep(self._best, (score, length), line, scores)

    def worst(self) -> tuple[ScoredPair, ...]:
        """Return the lowest sentences, the lowest first."""
        return self._ranked(self._worst)

    def best(self) -> tuple[ScoredPair, ...]:
        """Return the highest sentences, the highest first."""
        return self._ranked(self._best)

    @staticmethod
    def _keep(heap: _Heap, rank: tuple[float, int], line: Line, scores: LineScore) -> None:
        if len(heap) == _EXTREMES and rank <= heap[0][0]:
            return
        pair = ScoredPair(
            line=line.number,
            prediction=line.prediction[:_SHOWN],
            references=tuple(text[:_SHOWN] for text in line.references[:_SHOWN_REFERENCES]),
            lecture=scores.lecture,
            standard=scores.standard,
        )
        push = heapq.heappushpop if len(heap) == _EXTREMES else heapq.heappush
        push(heap, (rank, -line.number, pair))

    @staticmethod
    def _ranked(heap: _Heap) -> tuple[ScoredPair, ...]:
        return tuple(pair for _, _, pair in sorted(heap, reverse=True))
