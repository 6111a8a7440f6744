"""The BLEU page in both languages: assembling, guessing, editing, test sets, and everything a learner may get wrong."""

import time
from functools import partial

import numpy as np
import pytest

from seqviz.exercises.bleu import brevity, clipped_count, nearest_length, product
from seqviz.text.catalog import load_catalog
from seqviz.ui.experiment.long_work import newest
from seqviz.ui.lessons.bleu.outline import memory_of
from seqviz.ui.lessons.bleu_corpus.downloads import corpus_files
from seqviz.ui.page import Page
from tests.pages import visiting
from tests.pages.visiting import address, label, pick, press, put, ran, the, words

pytestmark = pytest.mark.usefixtures("workers")

visit = partial(visiting.visit, "bleu")


HAN = "\u6211\u7231\u5317\u4eac"


@pytest.mark.parametrize("language", ["en", "zh"])
class TestBothLanguages:
    def test_the_page_opens_on_the_lectures_pair(self, language):
        app = visit(language)
        assert the(app, "text_input", "bleu.prediction").value == "A B B C D"
        assert app.button(key="bleu.next").label == label("bleu.next", language, n=1)
        assert label("bleu.locked", language) in words(app)

    def test_assembled_to_the_end_it_shows_both_scores(self, language):
        app = visit(language, k="2")
        for _ in range(3):
            press(app, "bleu.next")
        assert "## 0.6815" in words(app)
        assert "## 0.6342" in words(app)
        assert label("bleu.edits.title", language) in words(app)
        assert address(app)["step"] == "all"

    @pytest.mark.parametrize("preset", ["lecture", "french", "chinese", "repeated", "order", "short", "several"])
    def test_every_preset_can_be_shown_whole(self, language, preset):
        app = visit(language, pair=preset, step="all")
        assert label("bleu.compare.standard", language) in words(app)

    def test_the_test_set_view_opens(self, language):
        app = visit(language, view="corpus")
        assert app.button(key="bleu.corpus-score").label == label("bleu.corpus.score", language)


class TestAssembling:
    def test_a_first_visit_shows_that_the_two_formulas_differ(self):
        shown = words(visit(step="all"))
        assert "## 0.6815" in shown
        assert "## 0.6342" in shown

    def test_each_step_matches_one_ngram(self):
        app = visit(k="4")
        for step in range(1, 4):
            press(app, "bleu.step")
            assert address(app)["step"] == str(step)
        press(app, "bleu.back")
        assert address(app)["step"] == "2"
        press(app, "bleu.all")
        assert "0.0000" in words(app)
        press(app, "bleu.all")
        assert "step" not in address(app)

    def test_fractions_stay_secret_until_they_are_counted(self):
        app = visit()
        assert r"\tfrac{4}{5}" not in words(app)
        press(app, "bleu.next")
        assert r"\tfrac{4}{5}" in words(app)
        assert r"\tfrac{3}{4}" not in words(app)

    def test_playing_moves_on_by_itself_and_stops_at_the_end(self):
        app = visit(k="1", step="5")
        press(app, "bleu.play")
        deadline = time.monotonic() + 30
        while address(app).get("step") != "all" and time.monotonic() < deadline:
            time.sleep(0.2)
            ran(app)
        assert address(app)["step"] == "all"
        assert not memory_of(app.session_state["bleu.settings"]).playing

    def test_the_standard_formula_can_lead(self):
        app = visit(k="2", step="all", formula="standard")
        assert f"### {label('bleu.score')} **0.6342**" in words(app)

    def test_a_zero_offers_the_longest_k_without_one(self):
        app = visit(k="4", step="all")
        assert label("bleu.remark.zero", n=4) in words(app)
        press(app, "bleu.fix-k-lecture")
        assert address(app)["k"] == "3"
        assert "## 0.5940" in words(app)

    @pytest.mark.parametrize("smoothing", ["exp", "floor", "add-k"])
    def test_smoothing_is_said_and_lifts_the_standard_score(self, smoothing):
        app = visit(k="4", step="all", smoothing=smoothing)
        assert label(f"bleu.smoothing.{smoothing}.says") in words(app)
        assert words(app).count("## 0.0000") == 1


