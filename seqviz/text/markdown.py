"""A learner's text inside Markdown."""

import re

_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~:$&^=])")
_WHITE = re.compile(r"[ \t\n\r\f\v]+")

# Streamlit looks for these in the text that it has already parsed, where no backslash helps: only a text in two pieces
# escapes. It is cut at these places by an element that holds nothing, and so is copied as nothing.
_CUT = re.compile(
    r"""
      (?<=http)(?=s?://)           # https://example.com
    | (?<=www)(?=\.)               # www.example.com
    | (?<=[\w.+-])(?=@)            # ada@example.com
    | (?<=:[\w+-])(?=[\w+/-]*:)    # :smile: and :material/pause:
    | (?<=[-<>~])(?=[->=])         # -> and >= become other signs
    """,
    re.IGNORECASE | re.VERBOSE,
)
_NOTHING = ":small[]"


def plain(text: str) -> str:
    """Return ``text`` so that Streamlit's Markdown shows it as it stands, in one line, and links and loads nothing."""
    words = _WHITE.sub(" ", text)
    inner = words.strip(" ")
    shown = _NOTHING.join(_MARKUP.sub(r"\\\1", piece) for piece in _CUT.split(inner))
    # A space at an end would keep the label's ** from being bold, and four of them would begin a block of code.
    before, after = words.startswith(" "), words.endswith(" ") and bool(inner)
    return "&#32;" * before + shown + "&#32;" * after
