"""The training loop: what it records is what torch would compute, and it replays, diverges and clips as it says."""

import subprocess
import sys
from dataclasses import replace
from itertools import islice, pairwise

import numpy as np
import pytest
import torch
from torch.nn import functional
from torch.nn.utils import clip_grad_norm_, get_total_norm

from seqviz.config import LanguageModelConfig
from seqviz.models.language_model import LanguageModel
from seqviz.records.problem import Problem
from seqviz.records.training import EvaluationRecord, OutcomeRecord, ProbeQuestion, SampleQuestion, StepRecord
from seqviz.training import readings
from seqviz.training.language_model import Training, train

SMALL = LanguageModelConfig(hidden_size=16, batch_size=8, steps=12, device="cpu")
CELLS = [{"cell": "rnn"}, {"cell": "gru"}, {"cell": "gru", "reset": "after"}, {"cell": "lstm"}]


def steps_of(records):
    return [record for record in records if isinstance(record, StepRecord)]


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


def test_learning_rate_and_theta_change_while_training():
    training = Training(SMALL)
    training.advance()
    training.set("learning_rate", 1e-5)
    training.set("theta", 0.001)
    assert training.settings == {"learning_rate": 1e-5, "theta": 0.001}
    weights = training.model.output.weight.clone()
    (step,) = steps_of(training.advance())
    assert (step.learning_rate, step.theta) == (1e-5, 0.001)
    assert step.norm_after == pytest.approx(0.001, rel=1e-3)
    assert 0 < (weights - training.model.output.weight).abs().max() < 1e-4
    training.set("theta", float("inf"))
    (step,) = steps_of(training.advance())
    assert step.theta is None
    assert step.norm_after == step.norm_before
    assert training.settings["theta"] == np.inf


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("learning_rate", 0.0),
        ("learning_rate", np.inf),
        ("learning_rate", np.nan),
        ("theta", 0.0),
        ("theta", -1.0),
        ("theta", np.nan),
        ("theta", 101.0),
    ],
)
def test_a_setting_that_no_config_could_have_is_refused_and_changes_nothing(name, value):
    training = Training(SMALL)
    before = training.settings
    with pytest.raises(Problem, match="out-of-range") as caught:
        training.set(name, value)
    assert caught.value.values["field"] == name
    assert training.settings == before


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


def test_a_step_with_an_infinite_gradient_leaves_the_weights_alone():
    training = Training(SMALL)
    training.advance()
    handle = training.model.output.weight.register_hook(lambda gradient: gradient * float("inf"))
    weights = [parameter.clone() for parameter in training.parameters]
    (step,) = steps_of(training.advance())
    assert step.skipped
    assert all(torch.equal(a, b) for a, b in zip(weights, training.parameters, strict=True))
    handle.remove()
    (step,) = steps_of(training.advance())
    assert not step.skipped
    assert np.isfinite(step.loss)
    assert not training.finished


def test_a_run_whose_gradient_stays_infinite_stops_and_keeps_its_last_good_state():
    training = Training(SMALL)
    for _ in range(53):
        training.advance()
    training.model.output.weight.register_hook(lambda gradient: gradient * float("nan"))
    records = []
    while not training.finished:
        records += training.advance()
    assert sum(record.skipped for record in steps_of(records)) == 5
    assert records[-1] == OutcomeRecord(step=58, outcome="diverged", last_good_step=50)
    assert all(torch.isfinite(parameter).all() for parameter in training.parameters)
    assert training.answer(ProbeQuestion(text="the people")).top


def test_the_probe_recovers_what_the_model_computes():
    training = Training(replace(SMALL, cell="gru", layers=2))
    for _ in range(5):
        training.advance()
    text = "of the people"
    answer = training.answer(ProbeQuestion(text=text))
    ids = torch.from_numpy(training.vocabulary.encode(list(text))).unsqueeze(1)
    logits, _ = training.model(ids)
    expected = torch.softmax(logits[:, 0], -1).topk(5, -1)
    for t, best in enumerate(answer.top):
        assert [p for _, p in best] == pytest.approx(expected.values[t].tolist(), rel=1e-4)
    losses = functional.cross_entropy(logits[:-1, 0], ids[1:, 0], reduction="none")
    assert np.log(answer.following) == pytest.approx((-losses).tolist(), rel=1e-4)
    assert answer.tokens == tuple(text)
    assert [trace.layer for trace in answer.layers] == [0, 1]
    assert set(answer.layers[0].gates) == {"reset", "update", "candidate", "hidden"}
    assert answer.layers[0].gates["hidden"].shape == (len(text), 16)
    assert answer.gradient[1][-1] == 0.0  # the last token's loss was decided one token before
    assert min(answer.gradient[1][:-1]) > 0


