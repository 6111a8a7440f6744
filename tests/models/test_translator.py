"""Encoders and decoders: sentences of any length exactly, parity with packed sequences, one rule of bridging."""

import numpy as np
import pytest
import torch
from torch import nn

from seqviz.config import Seq2SeqConfig
from seqviz.models.dropout import Dropout, dropping
from seqviz.models.recurrent import RecurrentStack
from seqviz.models.translator import Translator, vector_of
from seqviz.models.writing import WritingModel, feed_own_words, write_greedily

LENGTHS = torch.tensor([5, 1, 7, 3])
FUSED = {"rnn": nn.RNN, "gru": nn.GRU, "lstm": nn.LSTM}
DEEP = [("rnn", False), ("gru", False), ("lstm", False), ("gru", True), ("lstm", True)]
BLOCKS = [(encoder, two, decoder) for encoder, two in [*DEEP, ("cnn", False)] for decoder in ("rnn", "gru", "lstm")]


@pytest.fixture(autouse=True)
def double_precision():
    torch.manual_seed(5)
    torch.set_default_dtype(torch.float64)
    yield
    torch.set_default_dtype(torch.float32)


def translator(**more):
    small = {"encoder_size": 6, "decoder_size": 6, "embedding_size": 4, "encoder_layers": 2, "decoder_layers": 2}
    return Translator(11, 9, Seq2SeqConfig(**{**small, **more}))


def sentences():
    return torch.randint(2, 11, (7, 4)), torch.randint(2, 9, (6, 4))


def gradients(model, loss):
    return torch.autograd.grad(loss, list(model.parameters()), allow_unused=True)


@pytest.mark.parametrize(("encoder", "two", "decoder"), BLOCKS)
def test_padding_changes_no_number(encoder, two, decoder):
    model = translator(encoder=encoder, bidirectional=two, decoder=decoder, every_step=True)
    sources, fed = sentences()
    more = torch.cat([sources, torch.randint(0, 11, (5, 4))])
    alone = [model(sources[:n, [i]], LENGTHS[[i]], fed[:, [i]]) for i, n in enumerate(LENGTHS.tolist())]
    together, padded = model(sources, LENGTHS, fed), model(more, LENGTHS, fed)
    torch.testing.assert_close(together, torch.cat(alone, 1), rtol=0, atol=1e-12)
    torch.testing.assert_close(padded, together, rtol=0, atol=1e-12)
    for with_more, without in zip(
        gradients(model, padded.square().sum()), gradients(model, together.square().sum()), strict=True
    ):
        if without is not None:
            torch.testing.assert_close(with_more, without, rtol=0, atol=1e-11)


@pytest.mark.parametrize(("cell", "two"), DEEP)
def test_the_encoder_is_torchs_own_on_packed_sequences(cell, two):
    stack = RecurrentStack(cell, 4, 6, layers=2, bidirectional=two, reset="after")
    oracle = FUSED[cell](4, 6, num_layers=2, bidirectional=two)
    for index, layer in enumerate(stack.cells):
        suffix = f"_l{index // stack.directions}" + ("_reverse" if index % stack.directions else "")
        for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"):
            oracle.get_parameter(name + suffix).data = layer.fused.get_parameter(f"{name}_l0").data
    x = torch.randn(7, 4, 4, requires_grad=True)
    _, state = stack(x, lengths=LENGTHS)
    _, last = oracle(nn.utils.rnn.pack_padded_sequence(x, LENGTHS, enforce_sorted=False))
    expected = last if cell == "lstm" else (last,)
    for ours, theirs in zip(state, expected, strict=True):
        torch.testing.assert_close(ours, theirs, rtol=0, atol=1e-12)
    ours, theirs = (torch.autograd.grad(sum(p.sin().sum() for p in parts), x)[0] for parts in (state, expected))
    torch.testing.assert_close(ours, theirs, rtol=0, atol=1e-12)
    weights = [parameter for layer in stack.cells for parameter in layer.parameters()]
    found = torch.autograd.grad(sum(p.sin().sum() for p in stack(x, lengths=LENGTHS)[1]), weights)
    _, last = oracle(nn.utils.rnn.pack_padded_sequence(x, LENGTHS, enforce_sorted=False))
    total = sum(p.sin().sum() for p in (last if cell == "lstm" else (last,)))
    for mine, his in zip(found, torch.autograd.grad(total, list(oracle.parameters())), strict=True):
        torch.testing.assert_close(mine, his, rtol=0, atol=1e-11)


