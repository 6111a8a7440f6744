"""What the screens of the translator say to the answers of a run, without one."""

from dataclasses import replace
from itertools import zip_longest
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seqviz.config import Contest, Seq2SeqConfig
from seqviz.data.pairs.number_words import english, french
from seqviz.data.pairs.wording import spelled
from seqviz.figures.translator_shares import lanes_figure
from seqviz.metrics.departures import departures
from seqviz.records.encodings import EncodingsAnswer, Feature
from seqviz.records.exposure import Exposed, ExposureAnswer
from seqviz.records.padding import PaddingAnswer
from seqviz.records.shares import Share, SharesAnswer
from seqviz.records.translation import (
    Lane,
    TeacherAnswer,
    TeacherQuestion,
    UnrolledAnswer,
    VectorAnswer,
    VectorQuestion,
)
from seqviz.text.catalog import load_catalog
from seqviz.ui.lessons.seq2seq import exposure, hand, inside, teacher, vector
from seqviz.ui.lessons.seq2seq.outline import Seq2SeqView
from seqviz.ui.lessons.seq2seq_measured import fits, forgets, padding, together

T = load_catalog("en")


def unrolled(source, readings):
    return UnrolledAnswer(
        step=9, source=(*source.split(), "<eos>"), unknown=(), encoder=(), readings=readings,
        vector=np.zeros(4, np.float32), fed=(), target=(), decoder=(), top=(),
    )  # fmt: skip


class Seen:
    """A run that has given one answer."""

    names = ("",)

    def __init__(self, answer):
        self.answer = answer

    def asked(self, _what, _name):
        return self


@pytest.mark.parametrize(
    ("readings", "done"),
    [((20, 24), False), ((70, 24), True), ((70, 71), False)],
)
def test_a_reading_that_is_wrong_on_the_way_and_right_at_the_end_solves_the_exercise(readings, done):
    found = unrolled("twenty four", tuple(map(french, readings)))
    assert inside.misread(Seen(found), T).done is done


SUM = VectorQuestion(terms=((1.0, "six"), (-1.0, "two"), (1.0, "one")))
ITSELF = VectorQuestion(terms=((1.0, " ".join(english(vector.GOAL))),))


@pytest.mark.parametrize(
    ("step", "pairs", "guesses", "asked", "written", "said"),
    [
        (0, "numbers-en-fr", {}, None, None, "wait"),
        (9, "numbers-en-fr", {}, None, None, "guess"),
        (9, "dates-en-fr", {"swapped": "read"}, SUM, vector.GOAL, "task"),
        (9, "numbers-en-fr", {"swapped": "read"}, None, None, "coming"),
        (9, "numbers-en-fr", {"swapped": "read"}, SUM, 7, "other"),
        (9, "numbers-en-fr", {"swapped": "read"}, ITSELF, vector.GOAL, "itself"),
        (9, "numbers-en-fr", {"swapped": "show"}, SUM, vector.GOAL, "done"),
    ],
)
def test_what_is_missing_before_a_sum_of_vectors_can_be_judged_is_said(step, pairs, guesses, asked, written, said):
    answer = None
    if asked is not None:
        numbers = {"vector": np.zeros(4, np.float32), "probabilities": ()}
        answer = VectorAnswer(step=step, target=french(written), ended=True, **numbers)
    about = asked and SimpleNamespace(question=asked)
    standing = SimpleNamespace(about=about, current=about is not None, answer=answer)
    watch = SimpleNamespace(
        names=("",), poll=SimpleNamespace(step=step), asked=lambda *_: standing,
        contest=Contest.of(Seq2SeqConfig(pairs=pairs)),
    )  # fmt: skip
    told = vector.built(SimpleNamespace(guesses=guesses), watch, T)
    assert told.measured == T(f"seq2seq.build.{said}")
    assert told.done is {"done": True, "other": False, "itself": False}.get(said)


def test_readings_are_counted_as_what_they_are():
    words = [french(20), (), french(24), french(24)]
    assert inside.outcome_of(unrolled("twenty four", tuple(words)), T).answers == {"nothing", "so-far", "whole"}
    assert inside.outcome_of(None, T) is None


