"""What the page remembers of this session and no link restores: searches that were run, tables that were made."""

from dataclasses import dataclass, field
from zlib import crc32

from seqviz.decoding.comparison import Comparison
from seqviz.decoding.editable import EditableTable
from seqviz.decoding.tables import Prefix
from seqviz.ui.experiment.settings import Settings
from seqviz.ui.lessons.beam_search.outline import BeamConfig, BeamView, fixed_name

BeamSettings = Settings[BeamConfig, BeamView]


@dataclass
class Memory:
    """Everything that is remembered.

    ``made`` is the last table that was made, with its kind; ``asked`` names the table whose questions were on the
    screen, ``plays`` counts how often the searches were shown to somebody who had been asked. While the dice are
    ``playing``, the last one fell at ``moved_at``.
    """

    seed: int = 0
    made: tuple[str, EditableTable] | None = None
    asked: str = ""
    plays: int = 0
    playing: bool = False
    moved_at: float = 0.0
    unfolded: dict[str, frozenset[Prefix]] = field(default_factory=dict)
    records: dict[float, float] = field(default_factory=dict)
    compared: tuple[BeamConfig, Comparison] | None = None


def memory_of(settings: BeamSettings) -> Memory:
    """Return what is remembered."""
    found: Memory = settings.memory.setdefault("beam", Memory())
    return found


def compared(settings: BeamSettings) -> Comparison:
    """Return the searches of the current settings; they are run once."""
    memory = memory_of(settings)
    if memory.compared is None or memory.compared[0] != settings.config:
        memory.compared = (settings.config, settings.config.compared())
    return memory.compared[1]


def table_name(settings: BeamSettings) -> str:
    """Return a short name of the table with its forced prefix, for the browser, for keys and for questions."""
    return f"{crc32(repr((settings.config.table, settings.config.forced)).encode()):08x}"


def chosen(settings: BeamSettings) -> str | None:
    """Return the chip that the table belongs to."""
    made = memory_of(settings).made
    return fixed_name(settings.config.table) or (made[0] if made and made[1] == settings.config.table else None)
