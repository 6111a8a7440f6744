"""The exercises of the page: three with fresh numbers, from the counted text where it can give them, and one to try."""

import numpy as np

from seqviz.exercises.instance import Instance
from seqviz.figures.counting import joined, shown
from seqviz.metrics.perplexity import perplexity
from seqviz.ngrams.smoothing import Smoothing
from seqviz.text.markdown import plain
from seqviz.ui.experiment.exercises import Arithmetic, Experiment, Told
from seqviz.ui.lessons.language_models.stage import Stage

FREQUENT = 40
"""The contexts of the exercises are among so many most frequent tokens."""
PROBABILITIES = (1 / 2, 1 / 4, 1 / 5, 1 / 8, 1 / 10)
NEAR = 1.01
"""So near to the lowest perplexity is as good as it."""


def division(stage: Stage) -> Arithmetic:
    """A count divided by a count: p(x' | x) for a frequent pair of the text."""

    def make(rng: np.random.Generator) -> Instance:
        context = _frequent_token(stage, rng)
        found = stage.following([context], n=2, limit=5)
        seen = [follower for follower in found.followers if follower.count]
        pair = seen[int(rng.integers(len(seen)))]
        values = {
            "context": plain(shown(context)),
            "pair": plain(joined((context, pair.token), stage.corpus.separator)),
            "total": stage.t.number(found.total),
            "joint": stage.t.number(pair.count),
        }
        whole = pair.count / len(stage.corpus.training)
        mistakes = {"upside-down": found.total / pair.count, "whole-text": whole}
        return Instance(values=values, answer=pair.count / found.total, mistakes=mistakes)

    return Arithmetic(name="division", make=make)


def unseen_pair(stage: Stage) -> Arithmetic:
    """Add-one of a pair that was never seen: 1 / (n(x) + V)."""

    def make(rng: np.random.Generator) -> Instance:
        context = _frequent_token(stage, rng)
        total, size = stage.following([context], n=2).total, len(stage.corpus.vocabulary)
        numbers = {"total": stage.t.number(total), "vocabulary": stage.t.number(size)}
        mistakes = {"zero": 0.0, "no-vocabulary": 1 / total, "one-more": 1 / (total + 1), "uniform": 1 / size}
        values = {"context": plain(shown(context)), **numbers}
        return Instance(values=values, answer=1 / (total + size), mistakes=mistakes)

    return Arithmetic(name="unseen-pair", make=make)


def effective_choices() -> Arithmetic:
    """The perplexity of four probabilities that are not all alike: the geometric mean of 1/p."""

    def make(rng: np.random.Generator) -> Instance:
        p = rng.permutation([*rng.choice(PROBABILITIES, 2, replace=False), *rng.choice(PROBABILITIES, 2)])
        nll = float(-np.log(p).mean())
        mistakes = {
            "arithmetic": float((1 / p).mean()),
            "mean-first": float(1 / p.mean()),
            "no-root": float((1 / p).prod()),
            "no-exponential": nll,
        }
        values = {"probabilities": ", ".join(f"1/{round(1 / value)}" for value in p)}
        return Instance(values=values, answer=perplexity(nll), mistakes=mistakes)

    return Arithmetic(name="effective-choices", make=make)


def best_model(stage: Stage) -> Experiment:
    """Find n and a smoothing that predict the held-out part as well as Kneser-Ney at its best n does."""

    def judge() -> Told:
        t, examiner, config = stage.t, stage.corpus.examiner, stage.config
        goal = float(examiner.by_n(Smoothing(rule="kneser-ney", strength=0.75)).perplexities.min())
        now = perplexity(examiner.mean_nll(config.n, config.smoothing))
        told = t("language-models.exercise.best-model.measured", now=stage.number(now), goal=stage.number(goal))
        return Told(done=now <= NEAR * goal, measured=told)

    return Experiment(name="best-model", set_up={"n": 1, "rule": "add-k", "k": 1.0}, judge=judge)


def _frequent_token(stage: Stage, rng: np.random.Generator) -> str:
    """Return one of the most frequent tokens that anything follows."""
    tokens = [f.token for f in stage.following([], n=1, limit=FREQUENT).followers]
    followed = [token for token in tokens if stage.following([token], n=2, limit=1).total]
    return followed[int(rng.integers(len(followed)))]
