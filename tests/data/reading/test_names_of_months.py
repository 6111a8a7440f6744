"""Names of months in the languages of the files."""

from contextlib import suppress
from datetime import date

import pytest
from babel.dates import format_date
from hypothesis import given, settings
from hypothesis import strategies as st

from seqviz.data.reading import read_series
from seqviz.records.problem import Problem
from tests.data.reading.dated_files import MONTHS, table

LOCALES = ("en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "fi", "pl", "tr", "cs", "hu", "ro", "zh")


@given(
    day=st.dates(date(1969, 1, 1), date(2049, 12, 31)),
    language=st.sampled_from(LOCALES),
    form=st.sampled_from(["d MMMM yyyy", "MMM yyyy", "yyyy MMM d", "d-MMM-yy"]),
)
@settings(max_examples=150, deadline=None)
def test_names_of_months_are_read_in_every_language_or_refused(day, language, form):
    cell = format_date(day, form, language)
    whole = day if "d" in form else day.replace(day=1)
    # Refused are abbreviations that are another month elsewhere, and Chinese in the order of others.
    with suppress(Problem):
        assert str(read_series(f"date;v\n{cell};1.5\n".encode()).times[0])[:10] == whole.isoformat()


@pytest.mark.parametrize("language", LOCALES[:12])
def test_the_whole_names_of_months_are_known(language):
    cells = [format_date(month, "d MMMM yyyy", language) for month in MONTHS[:12]]
    assert len(read_series(table("date;v", cells)).times) == 12