class TestGuessing:
    def guess(self, app, n, typed):
        the(app, "text_input", f"bleu.guess-{n}").set_value(typed)
        return press(app, "bleu.check")

    @pytest.mark.parametrize("typed", ["4/5", "0.8", "80%", "\uff14\uff0f\uff15", "8/10", " 4 / 5 "])
    def test_the_right_fraction_in_any_spelling(self, typed):
        app = self.guess(visit(), 1, typed)
        assert label("bleu.guess.right", matches=4, total=5) in words(app)

    def test_a_wrong_one_is_told_apart(self):
        assert label("bleu.guess.high") in words(self.guess(visit(), 1, "5/5"))
        assert label("bleu.guess.low") in words(self.guess(visit(), 1, "2/5"))
        assert label("bleu.guess.total", n=1, tokens=5) in words(self.guess(visit(), 1, "4/6"))

    @pytest.mark.parametrize("typed", ["", "four", "1/0", "-1/2", "1e999999999", "3/4/5", "<b>"])
    def test_what_is_no_number_is_said_to_be_none(self, typed):
        assert label("bleu.guess.unreadable") in words(self.guess(visit(), 1, typed))

    def test_the_first_guess_stands_beside_its_outcome(self):
        app = self.guess(visit(), 1, "5/5")
        self.guess(app, 1, "4/5")
        press(app, "bleu.next")
        assert "`5/5` :red[✗]" in words(app)

    def test_the_first_guess_survives_a_reload_and_its_verdict_with_it(self):
        app = self.guess(visit(), 1, "5/5")
        again = visit(**{key: value for key, value in address(app).items() if key != "lang"})
        assert "`5/5`" in words(again)
        assert "`5/5` :red[✗]" in words(press(again, "bleu.next"))

    @pytest.mark.parametrize("predicted", ["p1.<b>", "p9.1/2", "p1.1e9999999", "edit.up~p1.", "~~.~"])
    def test_guesses_of_a_bad_link_are_none(self, predicted):
        assert "`" not in words(visit(predicted=predicted, step="all"))

    def test_a_share_with_a_percent_sign_is_read(self):
        assert label("bleu.guess.low") in words(self.guess(visit(), 1, "2/5%"))

    def test_a_guess_of_the_next_order_lays_it_out_first(self):
        app = press(visit(), "bleu.next")
        self.guess(app, 2, "3/4")
        assert address(app)["step"] == "7"


