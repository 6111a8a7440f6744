"""The smallest run that can still learn."""

from seqviz.config import LanguageModelConfig
from seqviz.records.training import StepRecord

SMALL = LanguageModelConfig(hidden_size=16, batch_size=8, steps=12, device="cpu")
CELLS = [{"cell": "rnn"}, {"cell": "gru"}, {"cell": "gru", "reset": "after"}, {"cell": "lstm"}]


def steps_of(records):
    return [record for record in records if isinstance(record, StepRecord)]
