"""The BLEU page in both languages: assembling, guessing, editing, test sets, and everything a learner may get wrong."""

import time
from functools import partial

import pytest

from tests.pages import visiting
from tests.pages.visiting import address, label, pick, press, put, ran, the, words

visit = partial(visiting.visit, "bleu")
HAN = "\u6211\u7231\u5317\u4eac"


@pytest.mark.parametrize("language", ["en", "zh"])
class TestBothLanguages:
    def test_the_page_opens_on_the_lectures_pair(self, language):
        app = visit(language)
        assert the(app, "text_input", "bleu-prediction").value == "A B B C D"
        assert app.button(key="bleu-next").label == label("bleu.next", language, n=1)
        assert label("bleu.locked", language) in words(app)

    def test_assembled_to_the_end_it_shows_both_scores(self, language):
        app = visit(language, k="2")
        for _ in range(3):
            press(app, "bleu-next")
        assert "## 0.6815" in words(app)
        assert "## 0.6342" in words(app)
        assert label("bleu.edits.title", language) in words(app)
        assert address(app)["step"] == "all"

    @pytest.mark.parametrize("preset", ["lecture", "french", "chinese", "repeated", "order", "short"])
    def test_every_preset_can_be_shown_whole(self, language, preset):
        app = visit(language, pair=preset, step="all")
        assert label("bleu.compare.standard", language) in words(app)

    def test_the_test_set_view_opens(self, language):
        app = visit(language, view="corpus")
        assert app.button(key="bleu-corpus-score").label == label("bleu.corpus.score", language)


class TestAssembling:
    def test_each_step_matches_one_ngram(self):
        app = visit()
        for step in range(1, 4):
            press(app, "bleu-step")
            assert address(app)["step"] == str(step)
        press(app, "bleu-back")
        assert address(app)["step"] == "2"
        press(app, "bleu-all")
        assert "0.0000" in words(app)
        press(app, "bleu-all")
        assert "step" not in address(app)

    def test_fractions_stay_secret_until_they_are_counted(self):
        app = visit()
        assert r"\tfrac{4}{5}" not in words(app)
        press(app, "bleu-next")
        assert r"\tfrac{4}{5}" in words(app)
        assert r"\tfrac{3}{4}" not in words(app)

    def test_playing_moves_on_by_itself_and_stops_at_the_end(self):
        app = visit(k="1", step="5")
        press(app, "bleu-play")
        deadline = time.monotonic() + 30
        while address(app).get("step") != "all" and time.monotonic() < deadline:
            time.sleep(0.2)
            ran(app)
        assert address(app)["step"] == "all"
        assert not app.session_state["bleu-state"].playing

    def test_the_standard_formula_can_lead(self):
        app = visit(k="2", step="all", formula="standard")
        assert f"### {label('bleu.score')} **0.6342**" in words(app)

    def test_a_zero_offers_the_longest_k_without_one(self):
        app = visit(step="all")
        assert label("bleu.remark.zero", n=4) in words(app)
        press(app, "bleu-fix-k-lecture")
        assert address(app)["k"] == "3"
        assert "## 0.5940" in words(app)

    @pytest.mark.parametrize("smoothing", ["exp", "floor", "add-k"])
    def test_smoothing_is_said_and_lifts_the_standard_score(self, smoothing):
        app = visit(step="all", smoothing=smoothing)
        assert label(f"bleu.smoothing.{smoothing}.says") in words(app)
        assert words(app).count("## 0.0000") == 1


class TestGuessing:
    def guess(self, app, n, typed):
        app.text_input(key=f"bleu-guess-text-{n}").set_value(typed)
        next(button for button in app.button if button.label == label("bleu.guess.check")).click()
        return ran(app)

    @pytest.mark.parametrize("typed", ["4/5", "0.8", "80%", "\uff14\uff0f\uff15", "8/10", " 4 / 5 "])
    def test_the_right_fraction_in_any_spelling(self, typed):
        app = self.guess(visit(), 1, typed)
        assert label("bleu.guess.right", matches=4, total=5) in words(app)

    def test_a_wrong_one_is_told_apart(self):
        assert label("bleu.guess.high", n=1) in words(self.guess(visit(), 1, "5/5"))
        assert label("bleu.guess.low", n=1) in words(self.guess(visit(), 1, "2/5"))
        assert label("bleu.guess.total", n=1, tokens=5) in words(self.guess(visit(), 1, "4/6"))

    @pytest.mark.parametrize("typed", ["", "four", "1/0", "-1/2", "1e999999999", "3/4/5", "<b>"])
    def test_what_is_no_number_is_said_to_be_none(self, typed):
        assert label("bleu.guess.unreadable") in words(self.guess(visit(), 1, typed))

    def test_the_first_guess_stands_beside_its_outcome(self):
        app = self.guess(visit(), 1, "5/5")
        self.guess(app, 1, "4/5")
        press(app, "bleu-next")
        assert "`5/5` :red[✗]" in words(app)

    def test_a_guess_of_the_next_order_lays_it_out_first(self):
        app = press(visit(), "bleu-next")
        self.guess(app, 2, "3/4")
        assert address(app)["step"] == "7"


