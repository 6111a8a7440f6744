"""What the book prints belongs to the book's own run, and to no other."""

from dataclasses import replace

import pytest

from seqviz.config import LanguageModelConfig
from seqviz.config.published import BOOKS_RUN, PUBLISHED, published_perplexity


@pytest.mark.parametrize("cell", PUBLISHED)
def test_the_books_run_has_a_published_perplexity_for_each_cell(cell):
    book = LanguageModelConfig(cell=cell, **BOOKS_RUN)
    least, most = published_perplexity(book)
    assert 1 <= least < most < 1.5
    assert published_perplexity(replace(book, seed=3, sampling="random")) == (least, most)


@pytest.mark.parametrize("change", [{"max_tokens": 0}, {"text": "lincoln"}, {"hidden_size": 128}, {"theta": 0.3}])
def test_another_run_has_none(change):
    assert published_perplexity(replace(LanguageModelConfig(**BOOKS_RUN), **change)) is None
