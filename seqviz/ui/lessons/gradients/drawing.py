"""Charts that are made anew at each look: dictionaries, sent as they are, with their words."""

import json
from collections.abc import Callable
from typing import Any

from seqviz.components.chart import ChartEvents, FigureTemplate, chart
from seqviz.text.numbers import exponential_text, number_text
from seqviz.ui.page import Page


def fresh_chart(page: Page, figure: dict[str, Any], name: str, *, label: str, clickable: bool = False) -> ChartEvents:
    """Draw a figure that was made for this look, without having plotly check it again."""
    template = FigureTemplate(json.dumps(figure, ensure_ascii=False, separators=(",", ":")))
    return chart(template, key=f"{page.name}-{name}", label=label, clickable=clickable)


def sayer(page: Page) -> Callable[..., str]:
    """Return what gives a figure its words, its numbers in the learner's language."""

    def say(key: str, **values: Any) -> str:
        if "log_perplexity" in values:
            values["perplexity"] = exponential_text(values.pop("log_perplexity"), page.t.language)
        shown = {
            name: number_text(value, page.t.language) if isinstance(value, float) else value
            for name, value in values.items()
        }
        return page.t(key, **shown)

    return say
