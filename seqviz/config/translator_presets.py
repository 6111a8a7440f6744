"""Tasks with the settings and the rival under which they show what they are for, as changes of a page's settings."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from seqviz.config.rivals import Rival

VECTOR: tuple[Rival, ...] = ((("every_step", "on"),),)
"""The same translator with the vector at every step."""
SMALL: tuple[Rival, ...] = ((("encoder_size", "48"), ("decoder_size", "48")),)
"""The same translator with a vector of 48 numbers."""
SLOWER: Mapping[str, Any] = MappingProxyType({"learning_rate": 0.004})
"""Some tasks learn no faster at a greater rate, and less evenly."""
DATES: Mapping[str, Any] = MappingProxyType({"pairs": "dates-en-zh", "rivals": VECTOR, **SLOWER})
COPYING: Mapping[str, Any] = MappingProxyType({"pairs": "copying", "reverse_source": True, "rivals": SMALL, **SLOWER})
