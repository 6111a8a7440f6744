"""What a run counts: tokens, clipped and skipped steps, seconds, the average loss."""

from dataclasses import replace
from itertools import pairwise

import pytest

from seqviz.records.training import EvaluationRecord
from seqviz.training.language_model import Training
from tests.training.language_model.small_run import SMALL, steps_of


def test_what_is_counted_is_what_happened():
    """The oracle counts the records afterwards."""
    training = Training(replace(SMALL, theta=0.2))
    records = []
    for step in range(60):
        if step in (7, 30):  # a step whose gradient is not finite: its loss counts in no average
            handle = training.model.output.weight.register_hook(lambda gradient: gradient * float("nan"))
            records += training.advance()
            handle.remove()
        records += training.advance()
    steps = steps_of(records)
    average, seen = None, 0
    for index, record in enumerate(steps):
        before = steps[: index + 1]
        assert record.skipped == (record.step in (8, 32))
        assert record.skipped_steps == sum(other.skipped for other in before)
        assert record.clipped_steps == sum(other.clipped for other in before)
        assert record.tokens_read == 8 * 12 * record.step
        if not record.skipped:
            seen += 1
            average = record.loss if average is None else average + (record.loss - average) / min(seen, 20)
        assert record.average_loss == pytest.approx(average, rel=1e-12)
    assert 0 < steps[-1].clipped_steps < 60
    seconds = [record.seconds for record in steps]
    assert seconds[0] > 0
    assert all(a < b for a, b in pairwise(seconds))
    for evaluation in (record for record in records if isinstance(record, EvaluationRecord)):
        assert evaluation.tokens_read == 8 * 12 * evaluation.step
        assert evaluation.seconds == ([0.0, *seconds])[evaluation.step]


def test_sequential_windows_on_a_short_text_count_the_tokens_that_were_read():
    """Twenty windows fill no batch of 64: the rows that are there are read, and counted."""
    own = "a text of one's own, not long. " * 10
    training = Training(replace(SMALL, text="own", own_text=own, sampling="sequential", batch_size=64))
    step = steps_of(training.advance())[0]
    assert step.tokens == step.tokens_read < 64 * 12
