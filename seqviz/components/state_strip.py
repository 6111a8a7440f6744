"""Hidden states as one picture, a column for each token and a row for each unit: blue positive, orange negative.

The picture is two masks through which the theme's colours shine, so that it is small and right in either theme.
"""

import struct
import zlib
from base64 import b64encode

import numpy as np
from numpy.typing import NDArray

UNITS = 24
"""Units that are drawn, evenly chosen."""


def strip_html(states: NDArray[np.float32], *, scale: float) -> str:
    """Return states [T, H] as HTML that fills its place; a value of ``scale`` has the full colour."""
    rows = chosen_units(states.shape[1])
    values = np.clip(states[:, rows].T / max(scale, 1e-9), -1, 1)
    return "".join(
        f'<span class="{kind}" style="-webkit-mask-image:url({image});mask-image:url({image})"></span>'
        for kind, image in (("positive", _mask(values.clip(min=0))), ("negative", _mask((-values).clip(min=0))))
    )


def chosen_units(count: int) -> NDArray[np.int64]:
    """Return which of ``count`` units are drawn."""
    return np.unique(np.linspace(0, count - 1, min(UNITS, count)).round().astype(np.int64))


def _mask(alpha: NDArray[np.float32]) -> str:
    """Return a picture [rows, columns] of nothing but opacity, 0 to 1, as the address of a PNG."""
    height, width = alpha.shape
    grey_and_alpha = np.zeros((height, width, 2), np.uint8)
    grey_and_alpha[..., 1] = (alpha * 255).round()
    lines = b"".join(b"\0" + line.tobytes() for line in grey_and_alpha)
    header = struct.pack(">IIBBBBB", width, height, 8, 4, 0, 0, 0)
    parts = (b"IHDR", header), (b"IDAT", zlib.compress(lines)), (b"IEND", b"")
    return "data:image/png;base64," + b64encode(b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*one) for one in parts)).decode()


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
