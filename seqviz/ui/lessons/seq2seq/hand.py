"""One fed word changed by hand: how much of what the decoder writes from there on becomes something else."""

from collections.abc import Mapping
from dataclasses import dataclass
from zlib import crc32

from seqviz.jobs.watch import Watch
from seqviz.metrics.departures import departures
from seqviz.records.translation import TeacherAnswer
from seqviz.text.catalog import Catalog
from seqviz.text.markdown import plain
from seqviz.ui.experiment.exercises import Told
from seqviz.ui.experiment.prediction import Outcome, Question
from seqviz.ui.lessons.seq2seq.outline import Seq2SeqSettings

TOPIC = "hand"
CHOICES = 4
AMOUNTS = ("none", "one", "some", "all")


@dataclass(frozen=True, kw_only=True)
class Hand:
    """The ``word`` that is fed by hand at ``place`` instead of the decoder's ``own``."""

    place: int
    word: str
    own: str


def hand_of(settings: Seq2SeqSettings, found: TeacherAnswer) -> Hand | None:
    """Return what is fed by hand, where the decoder, alone, comes so far and would read something else."""
    place, word, fed = settings.view.fed_place, settings.view.fed_word, found.free.fed
    if not word or not 0 < place < len(fed) or fed[place] == word:
        return None
    return Hand(place=place, word=word, own=fed[place])


def feed_by_hand(settings: Seq2SeqSettings, place: int, word: str) -> None:
    """Take another word, about which is asked anew; an empty one takes it back."""
    for subject in [said for said in settings.guesses if said.partition("/")[0] == TOPIC]:
        del settings.guesses[subject]
    settings.change(fed_place=place if word else 0, fed_word=word)


def choices_of(found: TeacherAnswer) -> list[list[tuple[str, float]]]:
    """Return for each fed place the words that it nearly wrote there, and that of the reference, marked by −1."""
    offered: list[list[tuple[str, float]]] = [[]]
    for place, top in enumerate(found.top[:-1]):
        words = [(word, share) for word, share in top if not word.startswith("<")][:CHOICES]
        right = found.reference[place : place + 1]
        known = {word for word, _ in words} | {"<eos>"}
        offered.append([*words, *((word, -1.0) for word in right if word not in known)])
    return offered


def question_of(hand: Hand, found: TeacherAnswer, t: Catalog) -> Question:
    """Ask how many of the words from there on change."""
    about = crc32(repr((found.source, hand)).encode())
    words = len(found.free.written) - hand.place
    text = t("hand.ask", word=plain(hand.word), own=plain(hand.own), place=hand.place + 1, words=words)
    options = {amount: t(f"hand.{amount}") for amount in AMOUNTS}
    return Question(subject=f"{TOPIC}/{about}", text=text, options=options, why="hand-why")


def outcome_of(hand: Hand, found: TeacherAnswer, changed: TeacherAnswer | None, t: Catalog) -> Outcome | None:
    """Count the words that are others now."""
    if changed is None:
        return None
    count, among = departures(changed.free.written[: len(found.free.written)], found.free.written, since=hand.place)
    fits: Mapping[str, bool] = {"none": count == 0, "one": count == 1, "some": 1 < count < among, "all": count == among}
    return Outcome(
        answers=frozenset(amount for amount, true in fits.items() if true),
        measured=t("hand.measured", step=t.number(changed.step), count=count, words=among),
    )


def repaired(watch: Watch | None, t: Catalog) -> Told:
    """Judge the exercise: one word by hand, after which a translation with a mistake goes on rightly to its end."""
    asked = [watch.asked(name, watch.names[0]) for name in ("teacher", "teacher-hand")] if watch else []
    found, changed = (one.answer for one in asked) if asked else (None, None)
    if not isinstance(found, TeacherAnswer) or not isinstance(changed, TeacherAnswer) or asked[1].about is None:
        return Told(done=None, measured=t("hand.repair.wait"))
    ((place, _),) = asked[1].about.question.fed
    before, _ = departures(found.free.written, found.reference, since=place)
    after, among = departures(changed.free.written, found.reference, since=place)
    if found.source != changed.source or not before:
        return Told(done=None, measured=t("hand.repair.right"))
    return Told(done=not after, measured=t("hand.repair.counted", before=before, after=after, words=among))
