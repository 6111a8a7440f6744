"""Files that are in no package: fetched when a learner asks, kept on this machine, known by their checksum."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from seqviz.records.problem import Problem

SECONDS = 10
"""Silence after which a download counts as failed."""


@dataclass(frozen=True, kw_only=True)
class Download:
    """One file: where it comes from, its SHA-1 and the name it is kept under."""

    url: str
    sha1: str
    file: str

    @property
    def path(self) -> Path:
        """Where the file is kept; it need not be there."""
        import pooch

        return Path(pooch.os_cache("seqviz")) / self.file

    @property
    def present(self) -> bool:
        """Whether the very file is here already. Asks no network."""
        return self.path.is_file() and hashlib.sha1(self.path.read_bytes()).hexdigest() == self.sha1

    def fetch(self) -> None:
        """Download the file unless it is here.

        Raises ``Problem`` when the network fails, or sends a file with another checksum.
        """
        import pooch

        pooch.get_logger().setLevel("WARNING")
        try:
            pooch.retrieve(
                self.url, f"sha1:{self.sha1}", fname=self.file, path=self.path.parent,
                downloader=pooch.HTTPDownloader(timeout=SECONDS), progressbar=False,
            )  # fmt: skip
        except (OSError, ValueError) as error:  # offline, refused, or another file
            raise Problem("texts.download-failed", url=self.url) from error
