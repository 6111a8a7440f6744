"""Tag every character: the same network in one direction and in both, beside the table of tags."""

from functools import cache
from typing import Any

import streamlit as st

from seqviz.components.chart import chart
from seqviz.components.readout import LiveFigure
from seqviz.components.unrolled import Cell, Direction, unrolled
from seqviz.config.contest import Contest
from seqviz.config.labelling import LabellingConfig
from seqviz.data.labelled.baselines import Baseline, commonest, counting, labels_by
from seqviz.data.labelled.examples import LabelledSet
from seqviz.data.labelled.tags import words_from
from seqviz.data.labelled.tasks import labelled_set
from seqviz.figures.labelling import Score, accuracy_figure, learning_figure
from seqviz.jobs.watch import Watch
from seqviz.records.labelling import LabelAnswer, LabelQuestion
from seqviz.text.catalog import Catalog
from seqviz.text.markdown import plain
from seqviz.text.numbers import number_text, percent_text
from seqviz.ui.experiment.controls import control
from seqviz.ui.experiment.kept_figure import kept_figure
from seqviz.ui.experiment.prediction import Outcome, Question, guess_of, predict
from seqviz.ui.experiment.slot import Slot
from seqviz.ui.lessons.bidirectional.bench import EVERY, bench
from seqviz.ui.lessons.bidirectional.outline import BidirectionalSettings
from seqviz.ui.page import Page

NETWORKS = {"one": False, "two": True}
"""Name to whether it reads in both directions; their order is that of their colours."""
STEP = 200
EVALUATION = "LabelEvaluation"
NO_STEPS_YET = {"x": [0.0, 10.0], "y": [float("nan")] * 2}
TIES = 0.005
"""Shares of right tags so near each other count as equal."""


def tagging() -> Contest:
    """Return the networks, side by side on the same batches: as many units, in one direction or shared by two."""
    configs = tuple(LabellingConfig(task="segmentation", bidirectional=both) for both in NETWORKS.values())
    return Contest(names=tuple(NETWORKS), configs=configs)


def draw_tags(page: Page, settings: BidirectionalSettings, slot: Slot) -> None:
    """Draw the screen once; the page keeps it live."""
    t, watch, question = page.t, slot.watch, tags_question(page.t)
    figures = [
        LiveFigure(label=t(f"bidirectional.tagger.{name}"), value=_share(_newest(watch, name), t), room=6)
        for name in NETWORKS
    ]
    bench(
        page, settings, slot, tagging(), question, figures,
        name=lambda name: t(f"bidirectional.tagger.{name}"),
    )  # fmt: skip
    predict(page, settings, question, tags_outcome(watch, t), narrow=True)
    if guess_of(settings, question) is not None:
        left, right = st.columns([1, 1.3], gap="small")
        scores = _scores_now(watch, t)
        with left, page.panel("tag-scores", title=t("bidirectional.tags"), hint=t("bidirectional.tags.hint")):
            figure = kept_figure(
                watch, "tags", (t.language, *scores), lambda: accuracy_figure(scores, axis=t("bidirectional.tags.axis"))
            )
            chart(figure, key=f"{page.name}.tag-scores", label=t("bidirectional.tags"))
        with right:
            _curves(page, watch, scores)
    _sentence(page, settings, watch)


def tags_question(t: Catalog) -> Question:
    """Ask who tags best."""
    options = {name: t(f"bidirectional.tagger.{name}") for name in ("table", *NETWORKS)}
    return Question(subject="tags", text=t("bidirectional.predict.tags", step=STEP), options=options, why="tags-why")


def tags_outcome(watch: Watch | None, t: Catalog) -> Outcome | None:
    """Return the shares of right tags after so many steps."""
    shares = {"table": untrained()[1]}
    for name in NETWORKS:
        columns = watch.trail(EVALUATION, name).columns if watch else {}
        found: Any = columns["accuracy"][columns["step"] == STEP] if columns else ()
        if not len(found):
            return None
        shares[name] = float(found[0])
    best = max(shares.values())
    answers = frozenset(name for name, share in shares.items() if share > best - TIES)
    said = " · ".join(f"{t(f'bidirectional.tagger.{name}')} {_share(one, t)}" for name, one in shares.items())
    return Outcome(answers=answers, measured=said)


