"""The exercises of each screen, and the files that may be taken home."""

import math
from collections.abc import Mapping
from functools import partial

import numpy as np

from seqviz.config import Seq2SeqConfig
from seqviz.config.fields import facts_of
from seqviz.config.handover import handover
from seqviz.exercises.handover import bridge_weights, hidden_numbers
from seqviz.exercises.instance import Instance
from seqviz.jobs.watch import Watch
from seqviz.records.labelling import LayersAnswer
from seqviz.text.catalog import Catalog
from seqviz.text.numbers import count_text
from seqviz.ui.experiment.exercises import Arithmetic, Exercise, Experiment, Told
from seqviz.ui.experiment.take_home import Download, settings_csv
from seqviz.ui.experiment.translators import examined, translator_files
from seqviz.ui.lessons.encoder_decoder.cut import cut_slot
from seqviz.ui.lessons.encoder_decoder.networks import Network, shown_layers
from seqviz.ui.lessons.encoder_decoder.outline import PRESETS, EncoderDecoderSettings
from seqviz.ui.lessons.encoder_decoder.race import race_names, race_slot
from seqviz.ui.page import Page

CROSSING = 256
UNSURE = 500_000
"""Equally likely sentences: half as many as there are numbers."""


def tasks(page: Page, settings: EncoderDecoderSettings) -> tuple[Exercise, ...]:
    """Return the exercises of the screen that is shown."""
    if settings.view.screen == "plug":
        set_up = {"screen": "plug", "encoder": "gru", "decoder": "lstm", "encoder_size": 96, "bidirectional": False}
        return (
            Arithmetic(name="crossing", make=hidden_numbers),
            Arithmetic(name="bridge", make=bridge_weights),
            Experiment(name="build", set_up=set_up, judge=partial(_judge_build, page, settings)),
        )
    if settings.view.screen == "cut":
        answers = shown_layers(cut_slot(page).watch)
        shape = Arithmetic(name="shape", make=partial(_shape, answers, page.t))
        return (shape,) if answers else ()
    watch = race_slot(page).watch
    set_up = {**PRESETS["cnn"], "rivals": (), "encoder": "cnn", "encoder_layers": 3}
    return (Experiment(name="wake", set_up=set_up, judge=partial(_judge_wake, page, watch)),)


def _shape(answers: Mapping[Network, LayersAnswer], t: Catalog, rng: np.random.Generator) -> Instance:
    """Ask for the numbers that cross a cut drawn at random; right is what the module itself has put out."""
    network = list(answers)[int(rng.integers(len(answers)))]
    answer = answers[network]
    output = answer.layers[int(rng.integers(len(answer.layers) - 1))]
    numbers, tokens = int(output.values.size), len(answer.tokens)
    mistakes = {"one-letter": numbers / tokens} if output.by_token else {"all-letters": float(numbers * tokens)}
    layer = t(f"encoder-decoder.layer.{output.name}")
    values = {"network": t(f"encoder-decoder.network.{network}"), "tokens": tokens, "layer": layer}
    return Instance(values=values, answer=float(numbers), tolerance=0.001, mistakes=mistakes)


def _judge_build(page: Page, settings: EncoderDecoderSettings) -> Told:
    """Whether 256 numbers go over between two LSTMs, and nothing stands between them."""
    t, config = page.t, settings.config
    found = handover(config)
    done = config.encoder == config.decoder == "lstm" and not found.bridge and found.crossing == CROSSING
    measured = t(
        "encoder-decoder.exercise.build.measured", count=found.crossing, bridge=count_text(found.bridge, t.language)
    )
    return Told(done=done, measured=measured)


def _judge_wake(page: Page, watch: Watch | None) -> Told:
    """Whether a decoder behind a CNN is less unsure of a sentence than of one number in 500,000."""
    t = page.t
    for name, config in zip(watch.names, watch.contest.configs, strict=True) if watch is not None else ():
        found = examined(watch, name)
        if (
            not isinstance(config, Seq2SeqConfig)
            or config.encoder != "cnn"
            or config.pairs != "numbers-en-fr"
            or not found
        ):
            continue
        choices = math.exp(found.loss * found.tokens / found.sentences)
        told = count_text(float(f"{choices:.3g}"), t.language)
        return Told(
            done=choices < UNSURE,
            measured=t("encoder-decoder.exercise.wake.measured", step=t.number(found.step), choices=told),
        )
    return Told(done=None, measured=t("encoder-decoder.exercise.wake.wait"))


def files_of(page: Page, settings: EncoderDecoderSettings) -> list[Download]:
    """Return the settings, and the figures of the race that is shown."""
    t, files = page.t, []
    if settings.view.screen == "race":
        watch = race_slot(page).watch
        files = translator_files(page, watch, race_names(settings, watch, t))
    values = {name: getattr(part, name) for part in (settings.config, settings.view) for name in facts_of(type(part))}
    return [
        *files,
        Download(
            label=t("kit.file.settings"), file_name=f"seqviz-{page.name}-settings.csv",
            content=lambda: settings_csv(values),
        ),
    ]  # fmt: skip
