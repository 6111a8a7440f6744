"""Train a preset as its page does and judge on one seed what the page says of it: used by ``presets.py``."""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from seqviz.config import Contest, LanguageModelConfig, Seq2SeqConfig
from seqviz.config.rivals import contest_of
from seqviz.config.two_sided import TwoSidedConfig
from seqviz.metrics.gap import paired_gap
from seqviz.ngrams.ladder import ladder_of
from seqviz.records.exactness import ExactnessQuestion
from seqviz.records.ladder import Ladder
from seqviz.records.seq2seq import TranslationEvaluation
from seqviz.records.shares import FieldsQuestion, LengthsQuestion
from seqviz.records.training import EvaluationRecord, OutcomeRecord, StepRecord
from seqviz.records.two_sided import FillEvaluation, ForecastEvaluation
from seqviz.training.contest import Training
from seqviz.training.corpora import corpus_of
from seqviz.ui.experiment.settings import Outline, Settings
from seqviz.ui.lessons.bidirectional.outline import BIDIRECTIONAL
from seqviz.ui.lessons.bidirectional.tags import tagging, untrained
from seqviz.ui.lessons.encoder_decoder.outline import ENCODER_DECODER
from seqviz.ui.lessons.gradients.outline import GRADIENTS
from seqviz.ui.lessons.gradients.story import WORSE, twins_contest
from seqviz.ui.lessons.lab.outline import LAB
from seqviz.ui.lessons.seq2seq.outline import SEQ2SEQ
from seqviz.ui.lessons.seq2seq_measured.forgets import guessed_fields

Figures = Mapping[str, float]
Judged = tuple[bool, Figures]
"""Whether the promise holds on a seed, and the figures that say so."""


def settings_of(outline: Outline[Any, Any], preset: str, seed: int) -> Settings[Any, Any]:
    """Return what a page shows after the click on a preset, on the CPU."""
    settings = Settings(outline, outline.config(), outline.view())
    settings.choose(preset)
    settings.config = replace(settings.config, seed=seed, device="cpu")
    return settings


def contest_at(outline: Outline[Any, Any], preset: str, seed: int) -> Contest:
    settings = settings_of(outline, preset, seed)
    return contest_of(settings.config, settings.view.rivals)


def advanced(training: Training, steps: int) -> Iterator[Any]:
    """Yield the records of so many rounds."""
    for _ in range(steps):
        yield from training.advance()


def perplexities(contest: Contest, step: int) -> dict[str, float]:
    """Return the held-out perplexity of each language model after ``step`` steps; a broken one is infinitely bad."""
    found = dict.fromkeys(contest.names, math.inf)
    for record in advanced(Training(contest), step):
        if isinstance(record, EvaluationRecord) and record.step == step:
            found[record.contestant] = math.exp(record.loss)
    return found


@cache
def counted(text: Any) -> Ladder:
    """Return what counting reaches on the held-out part of a text."""
    return ladder_of(corpus_of(LanguageModelConfig(text=text, device="cpu")))


def twins(preset: str, seed: int, steps: int) -> tuple[dict[str, int], float | None, dict[str, float]]:
    """Train twins; return who stays broken, when the free one is first worse than guessing, and both perplexities."""
    settings = settings_of(GRADIENTS, preset, seed)
    training, turn, view = Training(twins_contest(settings)), settings.view.turn_at, settings.view
    broken, first, last = {}, None, {}
    bound = math.log(training.description["free"].vocabulary_size) + WORSE
    for step in range(steps):
        if turn and step == turn:
            training.set("learning_rate", view.turn_to)
        for record in training.advance():
            if isinstance(record, OutcomeRecord):
                broken[record.contestant] = record.step
            elif isinstance(record, EvaluationRecord):
                last[record.contestant] = math.exp(min(record.loss, 700))
            elif isinstance(record, StepRecord) and record.contestant == "free" and step >= turn and first is None:
                first = record.step - turn if record.loss > bound else None
    return broken, first, last


def breaks(preset: str, steps: int) -> Callable[[int], Judged]:
    def judge(seed: int) -> Judged:
        broken, first, last = twins(preset, seed, steps)
        holds = "free" in broken and "clipped" not in broken and first is not None and 3 <= first <= 12
        return holds, {"broken after": first or math.inf, "clipped ppl": last["clipped"]}

    return judge


def both_hold(preset: str, seed: int) -> Judged:
    broken, _, last = twins(preset, seed, 300)
    ratio = last["free"] / last["clipped"]
    return not broken and abs(ratio - 1) < 0.1, {"free / clipped": ratio, "clipped ppl": last["clipped"]}


def crawls(seed: int) -> Judged:
    """Beside the preset trains the same model with the theta at which the page begins."""
    twin: Any = twins_contest(settings_of(GRADIENTS, "too-small", seed)).configs[0]
    small = replace(twin, stop_when_broken=True)
    found = perplexities(Contest(names=("small", "usual"), configs=(small, replace(small, theta=0.5))), 300)
    return found["small"] > 1.3 * found["usual"] and found["small"] < 28, found


