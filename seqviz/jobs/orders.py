"""Orders to a run: what a page wants done and waits for no answer of. They are kept while the run has no worker."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from seqviz.jobs.pace import Pace
from seqviz.jobs.settings import NAMES, Change, shown
from seqviz.records.jobs import WorkNews
from seqviz.records.problem import Problem

Order = tuple[str, tuple[Any, ...]]
"""``command`` (name, value, contestant), ``work`` (id, question, step, contestant) or ``cancel`` (id,)."""


def command(name: str, value: Any, contestant: str | None) -> Order:
    """Return the order of a command; raise ``ValueError`` where no run could carry it out."""
    if name not in NAMES and name not in ("stop", "go_on"):
        Pace().command(name, value, 0.0)
    return "command", (name, value, contestant)


def settings_of(orders: Iterable[Order], contestants: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return the settings that ``orders`` will put in force."""
    commands = (args for method, args in orders if method == "command")
    return shown({}, [Change(*args) for args in commands if args[0] in NAMES], contestants)


def work_of(orders: Iterable[Order]) -> tuple[WorkNews, ...]:
    """Return the long work that is asked for in ``orders``, none of it begun."""
    works: dict[str, WorkNews] = {}
    for method, (work_id, *about) in orders:
        if method == "work":
            works[work_id] = WorkNews(work=work_id, contestant=about[-1])
        elif method == "cancel" and work_id in works:
            works[work_id] = replace(works[work_id], done=True, problem=Problem("jobs.cancelled"))
    return tuple(works.values())
