"""The beam search page in both languages: predicting, running, changing, and everything a learner may get wrong."""

from functools import partial

import pytest

from tests.pages import visiting
from tests.pages.visiting import address, pick, press, put, ran, the

visit = partial(visiting.visit, "beam-search")


def words(app):
    """What the page says, read without the escapes of Markdown."""
    return visiting.words(app).replace("\\", "")


def label(key, language="en", **values):
    return visiting.label(f"beam-search.{key}", language, **values)


def answer(app, path=None, better=None, kept=None):
    """Answer the questions by the chips below them."""
    for name, said in (("path", path), ("better", better), ("kept", kept)):
        if said is not None:
            (chips,) = [
                one for one in app.get("button_group") if (one.key or "").startswith(f"beam-search.predict-{name}/")
            ]
            chips.set_value(said)
            app = ran(app)
    return app


@pytest.mark.parametrize("language", ["en", "zh"])
class TestBothLanguages:
    def test_the_page_asks_before_it_shows(self, language):
        app = visit(language)
        said = words(app)
        assert label("predict.path", language) in said
        assert label("tables.title", language) in said
        assert "0.054" not in said
        assert "1.032" not in said
        assert label("tree.title", language) not in said

    def test_without_a_prediction_the_outcome_is_shown_on_request(self, language):
        app = press(visit(language), "beam-search-run")
        said = words(app)
        assert "A C B <eos>" in said
        assert "0.048" in said
        assert "0.216" in said
        assert label("tree.title", language) in said
        assert address(app)["predicted"].count(".show") == 3

    @pytest.mark.parametrize("table", ["lecture", "k-equals-n", "too-early"])
    def test_every_fixed_table_opens(self, language, table):
        app = visit(language, table=table, shown="yes", stop="leader")
        assert label("facts.title", language) in words(app)
        assert not app.warning


class TestPrediction:
    def test_right_and_wrong_stand_beside_the_outcome_and_the_explanation_behind(self):
        app = answer(visit(), "0-1-2-3", "no", "0-1_0-2")
        said = words(app)
        assert said.count(":green[:material/check_circle:]") == 2
        assert said.count(":orange[:material/cancel:]") == 1
        assert "What came out: **A B C <eos>**" in said
        assert "**A C B <eos>** scores −1.032, greedy −1.074" in said
        assert "A B · A C" in said
        assert "One row at a time" in said

    def test_the_outcome_waits_for_the_other_answers(self):
        app = answer(visit(), "0-1-2-3")
        assert "0.048" not in words(app)
        assert label("tree.title") not in words(app)

    def test_a_later_alpha_does_not_rewrite_what_was_found(self):
        app = answer(visit(), "0-1-2-3", "yes", "0-1_0-2")
        said = words(put(app, "slider", "beam-search.setting-alpha", 0.0))
        assert "**A C B <eos>** scores −1.032" in said
        assert address(app)["alpha"] == "0.0"

    def test_a_reload_keeps_guesses_and_verdicts(self):
        app = answer(visit(), "0-1-2-3", "no", "0-1_0-2")
        again = visit(**{key: value for key, value in address(app).items() if key != "lang"})
        assert words(again).count(":green[:material/check_circle:]") == 2
        assert label("tree.title") in words(again)

    def test_asking_again_closes_the_results(self):
        app = answer(visit(), "0-1-2-3", "no", "0-1_0-2")
        again = next(
            button for button in app.button if (button.key or "").startswith("beam-search.predict-again-path/")
        )
        again.click()
        app = ran(app)
        assert label("tree.title") not in words(app)
        assert "predicted" not in address(app)


