"""What came out of a race of recall, in the learner's language."""

from collections.abc import Mapping

from seqviz.config.recall import LANES
from seqviz.records.recall import Race
from seqviz.text.catalog import Catalog
from seqviz.text.numbers import percent_text


def lane_name(lane: str, t: Catalog) -> str:
    """Return what a model is called."""
    return t(f"gradients.recall.lane.{lane}")


def race_words(race: Race, t: Catalog) -> str:
    """Say of each model when it learned the task, or how far it has come."""
    return " · ".join(_words(race, lane, t) for lane in race.lanes)


def _words(race: Race, lane: str, t: Catalog) -> str:
    step, name = race.learned[lane], lane_name(lane, t)
    if step is not None:
        return t("gradients.recall.learned", lane=name, step=t.number(step))
    accuracy = race.lanes[lane].accuracy
    share = percent_text(float(accuracy[-1]), t.language) if len(accuracy) else "–"
    if race.has_ended(lane):
        return t("gradients.recall.failed", lane=name, step=t.number(race.most_steps), accuracy=share)
    return t("gradients.recall.still", lane=name, accuracy=share)


def races_table(races: Mapping[int, Race], t: Catalog) -> str:
    """Return what races over several delays came to as a Markdown table: the step of success, a dash without one."""
    head = [t("gradients.recall.table.delay"), *(lane_name(lane, t) for lane in LANES)]
    rows = [
        [t.number(delay), *("–" if step is None else t.number(step) for step in race.learned.values())]
        for delay, race in sorted(races.items())
    ]
    lines = [head, ["---:"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