def test_a_bridge_stands_only_where_the_shapes_differ():
    assert translator().bridge is None
    assert translator(encoder="lstm", decoder="gru").bridge is None
    assert translator(bidirectional=True).bridge is not None
    assert translator(encoder_size=5).bridge is not None
    assert translator(encoder="cnn").bridge is not None


def test_the_memory_cell_goes_over_only_from_an_lstm_of_the_same_shape():
    sources, _ = sentences()
    lstm = translator(encoder="lstm", decoder="lstm").encode(sources, LENGTHS)
    assert lstm[1].abs().sum() > 0
    for other in ({"encoder": "gru"}, {"encoder": "lstm", "encoder_size": 5}):
        assert translator(**other, decoder="lstm").encode(sources, LENGTHS)[1].abs().sum() == 0


@pytest.mark.parametrize("every_step", [False, True])
def test_the_stateful_model_answers_as_the_decoder_does_for_every_prefix(every_step):
    model = translator(every_step=every_step, decoder="lstm")
    sources, targets = sentences()
    with torch.no_grad():
        hidden = model(sources, LENGTHS, model.begin(targets))
        expected = model.decoder.output(hidden).log_softmax(-1).numpy()
        start = model.encode(sources, LENGTHS)
    writing = WritingModel(model.decoder, start, vocabulary=tuple("abcdefghi"), eos="b")
    rows, state = writing.start(4)
    order = np.array([2, 0, 0, 3])
    np.testing.assert_allclose(rows, expected[0], rtol=0, atol=1e-12)
    rows, _ = writing.advance(writing.select(state, order), targets[0, order].numpy())
    np.testing.assert_allclose(rows, expected[1][order], rtol=0, atol=1e-12)


def test_one_sentence_starts_as_many_prefixes_as_are_asked_for():
    model = translator()
    with torch.no_grad():
        start = model.encode(sentences()[0][:, :1], LENGTHS[:1])
    rows, _ = WritingModel(model.decoder, start, vocabulary=tuple("abcdefghi"), eos="b").start(3)
    assert rows.shape == (3, 9)
    np.testing.assert_array_equal(rows[0], rows[2])


def test_writing_alone_is_reading_ones_own_words():
    model = translator()
    sources, targets = sentences()
    with torch.no_grad():
        start = model.encode(sources, LENGTHS)
    forced = model.begin(targets)
    assert (feed_own_words(model.decoder, start, forced, torch.zeros_like(forced, dtype=torch.bool)) == forced).all()
    fed = feed_own_words(model.decoder, start, forced, torch.ones_like(forced, dtype=torch.bool))
    written = write_greedily(model.decoder, start, end=-1, most=len(fed) - 1)
    assert (fed[1:] == written).all()


def test_the_vector_is_read_at_every_step_only_if_asked():
    sources, fed = sentences()
    for every_step in (False, True):
        model = translator(every_step=every_step)
        with torch.no_grad():
            start = model.encode(sources, LENGTHS)
            ours, _ = model.decoder(fed, start, vector_of(start))
            zeroed, _ = model.decoder(fed, start, torch.zeros_like(vector_of(start)))
        assert torch.equal(ours, zeroed) is not every_step


def test_dropout_falls_between_layers_while_dropping_and_a_step_made_again_drops_the_same():
    model = translator(dropout=0.5)
    sources, fed = sentences()
    with torch.no_grad():
        still = model(sources, LENGTHS, fed)
        with dropping(model, seed=3):
            dropped = model(sources, LENGTHS, fed)
        with dropping(model, seed=3):
            again = model(sources, LENGTHS, fed)
        with dropping(model, seed=4):
            other = model(sources, LENGTHS, fed)
        assert torch.equal(model(sources, LENGTHS, fed), still)
    assert torch.equal(dropped, again)
    assert not torch.equal(dropped, still)
    assert not torch.equal(dropped, other)


def test_dropout_drops_its_share_and_keeps_the_mean():
    layer = Dropout(0.25)
    with dropping(nn.Sequential(layer, nn.Linear(1, 1)), seed=0):
        found = layer(torch.ones(200, 200))
    assert float((found == 0).double().mean()) == pytest.approx(0.25, abs=0.01)
    assert float(found.mean()) == pytest.approx(1.0, abs=0.01)
