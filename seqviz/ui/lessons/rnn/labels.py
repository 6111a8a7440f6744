"""The applications that label: networks beside counting, live, on what none of them has seen."""

import math
from typing import Any

import streamlit as st

from seqviz.components.chart import chart
from seqviz.components.readout import LiveFigure, readout
from seqviz.config.labelling import LabellingConfig
from seqviz.data.labelled.tasks import labelled_set
from seqviz.figures.labelling import Score, accuracy_figure, confusion_figure, learning_figure
from seqviz.jobs.watch import Watch
from seqviz.records.labelling import ConfusionAnswer, ConfusionQuestion
from seqviz.text.catalog import Catalog
from seqviz.text.numbers import count_text, percent_text
from seqviz.ui.experiment.kept_figure import kept_figure
from seqviz.ui.experiment.live import live
from seqviz.ui.experiment.prediction import forget, guess_of, predict, skip
from seqviz.ui.experiment.settings import Settings
from seqviz.ui.experiment.slot import OTHER_RUN, Slot, open_slot
from seqviz.ui.experiment.status import status_line, status_row
from seqviz.ui.experiment.transport import transport
from seqviz.ui.lessons.rnn.by_hand import hand_panel
from seqviz.ui.lessons.rnn.outline import Reader, Use
from seqviz.ui.lessons.rnn.readers import CONTESTANTS, READERS, TASKS, contest_of, untrained
from seqviz.ui.lessons.rnn.sentence import chosen_reader, label_name, sentence_panel
from seqviz.ui.lessons.rnn.verdict import outcome_of, question_of
from seqviz.ui.page import Page

ASKED = (2, 3)
"""Shares of the width: question and bars, and the curves."""
STEPS = (10, 100)
SLOW = 5.0
"""Steps per second in slow motion."""
NO_STEPS_YET = {"x": [0.0, 10.0], "y": [math.nan, math.nan]}
"""Keeps an axis of steps from counting in fractions before the first one."""
EVERY = 2.0
"""Seconds between two countings of the confusions while it trains."""


def labels_screen(page: Page, settings: Settings[Any, Any], use: Use) -> None:
    """Draw one application and keep it live; its run is another one than that of the page's language models."""
    wanted = contest_of(use)
    slot = open_slot(f"{page.name}/{use}", LabellingConfig, fits=lambda contest: contest == wanted, parameter=OTHER_RUN)
    live(settings, slot, lambda: _draw(page, settings, slot, use))


def _draw(page: Page, settings: Settings[Any, Any], slot: Slot, use: Use) -> None:
    t, watch, question, contest = page.t, slot.watch, question_of(use, page.t), contest_of(use)
    with page.control_bar():
        transport(
            page, slot, contest, steps=STEPS, slow=SLOW, on_start=lambda: skip(settings, question),
            on_reset=lambda: forget(settings, question),
        )  # fmt: skip
        _figures(page, watch, use)
    with status_row(page):
        status_line(page, settings, slot, contest, name=lambda reader: t(f"settings.reader.{reader}"))
    open_now = guess_of(settings, question) is not None
    asked, shown = st.columns(ASKED, gap="small")
    with asked:
        predict(page, settings, question, outcome_of(use, watch, t), narrow=True)
    if not open_now:
        with shown:
            sentence_panel(page, settings, watch, use)
    else:
        scores = _scores_now(watch, use, t)
        with asked:
            _bars(page, watch, use, scores)
        with shown:
            _curve(page, watch, use, scores)
        sentence_panel(page, settings, watch, use)
        _confusions(page, settings, watch, use)
    if use == "aligned":
        hand_panel(page, settings, watch)
    _source(page, use)


def _figures(page: Page, watch: Watch | None, use: Use) -> None:
    t = page.t
    values = [LiveFigure(label=t("kit.figure.step"), value=t.number(watch.poll.step) if watch else "", room=6)]
    values.append(LiveFigure(label=t("rnn.uses.best"), value=_share(_best(watch, "accuracy"), t), room=7))
    if use == "aligned":
        words, about = _share(_best(watch, "word_f1"), t), t("rnn.uses.f1.help")
        values.append(LiveFigure(label=t("rnn.uses.f1"), value=words, room=7, help=about))
    readout(values, key=f"{page.name}.label-figures", width="content")


def _best(watch: Watch | None, score: str) -> float | None:
    """Return the highest score of the networks now."""
    found = [watch.trail("LabelEvaluation", reader).newest(score) for reader in watch.names] if watch else []
    return max((one for one in found if one is not None), default=None)


def _share(share: float | None, t: Catalog) -> str:
    return "" if share is None else percent_text(share, t.language, digits=1)


