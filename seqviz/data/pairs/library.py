"""The pairs of a task by its name."""

from seqviz.data.pairs.copying import copying
from seqviz.data.pairs.d2l import english_french
from seqviz.data.pairs.dates import dates
from seqviz.data.pairs.number_words import number_words
from seqviz.data.pairs.own import own_pairs
from seqviz.data.pairs.sentences import sentences
from seqviz.records.pairs import Pairs, PairsName


def load_pairs(name: PairsName, *, own: str = "", fetch: bool, keep_faulty: bool = False) -> Pairs:
    """Return the pairs of a task, or the learner's ``own`` ones; raise ``Problem`` where there are none to be read.

    Only with ``fetch`` may pairs come over the network; a page asks without it, until the learner wants the download.
    ``keep_faulty`` keeps the records of graded sentences that are no translations.
    """
    task, *languages = name.split("-")
    if task == "own":
        return own_pairs(own)
    if task == "d2l":
        return english_french(fetch=fetch)
    if task == "copying":
        return copying()
    if task == "numbers":
        return number_words()
    source, target = languages
    return dates(source, target) if task == "dates" else sentences(source, target, keep_faulty=keep_faulty)
