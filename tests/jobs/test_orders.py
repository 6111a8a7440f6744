"""Orders: what a training lets a learner change must be an order that a run takes."""

import pytest

from seqviz.config import ForecastConfig, LanguageModelConfig, Seq2SeqConfig
from seqviz.jobs import orders
from seqviz.training import forecast, language_model, seq2seq

SMALL = {"encoder_size": 8, "decoder_size": 8, "embedding_size": 4, "batch_size": 8}
TRAININGS = {
    "language model": lambda: language_model.Training(LanguageModelConfig(hidden_size=8)),
    "translator": lambda: seq2seq.Training(Seq2SeqConfig(**SMALL)),
    "forecast": lambda: forecast.Training(ForecastConfig()),
}


@pytest.mark.parametrize("kind", TRAININGS)
def test_what_may_change_while_it_trains_is_an_order(kind):
    training = TRAININGS[kind]()
    changes = [orders.command(name, value, "a") for name, value in training.settings.items()]
    assert orders.settings_of(changes, ("a",)) == {"a": training.settings}


def test_what_no_training_knows_is_none():
    with pytest.raises(ValueError, match="no command 'teacher'"):
        orders.command("teacher", 0.5, None)
