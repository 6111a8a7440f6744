"""Graded sentences in Chinese and English: too few to learn a language from, which is what they show."""

from functools import cache
from typing import Any

from seqviz.data.pairs.cutting import cut
from seqviz.data.pairs.splitting import split_by_source
from seqviz.records.notice import Notice
from seqviz.records.pairs import Pair, Pairs, TokenKind

HELD_OUT = 300
RARE = 2

_KINDS: dict[str, TokenKind] = {"zh": "character", "en": "word"}


@cache
def sentences(source: str, target: str, *, keep_faulty: bool = False) -> Pairs:
    """Return the HSK sentences in one direction, without the records whose English is missing.

    With ``keep_faulty`` these are learnt with the others, to show what a search makes of them; what is held out is the
    same.
    """
    records = _records()
    faulty = [_pair(record, source, target) for record in records if is_placeholder(record)]
    pairs = [_pair(record, source, target) for record in records if not is_placeholder(record)]
    training, held_out = split_by_source(pairs, HELD_OUT, seed=0)
    if keep_faulty:
        hidden = {pair.source for pair in held_out}
        training += tuple(pair for pair in faulty if pair.source not in hidden)
    left_out = Notice.of("pairs.notice.placeholders", count=len(faulty))
    return Pairs(
        training=training,
        held_out=held_out,
        source_kind=_KINDS[source],
        target_kind=_KINDS[target],
        rare=RARE,
        origin="hsk-sentences-audio 1.0.0, <https://github.com/no7z/hsk-sentences-audio>",
        licence="CC BY-SA 4.0",
        notices=() if keep_faulty else (left_out,),
    )


def is_placeholder(record: dict[str, Any]) -> bool:
    """Whether the English of a record is a word of its makers: *placeholder-p4*."""
    english: str = record["translation"]["en"]
    return "placeholder" in english.lower()


def _records() -> list[dict[str, Any]]:
    import hsk_sentences_audio as hsk

    return list(hsk.load_sentences())


def _pair(record: dict[str, Any], source: str, target: str) -> Pair:
    return Pair(_side(record, source), _side(record, target))


def _side(record: dict[str, Any], language: str) -> tuple[str, ...]:
    text = record["chinese"] if language == "zh" else record["translation"][language]
    return cut(text, _KINDS[language])
