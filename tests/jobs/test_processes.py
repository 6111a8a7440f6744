"""The processes behind the engine: how they start, die, end and stay out of sight."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from fake_training import FakeConfig

from seqviz.jobs.engine import Engine
from seqviz.jobs.run import Run
from seqviz.records.problem import Problem

Eventually = Callable[[Callable[[], object]], None]
Apart = Callable[[Engine], tuple[Run, Run]]

HERE = Path(__file__).parent
ENVIRONMENT = os.environ | {"PYTHONPATH": os.pathsep.join([str(HERE), str(HERE.parents[1])])}

SERVER = """
import json, signal, sys, time
import psutil
from fake_training import FakeConfig
from seqviz.jobs.engine import Engine

signal.signal(signal.SIGINT, signal.default_int_handler)  # as in a terminal; a shell's background ignores Ctrl-C

def main():
    engine = Engine(workers=2)
    assert not psutil.Process().children()
    run = engine.start(FakeConfig())
    while not run.poll().step:
        pass
    everybody = [psutil.Process(), *psutil.Process().children(recursive=True)]
    listening = [c.laddr.ip for p in everybody for c in p.net_connections() if c.status == psutil.CONN_LISTEN]
    heavy = [name for name in ("torch", "streamlit") if name in sys.modules]
    print(json.dumps({"pids": [p.pid for p in everybody], "listening": listening, "heavy": heavy}), flush=True)
    time.sleep(60)

if __name__ == "__main__":
    main()
"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A program that uses the engine, in a process group of its own, like one started in a terminal."""
    script = tmp_path / "server.py"
    script.write_text(SERVER)
    with subprocess.Popen(
        [sys.executable, script],
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        yield process
        process.kill()


def gone(pids: list[int]) -> bool:
    return not any(psutil.pid_exists(pid) and psutil.Process(pid).status() != "zombie" for pid in pids)


def test_control_c_in_a_terminal_leaves_nothing_behind(server: subprocess.Popen[str], eventually: Eventually) -> None:
    facts = json.loads(server.stdout.readline())
    assert facts["heavy"] == []
    assert set(facts["listening"]) == {"127.0.0.1"}
    # The scheduler, two workers and their two keepers: no dashboard, no page.
    assert len(facts["listening"]) == 5
    os.killpg(server.pid, signal.SIGINT)
    server.wait(120)
    eventually(lambda: gone(facts["pids"]))
    complaints = server.stderr.read()
    assert complaints.count("Traceback") == 1  # the program's own KeyboardInterrupt
    assert "distributed" not in complaints


def test_a_killed_server_takes_its_workers_along(server: subprocess.Popen[str], eventually: Eventually) -> None:
    facts = json.loads(server.stdout.readline())
    server.kill()
    eventually(lambda: gone(facts["pids"]))


def test_a_killed_worker_ends_its_own_runs_only(eventually: Eventually, apart: Apart) -> None:
    engine = Engine(workers=2)
    lost, other = apart(engine)
    pid = lost.ask("?", limit=60.0).pid
    reply = lost.ask_later("slow")
    last = lost.poll().step
    os.kill(pid, signal.SIGKILL)
    with pytest.raises(Problem) as problem:
        reply.result()
    assert problem.value.key == "jobs.lost"
    news = lost.poll()
    assert (news.status, news.problem.key, news.ended) == ("lost", "jobs.lost", True)
    assert news.step >= last
    assert lost.status == "lost"
    with pytest.raises(Problem):
        lost.command("pause")
    lost.release()
    before = other.poll()
    assert before.status == "training"
    eventually(lambda: other.poll().step > before.step + 10)
    assert engine.start(FakeConfig()).ask("?", limit=60.0).question == "?"
    engine.close()


def test_the_only_worker_killed_is_replaced() -> None:
    engine = Engine(workers=1)
    lost = engine.start(FakeConfig())
    pid = lost.ask("?", limit=60.0).pid
    os.kill(pid, signal.SIGKILL)
    other = engine.start(FakeConfig())  # at once: it waits for the new worker
    assert other.ask("?", limit=60.0).pid != pid
    assert lost.status == "lost"
    with pytest.raises(Problem) as told:
        engine.find(lost.id, lost.owner)
    assert told.value.key == "jobs.lost"
    engine.close()


def test_a_closed_engine_loses_its_runs_and_can_start_others() -> None:
    engine = Engine(workers=1)
    run = engine.start(FakeConfig())
    run.ask("?", limit=60.0)
    engine.close()
    assert run.status == "lost"
    assert engine.start(FakeConfig()).ask("?", limit=60.0).question == "?"
    waiting = engine.start(FakeConfig())
    engine.close()
    assert waiting.status == "lost"


def test_warming_makes_a_step_in_every_worker(tmp_path: Path, eventually: Eventually) -> None:
    engine = Engine(workers=2)
    engine.warm(FakeConfig(diary=str(tmp_path)))
    eventually(lambda: len(list(tmp_path.iterdir())) == 2)
    engine.close()