@cache
def untrained() -> tuple[float, float]:
    """Return the share of right tags by the commonest tag and by the table of tags, which need no training."""
    found = labelled_set("segmentation")
    usual, table = (_right(found, baseline) for baseline in (commonest(found), counting(found)))
    return usual, table


def _right(found: LabelledSet, baseline: Baseline) -> float:
    """Return the share of held-out labels that a baseline has right."""
    said = zip(found.truth, labels_by(baseline, found), strict=True)
    return sum(one == other for one, other in said) / len(found.truth)


def _scores_now(watch: Watch | None, t: Catalog) -> list[Score]:
    usual, table = untrained()
    scores = [
        Score(name=t(f"bidirectional.tagger.{name}"), accuracy=share, told=_share(share, t))
        for name, share in (("usual", usual), ("table", table))
    ]
    for lane, name in enumerate(NETWORKS):
        share = _newest(watch, name)
        scores.append(
            Score(name=t(f"bidirectional.tagger.{name}"), accuracy=share or 0.0, told=_share(share, t), lane=lane)
        )
    return scores


def _curves(page: Page, watch: Watch | None, scores: list[Score]) -> None:
    t, title = page.t, page.t("bidirectional.tags.curves")
    lanes = [(score.name, score.lane) for score in scores if score.lane is not None]
    levels = {score.name: score.accuracy for score in scores if score.lane is None}
    with page.panel("tag-curves", title=title, hint=t("bidirectional.tags.curves.hint")):
        figure = kept_figure(
            watch, "tag-curves", t.language, lambda: learning_figure(lanes, levels, axis=t("bidirectional.steps"))
        )
        series = {}
        for (name, _), network in zip(lanes, NETWORKS, strict=True):
            columns = watch.trail(EVALUATION, network).columns if watch else {}
            drawn = {"x": columns["step"].tolist(), "y": columns["accuracy"].tolist()} if columns else NO_STEPS_YET
            series[name] = drawn
        chart(figure, series=series, key=f"{page.name}.tag-curves", label=title)


def _sentence(page: Page, settings: BidirectionalSettings, watch: Watch | None) -> None:
    """Draw a held-out sentence under the network that is chosen."""
    t, view = page.t, settings.view
    found = [one for one in labelled_set("segmentation").held_out if 5 <= len(one.tokens) <= 40]
    example = found[view.held_out % len(found)]
    name = "two" if view.bidirectional else "one"
    directions: tuple[Direction, ...] = ("forward", "backward") if view.bidirectional else ("forward",)
    with page.panel("tag-sentence", title=t("bidirectional.tags.sentence"), hint=t("bidirectional.tags.sentence.hint")):
        with st.container(horizontal=True, vertical_alignment="center", gap="large"):
            control(settings, "bidirectional", t, label="bidirectional.both-directions")
            st.button(
                t("bidirectional.another"), key=f"{page.name}.another-tags", on_click=settings.change,
                kwargs={"held_out": (view.held_out + 1) % 200},
            )  # fmt: skip
        question = LabelQuestion(text="".join(example.tokens))
        asked = watch.ask("tags", question, name, every=EVERY) if watch is not None else None
        answer: Any = asked.answer if asked is not None and asked.current else None
        cells = [_cell(token, at, answer, example.labels, t) for at, token in enumerate(example.tokens)]
        unrolled(cells, directions=directions, label=t("bidirectional.tags.sentence"))
        if isinstance(answer, LabelAnswer):
            cut, right = (
                plain(" | ".join(words_from(example.tokens, tags))) for tags in (answer.likeliest, example.labels)
            )
            st.markdown(t("bidirectional.tags.cut", cut=cut, right=right))
        else:
            st.caption(t("bidirectional.train-first"))


def _cell(token: str, at: int, answer: LabelAnswer | None, truth: tuple[str, ...], t: Catalog) -> Cell:
    if not isinstance(answer, LabelAnswer):
        return Cell(read=token, said="?")
    said, sure = answer.likeliest[at], float(answer.probabilities[at].max())
    told = number_text(sure, t.language, figures=2)
    return Cell(read=token, said=said, sure=sure, told=told, wrong=said != truth[at])


def _newest(watch: Watch | None, name: str) -> float | None:
    return watch.trail(EVALUATION, name).newest("accuracy") if watch else None


def _share(share: float | None, t: Catalog) -> str:
    return "" if share is None else percent_text(share, t.language, digits=1)