class TestBadInput:
    def typed(self, prediction, reference, **query):
        return visit(prediction=prediction, reference=reference, **query)

    def test_an_empty_prediction_scores_zero_and_says_so(self):
        app = self.typed("", "A B")
        assert label("bleu.remark.no_prediction") in words(app)
        assert the(app, "text_input", "bleu.reference").value == "A B"

    def test_an_empty_reference_is_said(self):
        assert label("bleu.remark.no_reference") in words(self.typed("A B", "   "))

    def test_both_empty(self):
        assert label("bleu.remark.no_reference") in words(self.typed("", "", step="all"))

    def test_orders_that_do_not_exist_are_named(self):
        app = self.typed("A B", "A B C", k="4", step="all")
        assert label("bleu.remark.absent", n=2, absent="3, 4") in words(app)

    def test_a_megabyte_in_one_line_is_scored_and_kept(self):
        text = "word " * 200_000
        app = visit()
        put(app, "text_input", "bleu.prediction", text)
        assert the(app, "text_input", "bleu.prediction").value == text
        assert "200,000" in words(app)
        assert "prediction" not in address(app)

    def test_characters_that_cannot_be_seen_are_counted(self):
        assert label("bleu.remark.hidden", count=2) in words(self.typed("A\x00 B\u202e", "A B"))

    def test_chinese_without_spaces_is_offered_characters(self):
        app = self.typed(HAN, HAN)
        assert label("bleu.remark.unsegmented") in words(app)
        press(app, "bleu.fix-unit")
        assert address(app)["unit"] == "characters"
        assert label("bleu.remark.unsegmented") not in words(app)

    def test_mixed_scripts_by_characters_are_explained(self):
        assert label("bleu.remark.mixed") in words(self.typed(f"{HAN} hello", HAN, unit="characters"))

    @pytest.mark.parametrize(
        "text",
        ["<script>alert(1)</script> {n} {0}", "$x$ :red[a] **b** `c`", "\u0645\u0631\u062d\u0628\u0627 \U0001f600"],
    )
    def test_markup_and_other_scripts_are_just_text(self, text):
        app = self.typed(text, text, step="all", k="1")
        assert "## 1.0000" in words(app)
        assert text not in "\n".join(element.value for element in app.markdown)

    @pytest.mark.parametrize(
        ("key", "value"),
        [("k", "9"), ("k", "x"), ("k", "\u0663"), ("k", "9" * 5000), ("formula", "mine"), ("unit", "sentence"),
         ("smoothing", "<b>"), ("step", "-4"), ("pair", "none"), ("view", "moon")],
    )  # fmt: skip
    def test_a_wrong_address_falls_back_and_says_so(self, key, value):
        app = visit(**{key: value})
        (warning,) = app.warning
        assert label(f"bleu.{'max_n' if key == 'k' else key}") in warning.value
        assert the(app, "text_input", "bleu.prediction").value == "A B B C D"

    def test_a_step_beyond_the_end_is_the_end(self):
        assert label("bleu.two") in words(visit(step="999", k="2"))

    def test_who_went_step_by_step_is_asked_which_formula_is_higher(self):
        app = visit(step="999", k="2")
        assert "0.6342" not in words(app)
        (question,) = [one.key for one in app.get("button_group") if (one.key or "").startswith("bleu.predict-two/")]
        said = words(pick(app, question, "lecture"))
        assert "0.6815" in said
        assert "0.6342" in said
        assert ":green[:material/check_circle:]" in said


class TestSeveralReferences:
    TIE = {"prediction": "a b c d", "reference": "a b c", "further": "a b c d e", "k": "1", "step": "all"}  # noqa: RUF012

    def test_another_reference_is_written_on_a_line_of_its_own_and_travels_in_the_link(self):
        app = press(visit(prediction="a b c d", reference="a b c", k="1", step="all"), "bleu.more")
        assert label("bleu.references.empty", count=1) not in words(app)
        put(app, "text_area", "bleu.further", "a b c d e")
        assert address(app)["further"] == "a b c d e"
        assert "## 1.0000" in words(app)

    @pytest.mark.parametrize(("first", "second"), [("a b c", "a b c d e"), ("a b c d e", "a b c")])
    def test_the_page_says_whose_length_counts(self, first, second):
        app = visit(**self.TIE | {"reference": first, "further": second})
        said = {"lengths": f"{len(first.split())}, {len(second.split())}", "predicted": 4, "length": 3}
        assert label("bleu.references.tie", **said, number=1 if first == "a b c" else 2) in words(app)

    def test_nothing_is_said_of_the_length_before_the_score_is_assembled(self):
        assert label("bleu.references.tie", lengths="3, 5", predicted=4, length=3, number=1) not in words(
            visit(**self.TIE | {"step": "1"})
        )

    def test_empty_references_are_ignored_and_it_is_said(self):
        app = visit(**self.TIE | {"reference": " ", "further": "\n\na b c d e\n"})
        assert label("bleu.references.empty", count=4) in words(app)
        assert label("bleu.remark.no_reference") not in words(app)

    def test_forty_references_with_markup_are_drawn_as_far_as_they_give_something(self):
        further = "\n".join(["<b>x</b> $y$", *(f"w{number}" for number in range(38)), "c d"])
        app = put(press(visit(**self.TIE), "bleu.all"), "text_area", "bleu.further", further)
        assert label("bleu.references.some", count=41) in words(app)
        assert "<b>x</b>" not in "\n".join(element.value for element in app.markdown)

    def test_edits_are_scored_against_all_of_them(self):
        app = press(visit(**self.TIE | {"k": "2"}), "bleu.edit-append")
        pick(app, "bleu.predict-edit", "show")
        assert label("bleu.edits.keep") in [button.label for button in app.button]


