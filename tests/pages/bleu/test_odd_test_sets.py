"""Test sets with which something is wrong."""

import pytest

from seqviz.ui.experiment.long_work import newest
from tests.pages.bleu.bleu_visit import HAN, visit
from tests.pages.bleu.scoring import pasted
from tests.pages.visiting import address, label, press, put, ran, the, words

pytestmark = pytest.mark.usefixtures("workers")


def test_pressing_score_without_a_text_says_what_to_do():
    app = press(visit(view="corpus", test_set="paste"), "bleu.corpus-score")
    assert label("bleu.error.nothing") in words(app)
    assert newest(app.session_state["bleu.slot"]) is None


def test_lines_at_fault_are_named_and_the_text_is_kept():
    text = "good\tgood\nno tab\n\n\tx"
    app = pasted(text)
    assert label("bleu.corpus.fault", line=2, reason=label("bleu.fault.no_tab")) in words(app)
    assert label("bleu.corpus.blank", count=1) in words(app)
    assert label("bleu.corpus.empty", count=1) in words(app)
    assert the(app, "text_area", "bleu.corpus-paste").value == text


def test_chinese_without_spaces_is_warned_about():
    assert label("bleu.corpus.unsegmented", count=1) in words(pasted(f"{HAN}\t{HAN}"))


def test_chinese_without_spaces_is_noticed_before_scoring_and_one_click_counts_characters():
    app = visit(view="corpus", test_set="paste")
    put(app, "text_area", "bleu.corpus-paste", f"{HAN}\t{HAN}")
    assert label("bleu.corpus.unsegmented", count=1) in words(app)
    press(app, "bleu.corpus-characters-source")
    assert address(app)["unit"] == "characters"
    assert label("bleu.corpus.unsegmented", count=1) not in words(app)


def test_a_file_in_gbk_is_read_and_one_that_is_no_text_is_named():
    app = visit(view="corpus", test_set="two")
    files = {name: app.file_uploader(key=f"bleu.corpus-{name}") for name in ("predictions", "references")}
    files["predictions"].set_value(("mine.txt", f"{HAN}\n".encode("gbk"), "text/plain"))
    files["references"].set_value(("theirs.png", b"\x89PNG\r\n\x1a\n\x00", "text/plain"))
    ran(app)
    assert label("reading.notice.encoding", encoding=label("reading.setting.encoding.gb18030")) in words(app)
    assert f"theirs\\.png: {label('reading.binary')}" in words(app)


def test_a_text_without_pairs_is_refused_with_a_reason():
    assert label("bleu.error.all_at_fault", lines=2) in words(pasted("one\ntwo"))
