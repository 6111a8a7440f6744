"""The English-French pairs with which the book translates: in no package, fetched when a learner asks."""

import zipfile
from functools import cache
from pathlib import Path

from seqviz.data.downloads import Download
from seqviz.data.pairs.cutting import cut
from seqviz.records.pairs import Pair, Pairs
from seqviz.records.problem import Problem

ENGLISH_FRENCH = Download(
    url="http://d2l-data.s3-accelerate.amazonaws.com/fra-eng.zip",
    sha1="94646ad1522d915e7b0f9296181140edcf86a4f5",
    file="fra-eng.zip",
)
MEMBER = "fra-eng/fra.txt"
TRAINING = 600
"""The book learns the first 600 lines."""
HELD_OUT = 200
"""Sources that come next; the book holds nothing out."""
RARE = 2


def english_french(*, fetch: bool) -> Pairs:
    """Return the book's pairs, and those that follow as the held-out part.

    Only with ``fetch`` may they come over the network. Raises ``Problem`` when they are not on this machine and shall
    or can not be fetched.
    """
    if not ENGLISH_FRENCH.present:
        if not fetch:
            raise Problem("pairs.not-fetched", url=ENGLISH_FRENCH.url)
        try:
            ENGLISH_FRENCH.fetch()
        except Problem as problem:
            raise Problem("pairs.download-failed", url=ENGLISH_FRENCH.url) from problem
    return _read(ENGLISH_FRENCH.path)


@cache
def _read(path: Path) -> Pairs:
    with zipfile.ZipFile(path) as archive, archive.open(MEMBER) as file:
        lines = iter(file.read().decode("utf-8").splitlines())
    training = [_pair(line) for _, line in zip(range(TRAINING), lines, strict=False)]
    known = {pair.source for pair in training}
    held_out: dict[tuple[str, ...], list[Pair]] = {}
    for pair in map(_pair, lines):
        if pair.source not in known:
            if pair.source not in held_out and len(held_out) == HELD_OUT:
                break
            held_out.setdefault(pair.source, []).append(pair)
    return Pairs(
        training=tuple(training),
        held_out=tuple(pair for same in held_out.values() for pair in same),
        source_kind="word",
        target_kind="word",
        rare=RARE,
        origin="Tatoeba, as in Dive into Deep Learning, <https://www.manythings.org/anki/>",
        licence="CC BY 2.0 FR",
    )


def _pair(line: str) -> Pair:
    source, target = line.split("\t")[:2]
    return Pair(cut(source, "word"), cut(target, "word"))
