"""The arithmetic of a BLEU score written out with its own numbers, as Markdown with KaTeX."""

from collections.abc import Mapping

from seqviz.records.bleu import BleuScore

DIGITS = 3
SAME = 1e-12


def fraction(score: BleuScore, n: int) -> str:
    """Return p_n as it was counted, not reduced: 2/4 tells more than 1/2."""
    return rf"\tfrac{{{score.counts.matches[n - 1]}}}{{{score.counts.totals[n - 1]}}}"


def precision(score: BleuScore, n: int) -> str:
    """Return the p_n that enters the score: the fraction, or the smoothed number in its place."""
    exact = score.precisions[n - 1] if n <= len(score.precisions) else None
    used = score.smoothed[n - 1]
    if exact is not None and abs(float(exact) - used) < 1e-9:
        return fraction(score, n)
    return f"{used:.{DIGITS}f}"


def brevity(score: BleuScore) -> str:
    """Return the brevity penalty written out; an empty prediction has none to write."""
    counts = score.counts
    if not counts.predicted_length:
        return "0"
    return (
        rf"\exp\bigl(\min(0,\,1-\tfrac{{{counts.reference_length}}}{{{counts.predicted_length}}})\bigr)"
        rf"={score.brevity_penalty:.{DIGITS}f}"
    )


def product(score: BleuScore) -> str:
    """Return the whole score in three lines: the powers, their values, the result."""
    if not score.counts.predicted_length:
        return r"\mathbf{0.0000}"
    powers = [rf"\bigl({precision(score, n)}\bigr)^{{{exponent}}}" for n, exponent in enumerate(score.weights, start=1)]
    numbers = [f"{factor:.{DIGITS}f}" for factor in (score.brevity_penalty, *score.factors)]
    lines = [rf"&e^{{{_exponent(score)}}}" + "".join(rf"\cdot{power}" for power in powers)]
    lines += ["=\\;&" + r"\cdot ".join(numbers), rf"=\;&\mathbf{{{score.score:.4f}}}"]
    return r"\begin{aligned}" + r"\\[2pt]".join(lines) + r"\end{aligned}"


def _exponent(score: BleuScore) -> str:
    counts = score.counts
    if counts.predicted_length >= counts.reference_length or not counts.predicted_length:
        return "0"
    return rf"1-{counts.reference_length}/{counts.predicted_length}"


def factors(before: BleuScore, after: BleuScore, labels: Mapping[str, str]) -> str:
    """Return a table of every factor before and after, an arrow where it moved.

    ``labels`` are ``before``, ``after``, ``brevity``, ``absent`` (an order that does not exist) and ``score``.
    """
    rows: list[tuple[str, ...]] = [("", labels["before"], labels["after"], ""), ("---",) * 4]
    rows.append(_factor(labels["brevity"], before.brevity_penalty, after.brevity_penalty))
    for n in range(1, before.max_n + 1):
        pair = [score if n <= len(score.smoothed) else None for score in (before, after)]
        texts = [f"${precision(score, n)}$" if score else labels["absent"] for score in pair]
        rows.append((f"$p_{n}$", *texts, _arrow(*(score.smoothed[n - 1] if score else None for score in pair))))
    rows.append(_factor(labels["score"], before.score, after.score))
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _factor(name: str, before: float, after: float) -> tuple[str, str, str, str]:
    return name, f"{before:.4f}", f"{after:.4f}", _arrow(before, after)


def _arrow(before: float | None, after: float | None) -> str:
    if before is None or after is None or abs(before - after) < SAME:
        return "="  # an order that appears or disappears has no direction
    return ":green[▲]" if after > before else ":red[▼]"
