"""The two ideas that need no training: the chain rule, and the memory of the series."""

import pytest

from seqviz.ui.lessons.sequence_models import chain
from tests.pages.sequence_models.sequence_models_visit import NAME, kit, label, predict, press, put, slide, visit, words
from tests.pages.visiting import address

RIGHT, WRONG = ":green[", ":orange["


class TestChainRule:
    def test_nothing_is_shown_before_the_prediction(self):
        assert "tfrac" not in words(visit())

    def test_the_main_button_skips_the_question_and_shows_the_first_factor(self):
        app = press(visit(), "next")
        assert words(app).count("tfrac") == 2
        assert address(app)["predicted"] == "chain/weather-1001-4.show"

    def test_factors_come_one_by_one_and_both_products_meet(self):
        app = predict(visit(), "equal")
        assert words(app).count("tfrac") == 2
        press(app, "next")
        assert words(app).count("tfrac") == 4
        press(app, "all")
        assert words(app).count("tfrac") == 8
        assert words(app).count(label("chain.product", count=4, length=4, product="**0.02881**")) == 2
        assert "42/1,458" in words(app)
        press(app, "back")
        assert words(app).count("tfrac") == 6

    def test_the_picture_shows_no_more_factors_than_the_text(self, monkeypatch):
        drawn = {}
        monkeypatch.setattr(chain, "chart", lambda figure, *, key, **_: drawn.update({key: figure}))
        app = press(predict(visit(), "equal"), "next")
        assert [len(trace.y) for trace in drawn["sequence-models-chain"].data] == [3, 3]
        press(app, "all")
        assert [len(trace.y) for trace in drawn["sequence-models-chain"].data] == [5, 5]

    @pytest.mark.parametrize(("answer", "mark"), [("backward", RIGHT), ("forward", WRONG)])
    def test_the_prediction_is_checked_against_the_counts(self, answer, mark):
        said = next(
            line for line in words(predict(visit(), answer)).splitlines() if label(f"chain.answer.{answer}") in line
        )
        assert said.startswith(mark)

    def test_reset_lets_the_learner_predict_again(self):
        app = press(predict(visit()), "reset")
        assert "tfrac" not in words(app)
        assert "predicted" not in address(app)

    def test_another_sequence_begins_with_its_first_factor(self):
        app = press(predict(visit()), "all")
        assert words(slide(app, "at", 7)).count("tfrac") == 2

    def test_moving_the_event_changes_nothing_before_it(self):
        app = predict(visit(moved=400))
        assert label("process.measured", day=400, changed=0) in words(app)
        assert label("process.same") in words(slide(app, "moved", 620))

    def test_length_and_place_go_to_the_address(self):
        app = slide(slide(predict(visit()), "length", 3), "at", 7)
        assert (address(app)["length"], address(app)["at"]) == ("3", "7")


class TestMemory:
    def test_seattle_returns_after_a_year_and_the_page_says_how_near_is_near(self):
        app = predict(visit(idea="series"), "season")
        assert RIGHT in words(app)
        assert label("memory.peak", lag="360", r="0.61") in words(app)
        assert label("memory.near", share=15) in words(app)

    def test_a_season_of_more_than_half_the_series_is_found(self):
        """A turn of the sine takes 628 of its 1,000 steps."""
        app = predict(visit(idea="series", source="sine"), "season")
        assert RIGHT in words(app)
        assert label("memory.near", share=15) in words(app)

    def test_a_share_price_never_returns(self):
        app = predict(visit(idea="series", source="stocks", stock="IBM"), "season")
        assert WRONG in words(app)
        assert kit("predict.came-out", answer=f"**{label('memory.answer.never')}**") in words(app)

    def test_the_season_can_be_chosen(self):
        app = put(visit(idea="series"), "number_input", f"{NAME}.season", 7)
        assert address(app)["season"] == "7"
