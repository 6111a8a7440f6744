"""The address bar of the browser, as far as Python must know of it."""

from collections.abc import Callable


def watch_address(key: str, on_move: Callable[[dict[str, str]], None]) -> None:
    """Hear when the learner goes back or forward inside the page."""
