"""Two questions before anything is searched: which path greedy takes, and whether there is a better one.

They belong to a table. What the learner changes afterwards leaves the results open, and asks no more.
"""

import random
import re
from dataclasses import replace
from zlib import crc32

from seqviz.components.tree_words import identity_of, p_text
from seqviz.decoding.comparison import Comparison
from seqviz.decoding.tables import Prefix
from seqviz.records.search import TIE_DIGITS
from seqviz.text.numbers import decimals_text
from seqviz.ui.experiment.prediction import SHOW, Outcome, Question, forget, guess_of, skip
from seqviz.ui.lessons.beam_search.memory import BeamSettings, compared, memory_of, table_name
from seqviz.ui.lessons.beam_search.outline import MAX_ALPHA, OPENED
from seqviz.ui.lessons.beam_search.writing import refusal_text, shown
from seqviz.ui.page import Page

OPTIONS = 4
TOPICS = ("path", "better")
Questions = tuple[Question, Question]


def questions_of(page: Page, settings: BeamSettings) -> Questions:
    """Return the two questions about the table, and settle whether its results are open."""
    t, searches, name = page.t, compared(settings), table_name(settings)
    paths = {identity_of(path, searches.model.vocabulary): shown(path) for path in path_options(searches)}
    alpha = _asked_alpha(settings, name)
    asked = (
        Question(subject=f"path/{name}", text=t("beam-search.predict.path"), options=paths, why="greedy"),
        Question(
            subject=f"better/{name}/{_code(alpha)}",
            text=t("beam-search.predict.better", alpha=f"{alpha:g}"),
            options={answer: t(f"beam-search.predict.{answer}") for answer in ("yes", "no")},
            why="better",
        ),
    )
    _settle(settings, asked, name)
    return asked


def is_open(settings: BeamSettings) -> bool:
    """Return whether the results of the table may be seen."""
    return OPENED in settings.memory


def look(settings: BeamSettings, asked: Questions) -> None:
    """Skip what is still open, as who presses the main button does."""
    for question in asked:
        skip(settings, question)


def outcomes_of(page: Page, settings: BeamSettings) -> tuple[Outcome | None, Outcome | None]:
    """Return what the searches found; nothing while a question is open."""
    if not is_open(settings):
        return None, None
    t, searches = page.t, compared(settings)
    greedy = searches.greedy.best
    path = Outcome(
        answers=frozenset({identity_of(greedy.tokens, searches.model.vocabulary)}),
        measured=t("beam-search.predict.path.measured", p=p_text(greedy.probability, t.language)),
    )
    return path, _better(page, searches, _asked_alpha(settings, table_name(settings)))


def path_options(searches: Comparison) -> list[Prefix]:
    """Return greedy's path among likely other ones, in an order that the table alone decides."""
    options = list(searches.likely_paths(OPTIONS))
    random.Random(crc32(repr(sorted(options)).encode())).shuffle(options)
    return options


def _settle(settings: BeamSettings, asked: Questions, name: str) -> None:
    """Open the results when everything is answered; forget the questions of other tables."""
    memory, guesses = memory_of(settings), [guess_of(settings, question) for question in asked]
    if settings.view.shown or (SHOW in guesses and settings.memory.get(OPENED) != name):
        look(settings, asked)
        settings.view = replace(settings.view, shown=False)
    elif None in guesses and settings.memory.get(OPENED) == name:
        # "Ask me again" stands at each of the two: both are asked again.
        for question in asked:
            forget(settings, question)
    known = {question.subject for question in asked}
    settings.guesses = {
        subject: guess
        for subject, guess in settings.guesses.items()
        if subject in known or subject.partition("/")[0] not in TOPICS
    }
    if all(guess_of(settings, question) is not None for question in asked):
        memory.plays += memory.asked == name
        memory.asked, settings.memory[OPENED] = "", name
    else:
        memory.asked = name
        settings.memory.pop(OPENED, None)


def _better(page: Page, searches: Comparison, alpha: float) -> Outcome:
    t, greedy, rival = page.t, searches.greedy.best, searches.best_at(alpha)
    score, best = (answer.log_prob / len(answer.tokens) ** alpha for answer in (greedy, rival))
    exists = round(best - score, TIE_DIGITS) > 0
    if not exists and searches.refusal:
        return Outcome(measured=refusal_text(searches.refusal, t))
    measured = t(
        f"beam-search.predict.better.{'yes' if exists else 'no'}", best=shown(rival.tokens), alpha=f"{alpha:g}",
        best_score=decimals_text(best, t.language), greedy_score=decimals_text(score, t.language),
    )  # fmt: skip
    return Outcome(answers=frozenset({"yes" if exists else "no"}), measured=measured)


def _asked_alpha(settings: BeamSettings, name: str) -> float:
    """Return the exponent that the question was answered for; turning it later does not change what was asked."""
    for subject in settings.guesses:
        found = re.fullmatch(rf"better/{name}/(\d(?:-\d{{1,6}})?)", subject, re.ASCII)
        if found and (alpha := float(found[1].replace("-", "."))) <= MAX_ALPHA:
            return alpha
    return settings.config.alpha


def _code(alpha: float) -> str:
    """Return the exponent as it stands in a question's name, which holds no dot."""
    return f"{alpha:.6f}".rstrip("0").rstrip(".").replace(".", "-")
