"""The labelling network beside torch.nn: padding is never read, and the reader from the right begins at the end."""

import pytest
import torch
from torch import nn

from seqviz.models.labeller import Labeller, turned

LENGTHS = torch.tensor([7, 3, 1, 5])
FUSED = {"rnn": nn.RNN, "lstm": nn.LSTM}


@pytest.fixture(autouse=True)
def double_precision():
    torch.manual_seed(5)
    torch.set_default_dtype(torch.float64)
    yield
    torch.set_default_dtype(torch.float32)


def made(cell="gru", **options):
    return Labeller(11, 4, cell, 12, **{"aligned": True, **options})


def ids_with(padding):
    ids = torch.randint(1, 11, (7, 4), generator=torch.Generator().manual_seed(1))
    return torch.where(torch.arange(7).unsqueeze(1) < LENGTHS, ids, padding)


@pytest.mark.parametrize("bidirectional", [False, True])
@pytest.mark.parametrize("aligned", [False, True])
@pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])
def test_in_a_batch_each_sequence_gets_what_it_gets_alone(cell, aligned, bidirectional):
    model = made(cell, aligned=aligned, bidirectional=bidirectional)
    ids = ids_with(0)
    together = model(ids, LENGTHS)
    for column, length in enumerate(LENGTHS.tolist()):
        alone = model(ids[:length, column : column + 1], torch.tensor([length]))
        torch.testing.assert_close(together[: len(alone), column], alone[:, 0], rtol=0, atol=1e-12)


@pytest.mark.parametrize("aligned", [False, True])
def test_what_stands_behind_the_end_changes_nothing(aligned):
    model = made(aligned=aligned, bidirectional=True)
    there = torch.arange(7).unsqueeze(1) < LENGTHS if aligned else torch.ones(1, 4, dtype=torch.bool)
    with_zeros, with_nines = (model(ids_with(padding), LENGTHS)[there] for padding in (0, 9))
    torch.testing.assert_close(with_zeros, with_nines, rtol=0, atol=0)


@pytest.mark.parametrize("cell", ["rnn", "lstm"])
def test_both_readers_equal_a_bidirectional_layer_of_torch(cell):
    """Torch packs sequences of different lengths, which solves the padding in another way."""
    model = made(cell, bidirectional=True)
    oracle = FUSED[cell](128, 6, bidirectional=True)
    readers = (model.past.cells[0].fused, model.future.cells[0].fused)
    for suffix, fused in zip(("", "_reverse"), readers, strict=True):
        for name, value in fused.named_parameters():
            oracle.get_parameter(name + suffix).data.copy_(value)
    ids = ids_with(0)
    packed = nn.utils.rnn.pack_padded_sequence(model.embedding(ids), LENGTHS, enforce_sorted=False)
    hidden, _ = nn.utils.rnn.pad_packed_sequence(oracle(packed)[0])
    there = torch.arange(7).unsqueeze(1) < LENGTHS
    torch.testing.assert_close(model(ids, LENGTHS)[there], model.output(hidden)[there], rtol=0, atol=1e-12)


def test_a_label_in_one_direction_knows_only_what_came_before():
    ids, other = ids_with(0), ids_with(0)
    other[4, 0] = ids[4, 0] % 10 + 1
    for bidirectional in (False, True):
        model = made(bidirectional=bidirectional)
        differs = (model(ids, LENGTHS) != model(other, LENGTHS)).any(-1)
        assert differs[4:7, 0].all()
        assert differs[:4, 0].all() == bidirectional
        assert not differs[:, 1:].any()


def test_turned_twice_is_as_before_and_the_padding_stays():
    x = torch.arange(28.0).view(7, 4, 1)
    back = turned(x, LENGTHS)
    assert back[:, 1, 0].tolist() == [9, 5, 1, 13, 17, 21, 25]
    assert torch.equal(turned(back, LENGTHS), x)


def test_without_recurrence_a_tag_depends_on_its_own_token_alone():
    model = made("rnn", bidirectional=True)
    model.cut_recurrence()
    ids = torch.randint(11, (9, 3))
    logits = model(ids, torch.full((3,), 9))
    alone = model(torch.arange(11).unsqueeze(0), torch.ones(11, dtype=torch.long))[0]
    torch.testing.assert_close(logits, alone[ids], rtol=0, atol=1e-12)
