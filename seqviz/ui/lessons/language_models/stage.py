"""What every screen of the page stands on: frame, settings, counted text, and the question before it all."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, Literal
from zlib import crc32

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from seqviz.components.drawings import draw, note
from seqviz.exercises.instance import Instance
from seqviz.figures.counting import joined
from seqviz.ngrams.config import CountedModel
from seqviz.ngrams.corpus import CountedCorpus
from seqviz.ngrams.model import NgramModel
from seqviz.ngrams.sentence import score_sentence
from seqviz.ngrams.statistics import next_token
from seqviz.records.counting import NextToken, SentenceScore
from seqviz.text.catalog import Catalog
from seqviz.text.markdown import plain
from seqviz.text.numbers import exponential_text, number_text, percent_text
from seqviz.ui.experiment.exercises import Arithmetic
from seqviz.ui.experiment.prediction import Outcome, Question, follow, predict
from seqviz.ui.lessons.language_models.outline import CountedView, PageSettings
from seqviz.ui.page import Page


@dataclass(frozen=True, kw_only=True)
class Stage:
    """The page in the learner's language, its settings, and the corpus that they name or one that stands in."""

    page: Page
    settings: PageSettings
    corpus: CountedCorpus

    @property
    def t(self) -> Catalog:
        """The labels."""
        return self.page.t

    @property
    def config(self) -> CountedModel:
        """What decides the model."""
        return self.settings.config

    @property
    def view(self) -> CountedView:
        """What is shown of it."""
        return self.settings.view

    @property
    def model(self) -> NgramModel:
        """The model of the control bar."""
        return self.config.model(self.corpus)

    @property
    def unit(self) -> str:
        """What the tokens are called, in the plural."""
        return self.t(f"language-models.units.{self.corpus.unit}")

    @property
    def text(self) -> str:
        """What the counted text is called."""
        return self.t(f"language-models.text.{self.corpus.source.name}")

    def number(self, value: float) -> str:
        """Write a probability or a perplexity with three figures."""
        return number_text(value, self.t.language)

    def exponential(self, log_p: float) -> str:
        """Write exp(log_p), also where a float would be 0."""
        return exponential_text(log_p, self.t.language)

    def percent(self, share: float, *, digits: int = 0) -> str:
        """Write a share in percent."""
        return percent_text(share, self.t.language, digits=digits)

    def following(self, tokens: Sequence[str], *, n: int | None = None, limit: int = 10) -> NextToken:
        """Return what follows the last tokens of a context, by the model or its like for another n."""
        model = (self.config if n is None else self.config.but(n=n)).model(self.corpus)
        return next_token(model, self.corpus.vocabulary.encode(tokens), self.corpus.vocabulary.tokens, limit=limit)

    def score(self, line: str) -> SentenceScore:
        """Return the probability of a line, factor by factor; raise ``Problem`` when nothing is in it."""
        tokens = self.corpus.tokens(line)
        return score_sentence(self.model, tokens, self.corpus.vocabulary.encode(tokens))

    @contextmanager
    def panel(self, name: str, **values: object) -> Iterator[str]:
        """Open the panel ``name`` and yield its title; ``values`` fill title and hint."""
        title = self.t(f"language-models.panel.{name}", **values)
        hint = (self.t.get(f"language-models.panel.{name}.hint") or "").format(**values)
        with self.page.panel(f"language-models-{name}", title=title, hint=hint):
            yield title

    def say(self, key: str, *, kind: Literal["note", "soft", "product"] = "soft", **values: object) -> None:
        """Draw one line: a warning (``note``), a remark or a calculation."""
        draw(note(self.t(f"language-models.{key}", **values), kind=f"lm-{kind}"))

    def button(
        self, name: str, label: str, *, icon: str = "", kind: Literal["primary", "secondary", "tertiary"] = "secondary",
        disabled: bool = False, **changes: Any,
    ) -> None:  # fmt: skip
        """Draw a button that changes settings."""
        st.button(
            label, key=f"language-models.{name}", icon=f":material/{icon}:" if icon else None, type=kind,
            disabled=disabled, on_click=self.settings.change, kwargs=changes,
        )  # fmt: skip

    def arithmetic(self, name: str, make: Callable[[np.random.Generator], Instance]) -> Arithmetic:
        """Return an exercise whose tokens and counts are shown as the page shows them."""

        def shown(value: object) -> str:
            if isinstance(value, tuple):
                return plain(joined(value, self.corpus.separator))
            return self.t.number(value) if isinstance(value, int) else str(value)

        def drawn(rng: np.random.Generator) -> Instance:
            instance = make(rng)
            return replace(instance, values={key: shown(value) for key, value in instance.values.items()})

        return Arithmetic(name=name, make=drawn)

    def ask(
        self, topic: str, text: str, options: Mapping[str, str], outcome: Outcome, *, about: object = "",
        why: str | None = None,
    ) -> bool:  # fmt: skip
        """Ask before anything is shown; return whether the screen may show it.

        ``about`` is what the answer depends on besides the text. After a change of it the screen stays open, and the
        guess of before counts no more.
        """
        depends = repr((self.corpus.source.key, self.corpus.unit, about))
        subject = f"{topic}/{crc32(depends.encode()):08x}"
        question = Question(subject=subject, text=text, options=options, why=why)
        follow(self.settings, question)
        return predict(self.page, self.settings, question, outcome) is not None


def text_and_panels() -> tuple[DeltaGenerator, DeltaGenerator]:
    """Return a column for question and text, and a wider one for panels."""
    left, right = st.columns([5, 8], gap="medium")
    return left, right
