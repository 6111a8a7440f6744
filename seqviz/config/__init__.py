"""Frozen experiment configs: validated, to and from the page's address."""

from seqviz.config.forecast import ForecastConfig
from seqviz.config.language_model import LanguageModelConfig

__all__ = ["ForecastConfig", "LanguageModelConfig"]
