"""With the teacher, and alone: what the decoder writes when it is fed the reference, and when fed its own words."""

from collections.abc import Sequence

import streamlit as st

from seqviz.records.translation import TeacherAnswer, TeacherQuestion
from seqviz.text.markdown import plain
from seqviz.ui.experiment.look import Look
from seqviz.ui.experiment.prediction import guess_of, predict
from seqviz.ui.lessons.seq2seq.exposure import draw_exposure, outcome_of, question_of
from seqviz.ui.lessons.seq2seq.sentence import set_off
from seqviz.ui.page import Page

NOTHING = "\u00a0"


def teacher_screen(look: Look) -> None:
    """Draw both lanes of a sentence whose translation is known, at the state that is looked at."""
    page, t, sentence = look.page, look.page.t, look.sentence
    question = question_of(t)
    if guess_of(look.settings, question) is None:
        predict(page, look.settings, question, None)
        return
    with look.page.panel("seq2seq-teacher", title=t("seq2seq.teacher.title"), hint=t("seq2seq.teacher.hint")):
        if look.watch is None or sentence is None:
            st.caption(t("seq2seq.progress.none"))
        elif sentence.reference is None:
            st.caption(t("seq2seq.teacher.unknown"))
        else:
            reference = sentence.joined(sentence.reference)
            found = look.answer("teacher", TeacherQuestion(source=sentence.source, reference=reference))
            if isinstance(found, TeacherAnswer):
                _draw(page, found)
    counted = draw_exposure(look) if look.watch else None
    predict(page, look.settings, question, outcome_of(counted, t))


def _draw(page: Page, answer: TeacherAnswer) -> None:
    t, first = page.t, answer.first_mistake
    width = max(len(answer.reference), len(answer.free.written))
    rows = [
        _row(t("seq2seq.teacher.reference"), answer.reference, width),
        _row(t("seq2seq.teacher.forced"), set_off(answer.forced.written, answer.reference), width),
        _row(t("seq2seq.teacher.fed"), [f":gray[{plain(word)}]" for word in answer.forced.fed], width),
        _row(t("seq2seq.teacher.free"), set_off(answer.free.written, answer.reference), width),
        _row(t("seq2seq.teacher.fed"), [f":gray[{plain(word)}]" for word in answer.free.fed], width),
    ]
    head = ["", *(f":red[**{place + 1}**]" if place == first else str(place + 1) for place in range(width))]
    lines = [head, ["---"] * (width + 1), *rows]
    with st.container(key="seq2seq-lanes"):
        st.markdown("\n".join(f"| {' | '.join(line)} |" for line in lines))
    if first is None:
        st.markdown(t("seq2seq.teacher.right", step=t.number(answer.step)))
        return
    counts = {
        name: _wrong_after(lane.written, answer.reference, first)
        for name, lane in (("forced", answer.forced), ("free", answer.free))
    }
    st.markdown(
        t("seq2seq.teacher.mistake", step=t.number(answer.step), place=first + 1, words=len(answer.reference), **counts)
    )


def _row(name: str, cells: Sequence[str], width: int) -> list[str]:
    return [f"**{name}**", *cells, *[NOTHING] * (width - len(cells))]


def _wrong_after(written: Sequence[str], reference: Sequence[str], first: int) -> int:
    """Count the places after the first mistake at which a lane departs from the reference."""
    places = range(first + 1, max(len(written), len(reference)))
    return sum(tuple(written[place : place + 1]) != tuple(reference[place : place + 1]) for place in places)
