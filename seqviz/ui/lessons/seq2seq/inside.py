"""One vector carries the sentence: encoder and decoder unrolled, every gate of every word."""

import streamlit as st

from seqviz.components.translator import translator
from seqviz.components.translator_labels import translator_labels
from seqviz.data.pairs.number_words import english_number, french
from seqviz.data.pairs.wording import spelled
from seqviz.jobs.watch import Watch
from seqviz.records.translation import UnrolledAnswer, UnrolledQuestion
from seqviz.text.catalog import Catalog
from seqviz.ui.experiment.exercises import Told
from seqviz.ui.experiment.look import Look
from seqviz.ui.experiment.prediction import Outcome, Question, guess_of, predict


def inside_screen(look: Look) -> None:
    """Draw the question about the readings of a sentence, and behind the guess the unrolled translator."""
    page, t, sentence = look.page, look.page.t, look.sentence
    question = question_of(t)
    asked = guess_of(look.settings, question) is not None
    said = sentence.source if sentence else ""
    if not asked:
        predict(page, look.settings, question, None)
        return
    with page.panel("seq2seq-inside", title=t("seq2seq.inside.title"), hint=t("seq2seq.inside.hint")):
        found = look.answer("inside", UnrolledQuestion(sentence=said)) if said or look.watch is None else None
        if isinstance(found, UnrolledAnswer):
            _draw(look, found, spaced=sentence is not None and sentence.spaced)
    predict(page, look.settings, question, outcome_of(found, t))


def question_of(t: Catalog) -> Question:
    """Ask what the decoder writes where the sentence stops before its end."""
    options = {name: t(f"seq2seq.inside.{name}") for name in ("nothing", "so-far", "whole")}
    return Question(subject="stopped", text=t("seq2seq.inside.ask"), options=options, why="inside-why")


def outcome_of(found: UnrolledAnswer | None, t: Catalog) -> Outcome | None:
    """Count what the decoder would write after each word but the last."""
    early = found.readings[:-1] if found else ()
    if found is None or not early:
        return None
    counts = {"nothing": early.count(()), "whole": early.count(found.readings[-1])}
    counts["so-far"] = len(early) - sum(counts.values())
    most = max(counts.values())
    right = frozenset(name for name, count in counts.items() if count == most)
    measured = t("seq2seq.inside.measured", step=t.number(found.step), **counts | {"so": counts["so-far"]})
    return Outcome(answers=right, measured=measured)


def misread(watch: Watch | None, t: Catalog) -> Told:
    """Judge the exercise: a number whose reading is wrong somewhere on the way and right at the end."""
    standing = watch.asked("inside", watch.names[0]) if watch else None
    found = standing.answer if standing else None
    if not isinstance(found, UnrolledAnswer) or english_number(found.source[:-1]) is None:
        return Told(done=None, measured=t("seq2seq.misread.wait"))
    places = [place for place in range(1, len(found.source)) if english_number(found.source[:place]) is not None]
    right = [found.readings[place - 1] == french(english_number(found.source[:place]) or 0) for place in places]
    key = "wrong-end" if not right[-1] else "all-right" if all(right) else "done"
    wrong = right.index(False) if key == "done" else 0
    said = " ".join(found.source[: places[wrong]])
    return Told(done=key == "done", measured=t(f"seq2seq.misread.{key}", words=said))


def _draw(look: Look, found: UnrolledAnswer, *, spaced: bool) -> None:
    t, watch, pairs = look.page.t, look.watch, look.settings.config.pairs
    assert watch is not None  # it has answered
    standing = watch.asked("inside", watch.names[0])
    translator(
        found,
        key="seq2seq.translator",
        labels=translator_labels(t.language),
        version=f"{watch.run.id}/{standing.version}",
        spell=lambda words: spelled(words, pairs, spaced=spaced),
        separator=" " if spaced else "",
    )
    st.caption(t("seq2seq.inside.units", step=t.number(found.step)))
