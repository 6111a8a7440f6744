"""Fill in the blank: what one side knows, what the other knows, and what both know together."""

import streamlit as st

from seqviz.components.chart import chart
from seqviz.components.drawings import Bar, bars, draw, draw_style
from seqviz.components.readout import LiveFigure
from seqviz.components.state_strip import UNITS
from seqviz.components.two_readers import ReaderWords, two_readers
from seqviz.data.blanks.lines import Blank, drawable, examples
from seqviz.data.blanks.sets import blank_set
from seqviz.figures.counting import shown
from seqviz.figures.labelling import Score, accuracy_figure, learning_figure
from seqviz.jobs.watch import Watch
from seqviz.records.two_sided import (
    FillAnswer,
    FillQuestion,
    Floats,
    RescuedAnswer,
    RescuedQuestion,
    TwoSidedDescription,
)
from seqviz.text.catalog import Catalog
from seqviz.text.markdown import plain
from seqviz.text.numbers import number_text, percent_text
from seqviz.ui.experiment.kept_figure import kept_figure
from seqviz.ui.experiment.prediction import guess_of, predict
from seqviz.ui.experiment.slot import Slot
from seqviz.ui.lessons.bidirectional.bench import EVERY, bench
from seqviz.ui.lessons.bidirectional.by_hand import by_hand
from seqviz.ui.lessons.bidirectional.outline import BidirectionalSettings, run_of
from seqviz.ui.lessons.bidirectional.questions import FILL, fill_outcome, fill_question, newest
from seqviz.ui.lessons.bidirectional.sentence import ask_guess, choose_sentence, guess_at, move_blank
from seqviz.ui.page import Page

SIDES = ("left", "both", "right")
"""From left to right as the sentence has them."""
SEARCHED = 40
"""Held-out sentences in which blanks are looked for that only both sides fill."""
SHOWN = 3
"""Tokens that are named at a blank."""
LANES = {"left": 0, "right": 1, "joined": None, "both": 2}
"""What is scored, with the place of its colour; nothing was trained for what is joined by hand."""
NO_STEPS_YET = {"x": [0.0, 10.0], "y": [float("nan")] * 2}


def draw_fill(page: Page, settings: BidirectionalSettings, slot: Slot) -> None:
    """Draw the screen once; the page keeps it live."""
    t, watch, contest, question = page.t, slot.watch, run_of(settings, "fill"), fill_question(settings, page.t)
    watch = watch if watch is not None and watch.contest == contest else None
    figures = [
        LiveFigure(label=t(f"bidirectional.reader.{side}"), value=_share(newest(watch, FILL, side), t), room=5)
        for side in ("left", "right", "both")
    ]
    bench(page, settings, slot, contest, question, figures)
    predict(page, settings, question, fill_outcome(settings, watch, t), narrow=True)
    answer = _blank_panel(page, settings, watch)
    if guess_of(settings, question) is None:
        return
    left, middle, right = st.columns([1.15, 1, 1.2], gap="small")
    with left:
        by_hand(page, settings, watch, answer)
    with middle:
        _scores(page, watch)
    with right:
        _curves(page, watch)


def words_of(t: Catalog) -> ReaderWords:
    """Return what stands in the drawing of the readers."""
    return ReaderWords(
        from_left=t("bidirectional.from-left"),
        from_right=t("bidirectional.from-right"),
        left_stops=t("bidirectional.left-stops"),
        right_stops=t("bidirectional.right-stops"),
        label=t("bidirectional.meet"),
    )


def ask_blank(watch: Watch | None, blank: Blank) -> FillAnswer | None:
    """Return what the networks say at a blank now."""
    if watch is None:
        return None
    asked = watch.ask("blank", FillQuestion(tokens=blank.tokens, place=blank.place), "", every=EVERY)
    return asked.answer if asked.current and isinstance(asked.answer, FillAnswer) else None


def _blank_panel(page: Page, settings: BidirectionalSettings, watch: Watch | None) -> tuple[Blank, FillAnswer] | None:
    t = page.t
    units = settings.config.hidden_size // 2
    hint = t("bidirectional.meet.hint", units=units, shown=min(units, UNITS))
    with page.panel("two-readers", title=t("bidirectional.meet"), hint=hint):
        blank = choose_sentence(page, settings)
        if blank is None:
            return None
        answer = ask_blank(watch, blank)
        guess = guess_at(settings, blank)
        open_now = guess is not None
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            move_blank(page, settings, blank)
            _find_blank(page, settings, watch, blank)
            st.caption(t("bidirectional.hidden", place=blank.place + 1, count=len(blank.tokens)), width="content")
            if not open_now:
                ask_guess(page, settings, blank)
        left, right = (answer.from_left, answer.from_right) if answer is not None else (None, None)
        two_readers(blank.tokens, blank.place, left, right, words_of(t), right_hidden=not open_now)
        if not open_now:
            return None
        if answer is None:
            st.caption(t("bidirectional.train-first"))
            return None
        if guess:
            st.markdown(_judged(page, blank, guess))
        _sides(page, settings, watch, blank, answer)
        return blank, answer


