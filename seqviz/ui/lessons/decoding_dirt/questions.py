"""What the panel asks before it shows: how long the exact answers are, and then what they are."""

from typing import Literal, get_args

from seqviz.config.dirt import SHIPPED, Dirt
from seqviz.text.catalog import Catalog
from seqviz.text.numbers import decimals_text
from seqviz.ui.experiment.prediction import Outcome, Question
from seqviz.ui.lessons.decoding_dirt.decoded import Ways, answers_of, commonest

Band = Literal["full", "most", "half", "less"]
Kind = Literal["empty", "different", "same"]
FULL, MOST, HALF = 0.9, 0.65, 0.35


def band_of(ratio: float) -> Band:
    """Return how long answers are, as a share of the references."""
    return "full" if ratio >= FULL else "most" if ratio >= MOST else "half" if ratio >= HALF else "less"


def kind_of(empty: int, repeated: int, count: int) -> Kind:
    """Return what most of ``count`` answers are: empty, one and the same, or different ones."""
    return "empty" if 2 * empty > count else "same" if 2 * repeated > count else "different"


def length_question(t: Catalog) -> Question:
    """Ask how long the exact answers of the translator are that learns the records as shipped."""
    options: dict[str, str] = {band: t(f"decoding-dirt.length.{band}") for band in get_args(Band)}
    return Question(subject="dirt", text=t("decoding-dirt.length"), options=options, why="dirt-shorter")


def kind_question(t: Catalog) -> Question:
    """Ask what these answers are."""
    options: dict[str, str] = {kind: t(f"decoding-dirt.kind.{kind}") for kind in get_args(Kind)}
    return Question(subject="dirt-kind", text=t("decoding-dirt.kind"), options=options, why="dirt-found")


def length_outcome(found: dict[Dirt, Ways], t: Catalog) -> Outcome | None:
    """Return how long the exact answers are, beside those of greedy search."""
    if SHIPPED not in found or (exact := found[SHIPPED].exact) is None:
        return None
    greedy = found[SHIPPED].beams[0]
    measured = t(
        "decoding-dirt.length.measured", exact=decimals_text(exact.length_ratio, t.language, digits=2),
        greedy=decimals_text(greedy.length_ratio, t.language, digits=2),
    )  # fmt: skip
    return Outcome(answers=frozenset({band_of(exact.length_ratio)}), measured=measured)


def kind_outcome(found: dict[Dirt, Ways], t: Catalog) -> Outcome | None:
    """Return what most of the exact answers are."""
    if SHIPPED not in found or (exact := found[SHIPPED].exact) is None:
        return None
    words, repeated = commonest(exact)
    empty = sum(not answer for answer in answers_of(exact))
    measured = t(
        "decoding-dirt.kind.measured", repeated=repeated, count=exact.sentences, empty=empty,
        answer=" ".join(words) or t("seq2seq.nothing"),
    )  # fmt: skip
    return Outcome(answers=frozenset({kind_of(empty, repeated, exact.sentences)}), measured=measured)
