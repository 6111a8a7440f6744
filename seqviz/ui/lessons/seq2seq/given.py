"""The translator with another sentence's vector in the place of its own: dragged there, or tapped."""

from seqviz.components.translator import translator
from seqviz.components.translator_labels import translator_labels
from seqviz.data.pairs.wording import spelled, written
from seqviz.records.pairs import Sentence
from seqviz.records.translation import UnrolledAnswer, UnrolledQuestion
from seqviz.ui.experiment.look import Look
from seqviz.ui.lessons.seq2seq.three import Three

OFFERED = 6


def draw_given(look: Look, sentence: Sentence, three: Three) -> None:
    """Draw the sentences that may be given, and the translator with the one that is."""
    settings, t, watch = look.settings, look.page.t, look.watch
    given = settings.view.given if settings.view.given != sentence.source else ""
    found = look.answer("given", UnrolledQuestion(sentence=sentence.source, given=given))
    if not isinstance(found, UnrolledAnswer) or watch is None:
        return

    def give(picked: str) -> None:
        own = picked == sentence.source
        settings.change(given="" if own else picked, **({} if own else {"second": picked}))

    translator(
        found, key="seq2seq.given", labels=translator_labels(t.language),
        version=f"{watch.run.id}/{watch.asked('given', watch.names[0]).version}",
        spell=lambda words: spelled(words, settings.config.pairs, spaced=sentence.spaced),
        separator=" " if sentence.spaced else "", sentences=offered(look, sentence, three),
        given=given or sentence.source, on_give=give,
    )  # fmt: skip


def offered(look: Look, sentence: Sentence, three: Three) -> list[str]:
    """Return the sentence itself, the two that it is mixed with, and some that are held out, each once."""
    described = look.described
    held_out = [written(pair.source, described.source_kind) for pair in described.samples] if described else []
    return list(dict.fromkeys((sentence.source, three.y, three.z, *held_out)))[:OFFERED]