class TestBadInput:
    def typed(self, prediction, reference, **query):
        return visit(prediction=prediction, reference=reference, **query)

    def test_an_empty_prediction_scores_zero_and_says_so(self):
        app = self.typed("", "A B")
        assert label("bleu.remark.no_prediction") in words(app)
        assert the(app, "text_input", "bleu-reference").value == "A B"

    def test_an_empty_reference_is_said(self):
        assert label("bleu.remark.no_reference") in words(self.typed("A B", "   "))

    def test_both_empty(self):
        assert label("bleu.remark.no_reference") in words(self.typed("", "", step="all"))

    def test_orders_that_do_not_exist_are_named(self):
        app = self.typed("A B", "A B C", step="all")
        assert label("bleu.remark.absent", n=2, absent="3, 4") in words(app)

    def test_a_megabyte_in_one_line_is_scored_and_kept(self):
        text = "word " * 200_000
        app = visit()
        put(app, "text_input", "bleu-prediction", text)
        assert the(app, "text_input", "bleu-prediction").value == text
        assert "200,000" in words(app)
        assert "prediction" not in address(app)

    def test_characters_that_cannot_be_seen_are_counted(self):
        assert label("bleu.remark.hidden", count=2) in words(self.typed("A\x00 B\u202e", "A B"))

    def test_chinese_without_spaces_is_offered_characters(self):
        app = self.typed(HAN, HAN)
        assert label("bleu.remark.unsegmented") in words(app)
        press(app, "bleu-fix-unit")
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
        assert any(f"{key}" in warning.value for warning in app.warning)
        assert the(app, "text_input", "bleu-prediction").value == "A B B C D"

    def test_a_step_beyond_the_end_is_the_end(self):
        assert label("bleu.compare.lecture") in words(visit(step="999", k="2"))


class TestEditing:
    def edited(self):
        return press(visit(k="2", step="all"), "bleu-edit-append")

    def test_an_edit_is_asked_about_before_it_is_scored(self):
        app = self.edited()
        assert label("bleu.edits.before") not in words(app)
        pick(app, "bleu-edit-guess", "rises")
        assert label("bleu.edits.rises.told", before="0.6815", after="0.8633") in words(app)

    def test_a_wrong_expectation_is_answered_with_the_factors(self):
        app = pick(self.edited(), "bleu-edit-guess", "falls")
        assert label("bleu.edits.falls") in words(app)
        assert ":green[▲]" in words(app)

    def test_a_kept_edit_becomes_the_prediction(self):
        app = pick(self.edited(), "bleu-edit-guess", "show")
        press(app, "bleu-edit-keep")
        assert the(app, "text_input", "bleu-prediction").value == "A B B C D E"
        assert "## 0.8633" in words(app)

    @pytest.mark.parametrize("kind", ["drop", "repeat", "swap"])
    def test_every_kind_of_edit_can_be_tried(self, kind):
        app = press(visit(k="2", step="all"), f"bleu-edit-{kind}")
        pick(app, "bleu-edit-guess", "show")
        assert label("bleu.edits.keep") in [button.label for button in app.button]


class TestCorpus:
    def scored(self, app):
        press(app, "bleu-corpus-score")
        deadline = time.monotonic() + 60
        while app.session_state["bleu-state"].run.active and time.monotonic() < deadline:
            time.sleep(0.1)
        return ran(app)

    def pasted(self, text, **query):
        app = pick(visit(view="corpus", **query), "bleu-corpus-from", "paste")
        assert app.button(key="bleu-corpus-score").disabled
        return self.scored(put(app, "text_area", "bleu-corpus-paste", text))

    def test_the_example_is_scored_and_the_guess_answered(self):
        app = visit(view="corpus")
        pick(app, "bleu-corpus-guess", "lower")
        self.scored(app)
        assert app.session_state["bleu-state"].run.report.pairs == 4354
        told = label("bleu.corpus.told.higher")
        wrong = label("bleu.corpus.guess.wrong", told=told, guess=label("bleu.corpus.guess.lower"))
        assert wrong in words(app)

    def test_a_paste_is_scored_by_the_chosen_formula(self):
        app = self.pasted("A B B C D\tA B C D E F", k="2")
        assert "## 0.6815" in words(app)
        pick(app, "bleu-formula", "standard")
        assert "## 0.6342" in words(app)

    def test_other_settings_do_not_pass_for_the_ones_that_were_scored(self):
        app = self.pasted("A B B C D\tA B C D E F", k="2")
        assert label("bleu.corpus.stale") not in words(app)
        assert label("bleu.corpus.stale") in words(put(app, "slider", "bleu-k", 3))

    def test_lines_at_fault_are_named_and_the_text_is_kept(self):
        text = "good\tgood\nno tab\n\n\tx"
        app = self.pasted(text)
        assert label("bleu.corpus.fault", line=2, reason=label("bleu.fault.no_tab")) in words(app)
        assert label("bleu.corpus.blank", count="1") in words(app)
        assert label("bleu.corpus.empty", count="1") in words(app)
        assert app.text_area(key="bleu-corpus-paste").value == text

    def test_a_text_without_pairs_is_refused_with_a_reason(self):
        assert label("bleu.error.all_at_fault", lines=2) in words(self.pasted("one\ntwo"))
