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
COOLDOWN = 0.33
"""In the last third the rate falls to nothing: what is still wrong here and there at a constant rate becomes right."""
DATES: Mapping[str, Any] = MappingProxyType(
    {"pairs": "dates-en-zh", "rivals": VECTOR, "learning_rate": 0.008, "max_steps": 300, "cooldown": COOLDOWN}
)
COPYING: Mapping[str, Any] = MappingProxyType({"pairs": "copying", "reverse_source": True, "rivals": SMALL, **SLOWER})
