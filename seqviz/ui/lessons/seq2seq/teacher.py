"""With the teacher, and alone: what the decoder writes when it is fed the reference, and when fed its own words."""

from functools import partial

import streamlit as st

from seqviz.components.lanes import DrawnLane, Feed, Kind, lanes
from seqviz.data.pairs.wording import spelled
from seqviz.metrics.departures import departures
from seqviz.records.pairs import Sentence, Tokens
from seqviz.records.translation import Lane, TeacherAnswer, TeacherQuestion
from seqviz.text.catalog import Catalog
from seqviz.ui.experiment.look import Look
from seqviz.ui.experiment.prediction import guess_of, predict
from seqviz.ui.lessons.seq2seq import hand as by_hand
from seqviz.ui.lessons.seq2seq.exposure import draw_exposure, outcome_of, question_of

WORDS = ("reference", "writes", "fed", "change", "hint", "instead", "own", "right", "wrong", "changed")


def teacher_screen(look: Look) -> None:
    """Draw both lanes of a sentence whose translation is known, at the state that is looked at."""
    page, t, sentence = look.page, look.page.t, look.sentence
    question = question_of(t)
    if guess_of(look.settings, question) is None:
        predict(page, look.settings, question, None)
        return
    found = None
    with page.panel("seq2seq-teacher", title=t("seq2seq.teacher.title"), hint=t("seq2seq.teacher.hint")):
        if look.watch is None or sentence is None:
            st.caption(t("seq2seq.progress.none"))
        elif sentence.reference is None:
            st.caption(t("seq2seq.teacher.unknown"))
        else:
            found = look.answer("teacher", _asked(sentence))
            if isinstance(found, TeacherAnswer):
                changed = _by_hand(look, sentence, found)
                _draw(look, sentence, found, changed)
    if isinstance(found, TeacherAnswer) and (hand := by_hand.hand_of(look.settings, found)):
        predict(page, look.settings, by_hand.question_of(hand, found, t), by_hand.outcome_of(hand, found, changed, t))
    counted = draw_exposure(look) if look.watch else None
    predict(page, look.settings, question, outcome_of(counted, t))


def _asked(sentence: Sentence, *fed: tuple[int, str]) -> TeacherQuestion:
    return TeacherQuestion(source=sentence.source, reference=sentence.joined(sentence.reference or ()), fed=fed)


def _by_hand(look: Look, sentence: Sentence, found: TeacherAnswer) -> TeacherAnswer | None:
    """Return what is written where a word is fed by hand, once it was guessed what that does."""
    hand = by_hand.hand_of(look.settings, found)
    if hand is None or guess_of(look.settings, by_hand.question_of(hand, found, look.page.t)) is None:
        return None
    answer = look.answer("teacher-hand", _asked(sentence, (hand.place, hand.word)))
    return answer if isinstance(answer, TeacherAnswer) and answer.source == found.source else None


def _draw(look: Look, sentence: Sentence, found: TeacherAnswer, changed: TeacherAnswer | None) -> None:
    t, view, first, reference = look.page.t, look.settings.view, found.first_mistake, found.reference
    short = partial(spelled, pairs=look.settings.config.pairs, spaced=sentence.spaced)

    def lane(name: str, one: Lane, *, changes: Tokens | None = None) -> DrawnLane:
        said = short(tuple(word for word in one.written if word != "<eos>"))
        wrong, _ = departures(one.written, reference)
        return DrawnLane(
            name=t(f"seq2seq.teacher.{name}"), note=t(f"lanes.feeds.{name}"), wrote=one.written, fed=one.fed,
            kinds=kinds_of(one.written, reference, changes), told=said if said[:1].isdigit() else "",
            count=t("lanes.wrong-words", count=wrong), returns=name != "forced",
            hand=view.fed_place if changes is not None else None,
        )  # fmt: skip

    drawn = [lane("forced", found.forced), lane("free", found.free)]
    if changed is not None:
        drawn.append(lane("hand", changed.free, changes=found.free.written))
    lanes(
        reference, drawn, first=first, key="seq2seq.lanes",
        feed=Feed(
            lane=1, own=found.free.fed, choices=by_hand.choices_of(found), place=view.fed_place, word=view.fed_word
        ),
        labels={word: t(f"lanes.{word}") for word in WORDS},
        shown=lambda word: written_word(word, t),
        on_feed=lambda place, word: by_hand.feed_by_hand(look.settings, place, word),
    )  # fmt: skip
    if first is None:
        st.markdown(t("seq2seq.teacher.right", step=t.number(found.step)))
        return
    after = {name: departures(one.written, reference, since=first + 1)[0] for name, one in _lanes_of(found).items()}
    st.markdown(t("seq2seq.teacher.mistake", step=t.number(found.step), place=first + 1, words=len(reference), **after))


def _lanes_of(found: TeacherAnswer) -> dict[str, Lane]:
    return {"forced": found.forced, "free": found.free}


def kinds_of(written: Tokens, reference: Tokens, before: Tokens | None = None) -> list[Kind]:
    """Say of each word whether it is the reference's, or another than it was ``before``."""

    def kind(place: int) -> Kind:
        word = written[place : place + 1]
        if before is not None and word != before[place : place + 1]:
            return "changed"
        return "right" if word == reference[place : place + 1] else "wrong"

    return list(map(kind, range(len(written))))


def written_word(word: str, t: Catalog) -> str:
    """Return a token as it is read: the beginning and the end have words of their own."""
    return {"<bos>": t("translator.begin"), "<eos>": t("translator.end"), " ": "·"}.get(word, word)