class TestEditing:
    def edited(self):
        return press(visit(k="2", step="all"), "bleu.edit-append")

    def test_an_edit_is_asked_about_before_it_is_scored(self):
        app = self.edited()
        assert "0.8633" not in words(app)
        pick(app, "bleu.predict-edit", "rises")
        assert label("bleu.edits.measured", before="0.6815", after="0.8633") in words(app)
        assert label("kit.predict.right") in words(app)

    def test_a_wrong_expectation_is_answered_with_the_factors(self):
        app = pick(self.edited(), "bleu.predict-edit", "falls")
        assert label("kit.predict.wrong") in words(app)
        assert ":green[▲]" in words(app)

    def test_another_edit_is_asked_about_anew(self):
        app = pick(self.edited(), "bleu.predict-edit", "falls")
        press(app, "bleu.edit-drop")
        assert label("bleu.edits.before") not in words(app)

    def test_the_edit_and_what_was_expected_of_it_travel_in_the_link(self):
        app = pick(self.edited(), "bleu.predict-edit", "falls")
        link = {key: value for key, value in address(app).items() if key != "lang"}
        assert label("bleu.edits.measured", before="0.6815", after="0.8633") in words(visit(**link))

    @pytest.mark.parametrize("edit", ["drop-99", "swap-4", "append-\u2028", "append-<b>"])
    def test_an_edit_that_does_not_fit_the_pair_does_no_harm(self, edit):
        visit(k="2", step="all", edit=edit, predicted="edit.show")

    def test_a_kept_edit_becomes_the_prediction(self):
        app = pick(self.edited(), "bleu.predict-edit", "show")
        press(app, "bleu.edit-keep")
        assert the(app, "text_input", "bleu.prediction").value == "A B B C D E"
        assert "## 0.8633" in words(app)

    @pytest.mark.parametrize("kind", ["drop", "repeat", "swap"])
    def test_every_kind_of_edit_can_be_tried(self, kind):
        app = press(visit(k="2", step="all"), f"bleu.edit-{kind}")
        pick(app, "bleu.predict-edit", "show")
        assert label("bleu.edits.keep") in [button.label for button in app.button]


