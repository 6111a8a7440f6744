"""The learner's own pairs: lines of a sentence, a tab and its translation."""

import regex

from seqviz.data.pairs.cutting import cut
from seqviz.data.pairs.splitting import split_by_source
from seqviz.data.texts import one_line
from seqviz.records.notice import Notice
from seqviz.records.pairs import Pair, Pairs, TokenKind
from seqviz.records.problem import Problem

FEWEST = 20
"""Different sources: below, nothing is left to be examined on."""
MOST = 50_000
LONGEST = 60
"""Tokens of a side."""
HELD_OUT = 300
RARE_FROM = 1_000
"""From so many pairs on, a word that stands in them once is ``<unk>``."""

_LETTER, _HAN = regex.compile(r"\p{L}"), regex.compile(r"\p{Han}")


def own_pairs(text: str) -> Pairs:
    """Read pairs, one a line; a side that is mostly Chinese is cut into characters, any other into words.

    Pairs with a side of more than 60 tokens and those after the 50,000th are left out, and a notice says so.
    Raises ``Problem`` for a line without two sides, and for fewer than 20 different sources.
    """
    if not text.strip():
        raise Problem("pairs.empty")
    lines = [_sides(number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
    taken = lines[:MOST]
    kinds = tuple(_kind([sides[place] for sides in taken]) for place in (0, 1))
    cut_lines = [Pair(*(cut(side, kind) for side, kind in zip(sides, kinds, strict=True))) for sides in taken]
    pairs = [pair for pair in cut_lines if max(len(pair.source), len(pair.target)) <= LONGEST]
    sources = len({pair.source for pair in pairs})
    if sources < FEWEST:
        if len(pairs) < len(taken):
            raise Problem("pairs.too-long", sources=sources, needed=FEWEST, most=LONGEST)
        raise Problem("pairs.too-few", sources=sources, needed=FEWEST)
    training, held_out = split_by_source(pairs, min(HELD_OUT, max(1, sources // 10)), seed=0)
    return Pairs(
        training=training, held_out=held_out, source_kind=kinds[0], target_kind=kinds[1],
        rare=2 if len(pairs) >= RARE_FROM else 1,
        notices=_notices(too_long=len(taken) - len(pairs), too_many=len(lines) - len(taken)),
    )  # fmt: skip


def _sides(number: int, line: str) -> tuple[str, str]:
    columns = [one_line(column) for column in line.split("\t")]
    if len(columns) > 2:
        raise Problem("pairs.columns", line=number, columns=len(columns))
    if len(columns) < 2 or not all(columns):
        raise Problem("pairs.missing-side", line=number)
    return columns[0], columns[1]


def _kind(sides: list[str]) -> TokenKind:
    text = "".join(sides[:200])
    return "character" if 2 * len(_HAN.findall(text)) > len(_LETTER.findall(text)) else "word"


def _notices(*, too_long: int, too_many: int) -> tuple[Notice, ...]:
    said = []
    if too_long:
        said.append(Notice.of("pairs.notice.too-long", count=too_long, most=LONGEST))
    if too_many:
        said.append(Notice.of("pairs.notice.too-many", count=too_many, most=MOST))
    return tuple(said)