def test_the_smallest_of_the_three_numbers_wins_and_all_do_without_padding_in_one_place():
    found = PaddingAnswer(step=1, targets=(("a", "b"), ("c",)), losses=((1.0, 2.0), (3.0,)), beyond=((), (9.0,)))
    assert padding.outcome_of(found, T).answers == {"book"}
    alone = PaddingAnswer(step=1, targets=(("a",),), losses=((1.0,),), beyond=((),))
    assert padding.outcome_of(alone, T).answers == {"word", "mean", "book"}


def test_the_translation_follows_whoevers_words_it_has():
    own, other = ("un",), ("deux",)
    for written, who in ((own, "read"), (other, "given"), (("trois",), "mixture")):
        found = {"own": own, "translated": other, "other": written}
        assert vector.outcome_of(found, T).answers == {who}
    assert vector.outcome_of({"own": own}, T) is None


@pytest.mark.parametrize(
    ("step", "weekday", "answers"), [(300, 17, {"weekday"}), (300, 40, {"none"}), (250, 17, set())]
)
def test_the_field_that_is_lost_is_named_once_there_was_time_to_learn(step, weekday, answers):
    shares = tuple(Share(name=name, right=98, count=100) for name in ("year", "month", "day"))
    found = SharesAnswer(step=step, shares=(*shares, Share(name="weekday", right=weekday, count=100, chance=0.14)))
    assert forgets.outcome_of(found, T).answers == answers


@pytest.mark.parametrize(("rights", "longest", "band"), [((9, 8, 4, 9), 3, "four"), ((9, 9, 9, 5), 5, "six")])
def test_what_fits_ends_at_the_first_length_that_fails(rights, longest, band):
    shares = tuple(Share(name=str(n), right=right, count=10) for n, right in enumerate(rights, start=2))
    found = SharesAnswer(step=500, shares=shares)
    assert found.longest_right == longest
    assert fits.outcome_of(found, T).answers == {band}


def test_the_part_that_lies_together_is_named_only_where_it_does():
    def found(*separations):
        parts = zip(("units", "tens"), separations, strict=True)
        features = tuple(Feature(name=n, labels=(), separation=s, probe=1.0, chance=0.1) for n, s in parts)
        return EncodingsAnswer(step=1, sentences=(), points=np.zeros((0, 2)), shares=(0.1, 0.1), features=features)

    assert together.outcome_of(found(0.1, 0.9), T).answers == {"tens"}
    assert together.outcome_of(found(0.1, 0.2), T).answers == frozenset()


def test_number_words_are_written_as_a_number_in_the_task_of_numbers_alone():
    words = french(42_450)
    assert spelled(words, "numbers-en-fr", spaced=True) == "42\u202f450"
    assert spelled(words, "own", spaced=True) == " ".join(words)
    assert spelled(("mille", "mille"), "numbers-en-fr", spaced=True) == "mille mille"
    assert " ".join(english(vector.GOAL)) == "five hundred and twelve thousand six hundred and forty"


def lane(right_after):
    return Exposed(right=6, words=10, right_after=right_after, after=4, right_following=1, following=2)


@pytest.mark.parametrize(("earlier", "answer"), [((0, 0), "neither"), ((3, 1), "forced"), ((1, 2), "free")])
def test_the_lane_with_the_earlier_mistake_is_counted(earlier, answer):
    found = ExposureAnswer(
        step=100, sentences=9, mistaken=5, forced_first=earlier[0], free_first=earlier[1], forced=lane(3), free=lane(1)
    )
    outcome = exposure.outcome_of(found, T)
    assert outcome.answers == {answer}
    assert (found.forced.shares, found.free.shares) == ((0.6, 0.75, 0.5), (0.6, 0.25, 0.5))
    assert exposure.outcome_of(replace(found, mistaken=0), T) is None  # nothing to compare


def test_where_no_mistake_was_made_nothing_after_one_is_called_right():
    faultless = Exposed(right=10, words=10, right_after=0, after=0, right_following=0, following=0)
    assert faultless.shares == (1.0, None, None)
    bars = lanes_figure(["all", "after", "next"], {"teacher": faultless.shares, "alone": faultless.shares}).data
    assert [tuple(bar.text) for bar in bars] == [("100%", "–", "–")] * 2
    assert [tuple(bar.y) for bar in bars] == [(1.0, 0, 0)] * 2


