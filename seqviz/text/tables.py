"""Cells of a table that goes to a spreadsheet."""


def cell(value: object) -> object:
    """Return a value as a cell: a text that a spreadsheet would take for a formula gets an apostrophe before it."""
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return f"'{value}"
    return value
