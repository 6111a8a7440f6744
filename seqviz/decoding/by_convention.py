"""One search by every convention behind the words "beam search"."""

from dataclasses import asdict

from seqviz.decoding.convention import varied
from seqviz.decoding.model import Model
from seqviz.decoding.search import beam_search
from seqviz.decoding.tables import Prefix
from seqviz.records.search import SearchAnswers


def search_by_conventions(
    model: Model, *, width: int, max_length: int, alpha: float, prefix: Prefix = ()
) -> dict[str, SearchAnswers]:
    """Return what a beam of ``width`` finds by the lecture's convention, and by each that differs in one point.

    See ``beam_search`` for the parameters and for what is refused.
    """
    return {
        name: beam_search(
            model, width=width, max_length=max_length, prefix=prefix, trace="lean", **asdict(convention)
        )
        for name, convention in varied(alpha).items()
    }  # fmt: skip
