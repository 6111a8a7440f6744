"""Who may have a place, and who gives way: pure rules over what the workers say they hold."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from seqviz.jobs.limits import Limits
from seqviz.jobs.occupancy import Occupancy, Tenancy

Workers = Mapping[str, Occupancy]


def best_worker(workers: Workers, coming: Counter[str], limits: Limits) -> str | None:
    """Return the worker with a free place where the fewest compute, or ``None``.

    ``coming`` are runs on their way, which the workers do not know yet. A worker that keeps as many runs as it may
    takes another one only if it can let one go.
    """

    def has_room(address: str) -> bool:
        worker = workers[address]
        full = len(worker.tenancies) + coming[address] >= limits.held
        return worker.free > coming[address] and (not full or left_alone(worker) is not None)

    def burden(address: str) -> tuple[int, int, bool, str]:
        worker = workers[address]
        return worker.computing + coming[address], len(worker.tenancies), not worker.ready, address

    return min(filter(has_room, workers), key=burden, default=None)


def left_alone(worker: Occupancy) -> Tenancy | None:
    """Return the run that was left alone longest; none that computes, waits or is looked at."""
    candidates = [one for one in worker.tenancies if not (one.computes or one.waits or one.claimed)]
    return max(candidates, key=_silence, default=None)


def beyond_share(tenancies: Iterable[Tenancy], share: int) -> list[Tenancy]:
    """Return the runs that compute beyond their owners' share: of each owner those claimed least recently."""
    computing = defaultdict(list)
    for tenancy in tenancies:
        if tenancy.computes and not tenancy.ended:
            computing[tenancy.owner].append(tenancy)
    return [one for runs in computing.values() for one in sorted(runs, key=_silence)[share:]]


def surplus(own: list[Tenancy], room: int) -> list[Tenancy]:
    """Return what an owner must give up to keep ``room`` runs at most: resting ones, claimed least recently first."""
    resting = sorted((one for one in own if not (one.computes or one.waits)), key=_silence, reverse=True)
    return resting[: max(len(own) - room, 0)]


def _silence(tenancy: Tenancy) -> float:
    return tenancy.silence
