"""The figures of both translators as a file."""

from collections.abc import Iterator

from seqviz.jobs.watch import Watch
from seqviz.ui.experiment.take_home import Download, table_csv
from seqviz.ui.lessons.decoding_dirt.decoded import ALPHAS, commonest, ways
from seqviz.ui.page import Page

CSV = (
    "translator", "alpha", "method", "width", "sentences", "bleu", "chrf", "length_ratio", "search_errors", "empty",
    "proven", "prefixes", "seconds", "commonest", "times",
)  # fmt: skip


def dirt_downloads(page: Page, watch: Watch | None) -> list[Download]:
    """Return the file of every way in which either has decoded, at both scorings; none before there is any."""
    if watch is None or not ways(watch, "raw"):
        return []
    return [
        Download(
            label=page.t("decoding-dirt.csv"), file_name="decoding-dirt.csv",
            content=lambda: table_csv(CSV, _records(watch)),
        )
    ]  # fmt: skip


def _records(watch: Watch) -> Iterator[tuple[object, ...]]:
    for scoring, alpha in ALPHAS.items():
        for name, found in ways(watch, scoring).items():
            for one in found.all:
                words, times = commonest(one)
                yield (
                    name, alpha, one.answers.method, one.answers.width, one.sentences, one.bleu, one.chrf,
                    one.length_ratio, one.search_errors, one.empty, one.proven, one.answers.expanded, one.seconds,
                    " ".join(words), times,
                )  # fmt: skip
