"""Small files as people write them, what was read of them, and the sentence that one deserves."""

import pytest

from seqviz.data.reading import read_series
from seqviz.records.problem import Problem
from seqviz.text.catalog import LANGUAGES, load_catalog


def file(*lines, encoding="utf-8"):
    return "\n".join(lines).encode(encoding)


def days(read):
    return [str(moment)[:10] for moment in read.times]


def keys(read):
    return {notice.key.removeprefix("reading.notice.") for notice in read.notices}


def refused(content, **chosen):
    with pytest.raises(Problem) as caught:
        read_series(content, **chosen)
    for language in LANGUAGES:
        said = load_catalog(language)(caught.value.key, **caught.value.values)
        assert all(str(value) in said for value in caught.value.values.values())
    return caught.value