class TestExercises:
    def solve(self, app, name, answer):
        put(app, "text_input", f"bleu.exercise-{name}", answer)
        return words(app)

    def instance(self, app, name, make):
        attempt = app.session_state["exercises"][f"bleu/{name}"]
        return make(np.random.default_rng(attempt.seed))

    @pytest.mark.parametrize(
        ("name", "make"),
        [("clipped", clipped_count), ("brevity", brevity), ("nearest", nearest_length), ("product", product)],
    )
    def test_a_computed_answer_is_right_and_a_usual_mistake_is_explained(self, name, make):
        app = visit()
        instance = self.instance(app, name, make)
        assert label(f"bleu.exercise.{name}", **instance.values) in words(app)
        assert label("kit.exercises.right", answer=f"{instance.answer:.4g}") in self.solve(
            app, name, f"{instance.answer:.4f}"
        )
        for mistake, value in instance.mistakes.items():
            assert label(f"bleu.exercise.{name}.{mistake}") in self.solve(app, name, f"{value:.4f}")

    def test_other_numbers_are_another_instance(self):
        app = visit()
        before = app.session_state["exercises"]["bleu/clipped"].seed
        press(app, "bleu.exercise-again-clipped")
        assert app.session_state["exercises"]["bleu/clipped"].seed != before

    def test_words_in_another_order_are_judged_on_the_page(self):
        app = press(visit(), "bleu.exercise-set-up-order")
        assert the(app, "text_input", "bleu.prediction").value == "the dog that bites the man"
        assert ":material/check_circle: Now" not in words(app)
        put(app, "text_input", "bleu.prediction", "dog man the the bites that")
        assert (
            f":green[:material/check_circle:] {label('bleu.exercise.order.measured', first='6/6', second='0/5')}"
            in words(app)
        )

    def test_the_judge_gives_no_fraction_away(self):
        assert label("bleu.exercise.order.measured", first="4/5", second="3/4") not in words(visit(k="2"))


