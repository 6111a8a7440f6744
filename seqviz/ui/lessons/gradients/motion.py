"""Who turns the knob, and when it goes slowly: the explosion is over in a blink, so slow motion sets in by itself."""

from seqviz.records.twins import AFTER, BEFORE
from seqviz.ui.experiment.slot import Slot
from seqviz.ui.experiment.transport import go_on
from seqviz.ui.lessons.gradients.outline import GradientSettings
from seqviz.ui.lessons.gradients.story import CLIPPED, config_of

SLOW = 4.0
"""Steps per second around the break."""
RISKY = 2.0
"""From this rate on plain descent may break within its first steps: it begins in slow motion."""
_PLAYS, _UNTIL = "plays", "slow-until"


def stops(settings: GradientSettings) -> tuple[int, ...]:
    """Return the steps before which the page has something to do: go slowly, and turn the knob."""
    turn = settings.view.turn_at
    return (max(turn - BEFORE, 1), turn) if turn else ()


def plays(settings: GradientSettings, on: bool) -> None:
    """Remember whether the learner wants the run to go on by itself."""
    settings.memory[_PLAYS] = on


def begin(settings: GradientSettings) -> None:
    """Forget the run before."""
    settings.memory.pop(_UNTIL, None)


def slow_down(settings: GradientSettings, slot: Slot, *, until: int | None = None) -> None:
    """Go slowly up to a step, or for some steps: the learner turns a knob, and shall see what it does."""
    if slot.watch is not None:
        until = slot.watch.poll.step + AFTER if until is None else until
        if settings.memory.get(_UNTIL, 0) < until:
            settings.memory[_UNTIL] = until
            slot.command("speed", slot.slow or SLOW)


def direct(settings: GradientSettings, slot: Slot) -> None:
    """Do what is due at the step that the run has reached; called at each look at it."""
    watch = slot.watch
    if watch is None or watch.poll.ended:
        return
    step, config = watch.poll.step, config_of(watch)
    if step == 0 and _UNTIL not in settings.memory and not settings.view.turn_at and _risky(settings):
        slow_down(settings, slot)
    if watch.poll.status == "paused" and step in stops(settings):
        slow_down(settings, slot, until=settings.view.turn_at + AFTER)
        if step == settings.view.turn_at and watch.setting("learning_rate", CLIPPED) == config.learning_rate:
            slot.command("learning_rate", settings.view.turn_to)
        if settings.memory.get(_PLAYS):
            go_on(slot, stops(settings))
    elif step >= settings.memory.get(_UNTIL, step + 1):
        del settings.memory[_UNTIL]
        slot.command("speed", slot.slow)


def _risky(settings: GradientSettings) -> bool:
    return settings.config.optimizer == "sgd" and settings.config.learning_rate >= RISKY
