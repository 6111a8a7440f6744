"""Sampling in the learner's language: one throw as ribbons, table and product; many of them as bars and curves."""

from collections.abc import Mapping, Sequence
from math import prod

import plotly.graph_objects as go

from seqviz.components.drawings import table
from seqviz.components.tree_words import factor_text, p_text, sequence_text
from seqviz.figures.sampling import HeatCurve, SpreadBar, die_figure, heat_figure, spread_figure
from seqviz.figures.theme import ColourName
from seqviz.records.sampling import SequenceShares, Spread, Throw, Tokens, TokenShare
from seqviz.records.search import Hypothesis, Method
from seqviz.text.catalog import Catalog
from seqviz.text.numbers import count_text, decimals_text, number_text

MOST_BARS = 9
TONES: tuple[ColourName, ...] = ("accent", "candidate", "success", "forget")
"""Colours of the sequences over the temperature."""
Answers = Mapping[Method, Hypothesis]
"""The answers of the searches that may be seen."""


def throw_picture(throw: Throw, t: Catalog, *, temperature: float, top_p: float | None, thrown: bool) -> go.Figure:
    """Return one throw as ribbons, from the model's probabilities to the die."""
    names = {
        "model": t("sampling.ribbon.model"),
        "tempered": t("sampling.ribbon.tempered", temperature=number_text(temperature, t.language)),
        "die": t("sampling.ribbon.die"),
        "u": f"u = {decimals_text(throw.u, t.language)}",
        "top_p": "" if top_p is None else t("sampling.ribbon.top-p", p=number_text(top_p, t.language)),
    }
    return die_figure(throw, names=names, number=lambda p: p_text(p, t.language), thrown=thrown, top_p=top_p)


def throw_table(throw: Throw, t: Catalog, *, temperature: float, thrown: bool) -> str:
    """Return the numbers of each token: the model's, tempered, after the cuts, and up to here on the die."""
    heat = number_text(temperature, t.language)
    head = [t("sampling.column.token"), t("sampling.column.model"), t("sampling.column.tempered", temperature=heat)]
    head += [t("sampling.column.share"), t("sampling.column.high")]
    return table(head, [_row(share, t) for share in throw.shares], here=throw.place if thrown else -1)


def _row(share: TokenShare, t: Catalog) -> list[str]:
    first = [share.token, p_text(share.p, t.language), p_text(share.tempered, t.language)]
    if share.cut != "kept":
        return [*first, t(f"sampling.cut.{share.cut}"), "–"]
    return [*first, p_text(share.share, t.language), decimals_text(share.high, t.language)]


def product_text(throws: Sequence[Throw], forced: Sequence[float], t: Catalog) -> str:
    """Write the probability of what is written so far as the product of its factors, as the model gives them."""
    by_model = [*forced, *(throw.chosen.p for throw in throws)]
    return t(
        "sampling.product", model=_product(by_model, t), drawn=_product([throw.chosen.share for throw in throws], t),
        log_p=decimals_text(throws[-1].log_prob, t.language, digits=2),
    )  # fmt: skip


def _product(factors: Sequence[float], t: Catalog) -> str:
    written = " × ".join(factor_text(factor, t.language) for factor in factors)
    return written if len(factors) == 1 else f"{written} = {number_text(prod(factors), t.language)}"


def spread_readings(found: Spread, t: Catalog) -> list[tuple[str, str]]:
    """Return the figures of many draws, with their names."""
    pairs = [(t("sampling.figure.distinct"), count_text(found.distinct, t.language))]
    if found.shares is None:
        return pairs
    bits = found.shares.entropy
    return [
        *pairs,
        (t("sampling.figure.expected"), number_text(found.shares.distinct(found.count), t.language)),
        (t("sampling.figure.possible"), count_text(len(found.shares), t.language)),
        (t("sampling.figure.entropy"), decimals_text(bits, t.language, digits=2)),
        (t("sampling.figure.effective"), number_text(2**bits, t.language)),
    ]


def spread_picture(found: Spread, answers: Answers, t: Catalog, *, reshaped: bool) -> go.Figure:
    """Return the sequences that are drawn most and the searches' answers; all others together are the last bar."""
    rows = found.rows(MOST_BARS, {answer.tokens: answer.probability for answer in answers.values()})
    bars = [
        SpreadBar(
            name=sequence_text(row.tokens), counted=row.count, share=row.share, p=row.p if reshaped else None,
            remark=_remark(row.tokens, answers, t),
        )
        for row in rows
    ]  # fmt: skip
    if found.shares is None or len(found.shares) > len(rows):
        rest = found.count - sum(row.count for row in rows)
        share = None if found.shares is None else max(0.0, 1 - sum(row.share or 0.0 for row in rows))
        bars.append(SpreadBar(name=t("sampling.spread.rest"), counted=rest, share=share, p=None))
    names = {name: t(f"sampling.spread.{name}") for name in ("counted", "expected", "model", "axis")}
    return spread_figure(
        bars, count=found.count, names=names, number=lambda value: number_text(value, t.language, figures=2)
    )


def _remark(tokens: Tokens, answers: Answers, t: Catalog) -> str:
    return " · ".join(t(f"beam-search.end.{name}") for name, answer in answers.items() if answer.tokens == tokens)


def heat_picture(
    grid: Sequence[float], heated: Sequence[SequenceShares], paths: Sequence[Tokens], t: Catalog, *, here: float
) -> go.Figure:
    """Return the probabilities of some sequences over the temperature."""
    curves = [
        HeatCurve(name=sequence_text(path), values=[shares.of(path) for shares in heated], tone=tone)
        for path, tone in zip(paths, TONES, strict=False)
    ]
    return heat_figure(grid, curves, here=here, axis=t("sampling.heat.axis"), mark=_here(here, t), top=1.02, right=140)


def entropy_picture(grid: Sequence[float], heated: Sequence[SequenceShares], t: Catalog, *, here: float) -> go.Figure:
    """Return the entropy of a drawn sequence over the temperature."""
    bits = HeatCurve(name="", values=[shares.entropy for shares in heated], tone="ink", width=2.6)
    return heat_figure(grid, [bits], here=here, axis=t("sampling.heat.axis"), mark=_here(here, t), top=None, right=16)


def _here(temperature: float, t: Catalog) -> str:
    return t("sampling.heat.here", temperature=number_text(temperature, t.language))
