"""Batches of labelled examples: nothing lost, nothing twice, the padding apart, and the same after a restore."""

import numpy as np
import pytest

from seqviz.data.labelled.batching import NO_LABEL, ShuffledBatches, encode
from seqviz.data.labelled.tasks import labelled_set


def encoded(task):
    found = labelled_set(task)
    return encode(found.held_out, found, found.vocabulary())


@pytest.mark.parametrize("task", ["segmentation", "level"])
def test_a_batch_holds_the_examples_and_behind_them_nothing(task):
    examples = encoded(task)
    batch = examples.batch([3, 0, 7])
    assert len(batch.ids) == batch.lengths.max()
    for column, index in enumerate((3, 0, 7)):
        length = batch.lengths[column]
        assert batch.ids[:length, column].tolist() == examples.tokens[index].tolist()
        assert not batch.ids[length:, column].any()
        labels = batch.labels[:, column]
        assert labels[labels != NO_LABEL].tolist() == examples.labels[index].tolist()
    assert len(batch.labels) == (len(batch.ids) if task == "segmentation" else 1)


def test_an_epoch_holds_every_example_once():
    examples = encoded("level")
    batches = ShuffledBatches(examples, batch_size=32, seed=1)
    lengths = np.concatenate([batches.next().lengths for _ in range(16)])[: len(examples)]
    assert sorted(lengths) == sorted(map(len, examples.tokens))
    seen = ShuffledBatches(examples, batch_size=len(examples), seed=1).next()
    assert len({column.tobytes() for column in seen.ids.T}) == len(examples)


def test_batches_go_on_where_they_were():
    batches = ShuffledBatches(encoded("level"), batch_size=48, seed=2)
    for _ in range(7):
        batches.next()
    kept = batches.state
    after = [batches.next().ids for _ in range(9)]
    batches.state = kept
    assert all(np.array_equal(batches.next().ids, ids) for ids in after)
