"""The space bar as one more way to press a button of a page."""

from seqviz.components.payload import encode
from seqviz.components.registration import renderer


def space_key(button: str) -> None:
    """Let the space bar press the button with the key ``button``, unless something has the focus that takes it itself.

    Two of a page at the same time would both answer: a page has one such button. Nothing is drawn.
    """
    name = button.replace(".", "-")
    renderer("space_key")(key=f"space-key-{name}", data=encode({"button": f".st-key-{name}"}))