def test_training_does_not_import_the_compiler():
    """It would cost every worker more than a second before its first step."""
    code = (
        "import sys\nfrom seqviz.config import LanguageModelConfig\n"
        "from seqviz.training.language_model import Training\n"
        "Training(LanguageModelConfig(hidden_size=8)).advance(); assert 'torch._dynamo' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)


def test_questions_do_not_disturb_the_run():
    asked, silent = Training(SMALL), Training(SMALL)
    for _ in range(4):
        asked.answer(ProbeQuestion(text="we the people"))
        asked.answer(SampleQuestion(prefix="we", length=5))
        assert asked.advance() == silent.advance()


def test_a_question_about_a_snapshot_is_answered_by_its_weights():
    training = Training(SMALL)
    question = ProbeQuestion(text="we the people")
    early, snapshot = training.answer(question), training.snapshot()
    for _ in range(10):
        training.advance()
    again = training.answer(question, snapshot)
    assert again.top == early.top
    assert again.step == 0
    assert training.answer(question).top != early.top


def test_samples_follow_temperature_and_seed():
    training = Training(SMALL)
    greedy = [training.answer(SampleQuestion(prefix="we", length=20, temperature=0.0, seed=s)).text for s in (0, 1)]
    warm = [training.answer(SampleQuestion(prefix="we", length=20, temperature=1.0, seed=s)).text for s in (0, 0, 1)]
    assert greedy[0] == greedy[1]
    assert warm[0] == warm[1] != warm[2]
    assert len(warm[0]) == 20


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"text": "own", "own_text": "   "}, "texts.empty"),
        ({"text": "own", "own_text": "x"}, "texts.too-short"),
        ({"text": "own", "own_text": "short text"}, "texts.too-short"),
        ({"text": "own", "own_text": "a" * 5000}, "texts.one-token"),
    ],
)
def test_a_text_that_cannot_be_learned_is_refused_by_name(changes, key):
    with pytest.raises(Problem) as caught:
        Training(replace(SMALL, **changes))
    assert caught.value.key == key


@pytest.mark.parametrize("text", ["שלום עולם וכל הארץ " * 60, "🎉🙂 party 👩‍👩‍👧 time " * 60])
def test_right_to_left_and_emoji_texts_train(text):
    records = list(islice(train(replace(SMALL, text="own", own_text=text)), 5))
    assert all(np.isfinite(record.loss) for record in records)


def test_unknown_characters_of_a_probe_are_named():
    answer = Training(SMALL).answer(ProbeQuestion(text="the 7 wonders!"))
    assert answer.unknown == ("7", "!")


@pytest.mark.parametrize(("text", "key"), [("", "lab.probe-too-short"), ("a" * 201, "lab.probe-too-long")])
def test_a_probe_out_of_bounds_is_refused(text, key):
    with pytest.raises(Problem) as caught:
        Training(SMALL).answer(ProbeQuestion(text=text))
    assert caught.value.key == key


def test_words_and_chinese_train_through_an_embedding():
    training = Training(replace(SMALL, text="hsk", unit="word"))
    assert training.model.embedding is not None
    assert training.advance()
    answer = training.answer(SampleQuestion(prefix="\u6211", length=4))
    assert " " not in answer.text


@pytest.fixture
def blockwise(monkeypatch):
    """Return a maker of runs that report as they do on a GPU, in blocks of exactly 16 steps."""
    monkeypatch.setattr(readings, "READ_BACK_SECONDS", np.inf)

    def make(config):
        training = Training(config)
        training.readings.in_blocks = True
        return training

    return make


def test_reports_in_blocks_say_of_each_step_what_single_reports_say(blockwise):
    one_by_one, in_blocks = Training(SMALL), blockwise(SMALL)
    single, blocks = [], []
    for step in range(48):
        if step == 20:  # in the middle of a block
            for training in (one_by_one, in_blocks):
                training.set("theta", 0.05)
                training.set("learning_rate", 0.001)
        single += one_by_one.train_step()
        blocks.append(in_blocks.train_step())
    assert [len(block) for block in blocks] == 3 * [*15 * [0], 16]
    assert [record for block in blocks for record in block] == single


def test_a_run_that_reports_in_blocks_keeps_good_states_and_goes_back_to_the_last(blockwise):
    training = blockwise(SMALL)
    for _ in range(130):
        training.train_step()
    assert training.guard.good[0] == 128  # the end of the first block that is 50 steps past step 64, the state before
    training.optimizer.learning_rate = float("inf")
    records = []
    while not training.finished and training.step < 200:
        records += training.train_step()
    assert isinstance(records[-1], OutcomeRecord)
    assert (records[-1].step, records[-1].last_good_step) == (144, 128)
    kept = training.guard.good[1]["model"]
    assert all(torch.equal(value, kept[name]) for name, value in training.model.state_dict().items())


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
