"""Days, months and hours to write down, and small files of them."""

from datetime import UTC, date, datetime, timedelta

FIRST = date(2024, 1, 5)
DAYS = [FIRST + timedelta(days=place) for place in range(60)]
HOURS = [datetime(2024, 1, 5, tzinfo=UTC) + timedelta(hours=place) for place in range(60)]
MONTHS = [date(2019 + place // 12, place % 12 + 1, 1) for place in range(60)]


def table(heading, cells, separator=";"):
    """Make a file of one column of dates and one of values; the values change from row to row, but not by one."""
    return "\n".join([heading, *(f"{cell}{separator}{place * place}" for place, cell in enumerate(cells))]).encode()