class TestChanges:
    def test_alpha_turns_the_answer(self):
        app = visit(shown="yes")
        said = words(put(app, "slider", "beam-search.setting-alpha", 0.0))
        assert "A <eos>" in said
        assert label("answer.raw") not in said

    def test_a_wider_beam_is_in_the_address(self):
        app = visit(shown="yes")
        assert address(put(app, "slider", "beam-search.setting-k", 4))["k"] == "4"

    def test_a_width_over_the_number_of_sequences_is_refused(self):
        app = visit(tokens="A <eos>", rows="0.5_0.5~0_1", shown="yes")
        assert "k = 9" in words(put(app, "slider", "beam-search.setting-k", 9))
        assert the(app, "slider", "beam-search.setting-k").value == 2

    def test_the_length_changes_the_table(self):
        app = visit(shown="yes")
        assert address(put(app, "slider", "beam-search.length", 3))["rows"].count("~") == 2

    def test_a_forced_prefix_is_used_or_refused_with_a_sentence(self):
        app = visit(shown="yes")
        assert address(put(app, "text_input", "beam-search.forced", "C"))["prefix"] == "C"
        assert "Z" in words(put(app, "text_input", "beam-search.forced", "C Z"))
        assert address(app)["prefix"] == "C"

    @pytest.mark.parametrize(
        ("tokens", "key"),
        [
            ("A B C", "no-eos"),
            ("A A <eos>", "token-twice"),
            ("", "no-tokens"),
            (" ".join(f"t{i}" for i in range(50)), "too-many-tokens"),
        ],
    )
    def test_tokens_that_head_no_table_leave_the_last_good_one(self, tokens, key):
        app = visit(shown="yes")
        before = words(app)
        put(app, "text_input", "beam-search.tokens", tokens)
        assert len(app.warning) == 1, key
        assert the(app, "text_input", "beam-search.tokens").value == "A B C <eos>"
        assert "A C B <eos>" in words(app)
        assert before.count("0.054") == words(app).count("0.054")

    def test_new_tokens_head_the_table(self):
        app = visit(shown="yes")
        assert "\u6211 \u4f60 \u7231 <eos>" in words(
            put(app, "text_input", "beam-search.tokens", "\u6211 \u7231 \u4f60 <eos>")
        )

    def test_without_an_end_token_every_answer_has_the_full_length(self):
        app = visit(shown="yes")
        put(app, "toggle", "beam-search.ends", False)
        assert address(app)["ends"] == "no"
        assert the(app, "text_input", "beam-search.tokens").value == "A B C"
        assert label("answer.unfinished") not in words(app)

    @pytest.mark.parametrize("kind", ["greedy-fails", "beam-fails", "random"])
    def test_a_made_table_asks_first_and_another_one_differs(self, kind):
        app = pick(visit(shown="yes"), "beam-search.preset", kind)
        assert "predicted" not in address(app)
        assert label("predict.path") in words(app)
        first = address(app)["rows"]
        assert address(press(app, "beam-search-another"))["rows"] != first

    def test_a_claim_opens_its_table(self):
        app = press(visit(shown="yes"), "beam-search-open-k-equals-n")
        assert address(app)["table"] == "k-equals-n"

    def test_a_forced_prefix_shows_what_it_costs(self):
        said = words(visit(prefix="C", shown="yes"))
        assert label("answer.free") in said
        assert "2.81 times that of the best with the prefix" in said

    def test_an_exercise_sets_the_page_up_and_is_judged_by_the_searches(self):
        app = press(visit(shown="yes"), "beam-search.exercise-set-up-wide-enough")
        assert "k = 2: its best score is" in words(app)
        verdicts = [words(put(app, "slider", "beam-search.setting-k", k)) for k in range(3, 8)]
        assert sum("and no narrower beam does" in said for said in verdicts) == 1

    def test_the_size_of_the_chart_of_costs_is_in_the_address(self):
        app = put(visit(shown="yes"), "slider", "beam-search.cost-1", 4)
        assert address(app)["cost"] == "10000-4-5"
        assert "10¹⁶" in words(app)

    def test_a_tree_too_large_for_exhaustive_search_says_so(self):
        rows = "~".join(["0.125_" * 7 + "0.125"] * 8)
        said = words(visit(tokens="A B C D E F G H", rows=rows, ends="no", shown="yes"))
        assert "1.7·10⁷" in said
        assert label("cost.would") in said


@pytest.mark.parametrize(
    "query",
    [
        {"k": "1000"},
        {"alpha": "x"},
        {"tokens": "A B", "rows": "0.5_0.5"},
        {"tokens": "A B <eos>", "rows": "-1_1_1"},
        {"tokens": "A B <eos>", "rows": ""},
        {"rows": "0.5"},
        {"search": "best"},
    ],
)
def test_a_wrong_address_is_explained_once(query):
    app = visit(**query)
    assert len(app.warning) == 1
    assert not put(app, "slider", "beam-search.setting-alpha", 0.5).warning


def test_markup_in_tokens_is_shown_as_text():
    app = visit(tokens="<b>x</b> *y* $z$ <eos>", rows="0.4_0.3_0.2_0.1~0_0_0_1", shown="yes")
    raw = "\n".join(element.value for element in app.markdown)
    assert "\\<b\\>x\\</b\\>" in raw
    assert "<b>x" not in raw


SPECIAL = (
    "where", "_index", "row", "index", "token0", "level_0", "__index_level_0__", "_pos:0", "None", "nan", "True", "0",
    "_added_rows", "style",
)  # fmt: skip


@pytest.mark.parametrize("token", SPECIAL)
def test_a_token_may_have_a_name_that_a_table_of_columns_uses_itself(token):
    app = visit(tokens=f"{token} B <eos>", rows="0.6_0.3_0.1~0_0_1", after="0_0.2_0.2_0.6", shown="yes")
    assert not app.warning
    assert f"{token} <eos>" in words(app)
    assert label("tables.title") in words(app)


def test_all_special_names_together_and_typed():
    app = put(visit(shown="yes"), "text_input", "beam-search.tokens", "where _index row <eos>")
    assert address(app)["tokens"] == "where _index row <eos>"
    assert "where row _index <eos>" in words(app)
