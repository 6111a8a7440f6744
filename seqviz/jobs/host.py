"""The embedded cluster: scheduler and workers in a process of their own, which ends when the server has gone.

Inside the server it would not do. Worker processes begin by running their parent's main module again; under Streamlit
that is whatever script ran last, so each worker would load the pages, and the server would have to share its
interpreter with the scheduler. Here the main module is this file.
"""

import logging
import os
import subprocess
import sys
import threading

import dask.config
from distributed import LocalCluster

_START_SECONDS = 30.0
_END_SECONDS = 10.0
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
_SETTINGS = {
    # Sampling every thread's stack a hundred times a second would cost training time.
    "distributed.worker.profile.enabled": False,
    # So would looking at the event loop fifty times a second, and at the machine's load twice.
    "distributed.admin.tick.interval": "1s",
    "distributed.admin.system-monitor.interval": "5s",
    # In place of Dask's own list, whose trimming of freed memory makes every large tensor a page-fault storm.
    "distributed.nanny.pre-spawn-environ": _ONE_THREAD,
}


class Host:
    """The server's end: start the cluster's process, know its address, end it.

    Raises ``OSError`` when the process does not come up.
    """

    def __init__(self, workers: int) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "seqviz.jobs.host", str(workers)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
            text=True,
            # Ctrl-C in a terminal is for the server; the cluster follows when its standard input closes.
            start_new_session=True,
        )
        impatience = threading.Timer(_START_SECONDS, self._process.kill)
        impatience.start()
        assert self._process.stdout is not None
        with self._process.stdout as contact:
            self.address = contact.readline().strip()
        impatience.cancel()
        if not self.address:
            raise OSError("the worker processes did not start")

    def close(self) -> None:
        """End the cluster and all its processes."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            self._process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def main() -> None:
    """Run the cluster until standard input ends: the server has closed it, or is no more."""
    # The pipe to the server is for the address alone. What workers print goes to the log: nobody would read it there.
    contact = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    with (
        dask.config.set(_SETTINGS),
        LocalCluster(
            n_workers=int(sys.argv[1]),
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address=None,
            # Without an address Dask would try the port that every other Dask program of the machine also tries.
            scheduler_kwargs={"dashboard_address": "127.0.0.1:0", "preload": ["seqviz.jobs.preload"]},
            preload=["seqviz.jobs.preload"],
            memory_limit=0,
            silence_logs=logging.CRITICAL,
        ) as cluster,
    ):
        print(cluster.scheduler_address, file=contact)
        contact.close()
        sys.stdin.read()


if __name__ == "__main__":
    main()
