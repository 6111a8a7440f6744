"""Readers from either side beside torch.nn: the hidden token is never read, padding never, and what leaks is known."""

import pytest
import torch
from torch import nn

from seqviz.models.two_sided import TwoSidedModel

LENGTHS = torch.tensor([7, 3, 1, 5])
FUSED = {"rnn": nn.RNN, "lstm": nn.LSTM}
THERE = torch.arange(7).unsqueeze(1) < LENGTHS


@pytest.fixture(autouse=True)
def double_precision():
    torch.manual_seed(5)
    torch.set_default_dtype(torch.float64)
    yield
    torch.set_default_dtype(torch.float32)


def made(cell="lstm", reader="both"):
    return TwoSidedModel(11, cell, 12, reader=reader)


def ids_with(padding=0):
    ids = torch.randint(1, 11, (7, 4), generator=torch.Generator().manual_seed(1))
    return torch.where(THERE, ids, padding)


def oracle_of(model, cell):
    oracle = FUSED[cell](11, 6, bidirectional=True)
    for suffix, layer in (("", model.past), ("_reverse", model.future)):
        for name, value in layer.fused.named_parameters():
            oracle.get_parameter(name + suffix).data.copy_(value)
    return oracle


@pytest.mark.parametrize("cell", ["rnn", "lstm"])
def test_both_states_and_their_gradients_equal_a_packed_bidirectional_layer_of_torch(cell):
    model = made(cell)
    oracle = oracle_of(model, cell)
    one_hot = nn.functional.one_hot(ids_with(), 11).double()
    packed = nn.utils.rnn.pack_padded_sequence(one_hot, LENGTHS, enforce_sorted=False)
    expected, _ = nn.utils.rnn.pad_packed_sequence(oracle(packed)[0])
    found = torch.cat(model.states(ids_with(), LENGTHS), -1)
    torch.testing.assert_close(found, expected, rtol=0, atol=1e-12)
    (found**2).sum().backward()
    (expected**2).sum().backward()
    for suffix, layer in (("", model.past), ("_reverse", model.future)):
        for name, value in layer.fused.named_parameters():
            torch.testing.assert_close(value.grad, oracle.get_parameter(name + suffix).grad, rtol=0, atol=1e-10)


def test_a_blank_is_filled_from_the_state_before_it_and_the_state_behind_it():
    model = made()
    forward, backward = model.states(ids_with(), LENGTHS)
    pair = torch.cat([forward[2, 0], backward[4, 0]])
    torch.testing.assert_close(model.fill(ids_with(), LENGTHS)[3, 0], model.output(pair), rtol=0, atol=1e-12)


@pytest.mark.parametrize("reader", ["left", "right", "both"])
def test_the_hidden_token_is_not_read_and_its_neighbours_are_where_a_reader_comes_by(reader):
    model, ids = made(reader=reader), ids_with()
    other = ids.clone()
    other[3, 0] = ids[3, 0] % 10 + 1
    changed = (model.fill(ids, LENGTHS) - model.fill(other, LENGTHS)).abs().amax(-1)[:, 0] > 1e-9
    read_by = {"left": [4, 5, 6], "right": [0, 1, 2], "both": [0, 1, 2, 4, 5, 6]}
    assert changed.nonzero()[:, 0].tolist() == read_by[reader]


@pytest.mark.parametrize("aim", ["fill", "forecast"])
@pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])
def test_padding_changes_nothing_and_a_batch_is_read_as_each_sentence_alone(cell, aim):
    model = made(cell)
    say = getattr(model, aim)
    with_zeros, with_nines = (say(ids_with(padding), LENGTHS) for padding in (0, 9))
    assert torch.equal(with_zeros[THERE], with_nines[THERE])
    for column, length in enumerate(LENGTHS.tolist()):
        alone = say(ids_with()[:length, column : column + 1], torch.tensor([length]))
        torch.testing.assert_close(with_zeros[:length, column], alone[:, 0], rtol=0, atol=1e-12)


def test_a_forecast_from_both_sides_reads_the_answer_and_an_honest_one_does_not():
    ids = ids_with()
    other = ids.clone()
    other[4, 0] = ids[4, 0] % 10 + 1
    for reader, leaks in (("both", True), ("left", False)):
        model = made(reader=reader)
        first, second = (model.forecast(one, LENGTHS)[3, 0] for one in (ids, other))
        assert torch.allclose(first, second) is not leaks


@pytest.mark.parametrize("cell", ["rnn", "lstm"])
def test_what_is_said_blindly_is_what_each_prefix_says_at_its_end(cell):
    model, ids = made(cell), ids_with()[:, :1]
    blindly = model.forecast_blindly(ids)
    for place in range(7):
        prefix = model.forecast(ids[: place + 1], torch.tensor([place + 1]))
        torch.testing.assert_close(blindly[place], prefix[place], rtol=0, atol=1e-12)
