"""The "copy link" button of every page."""

from collections.abc import Mapping

from seqviz.components.payload import encode
from seqviz.components.registration import renderer


def copy_link_button(settings: Mapping[str, str], *, key: str, label: str, done: str) -> None:
    """Draw a button that copies this page's address with ``settings``, and says ``done``."""
    data = encode({"settings": dict(settings), "label": label, "done": done})
    renderer("copy_link")(key=key, data=data, width="content", height="content")
