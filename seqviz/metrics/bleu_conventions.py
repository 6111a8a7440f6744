"""The same test set by the conventions of the lecture's code, sacrebleu and nltk, each with its signature.

Sources: sacrebleu ``metrics/bleu.py`` (Post, "A call for clarity in reporting BLEU scores", 2018), nltk
``translate/bleu_score.py``. Counts are this package's own, sacrebleu cuts the texts; tests hold every score to the
library that it is named after.
"""

import math
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version

from sacrebleu.metrics.bleu import BLEU
from sacrebleu.tokenizers.tokenizer_13a import Tokenizer13a
from sacrebleu.tokenizers.tokenizer_re import TokenizerRegexp
from sacrebleu.tokenizers.tokenizer_zh import TokenizerZh

from seqviz.metrics.bleu import brevity_penalty, score_counts
from seqviz.metrics.ngrams import count_pair
from seqviz.metrics.pair_lines import Line
from seqviz.metrics.references import Tokens
from seqviz.metrics.tokens import holds_east_asian
from seqviz.records.bleu import BleuCounts
from seqviz.records.bleu_conventions import ConventionScore
from seqviz.records.scoring import CorpusSettings

ORDER = 4
"""The longest n-gram of sacrebleu and nltk, by default."""
EPSILON = 0.1
"""What nltk's smoothing method 1 puts in place of no match."""
LOOKED_AT = 1000
"""The first lines decide whether a test set holds Chinese."""
_13A, _ZH = Tokenizer13a(), TokenizerZh()  # type: ignore[no-untyped-call]  # sacrebleu has no types there


@dataclass
class Summed:
    """Counts of n = 1 ... 4 and both lengths, added up over the lines."""

    matches: list[int] = field(default_factory=lambda: [0] * ORDER)
    totals: list[int] = field(default_factory=lambda: [0] * ORDER)
    predicted: int = 0
    expected: int = 0

    def add(self, counts: BleuCounts, totals: Sequence[int]) -> None:
        """Add the counts of a line, with these totals."""
        for n in range(ORDER):
            self.matches[n] += counts.matches[n]
            self.totals[n] += totals[n]
        self.predicted += counts.predicted_length
        self.expected += counts.reference_length


