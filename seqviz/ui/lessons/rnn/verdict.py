"""What an application asks before its networks train, and what the run says to it."""

from seqviz.jobs.watch import Watch
from seqviz.text.catalog import Catalog
from seqviz.text.numbers import percent_text
from seqviz.ui.experiment.prediction import Outcome, Question
from seqviz.ui.lessons.rnn.outline import Reader, Use
from seqviz.ui.lessons.rnn.readers import CONTESTANTS, TASKS, untrained

STEP = 300
CLOSE = 0.05
"""Shares of right labels that are no farther apart count as equal to the table's."""
COUNTING = "counting"


def question_of(use: Use, t: Catalog) -> Question:
    """Ask how near to counting a network without memory comes, or who labels best."""
    if use == "one-one":
        options = {name: t(f"rnn.near.{name}") for name in ("worse", "same", "better")}
    else:
        options = {COUNTING: t(f"rnn.counting.{TASKS[use]}")}
        options |= {reader: t(f"settings.reader.{reader}") for reader in CONTESTANTS[use]}
    text = t(f"rnn.uses.predict.{use}", step=STEP)
    why = {"one-one": "one-one-why", "aligned": "aligned-why"}.get(use, "classes-why")
    return Question(subject=f"use-{use}", text=text, options=options, why=why)


def outcome_of(use: Use, watch: Watch | None, t: Catalog) -> Outcome | None:
    """Return what came out once every network has been examined after 300 steps."""
    shares = {reader: accuracy_at(watch, reader, STEP) for reader in CONTESTANTS[use]} if watch else {}
    known = {reader: share for reader, share in shares.items() if share is not None}
    if len(known) < len(CONTESTANTS[use]):
        return None
    counted = untrained(TASKS[use]).counting
    said = [(t(f"rnn.counting.{TASKS[use]}"), counted)]
    said += [(t(f"settings.reader.{reader}"), share) for reader, share in known.items()]
    measured = " · ".join(f"{name} {percent_text(share, t.language, digits=1)}" for name, share in said)
    return Outcome(answers=answers_of(use, counted, known), measured=measured)


def answers_of(use: Use, counted: float, shares: dict[Reader, float]) -> frozenset[str]:
    """Return the right answers: how the one network stands to counting, or who labels best."""
    if use == "one-one":
        apart = shares["none"] - counted
        return frozenset({"worse" if apart < -CLOSE else "better" if apart > CLOSE else "same"})
    best = max(counted, *shares.values())
    said = {COUNTING: counted} | dict(shares.items())
    return frozenset(str(name) for name, share in said.items() if share == best)


def accuracy_at(watch: Watch, reader: Reader, step: int) -> float | None:
    """Return the share of held-out labels that a network had right after ``step`` steps, ``None`` before."""
    columns = watch.trail("LabelEvaluation", reader).columns
    if not columns:
        return None
    found = columns["accuracy"][columns["step"] == step]
    return float(found[0]) if len(found) else None
