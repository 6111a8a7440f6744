"""The arithmetic of a score written out with the learner's own numbers, as KaTeX."""

from seqviz.records.bleu import BleuScore

DIGITS = 3


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
