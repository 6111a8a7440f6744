"""Claim: each preset shows what its page says of it, whatever the seed.

    python benchmarks/presets.py [seeds] [part of a name ...]

Trains the presets as their pages do, with seeds 0, 1, 2 ..., those that are named or all, the short ones first. Printed
are on how many seeds the promise holds, and least, median and most of the figures that it was judged by.
"""

import math
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from statistics import median
from typing import Any

import torch

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
from seqviz.ui.lessons.deep.outline import DEEP
from seqviz.ui.lessons.encoder_decoder.outline import ENCODER_DECODER
from seqviz.ui.lessons.gradients.outline import GRADIENTS
from seqviz.ui.lessons.gradients.story import WORSE, twins_contest
from seqviz.ui.lessons.gru.outline import GRU
from seqviz.ui.lessons.lab.outline import LAB
from seqviz.ui.lessons.lstm.outline import LSTM
from seqviz.ui.lessons.rnn.outline import RNN
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
def counted(text: str) -> Ladder:
    """Return what counting reaches on the held-out part of a text."""
    return ladder_of(corpus_of(LanguageModelConfig(text=text, device="cpu")))  # type: ignore[arg-type]


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
    config = replace(twins_contest(settings_of(GRADIENTS, "too-small", seed)).configs[0], stop_when_broken=True)  # type: ignore[type-var]
    found = perplexities(Contest(names=("small", "usual"), configs=(config, replace(config, theta=0.5))), 300)  # type: ignore[type-var]
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
        found = perplexities(contest, step)
        return holds(found, counted(contest.configs[0].text)), found  # type: ignore[attr-defined]

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
    contest = replace(contest, configs=tuple(replace(c, seed=seed, device="cpu") for c in contest.configs))  # type: ignore[type-var]
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


Lowest = Callable[[dict[str, float], Ladder], bool]
gated: Lowest = lambda found, _: min(found["a"], found["b"]) < found["c"]  # noqa: E731  # a table of criteria
learns: Lowest = lambda found, ladder: found["a"] < 0.9 * math.exp(ladder.losses["unigram"])  # noqa: E731


def nearest(found: dict[str, float], ladder: Ladder) -> bool:
    rung = min(ladder.losses, key=lambda name: abs(ladder.losses[name] - math.log(found["b"])))
    return rung == "bigram" and found["a"] < found["b"]


def alike(within: float) -> Lowest:
    return lambda found, _: max(found.values()) < (1 + within) * min(found.values())


CLAIMS: dict[str, tuple[str, Callable[[int], Judged]]] = {
    "gradients/turn": ("unclipped broken 3 to 12 steps after the turn, clipped never", breaks("turn", 160)),
    "gradients/at-once": ("unclipped broken within 3 to 12 steps, clipped never", breaks("at-once", 60)),
    "lab/explodes": ("stops itself before step 200, its clipped twin does not", explodes),
    "gradients/hardly": ("neither breaks, perplexities within a tenth at 300", lambda seed: both_hold("hardly", seed)),
    "gradients/adam": ("neither breaks, perplexities within a tenth at 300", lambda seed: both_hold("adam", seed)),
    "gradients/too-small": ("holds, perplexity 1.3 times that of theta .5 at 300", crawls),
    "rnn/memory": ("without memory nearest to the bigram, with it lower, at 300", models(RNN, "memory", 300, nearest)),
    "rnn/deep": ("two layers lower at 300", models(RNN, "deep", 300, lambda found, _: found["b"] < found["a"])),
    "gru/cells": ("GRU lower than RNN at 300", models(GRU, "cells", 300, lambda found, _: found["a"] < found["b"])),
    "gru/reset": ("both places within 5 % at 300", models(GRU, "reset", 300, alike(0.05))),
    "lab/cells": ("a gated cell is the best at 200", models(LAB, "cells", 200, gated)),
    "lstm/cells": ("the GRU is the best at 300", models(LSTM, "cells", 300, lambda f, _: f["b"] < min(f["a"], f["c"]))),
    "lstm/bias": (
        "forget bias -2 before 0 before 2 at 300",
        models(LSTM, "bias", 300, lambda f, _: f["c"] < f["a"] < f["b"]),
    ),
    "lab/lincoln": (
        "below half of the unigram's perplexity at 200",
        models(LAB, "lincoln", 200, lambda found, ladder: found["a"] < 0.5 * math.exp(ladder.losses["unigram"])),
    ),
    "rnn/chinese": ("below .9 of the unigram's perplexity at 300", models(RNN, "chinese", 300, learns)),
    "bidirectional/hungry-en": (
        "both sides .05 ahead at 150", filled("hungry-en", lambda asked, _: gain(asked) > 0.05)
    ),
    "bidirectional/hungry-zh": (
        "both sides .05 ahead at 150", filled("hungry-zh", lambda asked, _: gain(asked) > 0.05)
    ),
    "bidirectional/tags": ("table < one direction < two, by .005, at 200", tags),
    "bidirectional/leak": ("leaking below 1.3, in use hardly better than the bigram, at 150", leaks),
    "deep/parameters": ("two layers lower at 300", models(DEEP, "parameters", 300, lambda f, _: f["b"] < f["a"])),
    "deep/width": ("two layers lower at 300", models(DEEP, "width", 300, lambda f, _: f["b"] < f["a"])),
    "deep/rate": (
        "layer and rate both help, and more together, at 300",
        models(DEEP, "rate", 300, lambda f, _: f["d"] < min(f["b"], f["c"]) <= max(f["b"], f["c"]) < f["a"]),
    ),
    "deep/lstm": (
        "one layer the best at 300", models(DEEP, "lstm", 300, lambda f, _: f["a"] < min(f["b"], f["c"]))
    ),
    "bidirectional/letters": (
        "both sides .1 ahead at 150; by hand within .03 at the end",
        filled("letters", lambda asked, last: gain(asked) > 0.1 and abs(last.joined - last.both) < 0.03),
    ),
    "bidirectional/characters": (
        "both sides ahead; by hand behind at the end",
        filled("characters", lambda asked, last: gain(asked) > 0.0 and last.joined < last.both),
    ),
    "lab/chinese": ("below .9 of the unigram's perplexity at 200", models(LAB, "chinese", 200, learns)),
    "seq2seq/dates": ("the weekday alone is guessed, with the vector at every step nothing, at 300", forgets),
    "seq2seq/numbers": ("95 % right at the end", translates("numbers", 0.95)),
    "encoder-decoder/vector": ("the vector at every step is clearly ahead at 300", race("vector", "b")),
    "encoder-decoder/cnn": ("the GRU is clearly ahead at 300", race("cnn", "a")),
    "seq2seq/copying": ("128 units copy longer strings than 48", copies),
}  # fmt: skip


def gain(found: FillEvaluation) -> float:
    """Return by how many shares of right first guesses both sides are ahead of the better one."""
    return found.both - max(found.left, found.right)


def main(words: list[str]) -> None:
    torch.set_num_threads(1)
    seeds = int(words.pop(0)) if words and words[0].isdigit() else 20
    for name, (promise, judge) in CLAIMS.items():
        if words and not any(word in name for word in words):
            continue
        judged = [judge(seed) for seed in range(seeds)]
        kept = sum(holds for holds, _ in judged)
        lost = [seed for seed, (holds, _) in enumerate(judged) if not holds]
        print(f"{name}: {kept} of {seeds}: {promise}" + (f" (not on {lost})" if lost else ""))
        for figure in judged[0][1]:
            values = [figures[figure] for _, figures in judged]
            print(f"  {figure:16} {min(values):9.4g} {median(values):9.4g} {max(values):9.4g}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
