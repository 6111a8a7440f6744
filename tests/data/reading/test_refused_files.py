"""Files that cannot be read: the sentence names the place."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seqviz.data.reading import read_series
from seqviz.records.problem import Problem
from tests.data.reading.series_files import refused

REFUSED = {
    "nothing": (b"", "empty", {}),
    "blank": (b"  \n\n", "empty", {}),
    "a heading alone": (b"date,price\n", "no-rows", {}),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00\x01", "binary", {}),
    "a spreadsheet": (b"PK\x03\x04xxxx", "binary", {}),
    "every byte": (bytes(range(128, 256)) * 4, "encoding", {"row": 1}),
    "too large": (b"x" * 5_000_001, "too-large", {}),
    "words": (b"a,b\nred,blue\n", "no-numbers", {}),
    "a long row": (b"a,b\n1,2\n1,2,3\n", "ragged", {"row": 3, "cells": 3, "columns": 2}),
    "an open quotation mark": (b'v,w\n1,2\n"3,4\n5,6\n', "quote", {}),
    "a word among numbers": (
        b"v\n1\nclosed\n3\n",
        "not-a-number",
        {"row": 3, "column": "v", "text": "closed", "sign": "c", "count": 1},
    ),
    "a foreign sign": (
        b"v\n1\n2#5\n3\n",
        "not-a-number",
        {"row": 3, "column": "v", "text": "2#5", "sign": "#", "count": 1},
    ),
    "a footnote": (
        "v\n12.5\n12.5\u00b9\n".encode(),
        "not-a-number",
        {"row": 3, "sign": "\u00b9", "text": "12.5\u00b9"},
    ),
    "a power written small": ("v\n10\u00b2\n".encode(), "not-a-number", {"row": 2, "sign": "\u00b2"}),
    "a minus behind": (b"d,v\n2024-01-01,1.5-\n", "not-a-number", {"row": 2, "column": "v", "sign": "-", "count": 1}),
    "ten thousands": ("d,v\n2024-01-01,3\u4e07\n".encode(), "not-a-number", {"row": 2, "sign": "\u4e07"}),
    "numbers with a word, all of them": (b"d,v\n2024-01-01,about 3\n", "not-a-number", {"row": 2, "sign": "a"}),
    "degrees of two kinds": ("v\n1 \u00b0C\n2 \u00b0F\n".encode(), "two-units", {"row": 3}),
    "infinite": (b"v\n1\ninf\n", "infinite", {"row": 3, "column": "v"}),
    "beyond all numbers": (b"v\n1\n1e999\n", "infinite", {"row": 3}),
    "two decimal signs": (b"v;w\n1,5;a\n2.5;b\n", "two-signs", {"row": 3, "other_row": 2}),
    "percent beside none": (b"v\n12%\n13\n", "two-units", {"row": 3, "column": "v"}),
    "two currencies": ("v\n$1\n\u20ac2\n".encode(), "two-units", {"row": 3}),
    "two orders of day and month": (b"d,v\n13/04/2024,1\n04/13/2024,2\n", "two-orders", {"row": 2, "other_row": 3}),
    "a day that no calendar has": (b"d,v\n2024-02-29,1\n2024-02-30,2\n", "date", {"row": 3, "text": "2024-02-30"}),
    "no date among dates": (b"d,v\n2024-02-28,1\n2024-02-29,2\nsomeday,3\n", "date", {"row": 4, "text": "someday"}),
    "an offset mixed with none": (b"d,v\n2024-01-01T01:00+02:00,1\n2024-01-01T02:00,2\n", "two-zones", {"row": 3}),
    "too many columns": (
        b",".join([b"c"] * 1001) + b"\n" + b",".join([b"1"] * 1001),
        "too-many-columns",
        {"columns": 1001},
    ),
    "too many rows": (b"v\n" + b"1\n" * 1_000_002, "too-many-rows", {"most": 1_000_000}),
    "digits for ever": (b"value\n" + b"1" * 1_000_000, "not-a-number", {"row": 2, "sign": "\u2026"}),
}


@pytest.mark.parametrize(("content", "key", "values"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_has_a_sentence_that_names_the_place(content, key, values):
    problem = refused(content)
    assert problem.key == f"reading.{key}"
    assert values.items() <= problem.values.items()


@given(st.binary(max_size=300) | st.text(alphabet="0123456789.,;-+eE/\n \"'ab\t%$", max_size=400).map(str.encode))
@settings(max_examples=300, deadline=None)
def test_nothing_breaks_the_reader(content):
    try:
        read = read_series(content)
    except Problem:
        return
    assert len(read.values)
    assert read.times is None or len(read.times) == len(read.values)