def explodes(seed: int) -> Judged:
    contest, stopped = contest_at(LAB, "explodes", seed), {}
    for record in advanced(Training(contest), 200):
        if isinstance(record, OutcomeRecord):
            stopped[record.contestant] = record.step
    return set(stopped) == {"a"}, {"stops itself at": stopped.get("a", math.inf)}


def models(
    outline: Outline[Any, Any], preset: str, step: int, holds: Callable[[dict[str, float], Ladder], bool]
) -> Callable[[int], Judged]:
    """Judge language models by their held-out perplexities at a step, and by what counting reaches."""

    def judge(seed: int) -> Judged:
        contest = contest_at(outline, preset, seed)
        first: Any = contest.configs[0]
        found = perplexities(contest, step)
        return holds(found, counted(first.text)), found

    return judge


def filled(preset: str, holds: Callable[[FillEvaluation, FillEvaluation], bool]) -> Callable[[int], Judged]:
    """Judge blanks by the evaluations at step 150 and at the end."""

    def judge(seed: int) -> Judged:
        config = settings_of(BIDIRECTIONAL, preset, seed).config
        found = [r for r in advanced(Training(Contest.of(config)), config.max_steps) if isinstance(r, FillEvaluation)]
        asked, last = next(r for r in found if r.step == 150), found[-1]
        figures = {name: getattr(last, name) for name in ("left", "right", "joined", "both")}
        return holds(asked, last), {"gain at 150": asked.both - max(asked.left, asked.right), **figures}

    return judge


def leaks(seed: int) -> Judged:
    config: TwoSidedConfig = replace(settings_of(BIDIRECTIONAL, "leak", seed).config, aim="forecast")
    found = [r for r in advanced(Training(Contest.of(config)), 250) if isinstance(r, ForecastEvaluation)]
    asked, bigram = next(r for r in found if r.step == 150), counted("lincoln").losses["bigram"]
    figures = {name: math.exp(getattr(asked, name)) for name in ("leaking", "honest", "blind", "last")}
    return figures["leaking"] < 1.3 and figures["last"] > 0.85 * math.exp(bigram), figures


def tags(seed: int) -> Judged:
    contest = tagging()
    taggers: tuple[Any, ...] = contest.configs
    contest = replace(contest, configs=tuple(replace(tagger, seed=seed, device="cpu") for tagger in taggers))
    found = {r.contestant: r.accuracy for r in advanced(Training(contest), 200) if hasattr(r, "accuracy")}
    figures = {"table": untrained()[1], **found}
    return figures["table"] + 0.005 < figures["one"] and figures["one"] + 0.005 < figures["two"], figures


def race(preset: str, ahead: str) -> Callable[[int], Judged]:
    """Judge a race of translators after 300 steps as the page does; ``ahead`` is a clear winner, or empty for none."""

    def judge(seed: int) -> Judged:
        training = Training(contest_at(ENCODER_DECODER, preset, seed))
        for _ in advanced(training, 300):
            pass
        rights = {name: training.answer(ExactnessQuestion(), None, name) for name in ("a", "b")}
        clear = paired_gap(rights["a"].right, rights["b"].right).told_apart
        first = max(rights, key=lambda name: rights[name].share) if clear else ""
        return first == ahead, {name: found.share for name, found in rights.items()}

    return judge


def translates(preset: str, least: float) -> Callable[[int], Judged]:
    def judge(seed: int) -> Judged:
        config: Seq2SeqConfig = settings_of(SEQ2SEQ, preset, seed).config
        training = Training(Contest.of(config))
        found = [r for r in advanced(training, config.max_steps) if isinstance(r, TranslationEvaluation)]
        half = next((r.step for r in found if r.exact >= 0.5), math.inf)
        return found[-1].exact >= least, {"half right at": half, "right at the end": found[-1].exact}

    return judge


def forgets(seed: int) -> Judged:
    """The plain translator guesses the weekday and nothing else; with the vector at every step it guesses nothing."""
    training = Training(contest_at(SEQ2SEQ, "dates", seed))
    for _ in advanced(training, 300):
        pass
    found = {name: training.answer(FieldsQuestion(), None, name) for name in ("a", "b")}
    guessed = {name: guessed_fields(one) for name, one in found.items()}
    plain, fed = ({share.name: share.share for share in found[name].shares} for name in ("a", "b"))
    rest = min(share for name, share in plain.items() if name != "weekday")
    figures = {"weekday": plain["weekday"], "next worst": rest, "fed, worst": min(fed.values())}
    return guessed == {"a": {"weekday"}, "b": set()}, figures


def copies(seed: int) -> Judged:
    training = Training(contest_at(SEQ2SEQ, "copying", seed))
    for _ in advanced(training, 600):
        pass
    large, small = (training.answer(LengthsQuestion(), None, name).longest_right for name in ("a", "b"))
    return large > small, {"128 units": large, "48 units": small}


def gain(found: FillEvaluation) -> float:
    """Return by how many shares of right first guesses both sides are ahead of the better one."""
    return found.both - max(found.left, found.right)
