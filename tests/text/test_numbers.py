"""Numbers as a reader wants them read back to what they were, within the figures that are shown."""

import math
import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seqviz.text.catalog import LANGUAGES
from seqviz.text.numbers import (
    clock_text,
    count_text,
    decimals_text,
    exponential_text,
    number_text,
    percent_text,
    perplexity_text,
    power_text,
    seconds_text,
)

READABLE = re.compile(r"−?(∞|NaN|(\d{1,3}(,\d{3})*(\.\d+)?)?(·?10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?)")
SUPERSCRIPT = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
WRITERS = (count_text, number_text, decimals_text, perplexity_text, power_text)

languages = st.sampled_from(LANGUAGES)
numbers = st.floats(allow_nan=False, allow_infinity=False)


def read(text: str) -> tuple[Decimal, Decimal]:
    """Return the number that a text shows, and half a unit of its last place."""
    assert READABLE.fullmatch(text), text
    mantissa, ten, power = re.fullmatch(r"([^·]*?)·?(10(?=[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]))?([⁻⁰-⁹¹²³]*)", text).groups()
    digits = mantissa.replace(",", "").replace("−", "-")
    shown = Decimal(digits + "1" if ten and digits in ("", "-") else digits)
    scale = Decimal(10) ** int(power.translate(SUPERSCRIPT)) if ten else Decimal(1)
    return shown * scale, Decimal((0, (5,), int(shown.as_tuple().exponent) - 1)) * scale


@given(numbers, languages, st.integers(0, 6))
def test_decimals_read_back(value, language, digits):
    text = decimals_text(value, language, digits=digits)
    shown, half = read(text)
    assert abs(shown - Decimal(value)) <= half * (1 + Decimal("1e-9"))
    if abs(value) < 10**7:
        assert len(text.partition(".")[2]) == digits


@given(st.integers(-(10**400), 10**400), languages)
def test_counts_of_any_size_read_back(count, language):
    shown, _ = read(count_text(count, language))
    if abs(count) < 10**7:
        assert shown == count
    else:
        assert abs(shown - count) <= abs(Decimal(count)) * Decimal("0.0501")


@given(numbers, languages, st.integers(1, 8))
def test_figures_are_kept(value, language, figures):
    shown, _ = read(number_text(value, language, figures=figures))
    # two figures at least also where a huge number is a power of ten
    allowed = min(figures, 2) if abs(value) >= 10**7 else figures
    assert abs(shown - Decimal(value)) <= abs(Decimal(value)) * Decimal(10) ** (1 - allowed) * Decimal("0.500001")


@given(numbers, languages, st.integers(1, 8))
def test_powers_of_ten_read_back(value, language, figures):
    shown, _ = read(power_text(value, language, figures=figures))
    assert abs(shown - Decimal(value)) <= abs(Decimal(value)) * Decimal(10) ** (1 - figures) * Decimal("0.500001")


@given(st.floats(1, 1e300), languages)
def test_perplexities_keep_their_width(value, language):
    text = perplexity_text(value, language)
    shown, half = read(text)
    if value < 10**5:
        assert abs(shown - Decimal(value)) <= half * (1 + Decimal("1e-9"))
        assert sum(map(str.isdigit, text)) >= 3  # three figures, as in 6.50 and 100
        assert len(text) <= 7
    else:
        assert abs(shown - Decimal(value)) <= Decimal(value) * Decimal("0.0500001")
    assert len(text) <= len("7.1·10³⁰⁰")


@given(st.floats(-1e6, 1e6), languages)
def test_exponentials_read_back_beyond_floats(log_value, language):
    shown, _ = read(exponential_text(log_value, language))
    assert shown > 0
    assert abs(float(shown.ln()) - log_value) < 0.0051


@given(st.floats(-100, 100), languages, st.integers(0, 3))
def test_percents_read_back(share, language, digits):
    text = percent_text(share, language, digits=digits)
    assert text.endswith("%")
    shown, half = read(text[:-1])
    assert abs(shown - 100 * Decimal(share)) <= half * (1 + Decimal("1e-9")) + Decimal("1e-12")


@given(st.floats(0, 1e7))
def test_a_clock_reads_back_to_the_second(seconds):
    parts = [int(part) for part in clock_text(seconds).split(":")]
    assert all(part < 60 for part in parts[1:])
    assert sum(part * 60**place for place, part in enumerate(reversed(parts))) == int(seconds)


@given(numbers, languages)
def test_no_number_is_written_as_a_program_writes_it(value, language):
    for write in WRITERS:
        text = write(value, language)
        assert READABLE.fullmatch(text), text
        assert not re.fullmatch(r"−0(\.0*)?", text), f"a negative zero: {text}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("write", WRITERS)
def test_infinity_and_nothing(write, language):
    assert write(math.inf, language) == "∞"
    assert write(-math.inf, language) == "−∞"
    assert write(math.nan, language) == "NaN"


def test_exponentials_of_infinity():
    assert exponential_text(-math.inf, "en") == "0"
    assert exponential_text(math.inf, "en") == "∞"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (perplexity_text(7e85, "en"), "7·10⁸⁵"),
        (perplexity_text(3.984, "en"), "3.98"),
        (perplexity_text(27, "zh"), "27.0"),
        (perplexity_text(1999.6, "en"), "2,000"),
        (number_text(0, "en"), "0"),
        (number_text(0.054, "en"), "0.054"),
        (number_text(1e-300, "en"), "10⁻³⁰⁰"),
        (number_text(9.996e-5, "en"), "10⁻⁴"),  # rounding reaches the next power: never 10.00·10⁻⁵
        (exponential_text(math.log(9.9996) - 20 * math.log(10), "en"), "10⁻¹⁹"),
        (decimals_text(-1.0324, "en"), "−1.032"),
        (decimals_text(-0.0001, "en"), "0.000"),
        (decimals_text(0.6815, "zh", digits=4), "0.6815"),
        (count_text(1_999_722, "en"), "1,999,722"),
        (count_text(10**400, "en"), "10⁴⁰⁰"),
        (number_text(12345.6, "en"), "12,346"),
        (number_text(-1e300, "en"), "−10³⁰⁰"),
        (percent_text(0.279, "en"), "28%"),
        (percent_text(0.279, "zh", digits=1), "27.9%"),
        (percent_text(-0.0001, "en"), "0%"),
        (clock_text(7), "0:07"),
        (clock_text(3605), "1:00:05"),
        (clock_text(math.nan), "0:00"),
        (seconds_text(0.314, "en"), "0.31 sec"),
        (seconds_text(12, "zh"), "12秒"),
    ],
)
def test_as_a_reader_wants_it(text, expected):
    assert text == expected
