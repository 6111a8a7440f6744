"""Experiments as frozen configs, with their checks and their way to and from the address of a page."""

from seqviz.config.contest import Contest
from seqviz.config.forecast import ForecastConfig
from seqviz.config.language_model import LanguageModelConfig
from seqviz.config.seq2seq import Seq2SeqConfig

__all__ = ["Contest", "ForecastConfig", "LanguageModelConfig", "Seq2SeqConfig"]
