"""Names of countries and of languages, as the Unicode CLDR writes them in six languages, to be told apart by them."""

from collections import Counter

from seqviz.data.labelled.examples import Example, LabelledSet

LANGUAGES = ("de", "en", "es", "fi", "fr", "it")
SHORTEST, LONGEST_NAME = 4, 24
HELD_OUT_EVERY = 5
"""One of so many countries and languages is held out, with its names in all six."""


def named_languages() -> LabelledSet:
    """Return the names that only one of the six languages has, character by character, in small letters."""
    names = [(code, language, name) for language in LANGUAGES for code, name in _names(language)]
    shared = Counter(name for _, name in {(language, name) for _, language, name in names})
    codes = {code: place for place, code in enumerate(sorted({code for code, _, _ in names}))}
    parts: tuple[list[Example], list[Example]] = ([], [])
    for code, language, name in dict.fromkeys(names):
        if shared[name] == 1:
            parts[codes[code] % HELD_OUT_EVERY == 0].append(Example(tokens=tuple(name), labels=(language,)))
    training, held_out = parts
    known = {one.tokens for one in training}
    return LabelledSet(
        task="language",
        labels=LANGUAGES,
        training=tuple(training),
        held_out=tuple(one for one in held_out if one.tokens not in known),
        source="Unicode CLDR, <https://cldr.unicode.org>",
        licence="Unicode License v3",
    )


def _names(language: str) -> list[tuple[str, str]]:
    """Return (code, name) of all countries and languages that are written in letters, in the order of codes."""
    from babel import Locale

    locale = Locale(language)
    found = sorted({**locale.territories, **locale.languages}.items())
    small = [(code, name.lower()) for code, name in found]
    return [(code, name) for code, name in small if _is_written_in_letters(name)]


def _is_written_in_letters(name: str) -> bool:
    return SHORTEST <= len(name) <= LONGEST_NAME and all(sign.isalpha() or sign in " -'" for sign in name)
