"""The learner's own text: bytes from a file, or what was pasted, become a checked string that says how it was read."""

import unicodedata
from dataclasses import dataclass

from seqviz.data.reading.encodings import Encoding, decode
from seqviz.records.notice import Notice
from seqviz.records.problem import Problem

MAX_BYTES = 5_000_000


@dataclass(frozen=True, kw_only=True)
class TextRead:
    """A text as it was understood: composed characters (NFC), its ``encoding``, and what there is to say."""

    text: str
    encoding: Encoding
    notices: tuple[Notice, ...] = ()


def read_text(content: bytes, *, encoding: Encoding | None = None, most: int = MAX_BYTES) -> TextRead:
    """Read a file of up to ``most`` bytes, in the given encoding or in the one that reads best.

    Raises ``Problem`` for a file that is too large, binary, in no encoding that is known here, or empty. The content is
    only ever data: never markup, never unpickled, never a path.
    """
    if len(content) > most:
        raise Problem("reading.too-large", megabytes=round(len(content) / 1e6, 1), limit=most // 1_000_000)
    text, found = decode(content, encoding=encoding)
    if not text.strip():
        raise Problem("reading.empty")
    notices = [] if found == "utf-8" else [Notice.of("reading.notice.encoding", encoding=found)]
    composed = unicodedata.normalize("NFC", text)
    if composed != text:
        notices.append(Notice.of("reading.notice.composed", count=len(text) - len(composed)))
    return TextRead(text=composed, encoding=found, notices=tuple(notices))


def pasted_text(text: str) -> TextRead:
    """Return a pasted text after the same checks as a file."""
    return read_text(text.encode("utf-8", errors="replace"))
