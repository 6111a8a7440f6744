"""The sentence that is translated: a held-out one, whose translation is known, or one that the learner types."""

import streamlit as st

from seqviz.data.pairs.cutting import cut
from seqviz.data.pairs.wording import written
from seqviz.jobs.watch import Watch
from seqviz.records.pairs import Pair, Sentence, Tokens
from seqviz.records.seq2seq import TranslationDescription
from seqviz.text.markdown import plain
from seqviz.ui.experiment.tied import tied
from seqviz.ui.lessons.seq2seq.outline import LONGEST_SENTENCE, Seq2SeqSettings
from seqviz.ui.page import Page


def sentence_of(page: Page, settings: Seq2SeqSettings, watch: Watch | None) -> Sentence | None:
    """Draw the line in which a sentence is typed, and the button for the next held-out one; ``None`` before a run."""
    t, described = page.t, _described(watch)
    samples = described.samples if described else ()
    usual = written(samples[0].source, described.source_kind) if samples and described else ""
    now = settings.view.sentence or usual

    def take(typed: str | None) -> None:
        settings.change(sentence="" if not typed or typed == usual else typed)

    def another() -> None:
        sources = [written(pair.source, described.source_kind) for pair in samples] if described else []
        place = (sources.index(now) + 1) % len(sources) if now in sources else 0
        take(sources[place])

    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.text_input(
            t("seq2seq.sentence"), help=t("seq2seq.sentence.help"), max_chars=LONGEST_SENTENCE, width="stretch",
            **tied(f"{page.name}.sentence", now, take).value,
        )  # fmt: skip
        st.button(t("seq2seq.another"), key=f"{page.name}.another", on_click=another, disabled=not samples)
    if described is None or not now:
        return None
    return Sentence(
        source=now,
        reference=_reference(samples, cut(now, described.source_kind)),
        spaced=described.target_kind == "word",
    )


def set_off(words: Tokens, reference: Tokens) -> list[str]:
    """Return words as Markdown, those in colour that do not stand at this place of the reference."""
    right = [reference[place : place + 1] == (word,) for place, word in enumerate(words)]
    return [plain(word) if good else f":orange[*{plain(word)}*]" for word, good in zip(words, right, strict=True)]


def _described(watch: Watch | None) -> TranslationDescription | None:
    found = watch.description(watch.names[0]) if watch else None
    return found if isinstance(found, TranslationDescription) else None


def _reference(samples: tuple[Pair, ...], source: Tokens) -> Tokens | None:
    return next((pair.target for pair in samples if pair.source == source), None)
