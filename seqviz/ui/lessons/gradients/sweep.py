"""Which theta? Eight of them train side by side in the background, and each is judged by held-out text."""

import math

import streamlit as st

from seqviz.components.fresh_chart import fresh_chart
from seqviz.config import LanguageModelConfig
from seqviz.config.contest import Contest
from seqviz.config.sweep import NAMES, NONE, RATE, SEEDS, SWEPT, name_of, theta_sweep, which_sweep
from seqviz.figures.sweep import sweep_figure
from seqviz.jobs.watch import Watch
from seqviz.records.sweep import SweepPoint, sweet_spot, together
from seqviz.text.catalog import Catalog
from seqviz.text.saying import sayer
from seqviz.ui.experiment.live import live
from seqviz.ui.experiment.prediction import Outcome, Question, forget, guess_of, predict, skip
from seqviz.ui.experiment.readings import perplexity_text_of, standing_of
from seqviz.ui.experiment.slot import Slot, open_slot
from seqviz.ui.experiment.status import status_line
from seqviz.ui.lessons.gradients.outline import GradientSettings
from seqviz.ui.page import Page

STEPS_EACH = 400


def sweep_slot(page: Page) -> Slot:
    """Return the place of the sweep: it goes on while another screen is shown."""
    return open_slot(f"{page.name}/sweep", LanguageModelConfig, fits=lambda contest: contest.names == NAMES)


def points_of(watch: Watch | None) -> tuple[SweepPoint, ...]:
    """Return what a run knows of each theta."""
    points = []
    for theta in SWEPT:
        standing = standing_of(watch, name_of(theta)) if watch else None
        loss = standing.held_out_loss if standing else None
        losses = () if loss is None else (loss,)
        points.append(SweepPoint(theta=theta, losses=losses, share=standing.clipped_share if standing else 0.0))
    return tuple(points)


def is_complete(watch: Watch | None) -> bool:
    """Whether all eight have made all their steps."""
    return watch is not None and watch.poll.step >= STEPS_EACH


def kept_of(settings: GradientSettings) -> dict[int, tuple[SweepPoint, ...]]:
    """Return what the sweeps at these settings have found in this session, by seed."""
    sweeps: dict[Contest, dict[int, tuple[SweepPoint, ...]]] = settings.memory.setdefault("sweeps", {})
    return sweeps.setdefault(theta_sweep(settings.config), {})


def sweep_screen(page: Page, settings: GradientSettings) -> None:
    """Draw the sweep and keep it live."""
    slot = sweep_slot(page)
    live(settings, slot, lambda: _draw(page, settings, slot))


def _draw(page: Page, settings: GradientSettings, slot: Slot) -> None:
    t, watch, question = page.t, slot.watch, _question(page.t)
    again = which_sweep(watch.contest, settings.config) if watch else None
    contest = theta_sweep(settings.config, again or 0)
    kept = kept_of(settings)
    if again is not None and is_complete(watch):
        kept[again] = points_of(watch)
    with page.control_bar(), st.container(horizontal=True, vertical_alignment="center", gap="small"):
        _buttons(page, settings, slot, contest, question, kept)
        step = watch.poll.step if watch else 0
        words = t("gradients.sweep.progress", step=step, steps=STEPS_EACH, seed=_seed_of(contest))
        st.progress(min(step / STEPS_EACH, 1.0), text=words)
    status_line(page, settings, slot, contest, name=lambda name: f"θ = {'∞' if name == NONE else name}")
    points = together(kept.values()) if kept else points_of(watch)
    above = guess_of(settings, question) is None
    if above:
        predict(page, settings, question, None)
    with page.panel("sweep", title=t("gradients.sweep.title"), hint=t("gradients.sweep.hint", rate=f"{RATE:g}")):
        described = watch.description(NAMES[0]) if watch else None
        guessing = float(described.vocabulary_size) if described else 28.0
        figure = sweep_figure(points, guessing=guessing, final=bool(kept), say=sayer(t))
        fresh_chart(figure, key=f"{page.name}-sweep", label=t("gradients.sweep.title"))
    if not above:
        predict(page, settings, question, _outcome(points, t) if kept else None)


def _seed_of(contest: Contest) -> int:
    config = contest.configs[0]
    assert isinstance(config, LanguageModelConfig)
    return config.seed


def _buttons(
    page: Page, settings: GradientSettings, slot: Slot, contest: Contest, question: Question,
    kept: dict[int, tuple[SweepPoint, ...]],
) -> None:  # fmt: skip
    """Draw what starts, pauses, repeats and cancels; once all seeds are there it begins anew."""
    t, watch = page.t, slot.watch
    status = watch.poll.status if watch else None

    def start() -> None:
        skip(settings, question)
        slot.discard()
        if len(kept) == SEEDS:
            kept.clear()
        missing = next(again for again in range(SEEDS) if again not in kept)  # a reload has kept the newest alone
        slot.start(theta_sweep(settings.config, missing), steps=STEPS_EACH)

    def resume() -> None:
        assert watch is not None
        slot.command("step", STEPS_EACH - watch.poll.step)

    def cancel() -> None:
        slot.discard()
        kept.clear()
        forget(settings, question)

    if status in ("queued", "starting", "training"):
        st.button(t("kit.pause"), key="gradients.sweep-pause", type="primary", on_click=slot.command, args=("pause",))
    elif watch is not None and status in ("paused", "orphaned") and not is_complete(watch) and watch.contest == contest:
        st.button(t("kit.resume"), key="gradients.sweep-resume", type="primary", on_click=resume)
    else:
        label = t("gradients.sweep.again" if 0 < len(kept) < SEEDS else "gradients.sweep.run")
        st.button(label, key="gradients.sweep-run", type="primary", on_click=start)
    st.button(t("gradients.sweep.cancel"), key="gradients.sweep-cancel", on_click=cancel, disabled=watch is None)


def _question(t: Catalog) -> Question:
    options = {name: "∞" if name == NONE else name for name in NAMES}
    text = t("gradients.predict.sweep", rate=f"{RATE:g}", steps=STEPS_EACH)
    return Question(subject="sweep", text=text, options=options, why="sweep-why")


def _outcome(points: tuple[SweepPoint, ...], t: Catalog) -> Outcome | None:
    """Return every theta within five percent of the best, once all have come to their end."""
    spot = sweet_spot(points)
    if not spot:
        return None
    best = min((point for point in points if point.loss is not None), key=lambda point: point.loss or math.inf)
    measured = t(
        "gradients.predict.sweep.measured", theta=best.name, perplexity=perplexity_text_of(best.loss, t),
        share=f"{100 * best.share:.0f}",
    )  # fmt: skip
    return Outcome(answers=frozenset(NAMES[place] for place in spot), measured=measured)
