"""The page of the translator with the real engine behind it: it gets better, answers a sentence, reads own pairs."""

import pytest

from seqviz.records.translation import TeacherAnswer, TranslationAnswer, UnrolledAnswer
from tests.pages.visiting import label, pick, press, put, the, until, visit, words

pytestmark = pytest.mark.usefixtures("workers")

SMALL = {"encoder_size": "16", "decoder_size": "16", "embedding_size": "8", "batch_size": "16"}


def watch_of(app):
    return app.session_state["seq2seq.slot"].watch


def translated(app, step):
    answer = watch_of(app).asked(f"progress-{step}", "a").answer
    return answer.translations[0] if isinstance(answer, TranslationAnswer) else None


def newest(app):
    answer = watch_of(app).asked("progress-None", "a").answer
    return answer and answer.step


def trained(language="en", **query):
    app = press(visit("seq2seq", language, **SMALL, **query), "seq2seq.step-50")
    return until(app, lambda app: watch_of(app).poll.step == 50)


def test_a_sentence_is_translated_by_each_kept_state_and_with_the_teacher():
    language = "zh"
    app = trained(language, **{"fed-place": "1", "fed-word": "seize"})
    until(app, lambda app: translated(app, 0) is not None and newest(app) == 50)
    assert label("seq2seq.progress.reference", language) in words(app)
    pick(app, "seq2seq.setting-screen", "teacher")
    pick(app, "seq2seq.predict-first-mistake", "neither")
    until(app, lambda app: isinstance(watch_of(app).asked("teacher", "a").answer, TeacherAnswer))
    until(app, lambda app: label("kit.predict.right", language) in words(app))
    first, said = watch_of(app).asked("teacher", "a").answer.first_mistake, label("seq2seq.teacher.mistake", language)
    assert first is not None
    until(app, lambda app: said.partition("{")[0] + "50" in words(app))
    (asked,) = [one.key for one in app.get("button_group") if ".predict-hand" in (one.key or "")]
    assert watch_of(app).asked("teacher-hand", "a").about is None  # nobody looks before there is a guess
    pick(app, asked, label("hand.all", language))
    counted = label("hand.measured", language).replace("{step}", "50").partition("{")[0]
    until(app, lambda app: counted in words(app))
    assert watch_of(app).asked("teacher-hand", "a").answer.free.fed[1] == "seize"
    pick(app, "seq2seq.setting-screen", "swap")
    pick(app, "seq2seq.predict-swapped", "given")
    until(app, lambda app: (own := watch_of(app).asked("vector-own", "a").answer) is not None and own.step == 50)
    assert watch_of(app).asked("vector-own", "a").answer.target == translated(app, None).target
    until(app, lambda app: label("seq2seq.vector.measured", language) in words(app))
    until(app, lambda app: isinstance(watch_of(app).asked("given", "a").answer, UnrolledAnswer))
    put(app, "text_input", "seq2seq.third", "five hundred and twelve thousand six hundred and forty")
    until(app, lambda app: label("seq2seq.build.itself", language) in words(app))


def test_a_sentence_of_the_learners_own_is_translated_too_and_what_is_unknown_is_named():
    app = trained()
    put(app, "text_input", "seq2seq.sentence", "seven apples")
    until(app, lambda app: (found := translated(app, None)) is not None and found.source == ("seven", "apples"))
    until(app, lambda app: label("seq2seq.unknown", words="apples") in words(app))
    pick(app, "seq2seq.setting-screen", "teacher")
    pick(app, "seq2seq.predict-first-mistake", "show")
    assert label("seq2seq.teacher.unknown") in words(app)
    pick(app, "seq2seq.setting-screen", "learn")
    put(app, "text_input", "seq2seq.sentence", "")
    until(app, lambda app: (found := translated(app, None)) is not None and len(found.source) > 2)


def test_another_held_out_sentence_is_the_next_one():
    app = trained()
    first = the(app, "text_input", "seq2seq.sentence").value
    press(app, "seq2seq.another")
    assert the(app, "text_input", "seq2seq.sentence").value not in ("", first)


