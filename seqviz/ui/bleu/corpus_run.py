"""A test set being scored in a process of its own: start it, look at its progress, stop it, take its report.

No pool is needed for a task that takes seconds and is asked for now and then: a thread that only waits reads the
process's progress, and a semaphore keeps a class of learners from starting more processes than there are cores.
"""

import json
import os
import pickle
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import weakref
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal

from seqviz.metrics.tally import CorpusSettings
from seqviz.records.bleu import CorpusProgress, CorpusReport
from seqviz.records.problem import Problem

Status = Literal["waiting", "running", "done", "failed", "stopped"]
_ROOT = Path(__file__).parents[3]
_places = threading.BoundedSemaphore(max(1, (os.cpu_count() or 2) - 1))


@dataclass
class _Work:
    """What the waiting thread and the page share. The thread must not hold the run itself: see ``CorpusRun``."""

    folder: Path
    files: list[Path]
    settings: CorpusSettings
    status: Status = "waiting"
    progress: CorpusProgress = CorpusProgress(share=0.0, pairs=0)
    report: CorpusReport | None = None
    problem: Problem | None = None
    seconds: float = 0.0
    process: "subprocess.Popen[str] | None" = None
    lock: threading.Lock = field(default_factory=threading.Lock)


class CorpusRun:
    """One scoring of a test set. A run that nobody holds any more (its tab was closed) stops and cleans up.

    Parameters
    ----------
    contents
        One file of tab-separated pairs, or predictions and references, as they were uploaded.
    settings
        How the texts are cut and scored.
    """

    def __init__(self, contents: Sequence[bytes], settings: CorpusSettings) -> None:
        folder = Path(tempfile.mkdtemp(prefix="seqviz-bleu-"))
        files = [folder / f"texts-{index}" for index in range(len(contents))]
        for file, content in zip(files, contents, strict=True):
            file.write_bytes(content)
        self._work = _Work(folder=folder, files=files, settings=settings)
        self._finalizer = weakref.finalize(self, _clean_up, self._work)
        threading.Thread(target=_work_off, args=(self._work,), daemon=True, name="bleu-corpus").start()

    @property
    def settings(self) -> CorpusSettings:
        """How this run cuts and scores."""
        return self._work.settings

    @property
    def status(self) -> Status:
        """Where the run stands."""
        return self._work.status

    @property
    def active(self) -> bool:
        """Whether there is still something to wait for."""
        return self._work.status in {"waiting", "running"}

    @property
    def progress(self) -> CorpusProgress:
        """How far it is."""
        return self._work.progress

    @property
    def report(self) -> CorpusReport | None:
        """The result, once done."""
        return self._work.report

    @property
    def problem(self) -> Problem | None:
        """Why there is no result, once failed."""
        return self._work.problem

    @property
    def seconds(self) -> float:
        """How long the scoring took, waiting for a place not counted."""
        return self._work.seconds

    def csv(self) -> bytes:
        """Return every line with its scores."""
        return (self._work.folder / "scores.csv").read_bytes()

    def stop(self) -> None:
        """End the run; what it has scored so far is dropped, the texts stay with the learner."""
        _stop(self._work)


def _work_off(work: _Work) -> None:
    with _places:
        started = time.monotonic()
        with work.lock:
            if work.status != "waiting":
                return
            work.process = _start(work)
            work.status = "running"
        assert work.process.stdout is not None
        with work.process as process, work.process.stdout as lines:
            for line in lines:
                work.progress = CorpusProgress(**json.loads(line))
            process.wait()
        work.seconds = time.monotonic() - started
        with work.lock:
            if work.status == "running":
                _finish(work)


def _start(work: _Work) -> "subprocess.Popen[str]":
    module = "seqviz.metrics.corpus_worker"
    arguments = [json.dumps(asdict(work.settings)), work.folder / "report", work.folder / "scores.csv"]
    return subprocess.Popen(
        [sys.executable, "-m", module, *map(str, arguments), *map(str, work.files)],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, text=True, cwd=_ROOT,
    )  # fmt: skip


def _finish(work: _Work) -> None:
    report = work.folder / "report"
    outcome = pickle.loads(report.read_bytes()) if report.exists() else Problem("bleu.error.process")
    if isinstance(outcome, CorpusReport):
        work.report, work.status = outcome, "done"
    else:
        work.problem, work.status = outcome, "failed"


def _stop(work: _Work) -> None:
    with work.lock:
        if work.status in {"waiting", "running"}:
            work.status = "stopped"
        if work.process is not None and work.process.poll() is None:
            work.process.kill()


def _clean_up(work: _Work) -> None:
    _stop(work)
    shutil.rmtree(work.folder, ignore_errors=True)
