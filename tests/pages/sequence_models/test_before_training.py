"""The two ideas that need no training: the chain rule, and the memory of the series."""

import pytest
from sequence_models_visit import NAME, label, predict, press, ran, said, slide, visit


class TestChainRule:
    def test_nothing_is_shown_before_the_prediction(self):
        app = visit()
        assert "tfrac" not in said(app)
        assert app.button(key=f"{NAME}.next").disabled

    def test_factors_come_one_by_one_and_both_products_meet(self):
        app = predict(visit(), "equal")
        assert said(app).count("tfrac") == 2
        press(app, "next")
        assert said(app).count("tfrac") == 4
        press(app, "all")
        assert said(app).count("tfrac") == 8
        assert said(app).count(label("chain.product", count=4, length=4, product="**0.02881**")) == 2
        assert "42/1,458" in said(app)
        press(app, "back")
        assert said(app).count("tfrac") == 6

    @pytest.mark.parametrize(("answer", "mark"), [("equal", "✓"), ("larger", "✗")])
    def test_the_prediction_is_checked_against_the_counts(self, answer, mark):
        app = predict(visit(), answer)
        assert label("predict.yours", answer=f"**{label(f'chain.answer.{answer}')}**") + f" {mark}" in said(app)

    def test_reset_lets_the_learner_predict_again(self):
        app = press(predict(visit()), "chain-reset")
        assert "tfrac" not in said(app)

    def test_moving_the_event_changes_nothing_before_it(self):
        app = predict(visit(moved=400))
        assert label("process.measured", day=400, changed=0) in said(app)
        assert label("process.same") in said(slide(app, "slider-moved", 620))

    def test_length_and_place_go_to_the_address(self):
        app = slide(slide(predict(visit()), "slider-length", 3), "slider-at", 7)
        assert (app.query_params["length"], app.query_params["at"]) == ("3", "7")


class TestMemory:
    def test_seattle_returns_after_a_year(self):
        app = predict(visit(idea="series"), "season")
        assert "✓" in said(app)
        assert label("memory.peak", lag="360", r="0.61") in said(app)

    def test_a_share_price_never_returns(self):
        app = predict(visit(idea="series", source="stocks", stock="IBM"), "season")
        assert "✗" in said(app)
        assert label("predict.outcome", answer=f"**{label('memory.answer.never')}**") in said(app)

    def test_the_season_can_be_chosen(self):
        app = visit(idea="series")
        app.number_input(key=f"{NAME}.season-number").set_value(7)
        assert ran(app).query_params["season"] == "7"