def _find_blank(page: Page, settings: BidirectionalSettings, watch: Watch | None, blank: Blank) -> None:
    """Draw the way to the next held-out blank that only both sides fill; where the lecture has sentences, none."""
    if examples(settings.config.text):
        return
    sentences = drawable(settings.config.text)[:SEARCHED]
    rests = watch is not None and watch.poll.status != "training"
    asked = watch.ask("rescued", RescuedQuestion(sentences=sentences), "") if watch is not None and rests else None
    places = asked.answer.places if asked is not None and isinstance(asked.answer, RescuedAnswer) else ()
    here = (settings.view.held_out, blank.place)
    number, place = next((one for one in places if one > here), places[0] if places else here)
    st.button(
        page.t("bidirectional.rescued"), key=f"{page.name}.rescued", help=page.t("bidirectional.rescued.help"),
        on_click=settings.change, kwargs={"line": "", "held_out": number, "place": place}, disabled=not places,
    )  # fmt: skip


def _judged(page: Page, blank: Blank, guess: str) -> str:
    """Say whether the learner's guess was right, where anybody knows."""
    said = f"`{plain(shown(guess))}`"
    if blank.truth is None:
        return page.t("bidirectional.guess.free", guess=said)
    right = guess == blank.truth.strip() or shown(guess) == shown(blank.truth)
    mark = ":green[:material/check_circle:]" if right else ":orange[:material/cancel:]"
    return f"{mark} {page.t('bidirectional.guess.judged', guess=said, truth=f'`{plain(shown(blank.truth))}`')}"


def _sides(page: Page, settings: BidirectionalSettings, watch: Watch | None, blank: Blank, answer: FillAnswer) -> None:
    described = watch.description("") if watch else None
    if not isinstance(described, TwoSidedDescription):
        return
    draw_style()
    joiner = blank_set(settings.config.text).joiner
    for column, side in zip(st.columns(3, gap="large"), SIDES, strict=True):
        with column:
            st.markdown(f"**{page.t(f'bidirectional.side.{side}')}** &nbsp; :gray[{_context(blank, side, joiner)}]")
            draw(bars(bars_of(getattr(answer, side), described.tokens, blank.truth, page.t)))
    if answer.unknown:
        st.caption(page.t("bidirectional.unknown", tokens=plain(" ".join(answer.unknown))))


def bars_of(said: Floats, tokens: tuple[str, ...], truth: str | None, t: Catalog) -> list[Bar]:
    """Return the likeliest tokens with their shares, and what really stands there, if it is not among them."""
    ranked = said.argsort()[::-1][:SHOWN].tolist()
    if truth in tokens and (place := tokens.index(truth)) not in ranked:
        ranked[-1] = place
    rows = []
    for number, index in enumerate(ranked):
        right = tokens[index] == truth
        mark = ("" if truth is None or number else " ✓" if right else " ✗") or ""
        kind = "chosen" if right else "quiet" if truth is not None or number else ""
        share = float(said[index])
        value = number_text(share, t.language, figures=2) if share >= 0.005 else "<0.01"
        rows.append(Bar(name=shown(tokens[index]), share=share, value=value + mark, kind=kind))
    return rows


def _context(blank: Blank, side: str, joiner: str) -> str:
    """Return what a side sees next to the blank."""
    near = 10 if joiner == "" else 3
    before = blank.tokens[max(blank.place - near, 0) : blank.place] if side != "right" else ()
    behind = blank.tokens[blank.place + 1 : blank.place + 1 + near] if side != "left" else ()
    text = joiner.join([*before, "?", *behind])
    return f"`{text.replace('`', chr(39))}`"


def _scores(page: Page, watch: Watch | None) -> None:
    t, title = page.t, page.t("bidirectional.scores")
    described = watch.description("") if watch else None
    usual = described.unigram if isinstance(described, TwoSidedDescription) else None
    shares = {"unigram": usual, **{name: newest(watch, FILL, name) for name in LANES}}
    scores = [
        Score(name=t(f"bidirectional.score.{name}"), accuracy=one or 0.0, told=_share(one, t), lane=LANES.get(name))
        for name, one in shares.items()
    ]
    with page.panel("blank-scores", title=title, hint=t("bidirectional.scores.hint")):
        figure = kept_figure(
            watch, "scores", (t.language, *scores), lambda: accuracy_figure(scores, axis=t("bidirectional.axis"))
        )
        chart(figure, key=f"{page.name}.scores", label=title)
        joined, both, either = shares["joined"], shares["both"], newest(watch, FILL, "either")
        rescued = newest(watch, FILL, "rescued")
        if joined is not None and both is not None:
            words = {"joined": _share(joined, t), "both": _share(both, t), "either": _share(either, t)}
            st.caption(t("bidirectional.scores.joined", **words, rescued=_share(rescued, t)))


def _curves(page: Page, watch: Watch | None) -> None:
    t, title = page.t, page.t("bidirectional.curves")
    described = watch.description("") if watch else None
    usual = described.unigram if isinstance(described, TwoSidedDescription) else 0.15
    names = {side: t(f"bidirectional.reader.{side}") for side in ("left", "right", "both")}
    lanes = [(name, LANES[side] or 0) for side, name in names.items()]
    level = {t("bidirectional.score.unigram"): usual}
    with page.panel("blank-curves", title=title, hint=t("bidirectional.curves.hint")):
        figure = kept_figure(
            watch, "curves", (t.language, usual),
            lambda: learning_figure(lanes, level, axis=t("bidirectional.steps"), top=1.0),
        )  # fmt: skip
        columns = watch.trail(FILL, "").columns if watch else {}
        series = {
            name: {"x": columns["step"].tolist(), "y": columns[side].tolist()} if columns else NO_STEPS_YET
            for side, name in names.items()
        }
        chart(figure, series=series, key=f"{page.name}.curves", label=title)


def _share(share: float | None, t: Catalog) -> str:
    return "" if share is None else percent_text(share, t.language, digits=1)
