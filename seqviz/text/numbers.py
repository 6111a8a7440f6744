"""Numbers as a reader wants them, in one place for all pages: ``count_text(2190, t.language)`` is "2,190".

=================  ==========================================  =====================================
function           for                                         reads
=================  ==========================================  =====================================
count_text         how many                                    ``2,190``, ``1.2·10⁷``
number_text        anything measured, probabilities too        ``0``, ``0.054``, ``3.4·10⁻⁷``, ``12,346``
decimals_text      numbers that stand under each other         ``0.6815``, ``−1.032``, ``−∞``
exponential_text   exp of a logarithm, beyond floats too       ``1.23·10⁻⁴⁰⁰``
perplexity_text    perplexities, of steady width               ``3.98``, ``27.0``, ``7.1·10⁸⁵``
power_text         a power of ten, always                      ``7·10⁸⁵``, ``10⁻³``
percent_text       shares                                      ``28%``, ``27.9%``
clock_text         time that runs                              ``0:07``, ``12:30``, ``1:00:05``
seconds_text       how long something took                     ``0.31 sec``
=================  ==========================================  =====================================

Signs and separators are the language's by Babel, but the minus is a real one; infinity is ∞, a negative zero is 0, and
from ten million on (perplexities from a hundred thousand on) a number is a power of ten: never 7e+85.
"""

import math
from decimal import Decimal

from babel.numbers import format_decimal, format_percent
from babel.units import format_unit

from seqviz.text.catalog import Language

HUGE = 10**7
HUGE_PERPLEXITY = 10**5
TINY = 1e-4
_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def count_text(value: float, language: Language) -> str:
    """Write a whole number, of any size."""
    return decimals_text(value, language, digits=0)


def decimals_text(value: float, language: Language, *, digits: int = 3) -> str:
    """Write a number with exactly so many decimals."""
    return _text(value, language, "0" * digits)


def number_text(value: float, language: Language, *, figures: int = 3) -> str:
    """Write a number with so many figures, without zeros at its end; a whole part is never rounded."""
    if 0 < abs(value) < TINY:
        return power_text(value, language, figures=figures)
    return _text(value, language, "#" * _decimals(value, figures))


def exponential_text(log_value: float, language: Language) -> str:
    """Write exp(log_value) with three figures, also where a float would be 0 or infinite."""
    if not math.isfinite(log_value):
        return number_text(math.exp(log_value), language)
    if math.log(TINY) <= log_value < math.log(HUGE):
        return number_text(math.exp(log_value), language)
    power = math.floor(log_value / math.log(10))
    mantissa = math.exp(log_value - power * math.log(10))
    return _as_power(Decimal(mantissa), power, language, figures=3)


def perplexity_text(value: float, language: Language) -> str:
    """Write a perplexity with three figures, zeros at its end included: a live figure keeps its width."""
    if value >= HUGE_PERPLEXITY:
        return power_text(value, language)
    return _text(value, language, "0" * _decimals(value, 3))


def power_text(value: float, language: Language, *, figures: int = 2) -> str:
    """Write a number as mantissa and power of ten; a mantissa of 1 goes without saying."""
    exact = Decimal(value if isinstance(value, int) else float(value))
    if not exact:
        return _text(0, language, "")
    if not exact.is_finite():
        return _signs(format_decimal(exact, locale=language))
    return _as_power(exact, 0, language, figures=figures)


def percent_text(share: float, language: Language, *, digits: int = 0) -> str:
    """Write a share, 1 for all, in percent with exactly so many decimals."""
    if abs(share) >= HUGE:
        return f"{power_text(100 * share, language)}%"
    rounded = round(float(share), digits + 2) + 0.0
    return _signs(format_percent(rounded, format=_pattern("0" * digits) + "%", locale=language))


def clock_text(seconds: float) -> str:
    """Write minutes and seconds that have passed, hours where there are any."""
    if not math.isfinite(seconds):
        return "∞" if seconds > 0 else "0:00"
    minutes, second = divmod(max(int(seconds), 0), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02d}:{second:02d}" if hours else f"{minute}:{second:02d}"


def seconds_text(seconds: float, language: Language) -> str:
    """Write how long something took, with two figures and the unit."""
    shown = number_text(seconds, language, figures=2)
    return str(format_unit(shown, "duration-second", length="short", locale=language))


def _decimals(value: float, figures: int) -> int:
    """Decimals that show ``figures`` figures of a number; none where its whole part has as many."""
    if not value or not TINY <= abs(value) < HUGE:
        return figures - 1
    return max(figures - 1 - math.floor(math.log10(abs(value))), 0)


def _text(value: float, language: Language, decimals: str) -> str:
    """Write a number with the decimals of a pattern: ``0`` always stands, ``#`` where it is no zero at the end."""
    if not abs(value) < HUGE:  # what is not a number neither
        return power_text(value, language)
    rounded = round(float(value), len(decimals)) + 0.0  # a negative zero, also one that rounding made, becomes 0
    return _signs(format_decimal(rounded, format=_pattern(decimals), locale=language))


def _pattern(decimals: str) -> str:
    return f"#,##0.{decimals}" if decimals else "#,##0"


def _as_power(mantissa: Decimal, power: int, language: Language, *, figures: int) -> str:
    """Write mantissa · 10^power, both as they are after rounding: 9.996 becomes 1·10¹."""
    digits, _, more = f"{mantissa:.{figures - 1}e}".partition("e")
    exponent = str(power + int(more)).translate(_SUPERSCRIPT)
    shown = _signs(format_decimal(Decimal(digits), format=_pattern("#" * (figures - 1)), locale=language))
    return f"{shown}·10{exponent}" if abs(Decimal(digits)) != 1 else f"{shown[:-1]}10{exponent}"


def _signs(text: object) -> str:
    return str(text).replace("-", "−")
