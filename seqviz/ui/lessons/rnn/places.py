"""Whether equal tokens lead to equal states: what the page asks before it draws the path, and what the run says."""

from collections import Counter
from collections.abc import Mapping, Sequence
from zlib import crc32

import numpy as np

from seqviz.jobs.watch import Watch
from seqviz.records.training import ProbeAnswer
from seqviz.text.catalog import Catalog
from seqviz.text.markdown import plain
from seqviz.ui.experiment.laboratory import LabSettings
from seqviz.ui.experiment.language_model import contest, probed_text
from seqviz.ui.experiment.prediction import Outcome, Question
from seqviz.ui.lessons.rnn.prediction import about_memory

DIGITS = 5
"""Decimals to which two states are compared: what lies below is rounding."""


def question_of(settings: LabSettings, t: Catalog) -> Question | None:
    """Ask in how many places a network without memory stands after the same token; where none comes twice, nothing."""
    text = probed_text(settings, t)
    most = repeated(text.split() if settings.config.unit == "word" else text)
    if most is None or not about_memory(settings):
        return None
    token, count = most
    options = {name: t(f"rnn.places.{name}", count=count) for name in ("one", "some", "all")}
    asked = t("rnn.places", token=plain(token), count=count)
    return Question(subject=f"places/{crc32(text.encode()):08x}", text=asked, options=options, why="places-why")


def outcome_of(
    settings: LabSettings, watch: Watch | None, found: Mapping[str, ProbeAnswer], t: Catalog
) -> Outcome | None:
    """Return in how many places both networks stood after the token; ``found`` are their states, by contestant."""
    if watch is None or watch.contest != contest(settings) or len(found) < len(watch.names):
        return None
    whole, without = (found[name] for name in watch.names)
    most = repeated(whole.tokens)
    if most is None:
        return None
    token, count = most
    places = [places_after(token, answer) for answer in (without, whole)]
    right = "one" if places[0] == 1 else "all" if places[0] == count else "some"
    measured = t("rnn.places.measured", token=plain(token), without=places[0], whole=places[1])
    return Outcome(answers=frozenset({right}), measured=measured)


def repeated(tokens: Sequence[str]) -> tuple[str, int] | None:
    """Return the token that comes most often, and how often; blanks do not count, nor does what comes once."""
    most = Counter(token for token in tokens if not token.isspace()).most_common(1)
    return most[0] if most and most[0][1] > 1 else None


def places_after(token: str, answer: ProbeAnswer) -> int:
    """Return how many different states of the last layer follow a token."""
    hidden = np.asarray(answer.layers[-1].gates["hidden"])
    states = hidden[[place for place, read in enumerate(answer.tokens) if read == token]]
    return len(np.unique(states.round(DIGITS) + 0.0, axis=0))
