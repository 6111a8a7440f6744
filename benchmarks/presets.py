"""Claim: each preset shows what its page says of it, whatever the seed.

    python benchmarks/presets.py [seeds] [part of a name ...]

Trains the presets as their pages do, with seeds 0, 1, 2 ..., those that are named or all, the short ones first. Printed
are on how many seeds the promise holds, and least, median and most of the figures that it was judged by.
"""

import math
import sys
from collections.abc import Callable
from statistics import median

import torch
from preset_judges import (
    Judged,
    both_hold,
    breaks,
    copies,
    crawls,
    explodes,
    filled,
    forgets,
    gain,
    leaks,
    models,
    race,
    tags,
    translates,
)

from seqviz.records.ladder import Ladder
from seqviz.ui.lessons.deep.outline import DEEP
from seqviz.ui.lessons.gru.outline import GRU
from seqviz.ui.lessons.lab.outline import LAB
from seqviz.ui.lessons.lstm.outline import LSTM
from seqviz.ui.lessons.rnn.outline import RNN

Lowest = Callable[[dict[str, float], Ladder], bool]


def gated(found: dict[str, float], _: Ladder) -> bool:
    return min(found["a"], found["b"]) < found["c"]


def learns(found: dict[str, float], ladder: Ladder) -> bool:
    return found["a"] < 0.9 * math.exp(ladder.losses["unigram"])


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
