"""The words of a figure: labels with their numbers as a learner reads them."""

from collections.abc import Callable
from typing import Any

from seqviz.text.catalog import Catalog
from seqviz.text.numbers import exponential_text, number_text


def sayer(t: Catalog) -> Callable[..., str]:
    """Return what gives a figure its words, its numbers in the learner's language."""

    def say(key: str, **values: Any) -> str:
        if "log_perplexity" in values:
            values["perplexity"] = exponential_text(values.pop("log_perplexity"), t.language)
        shown = {
            name: number_text(value, t.language) if isinstance(value, float) else value
            for name, value in values.items()
        }
        return t(key, **shown)

    return say
