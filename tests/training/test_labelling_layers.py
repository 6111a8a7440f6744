"""A convolutional network is trained like the others, and shows its layers without disturbing the run."""

import numpy as np
import pytest

from seqviz.config.labelling import LabellingConfig
from seqviz.records.labelling import LabelEvaluation, LabelQuestion, LayersQuestion
from seqviz.training.labelling import Training, train

SMALL = {"task": "language", "hidden_size": 16, "batch_size": 16, "device": "cpu"}


@pytest.mark.parametrize("network", ["convolutional", "recurrent"])
def test_names_are_told_apart_better_than_by_chance(network):
    records = train(LabellingConfig(**SMALL, network=network, max_steps=40))
    first, *_, last = [record for record in records if isinstance(record, LabelEvaluation)]
    assert first.accuracy < 0.3
    assert last.accuracy > 0.4


@pytest.mark.parametrize("network", ["convolutional", "recurrent"])
def test_the_layers_end_in_what_the_network_answers_now_and_at_a_kept_state(network):
    training = Training(LabellingConfig(**SMALL, network=network, max_steps=10))
    training.advance()
    kept = training.snapshot()
    for _ in range(3):
        training.advance()
    for snapshot, step in ((None, 4), (kept, 1)):
        layers = training.answer(LayersQuestion(text="Perú"), snapshot)
        answer = training.answer(LabelQuestion(text="Perú"), snapshot)
        assert (layers.step, layers.tokens) == (step, ("p", "e", "r", "ú"))
        np.testing.assert_allclose(layers.layers[-1].values, answer.probabilities[0], rtol=1e-5)
        assert layers.layers[0].by_token
        assert not layers.layers[-1].by_token
    assert training.step == 4


def test_a_convolutional_network_labels_no_single_tokens():
    with pytest.raises(ValueError, match="segmentation"):
        LabellingConfig(task="segmentation", network="convolutional")
