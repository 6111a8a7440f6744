"""Whole numbers in English and in French words: the same order of words, but another way to count."""

from collections.abc import Callable, Mapping
from functools import cache
from itertools import pairwise
from types import MappingProxyType

import numpy as np

from seqviz.records.pairs import Pair, Pairs, Tokens

LARGEST = 999_999
TRAINING = 40_000
OFTEN: Mapping[int, int] = MappingProxyType({100: 20, 1_000: 4, 10_000: 1})
"""How often each number up to the next of these bounds is learnt, whatever else is drawn."""
ROUND, ROUND_OFTEN = 100, 5
"""Whole hundreds below 10,000 are written in so few words that they need a few times more."""
HELD_OUT = 2_000

_ENGLISH = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_ENGLISH_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_FRENCH = (
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize",
    "quatorze", "quinze", "seize", "dix sept", "dix huit", "dix neuf",
)  # fmt: skip
_FRENCH_TENS = ("vingt", "trente", "quarante", "cinquante", "soixante")


@cache
def number_words() -> Pairs:
    """Return 40,000 training numbers up to 999,999 and 2,000 others that are held out.

    Two thirds of the training numbers are drawn evenly. The others are those below 10,000, the shorter the more often:
    of even draws one in 10,000 is below 100, and *seven* would be translated wrong by a model that is right about
    nearly everything else.
    """
    generator = np.random.default_rng(0)
    held_out = generator.choice(LARGEST + 1, HELD_OUT, replace=False)
    drawn = np.concatenate([_small(), generator.integers(0, LARGEST + 1, TRAINING)])
    training = drawn[~np.isin(drawn, held_out)][:TRAINING]
    return Pairs(
        training=tuple(map(_pair, generator.permutation(training).tolist())),
        held_out=tuple(map(_pair, held_out.tolist())),
        source_kind="word",
        target_kind="word",
    )


def english(number: int) -> tuple[str, ...]:
    """Return a number from 0 to 999,999 in English words: *two hundred and six*."""
    thousands, rest = divmod(number, 1000)
    if not thousands:
        return _english_below_1000(rest)
    if not rest:
        return (*_english_below_1000(thousands), "thousand")
    joint = ("and",) if rest < 100 else ()
    return (*_english_below_1000(thousands), "thousand", *joint, *_english_below_1000(rest))


def french(number: int) -> tuple[str, ...]:
    """Return a number from 0 to 999,999 in French words: *quatre vingt onze mille*, the plural *cents* at the end."""
    thousands, rest = divmod(number, 1000)
    if not thousands:
        return _french_below_1000(rest, plural=True)
    count = () if thousands == 1 else _french_below_1000(thousands, plural=False)
    return (*count, "mille", *(_french_below_1000(rest, plural=True) if rest else ()))


def english_number(words: tuple[str, ...]) -> int | None:
    """Return the number whose English words these are; ``None`` where no number is written so."""
    thousands, rest = _halves(words, "thousand")
    rest = rest[1:] if rest[:1] == ("and",) else rest
    return _number(thousands, rest, words, below=_below_1000("english"), write=english)


def french_number(words: tuple[str, ...]) -> int | None:
    """Return the number whose French words these are; ``None`` where no number is written so."""
    thousands, rest = _halves(words, "mille")
    if thousands == ():
        thousands = ("un",)  # *mille*, never *un mille*
    return _number(thousands, rest, words, below=_below_1000("french"), write=french)


def _halves(words: Tokens, thousand: str) -> tuple[Tokens | None, Tokens]:
    """Return what stands before and after the word for a thousand; ``None`` before it where there is no such word."""
    if thousand not in words:
        return None, words
    place = words.index(thousand)
    return words[:place], words[place + 1 :]


def _number(
    thousands: Tokens | None,
    rest: Tokens,
    words: Tokens,
    *,
    below: Mapping[Tokens, int],
    write: Callable[[int], Tokens],
) -> int | None:
    parts = (0 if thousands is None else below.get(thousands), below.get(rest) if rest else 0)
    if parts[0] is None or parts[1] is None:
        return None
    number = 1000 * parts[0] + parts[1]
    return number if write(number) == words else None


@cache
def _below_1000(language: str) -> Mapping[Tokens, int]:
    if language == "english":
        return {_english_below_1000(number): number for number in range(1000)}
    return {_french_below_1000(number, plural=plural): number for number in range(1000) for plural in (False, True)}


def _small() -> np.ndarray:
    bounds = (0, *OFTEN)
    some = [np.tile(np.arange(low, high), OFTEN[high]) for low, high in pairwise(bounds)]
    return np.concatenate([*some, np.tile(np.arange(ROUND, bounds[-1], ROUND), ROUND_OFTEN)])


def _pair(number: int) -> Pair:
    return Pair(english(number), french(number))


def _english_below_1000(number: int) -> tuple[str, ...]:
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return _english_below_100(rest)
    head = (_ENGLISH[hundreds], "hundred")
    return (*head, "and", *_english_below_100(rest)) if rest else head


def _english_below_100(number: int) -> tuple[str, ...]:
    if number < 20:
        return (_ENGLISH[number],)
    tens, unit = divmod(number, 10)
    return (_ENGLISH_TENS[tens - 2], *((_ENGLISH[unit],) if unit else ()))


def _french_below_1000(number: int, *, plural: bool) -> tuple[str, ...]:
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return _french_below_100(rest, plural=plural)
    count = () if hundreds == 1 else (_FRENCH[hundreds],)
    if not rest:
        return (*count, "cents" if plural and hundreds > 1 else "cent")
    return (*count, "cent", *_french_below_100(rest, plural=plural))


def _french_below_100(number: int, *, plural: bool) -> tuple[str, ...]:
    """Count in twenties from 60 on: 71 is *soixante et onze*, 80 *quatre vingts*, 91 *quatre vingt onze*."""
    if number < 20:
        return tuple(_FRENCH[number].split())
    if number == 80:
        return ("quatre", "vingts" if plural else "vingt")
    if number > 80:
        return ("quatre", "vingt", *_french_below_100(number - 80, plural=plural))
    tens = min(number // 10, 6)
    rest = number - 10 * tens
    joint = ("et",) if rest in (1, 11) else ()
    return (_FRENCH_TENS[tens - 2], *joint, *(_french_below_100(rest, plural=plural) if rest else ()))