@dataclass
class Conventions:
    """The sums that each convention needs of the lines read so far."""

    settings: CorpusSettings
    lines: int = 0
    chinese: bool = False
    absent: int = 0

    def __post_init__(self) -> None:
        self.own, self.western, self.eastern, self.nltk = Summed(), Summed(), Summed(), Summed()
        self.sentences, self.smoothed = 0.0, 0

    def take(self, line: Line, own: Sequence[Tokens], counts: BleuCounts) -> None:
        """Add a line; ``own`` are its tokens, prediction first, and ``counts`` theirs for n = 1 ... 4 or more."""
        self.lines += 1
        self.own.add(counts, counts.totals)
        totals = [max(1, total) for total in counts.totals[:ORDER]]
        self.nltk.add(counts, totals)
        self.absent += sum(total == 0 for total in counts.totals[:ORDER])
        score, zeros = nltk_score(counts.matches, totals, counts.predicted_length, counts.reference_length, EPSILON)
        self.sentences += score
        self.smoothed += zeros
        western = _counted(line, own, counts, cut_13a)
        self.western.add(western, western.totals)
        if self.lines <= LOOKED_AT:
            self.chinese = self.chinese or any(map(holds_east_asian, (line.prediction, *line.references)))
        if self.chinese or self.lines <= LOOKED_AT:
            eastern = _counted(line, own, counts, cut_zh)
            self.eastern.add(eastern, eastern.totals)
        if self.lines % LOOKED_AT == 0:
            forget_texts()

    def report(self, *, lecture: float, corpus: BleuCounts, references: tuple[int, int]) -> tuple[ConventionScore, ...]:
        """Return the score by each convention.

        ``lecture`` is the mean over the sentences by the lecture's formula, ``corpus`` the summed counts up to k.
        """
        forget_texts()
        k, tokens = self.settings.max_n, f"tok:{self.settings.unit}"
        common = f"nrefs:{references[1] if references[0] == references[1] else 'var'}|case:mixed|eff"
        here, nltk = f"version:seqviz-{version('seqviz')}", f"version:nltk-{version('nltk')}"
        sums = (self.nltk.matches, self.nltk.totals, self.nltk.predicted, self.nltk.expected)
        plain, zeros = nltk_score(*sums, None)
        return (
            ConventionScore(
                name="lecture", score=lecture, tokens=self.own.predicted,
                signature=f"mean:sentences|n:{k}|weights:1/2^n|{common}:yes|{tokens}|smooth:none|{here}",
            ),
            ConventionScore(
                name="corpus", score=score_counts(corpus, "standard").score, tokens=self.own.predicted,
                signature=f"n:{k}|weights:1/{k}|{common}:yes|{tokens}|smooth:none|{here}",
            ),
            self._sacrebleu("sacrebleu", self.western, f"{common}:no|tok:13a"),
            *((self._sacrebleu("sacrebleu-zh", self.eastern, f"{common}:no|tok:zh"),) if self.chinese else ()),
            ConventionScore(
                name="nltk", score=plain, tokens=self.own.predicted, smoothed=zeros, padded=self.absent,
                signature=f"n:{ORDER}|weights:1/{ORDER}|{common}:no|{tokens}|smooth:method0|{nltk}",
            ),
            ConventionScore(
                name="nltk-sentences", score=self.sentences / max(1, self.lines), tokens=self.own.predicted,
                smoothed=self.smoothed, padded=self.absent,
                signature=f"mean:sentences|n:{ORDER}|weights:1/{ORDER}|{common}:no|{tokens}|smooth:method1|{nltk}",
            ),
        )  # fmt: skip

    @staticmethod
    def _sacrebleu(name: str, sums: Summed, common: str) -> ConventionScore:
        found = BLEU.compute_bleu(
            list(sums.matches), list(sums.totals), sums.predicted, sums.expected, smooth_method="exp"
        )
        zeros = sum(total > 0 and not match for match, total in zip(sums.matches, sums.totals, strict=True))
        return ConventionScore(
            name="sacrebleu" if name == "sacrebleu" else "sacrebleu-zh", score=found.score / 100, tokens=sums.predicted,
            smoothed=zeros if any(sums.matches) else 0, signature=f"{common}|smooth:exp|version:{version('sacrebleu')}",
        )  # fmt: skip


def nltk_score(
    matches: Sequence[int], totals: Sequence[int], predicted: int, expected: int, epsilon: float | None
) -> tuple[float, int]:
    """Return nltk's BLEU with equal weights for n = 1 ... 4, and how many precisions were 0 and replaced.

    They become ``epsilon`` matches (its method 1), or the least positive number of the machine (method 0).
    """
    if not matches[0]:
        return 0.0, 0
    log, zeros = 0.0, 0
    for match, total in zip(matches[:ORDER], totals, strict=True):
        zeros += not match
        p = match / total if match else sys.float_info.min if epsilon is None else epsilon / total
        log += math.log(p) / ORDER
    return brevity_penalty(predicted, expected) * math.exp(log), zeros


def cut_13a(text: str) -> Tokens:
    """Cut a text as sacrebleu does by default, word by word: most words stay whole, and the others come again."""
    tokens: list[str] = []
    for word in text.split():
        tokens += [word] if word.isalnum() else _13A(word).split()
    return tuple(tokens)


def cut_zh(text: str) -> Tokens:
    """Cut a text as sacrebleu does for Chinese: each ideograph is a token."""
    return tuple(_ZH(text).split())


def _counted(line: Line, own: Sequence[Tokens], counts: BleuCounts, cut: Callable[[str], Tokens]) -> BleuCounts:
    """Count a line in the tokens that ``cut`` makes; where these are its own ones, nothing is new."""
    texts = [cut(text) for text in (line.prediction, *line.references)]
    return counts if texts == list(own) else count_pair(texts[0], texts[1], ORDER, others=texts[2:])


def forget_texts() -> None:
    """Empty sacrebleu's memory of the texts that it has cut: a worker lives long, and a line may be a megabyte."""
    for tokenizer in (Tokenizer13a, TokenizerZh, TokenizerRegexp):
        tokenizer.__call__.cache_clear()
