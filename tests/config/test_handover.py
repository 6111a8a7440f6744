"""What is said to go over between two blocks is what goes over between the built ones."""

from itertools import product

import pytest
import torch

from seqviz.config import Seq2SeqConfig
from seqviz.config.handover import handover
from seqviz.models.translator import Translator

ENCODERS = (
    {"encoder": "rnn"}, {"encoder": "gru", "bidirectional": True}, {"encoder": "lstm"},
    {"encoder": "lstm", "encoder_layers": 2}, {"encoder": "cnn", "encoder_layers": 3},
)  # fmt: skip
DECODERS = ({"decoder": "gru"}, {"decoder": "lstm"}, {"decoder": "lstm", "decoder_layers": 2}, {"decoder_size": 6})


@pytest.mark.parametrize(("encoder", "decoder"), list(product(ENCODERS, DECODERS)))
def test_shapes_weights_and_memory_cells_are_those_of_the_built_pair(encoder, decoder):
    sizes = {"encoder_size": 8, "decoder_size": 8, "embedding_size": 4}
    config = Seq2SeqConfig(**{**sizes, **encoder, **decoder})
    found, built = handover(config), Translator(11, 7, config)
    ids, lengths = torch.randint(11, (5, 3)), torch.tensor([5, 2, 4])
    left, started = built.encoder(ids, lengths), built.encode(ids, lengths)
    assert found.encoder == (left[0].shape[0], left[0].shape[2])
    assert found.encoder_cell == (len(left) == 2)
    assert found.decoder == (started[0].shape[0], started[0].shape[2])
    assert found.bridge == (0 if built.bridge is None else sum(p.numel() for p in built.bridge.parameters()))
    cell = "none" if len(started) == 1 else "carried" if started[1].any() else "zero"
    assert found.cell == cell
    carried = left[:1] if cell != "carried" else left
    assert found.crossing == sum(part[:, 0].numel() for part in carried)