def test_the_question_is_judged_by_the_run():
    app = visit("seq2seq", **SMALL, max_steps="50")
    pick(app, "seq2seq.predict-half/numbers-en-fr-plain", "never")
    press(app, "seq2seq.train")
    until(app, lambda app: watch_of(app).poll.status == "finished")
    until(app, lambda app: label("kit.predict.right") in words(app))


def test_own_pairs_are_read_learnt_and_what_is_wrong_with_them_is_said():
    app = visit("seq2seq", pairs="own", **SMALL)
    assert label("pairs.empty") in words(app)
    put(app, "text_area", "seq2seq.own-pairs", "one\tuno\nonly one side")
    assert label("pairs.missing-side", line=2) in words(app)
    put(app, "text_area", "seq2seq.own-pairs", "\n".join(f"word{n}\tpalabra{n}" for n in range(40)))
    assert label("seq2seq.own.summary", training=36, held_out=4) in words(app)
    press(app, "seq2seq.step-10")
    until(app, lambda app: watch_of(app).poll.step == 10)
    ours = "\n".join(f"w{n}\t\u4f60\u597d{n}" for n in range(40)).encode("gbk")
    app.get("file_uploader")[0].upload("mine.txt", ours, "text/plain")
    app.run()
    gbk = label("reading.setting.encoding.gb18030")
    assert label("reading.as-text", encoding=gbk) in words(app)
    assert label("reading.notice.encoding", encoding=gbk) in words(app)
    shown = next(table.value for table in app.dataframe if label("reading.pair.source") in table.value)
    assert [cell[:5] for cell in shown[label("reading.pair.target")]] == ["\u4f60 \u00b7 \u597d"] * 3


def test_each_screen_answers_from_the_same_run():
    app = trained(predicted="padding.book~together/numbers-en-fr.units~stopped.whole")
    pick(app, "seq2seq.setting-screen", "padding")
    until(app, lambda app: watch_of(app).asked("padding", "a").answer is not None)
    first = watch_of(app).asked("padding", "a").answer
    assert label("seq2seq.padding.divided.mean", rows=6, width=first.width, divisor=first.cells) in words(app)
    assert label("seq2seq.padding.unmasked") in words(app)
    assert label("kit.predict.came-out", answer=f"**{label('seq2seq.padding.book')}**") in words(app)
    press(app, "seq2seq.padding-another")
    until(app, lambda app: watch_of(app).asked("padding", "a").answer.targets != first.targets)
    pick(app, "seq2seq.setting-screen", "together")
    until(app, lambda app: label("seq2seq.together.count", step=50, count=600) in words(app))
    pick(app, "seq2seq.setting-screen", "inside")
    until(app, lambda app: label("seq2seq.inside.units", step=50) in words(app))
    pick(app, "seq2seq.setting-screen", "forgets")
    press(app, "seq2seq.take-forgets")
    assert label("kit.status.changed") in words(app)
    assert the(app, "button_group", "seq2seq.predict-forgets/dates-en-zh-plain")


FED = {"pairs": "dates-en-zh", "rivals": "every_step:on"}
SMALLER = {"pairs": "copying", "rivals": "encoder_size:8,decoder_size:8", "max_steps": "10"}


@pytest.mark.parametrize(
    ("screen", "query", "asked", "said"),
    [
        ("forgets", FED, "forgets/dates-en-zh-plain", "kit.rival.every_step.on"),
        ("fits", SMALLER, "fits/16", "seq2seq.fits.measured"),
    ],
)
def test_a_twin_trains_beside_the_translator_and_is_asked_the_same(screen, query, asked, said):
    app = visit("seq2seq", screen=screen, predicted=f"{asked}.show", **SMALL, **query)
    press(app, "seq2seq.step-10")
    until(app, lambda app: watch_of(app).poll.step == 10)
    assert watch_of(app).names == ("a", "b")
    what = {"forgets": "fields", "fits": "lengths"}[screen]
    until(app, lambda app: all(watch_of(app).asked(what, name).answer for name in ("a", "b")))
    until(app, lambda app: label(said, step=10, length=0) in words(app))