def _bars(page: Page, watch: Watch | None, use: Use, scores: list[Score]) -> None:
    """Draw the shares that are right now, and say who is ahead."""
    t, title = page.t, page.t("rnn.uses.scores")
    with page.panel("label-scores", title=title, hint=t(f"rnn.uses.scores.{TASKS[use]}")):
        figure = kept_figure(
            watch, "scores", (t.language, *scores), lambda: accuracy_figure(scores, axis=t("rnn.uses.axis"))
        )
        chart(figure, key=f"{page.name}.label-scores", label=title)
        _remark(page, scores)


def _curve(page: Page, watch: Watch | None, use: Use, scores: list[Score]) -> None:
    """Draw how the networks came there, and the lines of what needs no training."""
    t, title = page.t, page.t("rnn.uses.curves")
    counted = {score.name: score.accuracy for score in scores if score.lane is None}
    lanes = [(score.name, score.lane) for score in scores if score.lane is not None]
    with page.panel("label-curves", title=title, hint=t("rnn.uses.curves.hint")):
        about = (t.language, use)
        figure = kept_figure(watch, "curves", about, lambda: learning_figure(lanes, counted, axis=t("rnn.uses.steps")))
        chart(figure, series=_curves(watch, use, t), key=f"{page.name}.label-curves", label=title)


def _scores_now(watch: Watch | None, use: Use, t: Catalog) -> list[Score]:
    """Return what labels without training, and the networks that have been examined."""
    found, task = untrained(TASKS[use]), TASKS[use]
    shares: list[tuple[str, float | None, int | None]] = [
        (t("rnn.uses.commonest"), found.commonest, None),
        (t(f"rnn.counting.{task}"), found.counting, None),
    ]
    for reader in CONTESTANTS[use]:
        newest = watch.trail("LabelEvaluation", reader).newest("accuracy") if watch is not None else None
        shares.append((t(f"settings.reader.{reader}"), newest, _lane(reader)))
    return [Score(name=name, accuracy=share or 0.0, told=_share(share, t), lane=lane) for name, share, lane in shares]


def _lane(reader: Reader) -> int:
    return list(READERS).index(reader)


def _remark(page: Page, scores: list[Score]) -> None:
    """Say who is ahead: a network is worth its training where it beats counting."""
    trained = [score for score in scores if score.lane is not None and score.told]
    if not trained:
        return
    best, counted = max(trained, key=lambda score: score.accuracy), scores[1]
    key = "rnn.uses.ahead" if best.accuracy > counted.accuracy else "rnn.uses.behind"
    st.caption(page.t(key, best=best.name, share=best.told, counting=counted.name, counted=counted.told))


def _curves(watch: Watch | None, use: Use, t: Catalog) -> dict[str, dict[str, list[float]]]:
    """Return the numbers of the curves."""
    curves: dict[str, dict[str, list[float]]] = {}
    for reader in CONTESTANTS[use]:
        columns = watch.trail("LabelEvaluation", reader).columns if watch else {}
        drawn = {"x": columns["step"].tolist(), "y": columns["accuracy"].tolist()} if columns else NO_STEPS_YET
        curves[t(f"settings.reader.{reader}")] = drawn
    return curves


def _confusions(page: Page, settings: Settings[Any, Any], watch: Watch | None, use: Use) -> None:
    """Draw what the chosen network takes for what, beside counting."""
    t, task, reader = page.t, TASKS[use], chosen_reader(settings, use)
    names = [label_name(task, label, t) for label in labelled_set(task).labels]
    axes = (t("rnn.uses.given"), t("rnn.uses.true"))
    found = watch.ask("confusion", ConfusionQuestion(), reader, every=EVERY).answer if watch is not None else None
    with page.panel("label-confusions", title=t("rnn.uses.confusions"), hint=t("rnn.uses.confusions.hint")):
        left, right = st.columns(2, gap="small")
        with left:
            st.markdown(f"**{t(f'settings.reader.{reader}')}**")
            if isinstance(found, ConfusionAnswer):
                figure = kept_figure(
                    watch, "confusion", (t.language, found), lambda: confusion_figure(found.counts, names, axes=axes)
                )
                chart(figure, key=f"{page.name}.label-confusion", label=t("rnn.uses.confusions"))
            else:
                st.caption(t("rnn.uses.train-first"))
        with right:
            st.markdown(f"**{t(f'rnn.counting.{task}')}**")
            counts = untrained(task).counts
            figure = kept_figure(
                watch, "counted", (t.language, task), lambda: confusion_figure(counts, names, axes=axes)
            )
            chart(figure, key=f"{page.name}.label-counted", label=t("rnn.uses.confusions"))


def _source(page: Page, use: Use) -> None:
    t, task = page.t, TASKS[use]
    found = labelled_set(task)
    training, held_out = (count_text(len(part), t.language) for part in (found.training, found.held_out))
    about = {"source": found.source, "licence": found.licence, "training": training, "held_out": held_out}
    page.source(t(f"rnn.uses.source.{task}", **about))
