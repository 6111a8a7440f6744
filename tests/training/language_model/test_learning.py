"""A run learns, replays, and is what a plain torch loop computes."""

import subprocess
import sys
from dataclasses import replace
from itertools import islice

import numpy as np
import pytest
import torch
from torch.nn import functional
from torch.nn.utils import clip_grad_norm_, get_total_norm

from seqviz.models.language_model import LanguageModel
from seqviz.records.training import EvaluationRecord
from seqviz.training.language_model import Training, train
from tests.training.language_model.small_run import CELLS, SMALL, steps_of


@pytest.mark.parametrize("cell", CELLS)
def test_every_cell_learns(cell):
    records = list(islice(train(replace(SMALL, **cell)), 140))
    evaluations = [r for r in records if isinstance(r, EvaluationRecord)]
    assert [r.step for r in evaluations] == [0, 1, 2, 5, 10, 20, 50, 100]
    assert evaluations[0].loss == pytest.approx(np.log(28), abs=0.2)
    assert evaluations[-1].loss < evaluations[0].loss - 0.3


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("optimizer", ["adam", "sgd"])
@pytest.mark.parametrize("sampling", ["random", "sequential"])
def test_same_config_gives_the_same_records(cell, optimizer, sampling):
    config = replace(SMALL, optimizer=optimizer, sampling=sampling, **cell)
    assert list(islice(train(config), 12)) == list(islice(train(config), 12))


@pytest.mark.parametrize(("name", "kind"), [("adam", torch.optim.Adam), ("sgd", torch.optim.SGD)])
def test_a_run_equals_a_plain_torch_loop(name, kind):
    """The oracle is written with torch.nn, cross entropy, clip_grad_norm_ and torch's own unfused optimizers."""
    config = replace(SMALL, theta=0.2, optimizer=name)
    ours = steps_of(islice(train(config), 12))
    shadow = Training(config)
    reference = LanguageModel(28, "lstm", 16)
    reference.load_state_dict(shadow.model.state_dict())
    optimizer = kind(reference.parameters(), lr=config.learning_rate, foreach=False)
    for record in ours:
        batch = shadow.batches.next()
        logits, _ = reference(torch.from_numpy(batch.inputs))
        loss = functional.cross_entropy(logits.flatten(0, 1), torch.from_numpy(batch.targets).flatten())
        optimizer.zero_grad()
        loss.backward()
        before = float(clip_grad_norm_(reference.parameters(), config.theta))
        after = float(get_total_norm([p.grad for p in reference.parameters()]))
        optimizer.step()
        assert record.loss == pytest.approx(loss.item(), rel=1e-5)
        assert record.norm_before == pytest.approx(before, rel=1e-4)
        assert record.norm_after == pytest.approx(after, rel=1e-4)
        assert np.linalg.norm(record.parameter_norms) == pytest.approx(before, rel=1e-4)


def test_parameter_norms_have_a_name_each():
    training = Training(replace(SMALL, layers=2))
    (step,) = steps_of(training.advance())
    assert len(step.parameter_norms) == len(training.description.parameters)
    assert training.description.parameters[:5] == ("W_x 1", "W_h 1", "b_x 1", "b_h 1", "W_x 2")


@pytest.mark.parametrize("sampling", ["random", "sequential"])
@pytest.mark.parametrize("optimizer", ["adam", "sgd"])
def test_a_restored_snapshot_replays_bit_for_bit(sampling, optimizer):
    training = Training(replace(SMALL, sampling=sampling, optimizer=optimizer))
    for _ in range(7):
        training.advance()
    snapshot = training.snapshot()
    first = [training.advance() for _ in range(6)]
    training.restore(snapshot)
    assert [training.advance() for _ in range(6)] == first


def test_training_does_not_import_the_compiler():
    """It would cost every worker more than a second before its first step."""
    code = (
        "import sys\nfrom seqviz.config import LanguageModelConfig\n"
        "from seqviz.training.language_model import Training\n"
        "Training(LanguageModelConfig(hidden_size=8)).advance(); assert 'torch._dynamo' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="this machine has no CUDA device")
@pytest.mark.parametrize("cell", CELLS)
def test_a_gpu_run_learns_and_follows_the_cpu_run(cell):
    config = replace(SMALL, **cell)
    gpu, cpu = Training(replace(config, device="cuda")), Training(config)
    on_gpu = [record for _ in range(64) for record in gpu.advance()]
    on_cpu = [record for _ in range(64) for record in cpu.advance()]
    assert steps_of(on_gpu)[0].loss == pytest.approx(steps_of(on_cpu)[0].loss, rel=1e-3)
    assert steps_of(on_gpu)[-1].loss < steps_of(on_gpu)[0].loss
