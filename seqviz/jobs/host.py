"""The server's end of the embedded cluster: start its process, learn how to reach it, end it.

Nothing of Dask is imported here, so that the process starts at once, while the server still imports its own half.
"""

import os
import subprocess
import sys
import threading
from functools import cached_property

from seqviz.jobs.credentials import Contact
from seqviz.records.problem import Problem

_START_SECONDS = 30.0
_END_SECONDS = 10.0


class Host:
    """The process of ``seqviz.jobs.embedded``. Raises the ``Problem`` jobs.no-worker when it does not come up."""

    def __init__(self, workers: int) -> None:
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "seqviz.jobs.embedded", str(workers)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
                text=True,
                # Ctrl-C in a terminal is for the server; the cluster follows when its standard input closes.
                start_new_session=True,
            )
        except OSError:
            raise Problem("jobs.no-worker") from None

    @cached_property
    def contact(self) -> Contact:
        """How to reach the scheduler, waited for. Its credentials come through the pipe: no file, no argument."""
        impatience = threading.Timer(_START_SECONDS, self._process.kill)
        impatience.daemon = True
        impatience.start()
        assert self._process.stdout is not None
        with self._process.stdout as pipe:
            line = pipe.readline().strip()
        impatience.cancel()
        if not line:
            raise Problem("jobs.no-worker")
        return Contact.from_line(line)

    def close(self) -> None:
        """End the cluster and all its processes."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            self._process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
