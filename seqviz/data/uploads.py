"""The learner's own text: bytes from a file become a checked string, or a problem that says what to do."""

from seqviz.records.problem import Problem

MAX_BYTES = 5_000_000


def decode_upload(content: bytes) -> str:
    """Return an uploaded file as text.

    Raises ``Problem`` for a file that is too large, binary, not UTF-8, or empty. The content is only ever data: never
    markup, never unpickled, never a path.
    """
    if len(content) > MAX_BYTES:
        raise Problem("texts.too-large", megabytes=round(len(content) / 1e6, 1), limit=MAX_BYTES // 1_000_000)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Problem("texts.not-utf8")
    if b"\x00" in content:
        raise Problem("texts.binary")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Problem("texts.not-utf8") from error
    control = sum(not (c.isprintable() or c.isspace()) for c in text[:4096])
    if control > 0.1 * min(len(text), 4096):
        raise Problem("texts.binary")
    if not text.strip():
        raise Problem("texts.empty")
    return text


def check_pasted(text: str) -> str:
    """Return a pasted text after the same checks as a file."""
    return decode_upload(text.encode("utf-8", errors="replace"))
