"""What it forgets: the fields of dates, each with its chance, with and without the vector at every step."""

import math

import streamlit as st

from seqviz.components.chart import chart
from seqviz.config.translator_presets import DATES
from seqviz.figures.translator_shares import fields_figure
from seqviz.records.shares import FieldsQuestion, Share, SharesAnswer
from seqviz.text.catalog import Catalog
from seqviz.text.numbers import percent_text
from seqviz.ui.experiment.contestant_names import contestant_names
from seqviz.ui.experiment.look import Look, TranslatorSettings
from seqviz.ui.experiment.prediction import Outcome, Question, guess_of, predict
from seqviz.ui.lessons.seq2seq_measured.another_task import offer_task

EVERY = 1.5
LEARNT = 300
"""Steps after which the question is judged."""
BY_CHANCE = 3
"""Standard errors by which guessing may do better than its chance on the dates that are looked at."""
FIELDS = ("year", "month", "day", "weekday")


def forgets_screen(look: Look) -> None:
    """Draw the question which field is lost, and behind the guess the fields of each translator."""
    page, t, settings = look.page, look.page.t, look.settings
    if not settings.config.pairs.startswith("dates"):
        offer_task(
            look, "forgets", title=t("seq2seq.forgets.title"), why=t("seq2seq.forgets.no-dates"),
            take=t("seq2seq.forgets.take"), task=DATES,
        )  # fmt: skip
        return
    question = question_of(settings, t)
    if guess_of(settings, question) is None:
        predict(page, settings, question, None)
        return
    found: list[SharesAnswer] = []
    with page.panel("seq2seq-forgets", title=t("seq2seq.forgets.title"), hint=t("seq2seq.forgets.hint")):
        if look.watch is None or not look.learns_the_task:
            st.caption(t("seq2seq.progress.none"))
        else:
            names = contestant_names(look.watch.contest, t)
            places = dict(zip(names, st.columns(max(2, len(names)), gap="medium"), strict=False))
            for name, place in places.items():
                with place:
                    answer = look.answer("fields", FieldsQuestion(), every=EVERY, contestant=name)
                    if isinstance(answer, SharesAnswer):
                        found.append(answer)
                        _draw(look, answer, name, names[name])
    predict(page, settings, question, outcome_of(found[0] if found else None, t))


def question_of(settings: TranslatorSettings, t: Catalog) -> Question:
    """Ask which field of a date the page's own translator knows no better than by guessing."""
    options = {name: t(f"seq2seq.field.{name}") for name in FIELDS} | {"none": t("seq2seq.forgets.none")}
    fed = "fed" if settings.config.every_step else "plain"
    subject = f"forgets/{settings.config.pairs}-{fed}"
    return Question(subject=subject, text=t(f"seq2seq.forgets.ask.{fed}"), options=options, why="forgets-why")


def outcome_of(found: SharesAnswer | None, t: Catalog) -> Outcome | None:
    """Return the fields that are right no more often than by guessing, once the translator has learnt for a while."""
    if found is None:
        return None
    told = {share.name: percent_text(share.share, t.language) for share in found.shares}
    measured = t("seq2seq.forgets.measured", step=t.number(found.step), **told)
    if found.step < LEARNT:
        return Outcome(measured=t("seq2seq.forgets.wait", steps=LEARNT))
    return Outcome(answers=guessed_fields(found) or frozenset({"none"}), measured=measured)


def guessed_fields(found: SharesAnswer) -> frozenset[str]:
    """Return the fields that are right no more often than always writing the most frequent value could be."""
    return frozenset(share.name for share in found.shares if _could_be_guessed(share))


def _could_be_guessed(share: Share) -> bool:
    error = math.sqrt(share.chance * (1 - share.chance) / share.count)
    return share.share <= share.chance + BY_CHANCE * error


def _draw(look: Look, found: SharesAnswer, name: str, title: str) -> None:
    t = look.page.t
    st.markdown(
        f"**{title}**  \n:gray[{t('seq2seq.forgets.count', step=t.number(found.step), count=found.shares[0].count)}]"
    )
    figure = look.figure(
        f"fields-{name}", found,
        lambda: fields_figure(
            [t(f"seq2seq.field.{share.name}") for share in found.shares], [share.share for share in found.shares],
            [share.chance for share in found.shares], chance=t("seq2seq.forgets.chance"),
        ),
    )  # fmt: skip
    chart(figure, key=f"seq2seq.fields-{name}", label=title)
