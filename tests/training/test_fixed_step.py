"""The step on fixed tensors: run eagerly, it makes the numbers of the plain step, whatever changes between steps."""

import math
from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional
from torch.nn.utils import clip_grad_norm_

from seqviz.config import LanguageModelConfig
from seqviz.data.batching import Batch
from seqviz.models.recurrent import RecurrentStack
from seqviz.training import readings
from seqviz.training.figure_ring import FigureRing
from seqviz.training.fixed_step import FixedStep
from seqviz.training.language_model import Training
from seqviz.training.optimizers import make_optimizer

SMALL = LanguageModelConfig(hidden_size=8, batch_size=4, steps=6, device="cpu", theta=0.2)
CELLS = [{"cell": "rnn"}, {"cell": "gru"}, {"cell": "gru", "reset": "after"}, {"cell": "lstm"}]
SHAPE = (5, 3)


class Tagger(nn.Module):
    """Two directions, which no language model has."""

    def __init__(self, cell, reset, layers, *, bidirectional):
        super().__init__()
        self.recurrent = RecurrentStack(cell, 7, 4, layers=layers, reset=reset, bidirectional=bidirectional)
        self.output = nn.Linear(4 * self.recurrent.directions, 7)

    def forward(self, ids, state):
        hidden, state = self.recurrent(ids, state)
        return self.output(hidden), state


@pytest.fixture
def blockwise(monkeypatch):
    """Return a maker of runs that report in blocks of 16 steps, as on a GPU; ``fixed`` says how they make a step."""
    monkeypatch.setattr(readings, "READ_BACK_SECONDS", np.inf)

    def make(config, *, fixed):
        training = Training(config)
        training.readings.in_blocks = True
        if fixed:
            training.fixed = training.fixed_step()
        return training

    return make


def advanced(training, steps):
    return [record for _ in range(steps) for record in training.train_step()] + list(training.report())


def batch(seed, *, continues=False, shape=SHAPE):
    ids = np.random.default_rng(seed).integers(0, 7, (2, *shape))
    return Batch(ids[0], ids[1], continues)


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize(
    "changes", [{}, {"layers": 2}, {"optimizer": "sgd"}, {"sampling": "sequential", "layers": 2}, {"clip": False}]
)
def test_a_run_on_fixed_tensors_has_the_records_and_weights_of_a_plain_one(blockwise, cell, changes):
    config = replace(SMALL, **cell, **changes)
    plain, fixed = (blockwise(config, fixed=fixed) for fixed in (False, True))
    assert advanced(fixed, 20) == advanced(plain, 20)
    assert all(torch.equal(a, b) for a, b in zip(fixed.parameters, plain.parameters, strict=True))


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("layers", [1, 2])
@pytest.mark.parametrize(("optimizer", "kind"), [("adam", torch.optim.Adam), ("sgd", torch.optim.SGD)])
def test_a_step_in_two_directions_equals_torch_in_double_precision(cell, layers, optimizer, kind):
    torch.manual_seed(5)
    ours, theirs = (
        Tagger(cell["cell"], cell.get("reset", "before"), layers, bidirectional=True).double() for _ in range(2)
    )
    theirs.load_state_dict(ours.state_dict())
    step = FixedStep(
        ours, make_optimizer(optimizer, list(ours.parameters()), 0.01), shape=SHAPE, state=None, ring_rows=2
    )
    reference = kind(theirs.parameters(), lr=0.01, foreach=False)
    for seed in range(3):
        figures, _ = step.make(batch(seed), None, 0.1)
        inputs, targets = (torch.from_numpy(ids) for ids in (batch(seed).inputs, batch(seed).targets))
        loss = functional.cross_entropy(theirs(inputs, None)[0].flatten(0, 1), targets.flatten())
        reference.zero_grad()
        loss.backward()
        norm = clip_grad_norm_(theirs.parameters(), 0.1)
        reference.step()
        torch.testing.assert_close(figures[:2], torch.stack([loss.detach(), norm]), rtol=1e-12, atol=0)
    for a, b in zip(ours.parameters(), theirs.parameters(), strict=True):
        torch.testing.assert_close(a, b, rtol=0, atol=1e-9)


@pytest.mark.parametrize("optimizer", ["adam", "sgd"])
@pytest.mark.parametrize("fault", [math.inf, math.nan])
def test_a_step_that_is_not_finite_leaves_everything_as_it_was(optimizer, fault):
    training = Training(replace(SMALL, optimizer=optimizer))
    training.fixed = training.fixed_step()
    advanced(training, 3)
    before, snapshot = [p.clone() for p in training.parameters], training.snapshot()["optimizer"]
    handle = training.parameters[0].register_hook(lambda gradient: gradient * fault)
    (record,) = training.train_step()
    handle.remove()
    assert record.skipped
    assert all(torch.equal(a, b) for a, b in zip(before, training.parameters, strict=True))
    torch.testing.assert_close(training.snapshot()["optimizer"], snapshot, rtol=0, atol=0)
    (record,) = training.train_step()
    assert not record.skipped
    assert not torch.equal(before[0], training.parameters[0])


