"""What all tests share: quiet settings, one Chromium, and a way to start a real server.

Chromium comes from the system (``apt install chromium``, or any Chrome; ``SEQVIZ_CHROMIUM`` names another one). Where
there is none the browser tests are skipped with that reason; in CI that is a failure.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
import torch
from hypothesis import settings
from playwright.sync_api import Browser, expect, sync_playwright

from seqviz.jobs.engine import Engine
from seqviz.ui.experiment.runs import engine

# No test may fail because the machine is slow: speed is measured in benchmarks/.
settings.register_profile("seqviz", deadline=None)
settings.load_profile("seqviz")
# A busy machine takes its time: what a test waits for may come late, never not at all. One limit for all of them.
expect.set_options(timeout=60_000)
# As in the workers: several threads on small tensors only get in each other's way.
torch.set_num_threads(1)

ROOT = Path(__file__).parents[1]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    # the tests look at several pages at once; none of them may fall asleep
    "--disable-renderer-backgrounding",
    "--disable-background-timer-throttling",
]


def find_chromium() -> str | None:
    names = (os.environ.get("SEQVIZ_CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome", "chrome")
    return next((path for name in names if name and (path := shutil.which(name))), None)


@contextmanager
def running_server(script: str, log: Path, *, root: Path = ROOT) -> Iterator[str]:
    """Run a script of the project in ``root`` as the README does; on the way out stop it with Ctrl-C's signal."""
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)]
    with log.open("wb") as output:
        server = subprocess.Popen(command, cwd=root, stdout=output, stderr=subprocess.STDOUT, start_new_session=True)
    url = f"http://localhost:{port}"
    try:
        _wait_until_healthy(url, server)
        yield url
    finally:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(60)
        finally:
            if server.poll() is None:
                os.killpg(server.pid, signal.SIGKILL)


def _wait_until_healthy(url: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        assert server.poll() is None, "the server ended while starting"
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("the server did not become healthy within 30 seconds")


@pytest.fixture(scope="session")
def start_server() -> Callable[[str, Path], AbstractContextManager[str]]:
    """Return ``start_server(script, log)``, a context manager around a really started server."""
    return running_server


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find_chromium()
    if path is None:
        reason = "no Chromium: install it (apt install chromium) or name one in SEQVIZ_CHROMIUM"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def pages_engine() -> Iterator[Callable[[], Engine]]:
    """Return what gives the one engine of all pages; its workers end at last, as a new one takes seconds to start."""
    yield engine
    engine().close()
    engine.clear()


@pytest.fixture(scope="module")
def workers(pages_engine: Callable[[], Engine]) -> Iterator[None]:
    """Give back at last the places of the runs that the pages of a module have started."""
    yield
    for run in list(pages_engine()._runs.values()):
        run.release()
