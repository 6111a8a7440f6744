"""Learners' files: bytes become a text or a series, with what was understood; what cannot be read is a ``Problem``."""

from seqviz.data.reading.series import SeriesRead, read_series
from seqviz.data.reading.text import TextRead, read_text

__all__ = ["SeriesRead", "TextRead", "read_series", "read_text"]
