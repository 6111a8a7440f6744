"""Two translators side by side, that differ in one thing: same seed, same batches."""

from dataclasses import replace

from seqviz.config import Contest, Seq2SeqConfig
from seqviz.text.catalog import Catalog
from seqviz.ui.lessons.seq2seq.outline import Seq2SeqSettings

NAMES = ("own", "twin")
SMALL = 48
"""Units of the smaller one, where they differ in size."""


def contest_of(settings: Seq2SeqSettings) -> Contest:
    """Return what the page would train now: its translator, and beside it a twin if one is wanted."""
    config, beside = settings.config, settings.view.beside
    if beside == "alone":
        return Contest.of(config)
    if beside == "vector":
        return Contest(names=NAMES, configs=(config, replace(config, every_step=not config.every_step)))
    return Contest(names=NAMES, configs=(config, replace(config, encoder_size=SMALL, decoder_size=SMALL)))


def twin_names(contest: Contest, t: Catalog) -> dict[str, str]:
    """Return what each translator is called: by what it does with the vector, or by its units where those differ."""
    configs = {n: c for n, c in zip(contest.names, contest.configs, strict=True) if isinstance(c, Seq2SeqConfig)}
    if len({config.encoder_size for config in configs.values()}) > 1:
        return {name: t("seq2seq.twin.units", units=config.encoder_size) for name, config in configs.items()}
    keys = {name: "every" if config.every_step else "start" for name, config in configs.items()}
    return {name: t(f"seq2seq.twin.{key}") for name, key in keys.items()}
