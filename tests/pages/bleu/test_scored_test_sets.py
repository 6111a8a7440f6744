"""A test set: scored, kept, taken home, and scored by other settings."""

import pytest

from seqviz.text.catalog import load_catalog
from seqviz.ui.experiment.long_work import newest
from seqviz.ui.lessons.bleu_corpus.downloads import corpus_files
from seqviz.ui.page import Page
from tests.pages.bleu.bleu_visit import visit
from tests.pages.bleu.scoring import pasted, scored
from tests.pages.visiting import address, label, pick, put, the, words

pytestmark = pytest.mark.usefixtures("workers")


def test_the_example_is_scored_and_the_guess_answered():
    app = visit(view="corpus")
    pick(app, "bleu.predict-set", "lower")
    assert label("bleu.corpus.result") not in words(app)
    scored(app)
    assert newest(app.session_state["bleu.slot"]).partial.pairs == 4354
    assert label("kit.predict.came-out", answer=f"**{label('bleu.corpus.guess.higher')}**") in words(app)
    assert label("kit.predict.wrong") in words(app)
    assert label("bleu.corpus.result") in words(app)


def test_every_convention_stands_there_with_its_signature_and_the_score_with_its_interval():
    said = words(pasted("a cat, here\ta cat, here\t\ta cat, there\nthe end.\tthe end.\nb\tx"))
    for name in ("lecture", "corpus", "sacrebleu", "nltk", "nltk-sentences"):
        assert label(f"bleu.conventions.{name}") in said
    assert label("bleu.conventions.sacrebleu-zh") not in said
    assert "nrefs:var|case:mixed|eff:no|tok:13a|smooth:exp|version:" in said
    assert label("bleu.conventions.why.tokens", tokens=8, own=6) in said
    assert label("bleu.interval.how", resamples=500, seed=0) in said
    assert label("bleu.references.empty", count=1) in said


def test_a_reload_finds_the_result_again():
    app = pasted("A B B C D\tA B C D E F", k="2", formula="lecture")
    again = visit(**{key: value for key, value in address(app).items() if key != "lang"},
                  session={"owner": app.session_state["owner"]})  # fmt: skip
    assert "## 0.6815" in words(again)
    assert label("bleu.corpus.stale") not in words(again)


def test_every_line_can_be_taken_home():
    app = pasted("A B B C D\tA B C D E F\nno tab\n=1+1\tB", k="2")
    slot = app.session_state["bleu.slot"]
    lines, _ = corpus_files(Page("bleu", load_catalog("en")), slot, newest(slot).partial)
    rows = lines.content().decode("utf-8-sig").splitlines()
    assert [row.split(",")[1] for row in rows] == ["status", "scored", "no_tab", "scored"]
    assert rows[3].startswith("3,scored,'=1+1,B")


def test_a_paste_is_scored_by_the_chosen_formula():
    app = pasted("A B B C D\tA B C D E F", k="2", formula="lecture")
    assert "## 0.6815" in words(app)
    pick(app, "bleu.setting-formula", "standard")
    assert "## 0.6342" in words(app)


def test_other_settings_and_other_texts_do_not_pass_for_the_ones_that_were_scored():
    app = pasted("A B B C D\tA B C D E F", k="2")
    assert label("bleu.corpus.stale") not in words(app)
    assert label("bleu.corpus.stale") in words(put(app, "slider", "bleu.setting-max_n", 3))
    assert label("bleu.corpus.stale") not in words(put(app, "slider", "bleu.setting-max_n", 2))
    assert label("bleu.corpus.stale") in words(put(app, "text_area", "bleu.corpus-paste", "A\tB"))


def test_a_test_set_is_scored_as_papers_do_and_a_pair_as_the_lecture_does():
    app = pick(visit(), "bleu.setting-view", "corpus")
    assert address(app) == {"lang": "en", "view": "corpus"}
    assert the(app, "slider", "bleu.setting-max_n").value == 4
    assert the(app, "button_group", "bleu.setting-formula").value == "standard"
    pick(app, "bleu.setting-view", "pair")
    assert the(app, "slider", "bleu.setting-max_n").value == 2


def test_the_token_of_a_test_set_puts_no_pair_into_the_address():
    app = visit(view="corpus")
    put(app, "selectbox", "bleu.setting-unit", "characters")
    assert address(app) == {"lang": "en", "view": "corpus", "unit": "characters"}
    assert the(pick(app, "bleu.setting-view", "pair"), "text_input", "bleu.prediction").value == "A B B C D"
