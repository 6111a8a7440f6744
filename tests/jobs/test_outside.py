"""Outside clusters, and who may reach which: TLS by default, anything else only on purpose."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import psutil
import pytest
from distributed.security import Security
from fake_training import FakeConfig

from seqviz.jobs.credentials import FILES, SCHEDULER, UNENCRYPTED, Contact, outside
from seqviz.jobs.engine import Engine
from seqviz.jobs.limits import Limits
from seqviz.records.problem import Problem

Eventually = Callable[[Callable[[], object]], None]
Started = list[subprocess.Popen[bytes]]

HERE = Path(__file__).parent
ENVIRONMENT = os.environ | {"PYTHONPATH": os.pathsep.join([str(HERE), str(HERE.parents[1])])}

STRANGER = """
import asyncio, os, sys
from distributed.comm import connect
from distributed.security import Security

async def knock(address, **arguments):
    try:
        comm = await connect(address, timeout=5, **arguments)
        await comm.write({"op": "identity", "reply": True})
        print("let in", await asyncio.wait_for(comm.read(), 20), flush=True)
    except (OSError, RuntimeError, TypeError, TimeoutError) as error:
        print("refused", type(error).__name__, flush=True)

async def main():
    address, uid = sys.argv[1], int(sys.argv[2])
    if uid:
        os.setuid(uid)
    print("trying", flush=True)
    await knock("tcp" + address[3:])
    await knock(address, **Security.temporary().get_connection_args("client"))
    os._exit(0)

