"""The glossary: ``assets/lessons/<language>/glossary.md``, and its terms in the prose of the lessons.

A group of terms is a section of level 2 that is named like a section of the course, a term a section of level 3 in it.
Its title holds its names, the usual one first. A reader opens a term where a page first uses it: a button and what it
means, in a popover of the browser itself, which works with mouse, keys and fingers.
"""

import re
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from seqviz.text.catalog import LANGUAGES, Language
from seqviz.text.lessons import load_lesson

GLOSSARY = "glossary"
"""The page that holds all terms, and its prose."""
ASKED = "term"
"""The address parameter of that page that names the term which a learner came for."""
SYMBOLS = "symbols"
"""The section of the letters."""
_BETWEEN_NAMES = re.compile(r", |、")
_CLOSED = re.compile(
    r"""
      \$\$[\s\S]+?\$\$ | \$[^$\n]+\$         # formulas
    | ```[\s\S]*?``` | `[^`\n]+`             # code
    | ^\#+[ ].*$                             # headings
    | !?\[[^\]\n]*\]\([^)\n]*\) | <[^>\n]+>  # links, pictures, markup
    | (?<![*A-Za-z0-9])\*(?![*\s])[^*\n]+\*(?!\*)   # what is stressed or named: a page, a letter, a word as a word
    | “[^”\n]*”
    """,
    re.MULTILINE | re.VERBOSE,
)
_BOLD = re.compile(r"\*\*((?:(?!\*\*).)+)\*\*")
_TOUCHED = re.compile(
    r"""
      (?P<before>[（(《]*)
      (?P<term>(?P<bold><strong>)? <button\b (?:(?!<button\b).)*? </a></span> (?(bold)</strong>))
      (?P<after>[,.;:!?)，。；：、！？）》’”]*)
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, kw_only=True)
class Term:
    """A term of a ``group``: its ``names``, the usual one first, and what it means, as Markdown."""

    anchor: str
    group: str
    names: tuple[str, ...]
    meaning: str


@cache
def load_glossary(language: Language) -> tuple[Term, ...]:
    """Return all terms, in the order of the course."""
    terms: list[Term] = []
    group = ""
    for anchor, section in load_lesson(language, GLOSSARY).items():
        if section.level == 2:
            group = anchor
        elif section.level == 3:
            names = tuple(_BETWEEN_NAMES.split(section.title))
            terms.append(Term(anchor=anchor, group=group, names=names, meaning=section.body))
    return tuple(terms)


def other_name(term: Term, language: Language) -> str:
    """Return what a term of ``language`` is usually called in the other one."""
    (other,) = (one for one in LANGUAGES if one != language)
    return next(one.names[0] for one in load_glossary(other) if one.anchor == term.anchor)


def link_terms(
    body: str, language: Language, *, group: str, place: str, first_used: MutableMapping[str, str], link: str
) -> str:
    """Return Markdown in which the terms that this page uses here for the first time can be opened.

    Formulas, code, headings, links and what stands in quotation marks stay as they are.

    Parameters
    ----------
    group
        The section of the course: a name that means something else in another chapter has its meaning there.
    place
        Names this piece of prose.
    first_used
        Term to the place that used it first, of the page so far; pieces may be drawn again, and in any order.
    link
        What the way to the whole glossary is called.
    """
    pattern, terms = _finder(language, group)

    def open_term(found: re.Match[str]) -> str:
        term = terms[found["name"].lower()]
        if first_used.setdefault(term.anchor, place) != place or term.anchor in here:
            return found[0]
        here.add(term.anchor)
        return _button(found[0], term, language, link)

    here: set[str] = set()
    pieces: list[str] = []
    end = 0
    for closed in _CLOSED.finditer(body):
        pieces += [pattern.sub(open_term, body[end : closed.start()]), closed[0]]
        end = closed.end()
    return _TOUCHED.sub(_kept, _BOLD.sub(_as_element, "".join([*pieces, pattern.sub(open_term, body[end:])])))


def _as_element(bold: re.Match[str]) -> str:
    """Return what is bold as an element: between Chinese characters no ** begins or ends beside an element."""
    return f"<strong>{bold[1]}</strong>" if "<button" in bold[1] else bold[0]


def _kept(touched: re.Match[str]) -> str:
    """Return a term on one line with the punctuation that touches it: a browser breaks lines around any button."""
    return f'<span class="sv-kept">{touched[0]}</span>' if touched["before"] or touched["after"] else touched[0]


# The popover is placed by the style sheet; the two are tied by its name, which a page holds once.
_BUTTON: Final = (
    '<button type="button" class="sv-term" popovertarget="term-{anchor}">{word}</button>'
    '<span id="term-{anchor}" popover class="sv-meaning"><strong>{name}</strong> · {other}<br>{meaning} '
    '<a href="{page}?lang={language}&{term}={anchor}">{link}</a></span>'
)


def _button(word: str, term: Term, language: Language, link: str) -> str:
    return _BUTTON.format(
        anchor=term.anchor, word=word, name=term.names[0], other=other_name(term, language), meaning=term.meaning,
        page=GLOSSARY, language=language, link=link, term=ASKED,
    )  # fmt: skip


@cache
def _finder(language: Language, group: str) -> tuple[re.Pattern[str], Mapping[str, Term]]:
    """Return what finds the names of terms in prose, the longest first, and the term of each name."""
    terms: dict[str, Term] = {}
    for term in sorted(load_glossary(language), key=lambda term: term.group != group):
        for name in term.names:
            # One Chinese character is part of too many other words.
            if language == "en" or len(name) > 1:
                terms.setdefault(name.lower(), term)
    names = "|".join(re.escape(name) for name in sorted(terms, key=len, reverse=True))
    bounds = (r"(?<![\w&-])", r"(?:e?s)?(?![\w-])") if language == "en" else ("", "")
    return re.compile(rf"{bounds[0]}(?P<name>{names}){bounds[1]}", re.IGNORECASE), terms
