"""Loaded by Dask into the embedded scheduler and its workers: close the web pages that they would serve."""

import signal
from typing import Any

from distributed import Worker


def dask_setup(node: Any) -> None:
    """Stop the HTTP server of a scheduler or worker: seqviz has a page of its own, and opens no other port."""
    node.http_server.stop()
    if isinstance(node, Worker):
        # Ctrl-C in a terminal reaches the workers too; the server ends them, quietly.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
