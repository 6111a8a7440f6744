"""What a value looks like in a table that a spreadsheet may open."""

_FORMULA = tuple("=+-@\uff1d\uff0b\uff0d\uff20\t\r\n")


def cell(value: object) -> object:
    """Return what to write into a CSV cell for ``value``: a text that a spreadsheet would compute stays text.

    A text that starts like a formula (``=``, ``+``, ``-``, ``@``, in full width too, after any white space) gets an
    apostrophe in front, which spreadsheets take for "this is text". Numbers stay as they are.

    Notes
    -----
    OWASP, "CSV Injection".
    """
    if not isinstance(value, str):
        return value
    return f"'{value}" if value.startswith(_FORMULA) or value.lstrip().startswith(_FORMULA) else value
