"""Charts that are made anew at each look: dictionaries, sent as they are."""

import json
from typing import Any

from seqviz.components.chart import ChartEvents, FigureTemplate, chart


def fresh_chart(figure: dict[str, Any], *, key: str, label: str, clickable: bool = False) -> ChartEvents:
    """Draw a figure that was made for this look, without having plotly check it again; see ``chart``."""
    template = FigureTemplate(json.dumps(figure, ensure_ascii=False, separators=(",", ":")))
    return chart(template, key=key, label=label, clickable=clickable)
