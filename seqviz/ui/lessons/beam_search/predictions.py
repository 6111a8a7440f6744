"""Questions before anything is searched: greedy's path, what the beam keeps, and whether there is a better answer.

They belong to a table. What the learner changes afterwards leaves the results open, and asks no more.
"""

import random
import re
from collections.abc import Sequence
from dataclasses import replace
from zlib import crc32

from seqviz.components.tree_words import identity_of, p_text
from seqviz.decoding.comparison import Comparison
from seqviz.decoding.survivors import cut, mistaken_survivors, survivors
from seqviz.decoding.tables import Prefix
from seqviz.records.search import TIE_DIGITS, SearchTrace
from seqviz.text.numbers import decimals_text
from seqviz.ui.experiment.prediction import SHOW, Outcome, Question, forget, guess_of, skip
from seqviz.ui.lessons.beam_search.memory import BeamSettings, compared, memory_of, table_name
from seqviz.ui.lessons.beam_search.outline import MAX_ALPHA, MAX_WIDTH, OPENED
from seqviz.ui.lessons.beam_search.writing import refusal_text, shown
from seqviz.ui.page import Page

OPTIONS = 4
TOPICS = ("path", "better", "kept")
ASKED_STEP = 2
"""The free step whose survivors are asked for: in the first all candidates have one parent."""
Questions = tuple[Question, ...]


def questions_of(page: Page, settings: BeamSettings) -> Questions:
    """Return the questions about the table, and settle whether its results are open."""
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
        *_kept_question(page, settings, name),
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


def outcomes_of(page: Page, settings: BeamSettings, asked: Questions) -> list[Outcome | None]:
    """Return what the searches found, question by question; nothing while one is open."""
    if not is_open(settings):
        return [None] * len(asked)
    t, searches = page.t, compared(settings)
    greedy = searches.greedy.best
    path = Outcome(
        answers=frozenset({identity_of(greedy.tokens, searches.model.vocabulary)}),
        measured=t("beam-search.predict.path.measured", p=p_text(greedy.probability, t.language)),
    )
    better = _better(page, searches, _asked_alpha(settings, table_name(settings)))
    return [path, better, *(_kept(page, settings) for _ in asked[2:])]


def path_options(searches: Comparison) -> list[Prefix]:
    """Return greedy's path among likely other ones, in an order that the table alone decides."""
    options = list(searches.likely_paths(OPTIONS))
    random.Random(crc32(repr(sorted(options)).encode())).shuffle(options)
    return options


def _kept_question(page: Page, settings: BeamSettings, name: str) -> Questions:
    """Ask which beginnings survive; nothing where all do, or none is dropped for another."""
    trace, step, k = _beam(settings, name)
    if len(trace.steps) < step or not (mistakes := mistaken_survivors(trace, step)):
        return ()
    beams = [survivors(trace, step), *mistakes[: OPTIONS - 1]]
    random.Random(crc32(repr(sorted(beams)).encode())).shuffle(beams)
    options = {_name(beam, trace): " · ".join(map(shown, beam)) for beam in beams}
    text = page.t("beam-search.predict.kept", k=k, step=step)
    return (Question(subject=f"kept/{name}/{k}", text=text, options=options, why="kept"),)


def _kept(page: Page, settings: BeamSettings) -> Outcome:
    trace, step, _ = _beam(settings, table_name(settings))
    last, first = (p_text(p, page.t.language) for p in cut(trace, step))
    measured = page.t("beam-search.predict.kept.measured", last=last, first=first)
    return Outcome(answers=frozenset({_name(survivors(trace, step), trace)}), measured=measured)


def _beam(settings: BeamSettings, name: str) -> tuple[SearchTrace, int, int]:
    """Return the beam of the width that was asked about, the step, and the width; turning k later changes nothing."""
    config, most = settings.config, min(MAX_WIDTH, settings.config.table.sequences)
    asked = (re.fullmatch(rf"kept/{name}/([1-9]\d{{0,3}})", subject, re.ASCII) for subject in settings.guesses)
    k = next((int(found[1]) for found in asked if found and int(found[1]) <= most), config.k)
    searches = compared(settings) if k == config.k else replace(config, k=k).compared()
    return searches.beam, len(config.forced) + ASKED_STEP, k


def _name(beam: Sequence[Prefix], trace: SearchTrace) -> str:
    return "_".join(identity_of(prefix, trace.vocabulary) for prefix in beam)


def _settle(settings: BeamSettings, asked: Questions, name: str) -> None:
    """Open the results when everything is answered; forget the questions of other tables."""
    memory, guesses = memory_of(settings), [guess_of(settings, question) for question in asked]
    if settings.view.shown or (SHOW in guesses and settings.memory.get(OPENED) != name):
        look(settings, asked)
        settings.view = replace(settings.view, shown=False)
    elif None in guesses and settings.memory.get(OPENED) == name:
        # "Ask me again" stands at each of them: all are asked again.
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
