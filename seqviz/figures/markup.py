"""Words in a figure: plotly reads tags and entities in every text, so what a learner wrote must be escaped."""

from html import escape


def as_text(words: str) -> str:
    """Return ``words`` so that plotly draws them as they stand; for names, labels, hover texts and annotations."""
    return escape(words, quote=False)
