"""What the page asks before it shows, and what the shapes and the runs say to it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any
from zlib import crc32

from seqviz.config import Contest, Seq2SeqConfig
from seqviz.config.handover import handover
from seqviz.jobs.watch import Watch
from seqviz.text.catalog import Catalog
from seqviz.text.numbers import count_text, percent_text
from seqviz.ui.experiment.contestant_names import contestant_names
from seqviz.ui.experiment.prediction import Outcome, Question
from seqviz.ui.lessons.encoder_decoder.rights import EQUAL, LAST, ahead, rights_when_judged

UNITS = 128
OFFERED: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "gru-gru": {},
        "gru-lstm": {"decoder": "lstm"},
        "both-gru": {"bidirectional": True},
        "cnn-gru": {"encoder": "cnn", "encoder_layers": 3},
    }
)
"""Pairs whose blocks have 128 units each, a pair with two directions 128 in either."""


def bridge_question(t: Catalog) -> Question:
    """Ask which pair does not fit as it is."""
    options = {pair: t(f"encoder-decoder.pair.{pair}") for pair in OFFERED}
    text = t("encoder-decoder.predict.bridge", units=UNITS)
    return Question(subject="bridge", text=text, options=options, why="bridge")


def bridge_outcome(t: Catalog) -> Outcome:
    """Return the pairs between which a bridge stands, with its weights."""
    sizes = {"encoder_size": UNITS, "decoder_size": UNITS}
    weights = {pair: handover(Seq2SeqConfig(**{**sizes, **changes})).bridge for pair, changes in OFFERED.items()}
    told = " · ".join(
        f"{t(f'encoder-decoder.pair.{pair}')}: {count_text(count, t.language)}" for pair, count in weights.items()
    )
    measured = t("encoder-decoder.predict.bridge.measured", weights=told)
    return Outcome(answers=frozenset(pair for pair, count in weights.items() if count), measured=measured)


def race_question(contest: Contest, t: Catalog) -> Question | None:
    """Ask who translates most after 300 steps; nothing where one runs alone."""
    if len(contest.names) < 2:
        return None
    names = contestant_names(contest, t)
    steps = min(LAST, *(config.max_steps for config in contest.configs if isinstance(config, Seq2SeqConfig)))
    about = crc32(repr(contest.configs).encode())
    return Question(
        subject=f"race/{about}",
        text=t("encoder-decoder.predict.race", step=t.number(steps)),
        options={**names, EQUAL: t("encoder-decoder.predict.equal")},
        why="race-why",
    )


def race_outcome(watch: Watch | None, contest: Contest, t: Catalog) -> Outcome | None:
    """Return who is ahead after 300 steps, by more than twice the standard error; how it stands before."""
    if watch is None or watch.contest != contest or len(contest.names) < 2:
        return None
    known = rights_when_judged(watch)
    if len(known) < len(watch.names):
        return None
    names = contestant_names(contest, t)
    told = " · ".join(f"{names[name]} {percent_text(one.share, t.language, digits=1)}" for name, one in known.items())
    steps = max(found.step for found in known.values())
    measured = t("encoder-decoder.predict.race.measured", step=t.number(steps), told=told)
    return Outcome(answers=frozenset({ahead(known)}), measured=measured)
