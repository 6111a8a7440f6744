"""The curves of a run as a table for a spreadsheet or a notebook."""

import csv
import io
from collections.abc import Sequence

from seqviz.ui.live.curves import CurveLog

COLUMNS = (
    "step", "training_loss", "validation_loss", "norm_before", "norm_after", "learning_rate", "theta", "skipped",
)  # fmt: skip


def curves_csv(log: CurveLog, parameters: Sequence[str]) -> str:
    """Return one line a step that the page still holds, oldest first, losses in nats a token.

    ``validation_loss`` stands on the steps after which held-out text was read, ``theta`` where clipping was on. The
    norms of ``parameters`` follow, each in a column ``norm <name>``.
    """
    held_out = {record.step: record.loss for record in log.evaluations}
    trained = {record.step: record for record in log.steps}
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow([*COLUMNS, *(f"norm {name}" for name in parameters)])
    for step in sorted(held_out | trained):
        record = trained.get(step)
        facts = (
            [record.norm_before, record.norm_after, record.learning_rate, record.theta, int(record.skipped)]
            if record
            else [None] * 5
        )
        norms = record.parameter_norms if record else [None] * len(parameters)
        writer.writerow([step, record and record.loss, held_out.get(step), *facts, *norms])
    return sheet.getvalue()