asyncio.run(main())
"""


def start(stack: ExitStack, module: list[str], folder: Path) -> subprocess.Popen[bytes]:
    """Start a module of Python in a process that ends with ``stack``."""
    command = [sys.executable, "-m", *module]
    process = stack.enter_context(subprocess.Popen(command, env=ENVIRONMENT, cwd=folder, stderr=subprocess.DEVNULL))
    stack.callback(process.kill)
    return process


def start_cluster(stack: ExitStack, folder: Path, eventually: Eventually, options: list[str]) -> tuple[str, Started]:
    """A scheduler and a worker started by hand, as on a machine with a GPU; return the address."""
    contact = folder / "scheduler.json"
    here = ["--host", "127.0.0.1", "--dashboard-address", "127.0.0.1:0", *options]
    scheduler = ["distributed.cli.dask_scheduler", *here, "--port", "0", "--scheduler-file", str(contact)]
    worker = ["distributed.cli.dask_worker", *here, "--no-nanny", "--scheduler-file", str(contact)]
    processes = [start(stack, scheduler, folder)]
    eventually(lambda: contact.exists() and contact.read_text().rstrip().endswith("}"))
    processes.append(start(stack, worker, folder))
    return json.loads(contact.read_text())["address"], processes


@pytest.fixture
def certificates(tmp_path: Path) -> dict[str, str]:
    """One certificate for all roles, which is its own authority."""
    made = Security.temporary()
    files = {"ca": made.tls_ca_file, "certificate": made.tls_client_cert, "key": made.tls_client_key}
    for name, text in files.items():
        (tmp_path / f"{name}.pem").write_text(text)
    return {name: str(tmp_path / f"{name}.pem") for name in files}


@pytest.fixture
def tls_cluster(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, eventually: Eventually, certificates: dict[str, str]
) -> Iterator[Started]:
    options = ["--tls-ca-file", certificates["ca"], "--tls-cert", certificates["certificate"]]
    with ExitStack() as stack:
        address, processes = start_cluster(
            stack, tmp_path, eventually, ["--protocol", "tls", *options, "--tls-key", certificates["key"]]
        )
        assert address.startswith("tls://")
        monkeypatch.setenv(SCHEDULER, address)
        for field, name in FILES.items():
            monkeypatch.setenv(name, certificates[field])
        yield processes


@pytest.fixture
def open_cluster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, eventually: Eventually) -> Iterator[Started]:
    with ExitStack() as stack:
        address, processes = start_cluster(stack, tmp_path, eventually, [])
        monkeypatch.setenv(SCHEDULER, address)
        yield processes


def test_servers_share_an_encrypted_cluster(tls_cluster: Started, eventually: Eventually) -> None:
    limits = Limits(places=2, claim=60.0)
    engine, neighbour = Engine(limits=limits), Engine(limits=limits)
    run = engine.start(FakeConfig())
    eventually(lambda: run.poll().step > 10)
    assert run.ask("?").pid == tls_cluster[1].pid
    with pytest.raises(Problem):
        neighbour.find(run.id, run.owner)
    second = neighbour.start(FakeConfig())
    eventually(lambda: second.poll().step > 0)
    third = engine.start(FakeConfig())
    eventually(lambda: third.poll().status == "queued")
    second.release()  # the other server's place
    eventually(lambda: third.poll().step > 0)
    neighbour.close()
    eventually(lambda: run.poll().status == "training")
    engine.close()


def test_a_cluster_that_is_gone(tls_cluster: Started, eventually: Eventually) -> None:
    engine = Engine()
    run = engine.start(FakeConfig())
    run.ask("?")
    for process in tls_cluster:
        process.kill()
        process.wait()
    eventually(lambda: run.status == "lost")
    other = engine.start(FakeConfig())
    eventually(lambda: other.poll().ended)
    assert (other.status, other.poll().problem.key) == ("failed", "jobs.unreachable")
    with pytest.raises(Problem, match=r"jobs\.unreachable"):
        other.ask("?")
    engine.close()


def test_a_bare_scheduler_is_refused_unless_that_is_meant(
    open_cluster: Started, monkeypatch: pytest.MonkeyPatch, eventually: Eventually, caplog: pytest.LogCaptureFixture
) -> None:
    engine = Engine()
    refused = engine.start(FakeConfig())
    eventually(lambda: refused.poll().ended)
    assert refused.poll().problem.key == "jobs.unencrypted"
    monkeypatch.setenv(UNENCRYPTED, "1")
    run = engine.start(FakeConfig())
    assert run.ask("?").pid == open_cluster[1].pid
    assert "anybody who reaches this port can run code" in caplog.text
    engine.close()


def test_certificates_must_be_there(tmp_path: Path) -> None:
    assert outside({}) is None
    environment = {SCHEDULER: "tls://host:8786"}
    for field, name in FILES.items():
        with pytest.raises(Problem) as missing:
            outside(environment)
        assert (missing.value.key, missing.value.values["variable"]) == ("jobs.certificates", name)
        (tmp_path / field).touch()
        environment[name] = str(tmp_path / field)
    contact = outside(environment)
    assert contact == Contact(address="tls://host:8786", **{field: str(tmp_path / field) for field in FILES})


def test_a_contact_survives_the_pipe_and_shows_no_key() -> None:
    contact = Contact(address="tls://host:1", ca="a\nb", certificate="c\nd", key="secret\n")
    assert Contact.from_line(contact.to_line()) == contact
    assert "\n" not in contact.to_line()
    assert "secret" not in repr(contact)


@pytest.fixture
def embedded() -> Iterator[str]:
    """The address of an embedded scheduler that trains a run."""
    engine = Engine(workers=1)
    run = engine.start(FakeConfig())
    run.ask("?")
    yield engine._dispatcher._cluster._client.scheduler.address
    engine.close()


@pytest.mark.parametrize("uid", [0, 65534], ids=["same user", "another user"])
def test_a_stranger_is_refused_by_the_embedded_cluster(embedded: str, uid: int) -> None:
    if uid and os.getuid() != 0:
        pytest.skip("only root can become another user")
    command = [sys.executable, "-c", STRANGER, embedded, str(uid)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, cwd="/")
    lines = done.stdout.splitlines()
    assert lines[0] == "trying", done.stderr
    assert len(lines) == 3, done.stderr
    assert all(line.startswith("refused") for line in lines[1:]), lines


@pytest.mark.usefixtures("embedded")
def test_no_argument_and_no_file_holds_the_credentials() -> None:
    key = "PRIVATE KEY"
    for process in psutil.Process().children(recursive=True):
        assert key not in " ".join(process.cmdline())
        assert not any(key in value for value in process.environ().values())
        for file in process.open_files():
            path = Path(file.path)
            assert not (path.suffix in (".pem", ".crt", ".key") and path.exists())