REFERENCE = ("deux", "cent", "trente", "<eos>")


def alone(*written, fed=(), step=9):
    """What the decoder writes alone, with ``fed`` by hand."""
    words = ["<bos>", *written[:-1]]
    for place, word in fed:
        words[place] = word
    lane = Lane(fed=tuple(words), written=written, probabilities=(), expected=())
    forced = Lane(fed=("<bos>", *REFERENCE[:-1]), written=REFERENCE, probabilities=(), expected=())
    top = tuple(((word, 0.6), ("six", 0.3), ("<eos>", 0.1)) for word in written)
    first = next((p for p, word in enumerate(written) if REFERENCE[p : p + 1] != (word,)), None)
    return TeacherAnswer(
        step=step,
        source=("x",),
        unknown=(),
        reference=REFERENCE,
        forced=forced,
        free=lane,
        first_mistake=first,
        top=top,
    )


WRONG = alone("deux", "mille", "six", "<eos>")


class Settings:
    def __init__(self, **view):
        self.view = Seq2SeqView(**view)


def test_a_word_is_fed_by_hand_only_where_something_else_was_read():
    found = hand.hand_of(Settings(fed_place=2, fed_word="cent"), WRONG)
    assert found == hand.Hand(place=2, word="cent", own="mille")
    for place, word in ((2, "mille"), (0, "cent"), (4, "cent"), (2, "")):
        assert hand.hand_of(Settings(fed_place=place, fed_word=word), WRONG) is None


def test_offered_are_the_likeliest_words_and_the_right_one():
    offered = hand.choices_of(WRONG)
    assert offered[0] == []
    assert offered[2] == [("mille", 0.6), ("six", 0.3), ("cent", -1.0)]
    assert len(offered) == len(WRONG.free.fed)


@pytest.mark.parametrize(
    ("written", "answers"),
    [
        (("deux", "mille", "six", "<eos>"), {"none"}),
        (("deux", "mille", "dix", "<eos>"), {"one"}),
        (("deux", "mille", "dix"), {"all"}),
        (("deux", "mille", "dix", "six", "<eos>"), {"all"}),
    ],
)
def test_what_a_word_by_hand_changes_is_counted_from_its_place_on(written, answers):
    changed = alone(*written, fed=((2, "cent"),))
    outcome = hand.outcome_of(hand.Hand(place=2, word="cent", own="mille"), WRONG, changed, T)
    assert outcome.answers == answers


class Asked:
    """A run whose lane alone was changed by hand."""

    names = ("",)

    def __init__(self, found, changed, place):
        question = TeacherQuestion(source="x", reference="y", fed=((place, "cent"),))
        self.answers = {
            "teacher": SimpleNamespace(answer=found, about=None),
            "teacher-hand": SimpleNamespace(answer=changed, about=SimpleNamespace(question=question)),
        }

    def asked(self, name, _contestant):
        return self.answers[name]


@pytest.mark.parametrize(
    ("found", "written", "done"),
    [
        (WRONG, ("deux", "mille", "trente", "<eos>"), True),
        (WRONG, ("deux", "mille", "six", "<eos>"), False),
        (alone(*REFERENCE), REFERENCE, None),
    ],
)
def test_one_word_repairs_a_translation_where_all_is_right_behind_it(found, written, done):
    assert hand.repaired(Asked(found, alone(*written), 2), T).done is done
    assert hand.repaired(None, T).done is None


def test_words_are_right_wrong_or_others_than_before():
    assert teacher.kinds_of(("deux", "six", "dix"), REFERENCE) == ["right", "wrong", "wrong"]
    assert teacher.kinds_of(("deux", "six", "dix"), REFERENCE, ("deux", "six")) == ["right", "wrong", "changed"]


@given(st.lists(st.sampled_from("abc"), max_size=6), st.lists(st.sampled_from("abc"), max_size=6), st.integers(0, 7))
def test_departures_are_those_of_the_sentences_filled_up(words, others, since):
    filled = list(zip_longest(words, others))[since:]
    assert departures(words, others, since=since) == (sum(a != b for a, b in filled), len(filled))
