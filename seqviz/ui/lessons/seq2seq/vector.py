"""Swap the vector: the sentence stays, and the decoder is given another vector than its own."""

import streamlit as st

from seqviz.config import Seq2SeqConfig
from seqviz.data.pairs.number_words import english, french
from seqviz.data.pairs.wording import spelled
from seqviz.jobs.watch import Watch
from seqviz.records.pairs import Sentence, Tokens
from seqviz.records.translation import VectorAnswer, VectorQuestion
from seqviz.text.catalog import Catalog
from seqviz.text.markdown import plain
from seqviz.ui.experiment.controls import control
from seqviz.ui.experiment.exercises import Told
from seqviz.ui.experiment.look import Look, TranslatorSettings
from seqviz.ui.experiment.prediction import Outcome, Question, guess_of, predict
from seqviz.ui.lessons.seq2seq.given import draw_given
from seqviz.ui.lessons.seq2seq.three import Three, three_of

GOAL = 512_640
"""The number that the exercise builds."""


def swap_screen(look: Look) -> None:
    """Draw the other two sentences, the question, and behind the guess what is written from each vector."""
    page, t, settings, sentence = look.page, look.page.t, look.settings, look.sentence
    question = question_of(t)
    if guess_of(settings, question) is None:
        predict(page, settings, question, None)
        return
    found: dict[str, Tokens] = {}
    with page.panel("seq2seq-vector", title=t("seq2seq.vector.title"), hint=t("seq2seq.vector.hint")):
        picture = st.container()
        three = three_of(look, sentence)
        if sentence is None or three is None:
            st.caption(t("seq2seq.progress.none"))
        else:
            with picture:
                draw_given(look, sentence, three)
            control(settings, "noise", t, shape="slider", width=260)
            found = _draw(look, sentence, three)
    predict(page, settings, question, outcome_of(found, t))


def question_of(t: Catalog) -> Question:
    """Ask whose translation is written from another sentence's vector."""
    options = {name: t(f"seq2seq.vector.follows.{name}") for name in ("read", "given", "mixture")}
    return Question(subject="swapped", text=t("seq2seq.vector.ask"), options=options, why="swap-why")


def outcome_of(found: dict[str, Tokens], t: Catalog) -> Outcome | None:
    """Compare what is written from y's vector with the translations of x and of y."""
    if not {"own", "other", "translated"} <= found.keys():
        return None
    wanted = {"read": found["own"], "given": found["translated"]}
    same = [name for name, words in wanted.items() if words == found["other"]]
    return Outcome(answers=frozenset(same or ["mixture"]), measured=t("seq2seq.vector.measured"))


def questions(three: Three, noise: float) -> dict[str, VectorQuestion]:
    """Return the vectors that are tried."""
    x, y, z = three.x, three.y, three.z
    return {
        "own": VectorQuestion(terms=((1.0, x),)),
        "other": VectorQuestion(terms=((1.0, y),)),
        "mean": VectorQuestion(terms=((0.5, x), (0.5, y))),
        "halves": VectorQuestion(terms=((1.0, x),), second_half=y),
        "sum": VectorQuestion(terms=((1.0, x), (-1.0, y), (1.0, z))),
        "noise": VectorQuestion(terms=((1.0, x),), noise=noise),
        "nothing": VectorQuestion(),
    }


def built(settings: TranslatorSettings, watch: Watch | None, t: Catalog) -> Told:
    """Judge the exercise: the sum of three other sentences shall be written as the goal."""
    if watch is None or not watch.poll.step:
        return Told(done=None, measured=t("seq2seq.build.wait"))
    if guess_of(settings, question_of(t)) is None:
        return Told(done=None, measured=t("seq2seq.build.guess"))
    ran = watch.contest.configs[0]
    if not isinstance(ran, Seq2SeqConfig) or ran.pairs != "numbers-en-fr":
        return Told(done=None, measured=t("seq2seq.build.task"))
    standing = watch.asked("vector-sum", watch.names[0])
    if standing.about is None or not standing.current or not isinstance(standing.answer, VectorAnswer):
        return Told(done=None, measured=t("seq2seq.build.coming"))
    used = {said for _, said in standing.about.question.terms}
    if " ".join(english(GOAL)) in used:
        return Told(done=False, measured=t("seq2seq.build.itself"))
    done = standing.answer.target == french(GOAL)
    return Told(done=done, measured=t("seq2seq.build.done" if done else "seq2seq.build.other"))


def _draw(look: Look, sentence: Sentence, three: Three) -> dict[str, Tokens]:
    """Draw a row for each vector; return what is written from those that have answered."""
    t, pairs = look.page.t, look.settings.config.pairs
    found: dict[str, Tokens] = {}
    lines = [[t("seq2seq.vector.made"), t("seq2seq.progress.translation"), ""], ["---", "---", "---:"]]
    asked = questions(three, look.settings.view.noise)
    asked["translated"] = VectorQuestion(terms=((1.0, three.y),))
    for name, question in asked.items():
        answer = look.answer(f"vector-{name}", question)
        words = None
        if isinstance(answer, VectorAnswer):
            words = found[name] = answer.target
        if name != "translated":
            short = spelled(words, pairs, spaced=sentence.spaced) if words else ""
            said = "" if words is None else _said(words, sentence, t, ended=answer.ended)
            lines.append([t(f"seq2seq.vector.{name}"), said, "" if short in said else f"**{short}**"])
    st.markdown("\n".join(f"| {' | '.join(line)} |" for line in lines))
    return found


def _said(words: Tokens, sentence: Sentence, t: Catalog, *, ended: bool) -> str:
    if not words:
        return f":gray[{t('seq2seq.nothing')}]"
    return plain(sentence.joined(words)) + ("" if ended else " …")
