"""Loaded by Dask into the embedded scheduler and its workers: close the pages that they serve, bound memory."""

import importlib
import signal
import threading
from typing import Any

import dask.config
from distributed import Worker

from seqviz.jobs.memory import SETTING, bound

TRAINER = "seqviz.training.language_model"
"""The trainer that nearly every run needs; others import theirs with their first run."""


def dask_setup(node: Any) -> None:
    """Stop the HTTP server of a scheduler or worker: seqviz has a page of its own, and opens no other port."""
    node.http_server.stop()
    if isinstance(node, Worker):
        bound(dask.config.get(SETTING, None))
        # Ctrl-C in a terminal reaches the workers too; the server ends them, quietly.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    if isinstance(node, Worker) and node.name == 0:
        # Importing torch takes longer than all the rest of the start: the worker that gets the first run begins while
        # it still introduces itself. The others would only take the processor from it.
        threading.Thread(target=importlib.import_module, args=(TRAINER,), name="seqviz-import", daemon=True).start()
