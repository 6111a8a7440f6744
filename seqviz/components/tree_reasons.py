"""Why a search kept, finished or dropped a candidate: one sentence for each."""

from seqviz.components.tree_words import sequence_text
from seqviz.figures.search_tree import Prefix
from seqviz.records.search import REASONS, SearchTrace
from seqviz.text.catalog import Catalog
from seqviz.text.numbers import count_text, decimals_text


def why_fate(trace: SearchTrace, node: int, t: Catalog) -> str:
    """Return the sentence that explains the fate of a candidate."""
    step = trace.step_of(node)
    span = trace.steps[step - 1]
    reason = REASONS[trace.reason[node]]
    values: dict[str, object] = {
        "step": step, "rank": int(trace.rank[node]), "count": count_text(span.count, t.language), "k": trace.width or 0,
        "length": trace.max_length,
    }  # fmt: skip
    if reason in ("ended", "length"):
        place = int((trace.ranking == node).argmax()) + 1
        values |= {"place": count_text(place, t.language), "answers": count_text(len(trace.ranking), t.language)}
    if reason == "below_cut":
        last = int(trace.candidates(step)[max(span.kept, 1) - 1])
        values |= {
            "cut": decimals_text(float(trace.score[last]), t.language),
            "score": decimals_text(float(trace.score[node]), t.language),
        }
    if reason in ("bound", "leader", "enough"):
        values |= {
            "best": decimals_text(span.best_finished, t.language),
            "possible": decimals_text(span.best_possible, t.language),
        }
    if trace.width is None and trace.method == "exact" and reason in ("in_beam", "ended", "below_cut"):
        return t(f"beam-search.why.{reason}.exact", **values)
    if trace.width is None and reason in ("in_beam", "ended"):
        return t(f"beam-search.why.{reason}.everything", **values)
    return t(f"beam-search.why.{reason}", **values)


def why_unseen(trace: SearchTrace, prefix: Prefix, t: Catalog) -> str:
    """Return the sentence that says where the search left the way to ``prefix``."""
    for length in range(len(prefix), 0, -1):
        step = trace.steps[length - 1] if length <= len(trace.steps) else None
        nodes = trace.candidates(length).tolist() if step else []
        if any(trace.prefix(node) == prefix[:length] for node in nodes):
            return t("beam-search.why.unseen", ancestor=sequence_text(prefix[:length]), step=length)
    return t("beam-search.why.unseen.start")
