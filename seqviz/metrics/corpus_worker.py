"""Score a test set in a process of its own: ``python -m seqviz.metrics.corpus_worker SETTINGS REPORT CSV FILE...``.

The page starts it so that the server stays free for everyone else. Progress goes to the standard output, one JSON
object in a line; the report, or the problem that prevented one, is left as a pickle in the file REPORT.
"""

import json
import pickle
import sys
import time
from pathlib import Path

from seqviz.metrics.corpus import score_files
from seqviz.metrics.tally import CorpusSettings
from seqviz.records.bleu import CorpusReport
from seqviz.records.problem import Problem

_EVERY_SECONDS = 0.2


def main(settings: str, report: str, csv_path: str, *files: str) -> None:
    """Score ``files`` with ``settings`` (JSON), telling how far it is about five times a second."""
    try:
        outcome = _score(CorpusSettings(**json.loads(settings)), Path(csv_path), [Path(file) for file in files])
    except Problem as problem:
        outcome = problem
    Path(report).write_bytes(pickle.dumps(outcome))


def _score(settings: CorpusSettings, csv_path: Path, files: list[Path]) -> CorpusReport | Problem:
    told = time.monotonic()
    for record in score_files(files, settings, csv_path=csv_path):
        if isinstance(record, CorpusReport):
            return record
        if time.monotonic() - told >= _EVERY_SECONDS:
            told = time.monotonic()
            # A page that is gone has closed the pipe: the write fails and the process ends with it.
            print(json.dumps({"share": record.share, "pairs": record.pairs}), flush=True)
    raise AssertionError("score_files ends with a report")


if __name__ == "__main__":
    main(*sys.argv[1:])
