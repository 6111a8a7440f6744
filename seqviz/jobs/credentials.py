"""What a client needs to reach a scheduler: its address, and the certificates that prove who may.

Whoever reaches a Dask scheduler can run any code on its workers. So the embedded one only takes clients with a
certificate that exists in memory alone, and an outside one is reached through TLS. Dask itself is not imported here.
"""

import json
import logging
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from seqviz.records.problem import Problem

SCHEDULER = "SEQVIZ_SCHEDULER"
"""Environment variable: the address of an outside scheduler, such as ``tls://host:8786``."""

UNENCRYPTED = "SEQVIZ_UNENCRYPTED"
"""Environment variable: with the value 1 an outside scheduler without TLS is accepted."""

FILES = {"ca": "SEQVIZ_TLS_CA", "certificate": "SEQVIZ_TLS_CERT", "key": "SEQVIZ_TLS_KEY"}
"""Environment variables that name the PEM files for an outside scheduler."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Contact:
    """A scheduler's address; ``ca``, ``certificate`` and ``key`` are PEM texts or files, empty without TLS."""

    address: str
    ca: str = ""
    certificate: str = ""
    key: str = ""

    def __repr__(self) -> str:
        return f"Contact({self.address})"  # the key is for no log

    def to_line(self) -> str:
        """Return it as one line for the pipe between the embedded cluster and the server."""
        return json.dumps(asdict(self))

    @classmethod
    def from_line(cls, line: str) -> "Contact":
        """Read what ``to_line`` wrote."""
        return cls(**json.loads(line))


def outside(environment: Mapping[str, str] = os.environ) -> Contact | None:
    """Return the outside scheduler that the environment names, if it names one.

    Raises
    ------
    Problem
        jobs.unencrypted for one without TLS that is not explicitly allowed, jobs.certificates when a file is missing.
    """
    address = environment.get(SCHEDULER)
    if not address:
        return None
    if not address.startswith("tls://"):
        if environment.get(UNENCRYPTED) != "1":
            raise Problem("jobs.unencrypted", address=address)
        logger.warning("%s is not encrypted: anybody who reaches this port can run code on the workers", address)
        return Contact(address=address)
    files = {field: environment.get(name, "") for field, name in FILES.items()}
    for field, file in files.items():
        if not Path(file).is_file():
            raise Problem("jobs.certificates", variable=FILES[field], file=file)
    return Contact(address=address, **files)
