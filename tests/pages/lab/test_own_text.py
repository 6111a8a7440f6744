"""A text of the learner's own, pasted or as a file."""

import pytest

from seqviz.text.catalog import LANGUAGES, load_catalog
from tests.pages.lab.lab_visit import SMALL, beginning, settings_of, visit, watch_of
from tests.pages.visiting import press, put, ran, until, words

pytestmark = pytest.mark.usefixtures("workers")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("pasted", "key"), [("", "kit.own.missing"), ("too short", "texts.too-short"), ("a" * 500, "texts.one-token")]
)
def test_a_poor_text_of_the_learners_own_is_named_before_training(language, pasted, key):
    app = visit(language, text="own")
    if pasted:
        put(app, "text_area", "lab.own-pasted", pasted)
    assert beginning(key, language) in words(app)
    press(app, "lab.train")
    until(app, lambda app: watch_of(app) is not None and watch_of(app).poll.status == "failed")
    assert ":red[" in words(app)


def test_a_good_text_takes_the_place_of_a_poor_one_and_the_sentence_goes():
    app = press(visit(text="own", **SMALL), "lab.train")
    until(app, lambda app: watch_of(app).poll.status == "failed")
    put(app, "text_area", "lab.own-pasted", "a good text, at last, is here. " * 40)
    assert not app.error
    press(app, "lab.train")
    until(app, lambda app: watch_of(app).poll.step > 2)
    assert ":red[" not in words(app)
    press(app, "lab.reset")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"x" * 6_000_000, "reading.too-large"),
        (bytes(range(256)) * 40, "reading.binary"),
        ("\u041f\u0440\u0438\u0432\u0435\u0442, \u043c\u0438\u0440. ".encode("cp1251") * 40, "reading.encoding"),
    ],
    ids=["six megabytes", "binary", "another encoding"],
)
def test_a_file_that_cannot_be_read_is_refused_and_the_page_goes_on(language, content, key):
    app = visit(language, text="own")
    app.file_uploader(key="lab.own-file").set_value(("story.txt", content, "text/plain"))
    ran(app)
    assert any(beginning(key, language) in error.value and error.value.startswith("story\\.txt") for error in app.error)
    app.file_uploader(key="lab.own-file").set_value(("story.txt", b"a good text, at last. " * 40, "text/plain"))
    ran(app)
    assert not app.error


def test_own_text_with_markup_and_right_to_left_letters_is_shown_as_it_is():
    app = visit(text="own")
    put(app, "text_area", "lab.own-pasted", "<script>alert(1)</script> \u05e9\u05dc\u05d5\u05dd " * 30)
    assert any(element.value.startswith("<script>alert(1)</script>") for element in app.get("text"))
    assert "vocabulary" in words(app)


def test_a_text_in_another_encoding_is_read_it_is_said_and_one_click_reads_it_otherwise():
    app, story = visit(text="own"), "\u4f60\u597d, " * 200
    app.file_uploader(key="lab.own-file").set_value(("story.txt", story.encode("gbk"), "text/plain"))
    ran(app)
    assert settings_of(app).config.own_text == story
    assert load_catalog("en")("reading.notice.encoding", encoding="GB18030 (GBK)") in words(app)
    put(app, "selectbox", "lab.setting-encoding", "cp1252")
    assert settings_of(app).config.own_text == story.encode("gbk").decode("cp1252")
    put(app, "selectbox", "lab.setting-encoding", "big5")
    put(app, "selectbox", "lab.setting-encoding", "utf-8")
    assert any("story\\.txt" in error.value for error in app.error)


def test_a_large_text_of_the_learners_own_is_looked_through_once(monkeypatch):
    calls = []
    from seqviz.ui.experiment import own_text as module

    real = module.describe
    monkeypatch.setattr(module, "describe", lambda *arguments: calls.append(1) or real(*arguments))
    app = visit(text="own")
    put(app, "text_area", "lab.own-pasted", "once is enough for a text. " * 400)
    for _ in range(3):
        ran(app)
    assert len(calls) == 1
