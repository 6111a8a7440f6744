"""Experiments that work at once."""

from types import MappingProxyType

from seqviz.config import LanguageModelConfig

PRESETS = MappingProxyType(
    {
        "lincoln": LanguageModelConfig(),
        "chinese": LanguageModelConfig(text="hsk", cell="gru"),
        # learns for some hundred steps, and only then explodes
        "explodes": LanguageModelConfig(cell="rnn", optimizer="sgd", learning_rate=1.5, clip=False, steps=100),
        "own": LanguageModelConfig(text="own"),
    }
)
"""Preset name to config; the name's label is ``lab.preset.<name>``."""


def preset_of(config: LanguageModelConfig) -> str | None:
    """Return the preset that ``config`` is, whatever the learner's own text."""
    query = config.to_query()
    return next((name for name, preset in PRESETS.items() if preset.to_query() == query), None)