class TestCorpus:
    def scored(self, app):
        press(app, "bleu.corpus-score")
        deadline = time.monotonic() + 120
        while not newest(app.session_state["bleu.slot"]).done:
            assert time.monotonic() < deadline
            time.sleep(0.1)
            ran(app)
        return ran(app)

    def pasted(self, text, **query):
        app = visit(view="corpus", test_set="paste", **query)
        return self.scored(put(app, "text_area", "bleu.corpus-paste", text))

    def test_the_example_is_scored_and_the_guess_answered(self):
        app = visit(view="corpus")
        pick(app, "bleu.predict-set", "lower")
        assert label("bleu.corpus.result") not in words(app)
        self.scored(app)
        assert newest(app.session_state["bleu.slot"]).partial.pairs == 4354
        assert label("kit.predict.came-out", answer=f"**{label('bleu.corpus.guess.higher')}**") in words(app)
        assert label("kit.predict.wrong") in words(app)
        assert label("bleu.corpus.result") in words(app)

    def test_every_convention_stands_there_with_its_signature_and_the_score_with_its_interval(self):
        said = words(self.pasted("a cat, here\ta cat, here\t\ta cat, there\nthe end.\tthe end.\nb\tx"))
        for name in ("lecture", "corpus", "sacrebleu", "nltk", "nltk-sentences"):
            assert label(f"bleu.conventions.{name}") in said
        assert label("bleu.conventions.sacrebleu-zh") not in said
        assert "nrefs:var|case:mixed|eff:no|tok:13a|smooth:exp|version:" in said
        assert label("bleu.conventions.why.tokens", tokens=8, own=6) in said
        assert label("bleu.interval.how", resamples=500, seed=0) in said
        assert label("bleu.references.empty", count=1) in said

    def test_a_reload_finds_the_result_again(self):
        app = self.pasted("A B B C D\tA B C D E F", k="2", formula="lecture")
        again = visit(**{key: value for key, value in address(app).items() if key != "lang"},
                      session={"owner": app.session_state["owner"]})  # fmt: skip
        assert "## 0.6815" in words(again)
        assert label("bleu.corpus.stale") not in words(again)

    def test_every_line_can_be_taken_home(self):
        app = self.pasted("A B B C D\tA B C D E F\nno tab\n=1+1\tB", k="2")
        slot = app.session_state["bleu.slot"]
        lines, _ = corpus_files(Page("bleu", load_catalog("en")), slot, newest(slot).partial)
        rows = lines.content().decode("utf-8-sig").splitlines()
        assert [row.split(",")[1] for row in rows] == ["status", "scored", "no_tab", "scored"]
        assert rows[3].startswith("3,scored,'=1+1,B")

    def test_a_paste_is_scored_by_the_chosen_formula(self):
        app = self.pasted("A B B C D\tA B C D E F", k="2", formula="lecture")
        assert "## 0.6815" in words(app)
        pick(app, "bleu.setting-formula", "standard")
        assert "## 0.6342" in words(app)

    def test_other_settings_and_other_texts_do_not_pass_for_the_ones_that_were_scored(self):
        app = self.pasted("A B B C D\tA B C D E F", k="2")
        assert label("bleu.corpus.stale") not in words(app)
        assert label("bleu.corpus.stale") in words(put(app, "slider", "bleu.setting-max_n", 3))
        assert label("bleu.corpus.stale") not in words(put(app, "slider", "bleu.setting-max_n", 2))
        assert label("bleu.corpus.stale") in words(put(app, "text_area", "bleu.corpus-paste", "A\tB"))

    def test_a_test_set_is_scored_as_papers_do_and_a_pair_as_the_lecture_does(self):
        app = pick(visit(), "bleu.setting-view", "corpus")
        assert address(app) == {"lang": "en", "view": "corpus"}
        assert the(app, "slider", "bleu.setting-max_n").value == 4
        assert the(app, "button_group", "bleu.setting-formula").value == "standard"
        pick(app, "bleu.setting-view", "pair")
        assert the(app, "slider", "bleu.setting-max_n").value == 2

    def test_the_token_of_a_test_set_puts_no_pair_into_the_address(self):
        app = visit(view="corpus")
        put(app, "selectbox", "bleu.setting-unit", "characters")
        assert address(app) == {"lang": "en", "view": "corpus", "unit": "characters"}
        assert the(pick(app, "bleu.setting-view", "pair"), "text_input", "bleu.prediction").value == "A B B C D"

    def test_pressing_score_without_a_text_says_what_to_do(self):
        app = press(visit(view="corpus", test_set="paste"), "bleu.corpus-score")
        assert label("bleu.error.nothing") in words(app)
        assert newest(app.session_state["bleu.slot"]) is None

    def test_lines_at_fault_are_named_and_the_text_is_kept(self):
        text = "good\tgood\nno tab\n\n\tx"
        app = self.pasted(text)
        assert label("bleu.corpus.fault", line=2, reason=label("bleu.fault.no_tab")) in words(app)
        assert label("bleu.corpus.blank", count=1) in words(app)
        assert label("bleu.corpus.empty", count=1) in words(app)
        assert the(app, "text_area", "bleu.corpus-paste").value == text

    def test_chinese_without_spaces_is_warned_about(self):
        assert label("bleu.corpus.unsegmented", count=1) in words(self.pasted(f"{HAN}\t{HAN}"))

    def test_chinese_without_spaces_is_noticed_before_scoring_and_one_click_counts_characters(self):
        app = visit(view="corpus", test_set="paste")
        put(app, "text_area", "bleu.corpus-paste", f"{HAN}\t{HAN}")
        assert label("bleu.corpus.unsegmented", count=1) in words(app)
        press(app, "bleu.corpus-characters-source")
        assert address(app)["unit"] == "characters"
        assert label("bleu.corpus.unsegmented", count=1) not in words(app)

    def test_a_file_in_gbk_is_read_and_one_that_is_no_text_is_named(self):
        app = visit(view="corpus", test_set="two")
        files = {name: app.file_uploader(key=f"bleu.corpus-{name}") for name in ("predictions", "references")}
        files["predictions"].set_value(("mine.txt", f"{HAN}\n".encode("gbk"), "text/plain"))
        files["references"].set_value(("theirs.png", b"\x89PNG\r\n\x1a\n\x00", "text/plain"))
        ran(app)
        assert label("reading.notice.encoding", encoding=label("reading.setting.encoding.gb18030")) in words(app)
        assert f"theirs\\.png: {label('reading.binary')}" in words(app)

    def test_a_text_without_pairs_is_refused_with_a_reason(self):
        assert label("bleu.error.all_at_fault", lines=2) in words(self.pasted("one\ntwo"))
