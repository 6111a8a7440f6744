"""The comparisons that one most often wants, as changes of the page's own model, by short names."""

from typing import Any

from seqviz.config.fields import range_of
from seqviz.config.language_model import LanguageModelConfig
from seqviz.config.seq2seq import Seq2SeqConfig

Changes = dict[str, dict[str, Any]]
CNN_LAYERS = 3
"""Three layers of filters see seven words: with one, a CNN would be judged by three."""


def changes_worth_trying(base: LanguageModelConfig | Seq2SeqConfig) -> Changes:
    """Return what one would change about a model to see what it is good for."""
    return _of_translators(base) if isinstance(base, Seq2SeqConfig) else _of_language_models(base)


def _of_language_models(base: LanguageModelConfig) -> Changes:
    wanted: Changes = {f"cell-{cell}": {"cell": cell} for cell in ("rnn", "gru", "lstm") if cell != base.cell}
    sizes = range_of(LanguageModelConfig, "hidden_size")
    wanted |= {
        f"units-{size}": {"hidden_size": size}
        for size in (base.hidden_size // 2, base.hidden_size * 2)
        if sizes.low <= size <= sizes.high
    }
    wanted |= {"layers": {"layers": base.layers + 1}} if base.layers < 4 else {}
    wanted |= {"clip": {"clip": not base.clip}, "slower": {"learning_rate": _round(base.learning_rate / 3)}}
    wanted |= {"optimizer": {"optimizer": "sgd" if base.optimizer == "adam" else "adam"}}
    if base.cell == "rnn":
        wanted["recurrence"] = {"recurrence": "none" if base.recurrence == "full" else "full"}
    if base.cell == "gru":
        wanted["reset"] = {"reset": "after" if base.reset == "before" else "before"}
    return wanted


def _of_translators(base: Seq2SeqConfig) -> Changes:
    wanted: Changes = {"vector": {"every_step": not base.every_step}}
    wanted |= {f"encoder-{cell}": {"encoder": cell} for cell in ("rnn", "gru", "lstm") if cell != base.encoder}
    if base.encoder != "cnn":
        wanted["encoder-cnn"] = {"encoder": "cnn", "encoder_layers": CNN_LAYERS}
        wanted["bidirectional"] = {"bidirectional": not base.bidirectional}
    wanted |= {f"decoder-{cell}": {"decoder": cell} for cell in ("rnn", "gru", "lstm") if cell != base.decoder}
    wanted["reverse"] = {"reverse_source": not base.reverse_source}
    wanted["teacher"] = {"teacher_forcing": 0.5 if base.teacher_forcing == 1 else 1.0}
    wanted["slower"] = {"learning_rate": _round(base.learning_rate / 3)}
    return wanted


def _round(value: float) -> float:
    return float(f"{value:.2g}")