def test_the_ring_begins_again_where_it_is_full_and_keeps_what_is_unread():
    ring = FigureRing(3, 2, like=torch.zeros(()))
    rows = []
    for step in range(7):
        ring.write(torch.tensor([step, 10.0 * step]))
        rows.append(ring.newest())
    assert [row.tolist() for row in rows[4:]] == [[4, 40], [5, 50], [6, 60]]
    assert rows[3].data_ptr() == rows[6].data_ptr()
    ring.rewind()
    ring.write(torch.tensor([9.0, 9.0]))
    assert ring.newest().data_ptr() == rows[0].data_ptr()


def test_a_block_that_is_full_is_read_before_a_row_is_written_again(blockwise):
    training = blockwise(SMALL, fixed=True)
    assert len(training.fixed.ring.figures) == readings.READ_BACK_EVERY
    losses = [record.loss for record in advanced(training, 40)]
    assert len(set(losses)) == 40


def test_knobs_that_are_turned_in_mid_run_take_effect_at_the_next_step(blockwise):
    plain, fixed = (blockwise(SMALL, fixed=fixed) for fixed in (False, True))
    for training in (plain, fixed):
        training.train_step()
        for settings in ({"theta": 0.01, "learning_rate": 0.001}, {"theta": math.inf}, {"theta": 0.3}):
            for name, value in settings.items():
                training.set(name, value)
            training.train_step()
    records = fixed.report()
    assert records == plain.report()
    assert [record.theta for record in records] == [0.2, 0.01, None, 0.3]
    assert all(torch.equal(a, b) for a, b in zip(fixed.parameters, plain.parameters, strict=True))


@pytest.mark.parametrize("sampling", ["random", "sequential"])
@pytest.mark.parametrize("optimizer", ["adam", "sgd"])
def test_a_snapshot_goes_into_the_same_tensors_and_replays_bit_for_bit(blockwise, sampling, optimizer):
    training = blockwise(replace(SMALL, sampling=sampling, optimizer=optimizer), fixed=True)
    step = training.fixed
    places = [t.data_ptr() for t in (*training.parameters, training.optimizer.rate, step.ids, step.theta)]
    moments = [t.data_ptr() for t in getattr(training.optimizer, "means", [])]
    for _ in range(7):
        training.train_step()
    training.set("theta", 0.15)
    snapshot = training.snapshot()  # with seven steps that nobody has read
    first = advanced(training, 20)
    training.set("learning_rate", 0.1)
    training.restore(snapshot)
    assert advanced(training, 20) == first
    assert training.fixed is step
    assert places == [t.data_ptr() for t in (*training.parameters, training.optimizer.rate, step.ids, step.theta)]
    assert moments == [t.data_ptr() for t in getattr(training.optimizer, "means", [])]


def test_the_carried_state_stays_in_its_tensor_and_begins_from_zero_with_an_epoch():
    torch.manual_seed(0)
    model = Tagger("lstm", "before", 1, bidirectional=False)
    state = model.recurrent.zero_state(SHAPE[1], model.output.weight)
    optimizer = make_optimizer("sgd", list(model.parameters()), 0.1)
    step = FixedStep(model, optimizer, shape=SHAPE, state=state, ring_rows=2)
    start = step.memory()
    _, first = step.make(batch(0), None, None)
    assert first is step.state
    alone = [part.clone() for part in first]
    step.make(batch(1, continues=True), step.state, None)
    step.forget(start)
    _, again = step.make(batch(0), None, None)
    assert all(torch.equal(a, b) for a, b in zip(again, alone, strict=True))
    step.forget(start)
    _, other = step.make(batch(0), tuple(torch.ones_like(part) for part in alone), None)
    assert other is step.state
    assert not torch.equal(other[0], alone[0])


def test_a_minibatch_of_another_shape_is_made_by_the_plain_step():
    """The strips of this text grow fewer and more again from epoch to epoch."""
    own = "a text of one's own, not long at all. " * 4
    config = replace(SMALL, text="own", own_text=own, sampling="sequential", batch_size=64)
    plain, fixed = Training(config), Training(config)
    fixed.fixed = fixed.fixed_step()
    shapes = set()
    for _ in range(30):
        shapes.add(fixed.fixed.fits(fixed.next_batch()))
        assert fixed.train_step() == plain.train_step()
    assert shapes == {True, False}
