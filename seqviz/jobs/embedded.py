"""The embedded cluster: scheduler and workers in a process of their own, which ends when the server has gone.

Inside the server it would not do. Worker processes begin by running their parent's main module again; under Streamlit
that is whatever script ran last, so each worker would load the pages, and the server would have to share its
interpreter with the scheduler. Here the main module is this file.
"""

import logging
import os
import sys

import dask.config
from distributed import LocalCluster

from seqviz.jobs.credentials import Contact
from seqviz.jobs.memory import SETTING, bytes_per_worker

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


def main() -> None:
    """Run the cluster until standard input ends: the server has closed it, or is no more."""
    # The pipe to the server is for the contact alone. What workers print goes to the log: nobody would read it there.
    pipe = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    workers = int(sys.argv[1])
    with (
        dask.config.set(_SETTINGS | {SETTING: bytes_per_worker(workers)}),
        LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            security=True,  # another user of this machine can reach the port, and without a certificate nothing else
            dashboard_address=None,
            # Without an address Dask would try the port that every other Dask program of the machine also tries.
            scheduler_kwargs={"dashboard_address": "127.0.0.1:0", "preload": ["seqviz.jobs.preload"]},
            preload=["seqviz.jobs.preload"],
            memory_limit=0,
            silence_logs=logging.CRITICAL,
        ) as cluster,
    ):
        security = cluster.security
        contact = Contact(
            address=cluster.scheduler_address,
            ca=security.tls_ca_file,
            certificate=security.tls_client_cert,
            key=security.tls_client_key,
        )
        print(contact.to_line(), file=pipe)
        pipe.close()
        sys.stdin.read()


if __name__ == "__main__":
    main()
