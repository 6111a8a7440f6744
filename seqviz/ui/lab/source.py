"""The line that names the text, its licence and what is held out."""

from seqviz.config import LanguageModelConfig
from seqviz.data.corpus import build_corpus
from seqviz.data.texts import load_text
from seqviz.records.problem import Problem
from seqviz.ui.page import Page


def source_line(page: Page, config: LanguageModelConfig) -> None:
    """Draw the source of a text of the course; the learner's own needs none."""
    if config.text == "own":
        return
    t = page.t
    try:
        source = load_text(config.text, fetch=False)
        corpus = build_corpus(source, config.unit, steps=config.steps)
    except Problem as problem:
        page.source(t(problem.key, **problem.values))
        return
    page.source(
        t(
            "lab.source",
            text=t(f"settings.text.{config.text}"),
            source=source.source,
            licence=source.licence,
            characters=t.number(len(source.text)),
            validation=t.number(len(corpus.validation)),
            unit=t(f"settings.unit.{config.unit}"),
        )
    )
