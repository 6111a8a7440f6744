"""It gets better: one sentence, translated by every state that was kept for it."""

import streamlit as st

from seqviz.jobs.watch import Watch
from seqviz.records.pairs import Sentence, Tokens
from seqviz.records.translation import TranslationAnswer, TranslationQuestion
from seqviz.text.markdown import plain
from seqviz.ui.experiment.language_model import why_not
from seqviz.ui.lessons.seq2seq.sentence import set_off
from seqviz.ui.page import Page

SHOWN = (0, 50, 100, 150, 200, 300, 600)
"""Steps whose states stay."""
NOW_SECONDS = 0.5


def draw_progress(page: Page, watch: Watch | None, sentence: Sentence | None) -> None:
    """Draw one row for each kept state of ``SHOWN`` and one for the present."""
    t = page.t
    with page.panel("seq2seq-progress", title=t("seq2seq.progress.title"), hint=t("seq2seq.progress.hint")):
        if watch is None or sentence is None:
            st.caption(t("seq2seq.progress.none"))
            return
        rows, problems = _rows(page, watch, sentence)
        head = [t("seq2seq.progress.step"), t("seq2seq.progress.translation"), ""]
        lines = [head, ["---:", "---", "---"], *rows]
        if sentence.reference is not None:
            lines.append([t("seq2seq.progress.reference"), f"**{_text(sentence.reference, sentence)}**", ""])
        st.markdown("\n".join(f"| {' | '.join(line)} |" for line in lines))
        for said in problems:
            st.caption(f":material/error: {said}")


def _rows(page: Page, watch: Watch, sentence: Sentence) -> tuple[list[list[str]], dict[str, None]]:
    t, question = page.t, TranslationQuestion(sentences=(sentence.source,))
    rows: list[list[str]] = []
    problems: dict[str, None] = {}
    for step in (*(step for step in SHOWN if step in watch.poll.checkpoints), None):
        every = NOW_SECONDS if step is None else 0.0
        asked = watch.ask(f"progress-{step}", question, watch.names[0], past=step, every=every)
        if asked.problem is not None:
            problems[why_not(asked.problem, t)] = None
        if step != watch.poll.step:  # the present has a row of its own
            rows.append(_row(page, step, asked.answer, sentence))
    answers = [watch.asked(f"progress-{None}", watch.names[0]).answer]
    for answer in answers:
        if isinstance(answer, TranslationAnswer) and (unknown := answer.translations[0].unknown):
            problems[t("seq2seq.unknown", words=plain(", ".join(unknown[:8])))] = None
    return rows, problems


def _row(page: Page, step: int | None, answer: TranslationAnswer | None, sentence: Sentence) -> list[str]:
    t = page.t
    named = t("seq2seq.progress.now") if step is None else t.number(step)
    if answer is None:
        return [named, "", ""]
    found = answer.translations[0]
    if not found.target:
        return [named, f":gray[{t('seq2seq.nothing')}]", ""]
    right = found.target == sentence.reference
    mark = ":green[:material/check:]" if right else ""
    return [named, _marked(found.target, sentence) + ("" if found.ended else " …"), mark]


def _marked(words: Tokens, sentence: Sentence) -> str:
    """Return a translation with the words set off that do not stand at this place of the reference."""
    if sentence.reference is None:
        return _text(words, sentence)
    return (" " if sentence.spaced else "\u200b").join(set_off(words, sentence.reference))


def _text(words: Tokens, sentence: Sentence) -> str:
    return plain(sentence.joined(words))
