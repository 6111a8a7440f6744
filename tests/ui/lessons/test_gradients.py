"""What the page on gradients derives: where a run stops, how a prediction is judged, which theta is largest."""

import numpy as np
import pytest

from seqviz.config.contest import Contest
from seqviz.config.gradients import GradientsView
from seqviz.config.twins import PRESETS
from seqviz.exercises.training import clipped_length, clipping_factor, longest_step, ways_to_clip
from seqviz.exercises.wall import ARRIVED, BOUNDS, descents, landing_of, largest_bound
from seqviz.text.catalog import load_catalog
from seqviz.ui.experiment.settings import Settings
from seqviz.ui.experiment.transport import steps_to_stop
from seqviz.ui.lessons.gradients import motion
from seqviz.ui.lessons.gradients.outline import GRADIENTS
from seqviz.ui.lessons.gradients.questions import BANDS, ball_question, band_of, twins_question
from seqviz.ui.lessons.gradients.story import CLIPPED, FREE, twins_contest


def settings_of(preset):
    settings = Settings(GRADIENTS, GRADIENTS.config(), GRADIENTS.view())
    settings.choose(preset)
    assert settings.refused is None
    return settings


@pytest.mark.parametrize("preset", PRESETS)
def test_the_twins_of_a_preset_differ_in_clipping_alone(preset):
    contest = twins_contest(settings_of(preset))
    clipped, free = contest.configs
    assert contest.names == (CLIPPED, FREE)
    assert (clipped.clip, free.clip) == (True, False)
    assert not clipped.stop_when_broken
    assert {k: v for k, v in vars(clipped).items() if k != "clip"} == {
        k: v for k, v in vars(free).items() if k != "clip"
    }
    assert isinstance(contest, Contest)


def test_a_run_stops_where_the_page_has_something_to_do():
    assert motion.stops(settings_of("turn")) == (95, 100)
    assert motion.stops(settings_of("at-once")) == ()
    assert [steps_to_stop(step, (95, 100)) for step in (0, 94, 95, 99, 100, 300)] == [95, 1, 5, 1, None, None]


class Recorder:
    """A slot whose run does nothing but remember its orders."""

    def __init__(self, settings, step, status, rate):
        self.contest, self.orders, self.slow = twins_contest(settings), [], None
        self.poll = type("Poll", (), {"step": step, "status": status, "ended": False})()
        self.watch, self.rate = self, rate

    def setting(self, name, contestant):
        return self.rate

    def command(self, name, value=None, **more):
        self.orders.append((name, value))


@pytest.mark.parametrize(
    ("step", "rate", "plays", "orders"),
    [
        (95, 1.0, True, [("speed", motion.SLOW), ("step", 5)]),
        (100, 1.0, True, [("speed", motion.SLOW), ("learning_rate", 3.0), ("resume", None)]),
        (100, 1.0, False, [("speed", motion.SLOW), ("learning_rate", 3.0)]),
        (100, 0.1, True, [("speed", motion.SLOW), ("resume", None)]),
        (60, 1.0, True, []),
    ],
)
def test_the_knob_is_turned_once_and_in_slow_motion(step, rate, plays, orders):
    """A rate that the learner has turned before stays; a learner who steps by hand goes on by hand."""
    settings = settings_of("turn")
    motion.plays(settings, plays)
    slot = Recorder(settings, step, "paused", rate)
    motion.direct(settings, slot)
    assert slot.orders == orders


def test_slow_motion_ends_and_what_breaks_at_once_begins_with_it():
    settings = settings_of("at-once")
    motion.direct(settings, first := Recorder(settings, 0, "starting", 3.5))
    assert first.orders == [("speed", motion.SLOW)]
    motion.direct(settings, later := Recorder(settings, 21, "training", 3.5))
    assert later.orders == []
    motion.direct(settings, end := Recorder(settings, 22, "training", 3.5))
    assert end.orders == [("speed", None)]
    motion.direct(settings, after := Recorder(settings, 30, "training", 3.5))
    assert after.orders == []


def test_how_soon_a_model_broke():
    assert [band_of(steps) for steps in (1, 2, 3, 12, 13, None)] == [
        "at-once", "at-once", "soon", "soon", "late", "never",
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_has_its_question(preset, language):
    question = twins_question(settings_of(preset), load_catalog(language))
    assert tuple(question.options) == BANDS
    assert "." not in question.subject
    assert "{" not in question.text


def test_the_largest_theta_arrives_and_every_larger_one_does_not():
    view = GradientsView()
    best = largest_bound(view)
    assert best is not None
    ends = {bound: descents(view.w, view.b, view.rate, bound)[1].losses[-1] for bound in BOUNDS}
    assert ends[best] < ARRIVED
    assert all(loss >= ARRIVED for bound, loss in ends.items() if bound > best)
    assert landing_of(float(descents(view.w, view.b, view.rate, 0.3)[0].losses[-1])) == "stranded"


def test_exercises_know_their_answers():
    assert clipping_factor(norm=2.43, theta=0.5).judge(0.206) == "right"
    assert clipping_factor(norm=2.0, theta=0.5).judge(4) == "inverse"
    assert clipping_factor(norm=0.3, theta=0.5).judge(1) == "right"
    for seed in range(40):
        rng = np.random.default_rng(seed)
        instance = clipped_length(rng)
        long = np.hypot(instance.values["first"], instance.values["second"])
        assert instance.answer == min(long, instance.values["theta"])
        step = longest_step(rng)
        assert step.judge(float(step.values["rate"]) * float(step.values["theta"])) == "right"


def test_the_right_pair_is_told_apart_from_what_one_might_take_for_it():
    ways = ways_to_clip((3.0, 4.0), 1.0)
    assert ways["scaled"] == pytest.approx((0.6, 0.8))
    assert len(set(ball_question(load_catalog("en")).options.values())) == len(ways)
