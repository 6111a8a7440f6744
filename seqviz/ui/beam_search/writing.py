"""Numbers, products and sentences of the page, in the learner's language."""

import math
from collections.abc import Sequence

from seqviz.records.problem import Problem
from seqviz.text.catalog import Catalog
from seqviz.text.markdown import plain

SUPERSCRIPT = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
HUGE = 10**7
PILL_LETTERS = 5


def p_text(probability: float) -> str:
    """Write a probability with three decimals, a very small one with a power of ten."""
    if probability <= 0:
        return "0"
    if probability >= 0.0005:
        return f"{probability:.3f}"
    return _power_text(probability)


def factor_text(probability: float) -> str:
    """Write one factor of a product as the table has it."""
    return f"{probability:.4g}"


def signed(value: float, digits: int = 3) -> str:
    """Write a number with a real minus sign; minus infinity as such."""
    if math.isinf(value):
        return "−∞" if value < 0 else "∞"
    # Adding 0 turns a negative zero, also one that rounding made, into a plain one.
    return f"{round(value, digits) + 0.0:.{digits}f}".replace("-", "−")


def count_text(count: int, t: Catalog) -> str:
    """Write a count with the language's separators, a huge one as a power of ten."""
    return t.number(count) if count < HUGE else _power_text(count)


def _power_text(value: float) -> str:
    digits, _, power = f"{value:.1e}".partition("e")
    factor = "" if digits == "1.0" else f"{digits.removesuffix('.0')}·"
    return f"{factor}10{str(int(power)).translate(SUPERSCRIPT)}"


def factor_of(value: float, t: Catalog) -> str:
    """Write how many times likelier something is: two decimals while they matter."""
    return f"× {t.number(value, digits=2)}" if value < 100 else f"× {count_text(round(value), t)}"


def sequence_text(tokens: Sequence[str]) -> str:
    """Write a sequence of tokens."""
    return " ".join(tokens)


def short(token: str) -> str:
    """Return a token as far as it fits into a pill; a CJK character takes the room of two letters."""
    room, kept = PILL_LETTERS, ""
    for letter in token:
        room -= 2 if ord(letter) > 0x2E7F else 1
        if room < 0:
            return kept + "…"
        kept += letter
    return kept


def problem_text(problem: Problem, t: Catalog) -> str:
    """Return the sentence for a problem, with the row it names as the page calls it."""
    values = {name: plain(value) if isinstance(value, str) else value for name, value in problem.values.items()}
    if "step" in values:
        values["row"] = t("beam-search.row.step", step=values["step"])
    elif "after" in values:
        values["row"] = t("beam-search.row.after", prefix=values["after"])
    if isinstance(total := values.get("total"), float):
        values["total"] = f"{total:.4g}" if math.isfinite(total) else "> 10³⁰⁸"
    for name in ("sequences", "candidates", "limit"):
        if isinstance(count := values.get(name), int):
            values[name] = count_text(count, t)
    return t(problem.key, **values)
