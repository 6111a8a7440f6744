"""How much fits: strings to copy, as many of each length, for a large and a small vector."""

import streamlit as st

from seqviz.components.chart import chart
from seqviz.config.translator_presets import COPYING
from seqviz.figures.translator_shares import Interval, lengths_figure
from seqviz.metrics.intervals import share_interval
from seqviz.records.shares import LengthsQuestion, SharesAnswer
from seqviz.text.catalog import Catalog
from seqviz.ui.experiment.contestant_names import contestant_names
from seqviz.ui.experiment.look import Look, TranslatorSettings
from seqviz.ui.experiment.prediction import Outcome, Question, guess_of, predict
from seqviz.ui.lessons.seq2seq_measured.another_task import offer_task

EVERY = 3.0
LEARNT = 500
"""Steps after which the question is judged."""
BANDS = {"four": 4, "six": 6, "nine": 9, "all": 12}
"""Answer to the greatest length that it means."""


def fits_screen(look: Look) -> None:
    """Draw the question how long a string may be, and behind the guess the shares by length."""
    page, t, settings = look.page, look.page.t, look.settings
    if settings.config.pairs != "copying":
        offer_task(
            look, "fits", title=t("seq2seq.fits.title"), why=t("seq2seq.fits.no-copying"), take=t("seq2seq.fits.take"),
            task=COPYING,
        )  # fmt: skip
        return
    question = question_of(settings, t)
    if guess_of(settings, question) is None:
        predict(page, settings, question, None)
        return
    found: dict[str, SharesAnswer] = {}
    with page.panel("seq2seq-fits", title=t("seq2seq.fits.title"), hint=t("seq2seq.fits.hint")):
        if look.watch is None or not look.learns_the_task:
            st.caption(t("seq2seq.progress.none"))
        else:
            for name in look.watch.names:
                answer = look.answer("lengths", LengthsQuestion(), every=EVERY, contestant=name)
                if isinstance(answer, SharesAnswer):
                    found[name] = answer
            if found:
                _draw(look, found)
    own = found.get(look.watch.names[0]) if look.watch else None
    predict(page, settings, question, outcome_of(own, t))


def question_of(settings: TranslatorSettings, t: Catalog) -> Question:
    """Ask up to which length strings are copied rightly in at least half of the cases."""
    units = settings.config.encoder_size
    options = {band: t(f"seq2seq.fits.{band}") for band in BANDS}
    text = t("seq2seq.fits.ask", units=units, steps=LEARNT)
    return Question(subject=f"fits/{units}", text=text, options=options, why="fits-why")


def outcome_of(found: SharesAnswer | None, t: Catalog) -> Outcome | None:
    """Return the band of the longest strings that fit, once there was time to learn them."""
    if found is None:
        return None
    longest = found.longest_right
    measured = t("seq2seq.fits.measured", step=t.number(found.step), length=longest)
    if found.step < LEARNT:
        return Outcome(measured=measured)
    return Outcome(
        answers=frozenset({next(band for band, most in BANDS.items() if longest <= most)}), measured=measured
    )


def _draw(look: Look, found: dict[str, SharesAnswer]) -> None:
    t = look.page.t
    assert look.watch is not None  # it has answered
    names = contestant_names(look.watch.contest, t)

    def curves() -> dict[str, dict[int, Interval]]:
        return {
            names[name]: {
                int(share.name): (share.share, *share_interval(share.right, share.count)) for share in answer.shares
            }
            for name, answer in found.items()
        }

    figure = look.figure(
        "lengths", tuple(found.values()), lambda: lengths_figure(curves(), axis=t("seq2seq.fits.axis"))
    )
    chart(figure, key="seq2seq.lengths", label=t("seq2seq.fits.title"))
    (first, *_) = found.values()
    counts = [share.count for share in first.shares]
    st.caption(t("seq2seq.fits.count", step=t.number(first.step), least=min(counts), most=max(counts)))
