"""Screen 4: held-out perplexity against n and against the smoothing's strength: why counting stops."""

from functools import partial

from seqviz.components.chart import chart
from seqviz.components.drawings import draw, note, table
from seqviz.exercises.counting import unseen_pair
from seqviz.figures.counting import AxisNames
from seqviz.figures.counting_perplexity import perplexity_by_n, perplexity_by_strength
from seqviz.metrics.perplexity import perplexity
from seqviz.ngrams.corpus import MAX_N
from seqviz.ngrams.smoothing import RULES, STRENGTHS, Rule, Smoothing
from seqviz.ui.experiment.exercises import Experiment, Told, exercises
from seqviz.ui.experiment.prediction import Outcome
from seqviz.ui.lessons.language_models.stage import Stage, text_and_panels

ADD_ONE = Smoothing(rule="add-k", strength=1.0)
USUAL = Smoothing(rule="kneser-ney", strength=0.75)
NEAR = 1.01
"""So near to the lowest perplexity is as good as it."""
NAMES = [f"n = {n}" for n in range(1, MAX_N + 1)]


def draw_smoothing(stage: Stage) -> None:
    """Compare the rules on text that none of them has counted."""
    left, right = text_and_panels()
    with left:
        opened = _ask(stage)
        stage.page.lesson("smoothing")
        stage.page.lesson(f"rule-{stage.config.rule}", title=False)
    with right:
        if not opened:
            _one_ngram(stage)
            return
        _by_n(stage)
    left, right = text_and_panels()
    with left:
        _one_ngram(stage)
    with right:
        _by_strength(stage)
    unseen = stage.arithmetic("unseen-pair", partial(unseen_pair, corpus=stage.corpus))
    exercises(stage.page, stage.settings, [unseen, _best_model(stage)])


def _by_n(stage: Stage) -> None:
    t, config, corpus = stage.t, stage.config, stage.corpus
    names = [t(f"language-models.smoothing.curve.{rule}") for rule in RULES]
    curves = [corpus.examiner.by_n(config.but(rule=rule).smoothing) for rule in RULES]
    seen, seen_name = corpus.memory.by_n(config.smoothing), t("language-models.smoothing.training")
    here = RULES.index(config.rule)
    with stage.panel("by-n") as title:
        figure = perplexity_by_n(
            curves, seen, current=here, here=config.n, names=names, training_name=seen_name,
            axes=AxisNames(x="n", y=t("language-models.perplexity-axis")),
        )  # fmt: skip
        chart(figure, key="language-models-by-n-chart", label=title)
        found = zip([*names, seen_name], [*curves, seen], strict=True)
        rows = [[name, *(stage.number(float(p)) for p in curve.perplexities)] for name, curve in found]
        draw(table([t("language-models.smoothing.head"), *NAMES], rows, here=here))
        if unknown := float((corpus.validation == 0).mean()):
            stage.say("smoothing.unknown", share=stage.percent(unknown, digits=1))


def _by_strength(stage: Stage) -> None:
    t, n = stage.t, stage.config.n
    rule: Rule = "add-k" if stage.config.rule == "none" else stage.config.rule
    curves = [stage.corpus.examiner.by_strength(order, rule, STRENGTHS[rule]) for order in range(1, MAX_N + 1)]
    mine = curves[n - 1]
    best = {"best": f"{mine.x[mine.best]:.3g}", "value": stage.number(float(mine.perplexities[mine.best]))}
    strength = t(f"language-models.k.{rule}")
    with stage.panel("by-k", strength=strength, n=n, **best) as title:
        figure = perplexity_by_strength(
            curves, current=n - 1, here=stage.config.but(rule=rule).smoothing.strength, names=NAMES,
            axes=AxisNames(x=strength, y=t("language-models.perplexity-axis")),
        )  # fmt: skip
        chart(figure, key="language-models-by-k-chart", label=title)


def _one_ngram(stage: Stage) -> None:
    """Show what the rules do to one held-out n-gram that the text never had."""
    t, corpus, n = stage.t, stage.corpus, stage.config.n
    place = corpus.first_unseen(n)
    if place is None:
        return
    context, token = corpus.validation[:place], int(corpus.validation[place])
    models = {rule: stage.config.but(rule=rule).model(corpus) for rule in RULES}
    rows = [
        [t(f"language-models.smoothing.curve.{rule}"), stage.number(float(model.distribution(context)[token]))]
        for rule, model in models.items()
    ]
    with stage.panel("unseen"):
        ngram = corpus.vocabulary.decode(corpus.validation[place - n + 1 : place + 1])
        draw(note(f"“{corpus.separator.join(ngram)}”", kind="lm-product"))
        draw(table([t("language-models.smoothing.head"), "p"], rows, here=RULES.index(stage.config.rule)))


def _best_model(stage: Stage) -> Experiment:
    """Find n and a smoothing that predict the held-out part as well as Kneser-Ney at its best n does."""

    def judge() -> Told:
        examiner, config = stage.corpus.examiner, stage.config
        goal = float(examiner.by_n(USUAL).perplexities.min())
        now = perplexity(examiner.mean_nll(config.n, config.smoothing))
        numbers = {"now": stage.number(now), "goal": stage.number(goal)}
        return Told(done=now <= NEAR * goal, measured=stage.t("language-models.measured.best-model", **numbers))

    return Experiment(name="best-model", set_up={"n": 1, "rule": "add-k", "k": 1.0}, judge=judge)


def _ask(stage: Stage) -> bool:
    t, curve = stage.t, stage.corpus.examiner.by_n(ADD_ONE)
    best, last = (stage.number(float(p)) for p in (curve.perplexities[curve.best], curve.perplexities[-1]))
    return stage.ask(
        "smoothing",
        t("language-models.smoothing.question"),
        {str(n): name for n, name in enumerate(NAMES, start=1)},
        Outcome(
            answers=frozenset([str(curve.best + 1)]),
            measured=t("language-models.smoothing.outcome", best=best, last=last),
        ),
        why="stop",
    )
