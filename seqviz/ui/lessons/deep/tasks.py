"""The exercises of the page: three of arithmetic, and one that the run judges."""

from seqviz.config.language_model import LanguageModelConfig
from seqviz.exercises.stack import carried_state, cells_behind, stack_parameters
from seqviz.ui.experiment.exercises import Arithmetic, Exercise, Experiment, Told
from seqviz.ui.experiment.laboratory import Laboratory
from seqviz.ui.experiment.readings import perplexity_text_of
from seqviz.ui.lessons.deep.outline import EQUAL_PARAMETERS
from seqviz.ui.lessons.deep.verdict import STEP, verdict_of

EQUAL = 0.01
"""A shallow model may have this share more parameters than a deep one."""


def tasks(lab: Laboratory) -> tuple[Exercise, ...]:
    """Return the exercises of the page."""
    set_up = {
        "idea": "train", "cell": "rnn", "layers": 1, "hidden_size": 128, "learning_rate": 0.003,
        "rivals": EQUAL_PARAMETERS[:1], "budget": "steps", "axis": "steps",
    }  # fmt: skip
    return (
        Arithmetic(name="parameters", make=stack_parameters),
        Arithmetic(name="state", make=carried_state),
        Arithmetic(name="cells", make=cells_behind),
        Experiment(name="shallow", set_up=set_up, judge=lambda: _shallow(lab)),
    )


def _shallow(lab: Laboratory) -> Told:
    """Whether a model of one layer beats a deeper one of at least as many parameters after the same steps."""
    watch, t = lab.slot.watch, lab.page.t
    found = verdict_of(watch)
    if watch is None or found is None:
        return Told(done=None, measured=t("deep.shallow.wait", step=STEP))
    configs = [config for config in watch.contest.configs if isinstance(config, LanguageModelConfig)]
    losses = list(found.models.values())
    shallow = [model for model, config in zip(losses, configs, strict=True) if config.layers == 1]
    deep = [model for model, config in zip(losses, configs, strict=True) if config.layers > 1]
    if not shallow or not deep:
        return Told(done=None, measured=t("deep.shallow.both"))
    one, best = (min(models, key=lambda model: model.loss) for models in (shallow, deep))
    words = {"one": perplexity_text_of(one.loss, t), "deep": perplexity_text_of(best.loss, t)}
    if one.parameters > best.parameters * (1 + EQUAL):
        return Told(done=False, measured=t("deep.shallow.larger", **words))
    done = one.loss < best.loss
    return Told(done=done, measured=t("deep.shallow.done" if done else "deep.shallow.not", **words))
