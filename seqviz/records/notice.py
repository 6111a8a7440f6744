"""What is said about something that was read: a label key and its values, so that any language can say it."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Notice:
    """Something that was understood, put right or left out while a file was read."""

    key: str
    values: tuple[tuple[str, object], ...] = ()

    @classmethod
    def of(cls, key: str, **values: object) -> "Notice":
        """Return the notice with the label ``key``."""
        return cls(key=key, values=tuple(values.items()))
