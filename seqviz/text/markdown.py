"""A learner's text inside Markdown."""

import re

_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~:$&^=])")


def plain(text: str) -> str:
    """Return ``text`` so that Markdown shows it as it stands."""
    return _MARKUP.sub(r"\\\1", text)
