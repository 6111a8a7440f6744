"""A translation word by word in lanes: with the teacher, alone, and alone with one word that is fed by hand."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import streamlit as st

from seqviz.components.payload import encode
from seqviz.components.registration import renderer
from seqviz.records.pairs import Tokens

Kind = Literal["right", "wrong", "changed"]


@dataclass(frozen=True, kw_only=True)
class DrawnLane:
    """One lane: what it ``wrote``, of which ``kinds``, and what it was ``fed``; ``told`` stands at its end.

    ``returns`` says whether its own words go back in, ``hand`` at which place another one is fed.
    """

    name: str
    note: str
    wrote: Tokens
    kinds: Sequence[Kind]
    fed: Tokens
    told: str = ""
    count: str = ""
    returns: bool = False
    hand: int | None = None


@dataclass(frozen=True, kw_only=True)
class Feed:
    """What may be fed by hand in the lane of number ``lane``: at each place of its ``own`` words, the ``choices``.

    A choice is a word with its probability; a negative one marks the word of the reference. ``word`` is fed at
    ``place``, empty: none is.
    """

    lane: int
    own: Tokens
    choices: Sequence[Sequence[tuple[str, float]]]
    place: int
    word: str


def lanes(
    reference: Tokens, drawn: Sequence[DrawnLane], *, first: int | None, feed: Feed, key: str,
    labels: Mapping[str, str], shown: Callable[[str], str], on_feed: Callable[[int, str], None],
) -> None:  # fmt: skip
    """Draw the lanes below the reference; the place of the ``first`` mistake is set off.

    ``shown`` writes a word. ``on_feed`` hears, before the next run of the page, which word shall be fed at which place;
    an empty one takes it back.
    """

    def report() -> None:
        fed = st.session_state[key].fed
        if fed:
            on_feed(int(fed["place"]), str(fed["word"]))

    data = {
        "labels": dict(labels),
        "reference": list(map(shown, reference)),
        "first": first,
        "lanes": [_lane(lane, shown) for lane in drawn],
        "feed": {
            "lane": feed.lane,
            "own": list(feed.own),
            "choices": [list(map(list, offered)) for offered in feed.choices],
            "place": feed.place,
            "word": feed.word,
        },
    }
    renderer("lanes")(key=key, data=encode(data), on_fed_change=report)


def _lane(lane: DrawnLane, shown: Callable[[str], str]) -> dict[str, Any]:
    return {
        "name": lane.name,
        "note": lane.note,
        "told": lane.told,
        "count": lane.count,
        "returns": lane.returns,
        "hand": lane.hand,
        "written": [{"word": shown(word), "kind": kind} for word, kind in zip(lane.wrote, lane.kinds, strict=True)],
        "fed": list(map(shown, lane.fed)),
    }
