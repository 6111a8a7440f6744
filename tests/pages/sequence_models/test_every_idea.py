"""Every idea of the page on every series, in both languages."""

import pytest

from seqviz.text.catalog import LANGUAGES
from tests.pages.sequence_models.sequence_models_visit import (
    EXPERIMENTS,
    IDEAS,
    SMALL,
    SOURCES,
    kit,
    label,
    predict,
    press,
    visit,
    words,
)

QUESTIONS = {"chain": "equal", "series": "season", "forecast": "seasonal", "fill": "some", "order": "mean"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("idea", IDEAS)
def test_every_idea_opens_with_its_question_and_an_exercise_in_both_languages(language, idea):
    app = visit(language, idea=idea)
    assert app.title[0].value
    assert kit("predict.title", language) in words(app)
    assert kit("exercises", language) in words(app)
    assert label("source.weather", language) in words(app)


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("idea", IDEAS)
def test_every_idea_works_on_every_series(runs, idea, source):
    app = predict(visit(idea=idea, source=source, max_steps=20, **SMALL), QUESTIONS[idea])
    if idea in EXPERIMENTS:
        press(app, "train")
        assert {config.source for config in runs[0].config.configs} == {source}
        assert runs[0].step == 20
    assert kit("predict.yours", answer="").strip(" :") in words(app)
    assert label(f"source.{source}") in words(app)


@pytest.mark.parametrize("source", SOURCES)
def test_made_series_are_called_made_and_real_ones_real(source):
    word = "Made" if source in ("sine", "ratings", "earthquake") else "Real"
    assert label(f"source.{source}").startswith(word)
